/** 恢复测试 as tables: the list, and of one test its tables, queries and checks by sample. 5.3.8. Pure. */

import { formatDateTimeSeconds } from '../../contract/time.ts';
import type { Naming } from '../../page/naming.ts';
import { idColumn, type RecordTable } from '../../page/record-table.ts';
import { stateColumn, type TableDefinition } from '../../page/table.ts';
import type { TimelineBlock } from '../../report/block.ts';
import { rateOf } from '../../report/figure.ts';
import { comparedTables, comparedWorstFirst, restoreResults } from '../../states/recovery.ts';
import { choiceWords } from '../../wording/codes.ts';
import { formatDuration } from '../../wording/durations.ts';
import { percentOf } from '../../wording/figures.ts';
import { MISSING, orMissing } from '../../wording/words.ts';
import { countTables } from './judge/restore-verdict.ts';
import restoreTest, { type RestoreTestRecord } from './kinds/restore-test.ts';

const word = choiceWords(restoreTest);

/** @param asksPermits whether paper has a column of permits */
export const restoreTable = ({ asset, href }: Naming, asksPermits = false): RecordTable<RestoreTestRecord> => ({
  title: '恢复测试',
  kind: restoreTest,
  columns: [
    { ...idColumn, only: 'paper' },
    { field: 'asset', value: (one: RestoreTestRecord) => asset(one.asset) },
    { field: 'set', wide: true },
    { field: 'startedAt', title: true, href: ({ id }: RestoreTestRecord) => href?.(id), sub: ({ id }) => id },
    { field: 'finishedAt', only: 'paper' },
    {
      ...{ field: 'tables', label: '一致/比对', align: 'right', only: 'site' },
      value: (one: RestoreTestRecord) => `${countTables(one).same}/${one.tables.length}`,
      figure: comparedShare,
    },
    {
      ...{ field: 'rto', label: '恢复用时', only: 'site' },
      value: ({ rtoActual }: RestoreTestRecord) => (rtoActual === undefined ? MISSING : formatDuration(rtoActual)),
    },
    {
      ...{ field: 'result', state: true },
      look: ({ result }: RestoreTestRecord) => restoreResults[result],
      sub: ({ result, failure }: RestoreTestRecord) => (result === 'passed' ? undefined : orMissing(failure)),
    },
    ...(asksPermits ? [{ field: 'permit', only: 'paper' as const }] : []),
  ],
  tone: ({ result }) => (result === 'passed' ? undefined : 'abnormal'),
});

/** Tables that came back as they were, of those compared. */
function comparedShare(one: RestoreTestRecord) {
  const of = { numerator: countTables(one).same, denominator: one.tables.length };
  const percent = of.denominator === 0 ? null : percentOf(of.numerator / of.denominator);
  return rateOf(`restore-test.${one.id}.tables`, of, percent, { from: one.startedAt, to: one.finishedAt });
}

/** What was done, step by step. */
export const stepsBlock = ({ steps }: RestoreTestRecord): TimelineBlock => ({
  type: 'timeline',
  items: steps.map(({ at, step, result }) => ({ time: formatDateTimeSeconds(at), text: `${step}：${result}` })),
  empty: '未登记步骤。',
});

type ComparedTable = RestoreTestRecord['tables'][number];

/** Its tables, what is wrong first. */
export const comparedRows = ({ tables }: RestoreTestRecord): ComparedTable[] =>
  tables.toSorted((a, b) => rank(a) - rank(b) || (a.table < b.table ? -1 : 1));

const rank = ({ result }: ComparedTable): number => comparedWorstFirst.indexOf(result);

export const comparedTable = ({ id }: RestoreTestRecord): TableDefinition<ComparedTable> => ({
  title: `逐表比对（${id}）`,
  columns: {
    table: { label: '表', weight: 2, title: true, value: ({ table }) => table },
    expectedRows: { label: '备份时行数', type: 'number', value: (one) => one.expectedRows ?? null },
    actualRows: { label: '恢复后行数', type: 'number', value: (one) => one.actualRows ?? null },
    expectedChecksum: {
      ...{ label: '备份时校验和', weight: 1.2, align: 'right' },
      value: (one) => one.expectedChecksum ?? null,
    },
    actualChecksum: {
      ...{ label: '恢复后校验和', weight: 1.2, align: 'right' },
      value: (one) => one.actualChecksum ?? null,
    },
    result: stateColumn('比对', ({ result }) => comparedTables[result]),
  },
  tone: ({ result }) => (comparedTables[result].tone === 'abnormal' ? 'abnormal' : undefined),
  empty: '未登记逐表比对。',
});

const toneOf = ({ result }: Pick<Query, 'result'>) => (result === 'passed' ? undefined : 'abnormal');

type Query = NonNullable<RestoreTestRecord['queries']>[number];

export const queryTable = ({ id }: RestoreTestRecord): TableDefinition<Query> => ({
  title: `业务查询（${id}）`,
  columns: {
    name: { label: '查询', weight: 2, title: true, value: ({ name }) => name },
    expected: { label: '预期', align: 'right', value: (one) => one.expected ?? null },
    actual: { label: '实际', align: 'right', value: (one) => one.actual ?? null },
    result: stateColumn('结果', ({ result }) => restoreResults[result]),
  },
  tone: toneOf,
  empty: '未登记业务查询。',
});

/** A check by sample of what is no database. */
export type SpotCheck = NonNullable<RestoreTestRecord['spotChecks']>[number] & { test: string };

export const spotChecks = ({ id, spotChecks = [] }: RestoreTestRecord): SpotCheck[] =>
  spotChecks.map((one) => ({ ...one, test: id }));

export const spotTable: TableDefinition<SpotCheck> = {
  title: '恢复抽查',
  columns: {
    test: { label: '记录编号', weight: 1.3, only: 'paper', value: ({ test }) => test },
    subject: { label: '内容', value: ({ subject }) => word('spotChecks.subject', subject) },
    item: { label: '抽查项', weight: 2, title: true, value: ({ item }) => item },
    result: stateColumn('结果', ({ result }) => restoreResults[result]),
    note: { label: '说明', weight: 2, wide: true, value: ({ note }) => note ?? null },
  },
  tone: toneOf,
  empty: '未登记恢复抽查。',
};
