/** One restore test as the quarterly report prints it: steps, table by table, business queries, spot checks. */

import { type Goal, recoveryGoals } from '../../src/assess/recovery/recovery-goals.ts';
import { countTables } from '../../src/assess/recovery/restore-verdict.ts';
import { wantedContents } from '../../src/assess/recovery/wanted-contents.ts';
import { formatDateTimeSeconds, secondsBetween } from '../../src/contract/time.ts';
import restoreTest, { type RestoreTestRecord } from '../../src/records/kinds/restore-test.ts';
import { isBackfilled } from '../../src/records/record.ts';
import type { Block, Cell, FactsBlock, Section, TableBlock, Tone } from '../../src/report/document.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { formatDuration } from '../../src/wording/durations.ts';
import { MISSING, orMissing, spaced } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { asksPermits } from '../frame/named.ts';
import { nameOf, type PeriodView } from '../period/period.ts';

const word = choiceWords(restoreTest);

/** Most tables of a database on paper; those that differ come first, and the workbook has all. */
const TABLES_PRINTED = 60;

export function testSection(view: PeriodView, test: RestoreTestRecord): Section {
  return {
    id: `test-${test.id}`,
    title: `${nameOf(view, test.asset)}（${test.id}${isBackfilled(test) ? '，补录' : ''}）`,
    level: 2,
    blocks: [verdictNote(test), facts(view, test), steps(test), ...tables(test), queries(test)],
  };
}

function verdictNote(test: RestoreTestRecord): Block {
  const counts = countTables(test);
  const wrong = counts.different + counts.missing;
  const compared =
    test.tables.length === 0 ? '没有登记逐表比对' : `逐表比对 ${test.tables.length} 张，一致 ${counts.same} 张`;
  const differ = wrong === 0 ? '' : `，不一致或缺表 ${wrong} 张`;
  const unchecked = counts.unchecked === 0 ? '' : `，未比对 ${counts.unchecked} 张`;
  const reason = test.failure === undefined ? '' : `原因：${test.failure}。`;
  return {
    type: 'note',
    text: `结论：${word('result', test.result)}。${reason}${compared}${differ}${unchecked}。`,
    tone: test.result === 'passed' ? 'normal' : 'abnormal',
    emphasis: true,
  };
}

function facts(view: PeriodView, test: RestoreTestRecord): FactsBlock {
  const permit = test.permit ?? (test.withoutPermit === undefined ? MISSING : `无许可：${test.withoutPermit}`);
  const restored =
    test.restoredAt === undefined
      ? '未完成恢复'
      : `${formatDateTimeSeconds(test.restoredAt)}（用时 ${formatDuration(secondsBetween(test.startedAt, test.restoredAt))}）`;
  const isAsked = asksPermits(view.input.contract);
  const bad = (tone: Tone, when: boolean) => (when ? { tone } : {});
  return {
    type: 'facts',
    columns: 2,
    items: [
      { label: '恢复对象', value: nameOf(view, test.asset) },
      { label: '备份集', value: test.backup === undefined ? test.set : `${test.set}（${test.backup}）` },
      ...(isAsked || test.permit !== undefined
        ? [{ label: '许可编号', value: permit, ...bad('abnormal', test.permit === undefined) }]
        : []),
      { label: '恢复方法', value: test.method },
      { label: '测试环境', value: test.environment },
      { label: '测试服务器', value: orMissing(test.server) },
      { label: '开始时间', value: formatDateTimeSeconds(test.startedAt) },
      { label: '恢复完成', value: restored, ...bad('abnormal', test.restoredAt === undefined) },
      { label: '结束时间', value: formatDateTimeSeconds(test.finishedAt) },
      { label: '执行人／复核人', value: `${test.operator}／${orMissing(test.reviewer)}` },
    ],
  };
}

const steps = (test: RestoreTestRecord): Block => ({
  type: 'timeline',
  items: test.steps.map(({ at, step, result }) => ({ time: formatDateTimeSeconds(at), text: `${step}：${result}` })),
  empty: '未登记步骤。',
});

const order: Readonly<Record<RestoreTestRecord['tables'][number]['result'], number>> = {
  missing: 0,
  different: 1,
  extra: 2,
  unchecked: 3,
  same: 4,
};

function tables(test: RestoreTestRecord): Block[] {
  const rows = test.tables.toSorted((a, b) => order[a.result] - order[b.result] || (a.table < b.table ? -1 : 1));
  const rest = rows.length - TABLES_PRINTED;
  const block: TableBlock = table(
    `逐表比对（${test.id}）`,
    [
      { key: 'table', label: '表', type: 'text', weight: 2 },
      { key: 'expectedRows', label: '备份时行数', type: 'number' },
      { key: 'actualRows', label: '恢复后行数', type: 'number' },
      { key: 'expectedChecksum', label: '备份时校验和', type: 'text', weight: 1.2, align: 'right' },
      { key: 'actualChecksum', label: '恢复后校验和', type: 'text', weight: 1.2, align: 'right' },
      { key: 'result', label: '比对', type: 'text' },
    ],
    rows.map((row) => ({
      ...(row.result === 'different' || row.result === 'missing' ? { tone: 'abnormal' as const } : {}),
      cells: {
        table: row.table,
        expectedRows: row.expectedRows ?? null,
        actualRows: row.actualRows ?? null,
        expectedChecksum: row.expectedChecksum ?? null,
        actualChecksum: row.actualChecksum ?? null,
        result: comparison(row.result),
      },
    })),
    '未登记逐表比对。',
  );
  if (rest <= 0) return [block];
  const text = `共 ${rows.length} 张表，纸面列出前 ${TABLES_PRINTED} 张（不一致的在前），其余 ${rest} 张见电子表格。`;
  return [
    { type: 'note', text },
    { ...block, printedRows: TABLES_PRINTED },
  ];
}

function comparison(result: RestoreTestRecord['tables'][number]['result']): Cell {
  const text = word('tables.result', result);
  if (result === 'same') return text;
  const bad = result === 'different' || result === 'missing';
  return { text, tone: bad ? 'abnormal' : 'attention', mark: bad ? '▲' : '△' };
}

const queries = (test: RestoreTestRecord): Block =>
  table(
    `业务查询（${test.id}）`,
    [
      { key: 'name', label: '查询', type: 'text', weight: 2 },
      { key: 'expected', label: '预期', type: 'text', align: 'right' },
      { key: 'actual', label: '实际', type: 'text', align: 'right' },
      { key: 'result', label: '结果', type: 'text' },
    ],
    (test.queries ?? []).map((row) => ({
      ...(row.result === 'passed' ? {} : { tone: 'abnormal' as const }),
      cells: {
        name: row.name,
        expected: row.expected ?? null,
        actual: row.actual ?? null,
        result: passing('queries.result', row.result),
      },
    })),
    '未登记业务查询。',
  );

function passing(path: string, result: 'passed' | 'failed'): Cell {
  const text = word(path, result);
  return result === 'passed' ? text : { text, tone: 'abnormal', mark: '▲' };
}

/** 恢复抽查 of all tests of the period: of what is no database, as far as the contract has it. */
export function spotSection(view: PeriodView, tests: readonly RestoreTestRecord[]): Section {
  const rows = tests.flatMap((test) => (test.spotChecks ?? []).map((row) => ({ test, row })));
  const subjects = new Set(rows.map(({ row }) => row.subject));
  const contents: readonly string[] = wantedContents(view.input.contract);
  const wanted = (['attachments', 'config', 'redis'] as const).filter((subject) => contents.includes(subject));
  const lacking = wanted.filter((subject) => !subjects.has(subject));
  const wordsOf = (list: readonly string[]) => list.map((one) => word('spotChecks.subject', one)).join('、');
  return {
    id: 'spot-checks',
    title: spaced(wordsOf(wanted), '恢复抽查'),
    blocks: [
      ...(lacking.length === 0
        ? []
        : [{ type: 'note' as const, text: `未登记抽查：${wordsOf(lacking)}。`, tone: 'attention' as const }]),
      table(
        '恢复抽查',
        [
          { key: 'test', label: '记录编号', type: 'text', weight: 1.3 },
          { key: 'subject', label: '内容', type: 'text' },
          { key: 'item', label: '抽查项', type: 'text', weight: 2 },
          { key: 'result', label: '结果', type: 'text' },
          { key: 'note', label: '说明', type: 'text', weight: 2 },
        ],
        rows.map(({ test, row }) => ({
          ...(row.result === 'passed' ? {} : { tone: 'abnormal' as const }),
          cells: {
            test: test.id,
            subject: word('spotChecks.subject', row.subject),
            item: row.item,
            result: passing('spotChecks.result', row.result),
            note: row.note ?? null,
          },
        })),
        '未登记恢复抽查。',
      ),
    ],
  };
}

/** Both goals of every test, for the table of goals. */
export function goalsOf(view: PeriodView, tests: readonly RestoreTestRecord[]): { subject: string; goal: Goal }[] {
  return tests.flatMap((test) =>
    recoveryGoals(test).map((goal) => ({ subject: `${nameOf(view, test.asset)}（${test.id}）`, goal })),
  );
}
