/** A restored database against what was counted at backup time, and what follows for the test (5.3.8). Pure. */
import type { RestoreTestRecord } from '../kinds/restore-test.ts';

/** What was counted at backup time. */
export interface ExpectedTable {
  schema: string;
  table: string;
  rows: number;
  checksum: string | null;
  /** Written to while the backup ran: the rows lie between the two counts, and the checksum can be any. */
  changed?: boolean | undefined;
  otherRows?: number | undefined;
}

/** What is there after the restore. */
export interface ActualTable {
  schema: string;
  table: string;
  /** null: the table cannot be read. */
  rows: number | null;
  checksum: string | null;
}

export type TableRow = RestoreTestRecord['tables'][number];
export type QueryRow = NonNullable<RestoreTestRecord['queries']>[number];

/**
 * One row a table, sorted by name.
 * @param expected null: nothing was counted at backup time
 * @param comparable false: another kind of server than at backup time, whose checksums differ by nature
 */
export function compareTables(
  expected: readonly ExpectedTable[] | null,
  actual: readonly ActualTable[],
  comparable: boolean,
): TableRow[] {
  const there = new Map(actual.map((one) => [nameOf(one), one]));
  const known = new Set((expected ?? []).map(nameOf));
  const rows = [
    ...(expected ?? []).map((one) => compareOne(one, there.get(nameOf(one)), comparable)),
    ...actual.filter((one) => !known.has(nameOf(one))).map((one) => unexpected(one, expected === null)),
  ];
  return rows.sort((a, b) => (a.table < b.table ? -1 : 1));
}

const nameOf = ({ schema, table }: { schema: string; table: string }): string => `${schema}.${table}`;

function compareOne(expected: ExpectedTable, actual: ActualTable | undefined, comparable: boolean): TableRow {
  const row = {
    table: nameOf(expected),
    expectedRows: expected.rows,
    ...(expected.checksum === null ? {} : { expectedChecksum: expected.checksum }),
  };
  if (actual === undefined) return { ...row, result: 'missing' };
  return { ...row, ...figures(actual), result: resultOf(expected, actual, comparable) };
}

const figures = ({ rows, checksum }: ActualTable) => ({
  ...(rows === null ? {} : { actualRows: rows }),
  ...(checksum === null ? {} : { actualChecksum: checksum }),
});

const unexpected = (actual: ActualTable, nothingKnown: boolean): TableRow => ({
  table: nameOf(actual),
  ...figures(actual),
  result: nothingKnown ? 'unchecked' : 'extra',
});

function resultOf(expected: ExpectedTable, actual: ActualTable, comparable: boolean): TableRow['result'] {
  if (actual.rows === null) return 'different';
  if (expected.changed === true) {
    const bounds = [expected.rows, expected.otherRows ?? expected.rows];
    return actual.rows >= Math.min(...bounds) && actual.rows <= Math.max(...bounds) ? 'unchecked' : 'different';
  }
  if (actual.rows !== expected.rows) return 'different';
  if (!comparable || expected.checksum === null || actual.checksum === null) return 'unchecked';
  return expected.checksum === actual.checksum ? 'same' : 'different';
}

/** What a business query is expected to give; `other`: when it was asked again after the backup. */
export interface ExpectedValue {
  value: string;
  other?: string | undefined;
}

/** @param expected null: nobody said what it should give, which is not passing @param actual null: it failed */
export function compareQuery(name: string, expected: ExpectedValue | null, actual: string | null): QueryRow {
  const shown =
    expected === null ? undefined : [...new Set([expected.value, expected.other ?? expected.value])].join(' 至 ');
  const passed = expected !== null && actual !== null && lies(actual, expected);
  return {
    name,
    ...(shown === undefined || shown === '' ? {} : { expected: shown }),
    ...(actual === null || actual === '' ? {} : { actual }),
    result: passed ? 'passed' : 'failed',
  };
}

function lies(actual: string, { value, other = value }: ExpectedValue): boolean {
  if (actual === value || actual === other) return true;
  const [a, b, x] = [value, other, actual].map(Number) as [number, number, number];
  return value !== other && x >= Math.min(a, b) && x <= Math.max(a, b);
}

/** Why the restore itself did not come to its end. */
export interface RestoreFailure {
  /** Chinese, without a full stop. */
  reason: string;
  /** `schema.table` at which it happened; null when it can be laid to none. */
  table: string | null;
}

export interface TestFindings {
  failure: RestoreFailure | null;
  /** What reading the set told before, such as 缺少转储结尾; null when it looked whole. */
  incomplete: RestoreFailure | null;
  /** false: nothing was counted at backup time. */
  hasBaseline: boolean;
  /** Written to while the backup ran, so that only the number of rows could be checked. */
  changed: ReadonlySet<string>;
  tables: readonly TableRow[];
  queries: readonly QueryRow[];
}

/** Everything for which a test does not pass, one sentence; null when it passes. What was not compared has not passed. */
export function testFailure(found: TestFindings): string | null {
  const named = (result: TableRow['result']) =>
    found.tables.filter((row) => row.result === result && !(result === 'unchecked' && found.changed.has(row.table)));
  const list = (label: string, rows: readonly TableRow[], text: (row: TableRow) => string) =>
    rows.length === 0 ? [] : [`${label} ${shortList(rows.map(text))}`];
  const queries = found.queries.filter((row) => row.result === 'failed');
  const parts = [
    ...(found.failure === null ? [] : [`恢复失败：${failureText(found.failure)}`]),
    ...(found.incomplete === null ? [] : [`备份集不完整：${failureText(found.incomplete)}`]),
    ...list('缺表', named('missing'), (row) => row.table),
    ...list('不一致', named('different'), differenceText),
    ...(found.hasBaseline ? [] : ['未采集基线，不能逐表比对']),
    ...(found.hasBaseline ? list('未能比对', named('unchecked'), (row) => row.table) : []),
    ...(found.hasBaseline && found.tables.every((row) => row.result !== 'same') ? ['没有一张表比对一致'] : []),
    ...(queries.length === 0 ? [] : [`业务查询未通过 ${shortList(queries.map((row) => row.name))}`]),
  ];
  return parts.length === 0 ? null : parts.join('；');
}

const failureText = ({ reason, table }: RestoreFailure): string => (table === null ? reason : `表 ${table}，${reason}`);

function differenceText({ table, expectedRows, actualRows }: TableRow): string {
  if (actualRows === undefined) return `${table}（无法读取）`;
  return expectedRows === actualRows
    ? `${table}（校验和不同）`
    : `${table}（行数 ${expectedRows}，恢复后 ${actualRows}）`;
}

const NAMED = 5;
const shortList = (names: readonly string[]): string =>
  names.length <= NAMED ? names.join('、') : `${names.slice(0, NAMED).join('、')} 等 ${names.length} 项`;
