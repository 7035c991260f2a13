/** One restore test as the quarterly report prints it: steps, table by table, business queries, spot checks. */

import { formatDateTimeSeconds, secondsBetween } from '../../src/contract/time.ts';
import { settledTable } from '../../src/page/table.ts';
import { isBackfilled } from '../../src/records/record.ts';
import type { Block, FactsBlock, Section, Tone } from '../../src/report/block.ts';
import type { GoalOf } from '../../src/subjects/recovery/goal-table.ts';
import { recoveryGoals } from '../../src/subjects/recovery/judge/recovery-goals.ts';
import { countTables } from '../../src/subjects/recovery/judge/restore-verdict.ts';
import { testedSet } from '../../src/subjects/recovery/judge/tested-set.ts';
import { wantedContents } from '../../src/subjects/recovery/judge/wanted-contents.ts';
import restoreTest, { type RestoreTestRecord } from '../../src/subjects/recovery/kinds/restore-test.ts';
import {
  comparedRows,
  comparedTable,
  queryTable,
  spotChecks,
  spotTable,
  stepsBlock,
} from '../../src/subjects/recovery/restore-tables.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { formatDuration } from '../../src/wording/durations.ts';
import { MISSING, orMissing, spaced } from '../../src/wording/words.ts';
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
    blocks: [
      verdictNote(test),
      facts(view, test),
      stepsBlock(test),
      ...tables(test),
      settledTable(queryTable(test), test.queries ?? [], 'paper'),
    ],
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
  const set = testedSet(test);
  const isAsked = asksPermits(view.input.contract);
  const bad = (tone: Tone, when: boolean) => (when ? { tone } : {});
  return {
    type: 'facts',
    columns: 2,
    items: [
      { label: '恢复对象', value: nameOf(view, test.asset) },
      { label: '备份集', value: set.text, ...bad('attention', !set.known) },
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

function tables(test: RestoreTestRecord): Block[] {
  const rows = comparedRows(test);
  const rest = rows.length - TABLES_PRINTED;
  const block = settledTable(comparedTable(test), rows, 'paper');
  if (rest <= 0) return [block];
  const text = `共 ${rows.length} 张表，纸面列出前 ${TABLES_PRINTED} 张（不一致的在前），其余 ${rest} 张见电子表格。`;
  return [
    { type: 'note', text },
    { ...block, printedRows: TABLES_PRINTED },
  ];
}

/** 恢复抽查 of all tests of the period: of what is no database, as far as the contract has it. */
export function spotSection(view: PeriodView, tests: readonly RestoreTestRecord[]): Section {
  const rows = tests.flatMap(spotChecks);
  const subjects = new Set(rows.map(({ subject }) => subject));
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
      settledTable(spotTable, rows, 'paper'),
    ],
  };
}

/** Both goals of every test, for the table of goals. */
export function goalsOf(view: PeriodView, tests: readonly RestoreTestRecord[]): GoalOf[] {
  return tests.flatMap((test) =>
    recoveryGoals(test).map((goal) => ({ subject: `${nameOf(view, test.asset)}（${test.id}）`, goal })),
  );
}
