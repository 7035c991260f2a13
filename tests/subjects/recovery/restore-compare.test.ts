import { describe, expect, test } from 'vitest';
import {
  compareQuery,
  compareTables,
  type ExpectedTable,
  testFailure,
} from '../../../src/subjects/recovery/judge/restore-compare.ts';

const expected = (table: string, rows: number, more: Partial<ExpectedTable> = {}): ExpectedTable => ({
  ...{ schema: 'oa', table, rows, checksum: '11', ...more },
});
const actual = (table: string, rows: number | null, checksum: string | null = '11') => ({
  schema: 'oa',
  table,
  rows,
  checksum,
});
const results = (...args: Parameters<typeof compareTables>) =>
  compareTables(...args).map((row) => `${row.table} ${row.result}`);

describe('compareTables', () => {
  test('same, another checksum, another number of rows, missing, extra', () => {
    const before = ['a', 'b', 'c', 'd'].map((name) => expected(name, 3));
    const now = [actual('a', 3), actual('b', 3, '12'), actual('c', 2), actual('e', 1)];
    expect(results(before, now, true)).toEqual([
      'oa.a same',
      'oa.b different',
      'oa.c different',
      'oa.d missing',
      'oa.e extra',
    ]);
  });

  test('a table that cannot be read is another one', () => {
    expect(results([expected('a', 3)], [actual('a', null, null)], true)).toEqual(['oa.a different']);
  });

  test('what cannot be compared was not compared', () => {
    expect(results([expected('a', 3, { checksum: null })], [actual('a', 3)], true)).toEqual(['oa.a unchecked']);
    expect(results([expected('a', 3)], [actual('a', 3)], false)).toEqual(['oa.a unchecked']);
    expect(results(null, [actual('a', 3)], true)).toEqual(['oa.a unchecked']);
  });

  test.each([
    [3, 'unchecked'],
    [5, 'unchecked'],
    [7, 'unchecked'],
    [2, 'different'],
    [8, 'different'],
  ])('written to between 3 and 7 rows, %i restored: %s', (rows, result) => {
    const before = [expected('a', 7, { changed: true, otherRows: 3 })];
    expect(results(before, [actual('a', rows, '99')], true)).toEqual([`oa.a ${result}`]);
  });
});

test.each([
  [{ value: '3' }, '3', 'passed'],
  [{ value: '3' }, '3.0', 'failed'],
  [{ value: '3' }, null, 'failed'],
  [null, '3', 'failed'],
  [{ value: '3', other: '7' }, '5', 'passed'],
  [{ value: '3', other: '7' }, '8', 'failed'],
  [{ value: 'a', other: 'c' }, 'b', 'failed'],
  [{ value: 'a', other: 'c' }, 'c', 'passed'],
] as const)('compareQuery %j against %j: %s', (given, value, result) => {
  expect(compareQuery('q', given, value).result).toBe(result);
});

describe('testFailure', () => {
  const found = { failure: null, incomplete: null, hasBaseline: true, changed: new Set<string>(), queries: [] };
  const same = { table: 'oa.a', expectedRows: 1, actualRows: 1, result: 'same' } as const;

  test('passes only when something was compared and all of it is the same', () => {
    expect(testFailure({ ...found, tables: [same] })).toBeNull();
    expect(testFailure({ ...found, tables: [] })).toBe('没有一张表比对一致');
    expect(testFailure({ ...found, tables: [same], hasBaseline: false })).toBe('未采集基线，不能逐表比对');
    expect(testFailure({ ...found, tables: [same, { table: 'oa.b', result: 'unchecked' }] })).toBe('未能比对 oa.b');
  });

  test('a table that was written to meanwhile is no failure', () => {
    const tables = [same, { table: 'oa.b', result: 'unchecked' } as const];
    expect(testFailure({ ...found, tables, changed: new Set(['oa.b']) })).toBeNull();
  });

  test('names every reason and table', () => {
    expect(
      testFailure({
        ...found,
        failure: { reason: '磁盘已满', table: 'oa.c' },
        incomplete: { reason: '缺少转储结尾', table: null },
        tables: [
          same,
          { table: 'oa.b', expectedRows: 3, actualRows: 2, result: 'different' },
          { table: 'oa.d', expectedRows: 3, actualRows: 3, result: 'different' },
          { table: 'oa.c', expectedRows: 3, result: 'missing' },
        ],
        queries: [{ name: '请假单数', result: 'failed' }],
      }),
    ).toBe(
      '恢复失败：表 oa.c，磁盘已满；备份集不完整：缺少转储结尾；缺表 oa.c；不一致 oa.b（行数 3，恢复后 2）、oa.d（校验和不同）；业务查询未通过 请假单数',
    );
  });
});
