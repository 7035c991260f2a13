import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import operationLog from '../../src/collectors/operation-log.ts';
import { type Operation, rulesSchema, summarise } from '../../src/collectors/parts/operation-log.ts';
import { asPrevious, measured, type Outcome, runCollector } from '../support/collect.ts';

const rules = rulesSchema.parse(JSON.parse(readFileSync('data/starters/bureau/operation-log-rules.json', 'utf8')));
const operation = (over: Partial<Operation>): Operation => ({
  at: '2026-11-24T10:00:00+08:00',
  user: '甲',
  action: '查询档案',
  result: '成功',
  affected: 1,
  ...over,
});

describe('summarise', () => {
  test('categories, hours and users', () => {
    const summary = summarise(
      [
        operation({}),
        operation({ action: 'Login', user: '乙' }),
        operation({ action: '重置密码', at: '2026-11-24T01:00:00Z' }),
        operation({ action: '???' }),
      ],
      rules,
    );
    expect(summary.total).toBe(4);
    expect(summary.categories).toEqual([
      { category: 'login', count: 1 },
      { category: 'query', count: 1 },
      { category: 'permission', count: 1 },
      { category: 'other', count: 1 },
    ]);
    expect(summary.hours).toEqual([
      { hour: 9, count: 1 },
      { hour: 10, count: 3 },
    ]);
    expect(summary.users).toEqual([
      { user: '甲', count: 3 },
      { user: '乙', count: 1 },
    ]);
    expect(summary.anomalies).toEqual([]);
  });

  const night = '2026-11-24T23:41:00+08:00';
  test.each([
    ['off-hours', [operation({ at: night, action: '修改档案' })], '非工作时间操作 1 次'],
    [
      'bulk-delete',
      [operation({ action: '删除附件', affected: 30 }), operation({ action: '删除附件', affected: 20 })],
      '一小时内删除 50 条',
    ],
    ['bulk-export', [operation({ action: '导出档案', affected: 320 })], '一小时内导出 320 条'],
    [
      'failed-login',
      Array.from({ length: 5 }, () => operation({ action: '登录', result: '登录失败：口令错误' })),
      '一小时内登录失败 5 次',
    ],
  ])('%s', (type, operations, detail) => {
    expect(summarise(operations, rules).anomalies).toEqual([expect.objectContaining({ type, user: '甲', detail })]);
  });

  test('just below each limit, by another user, in another hour, or allowed at night: nothing', () => {
    const quiet = [
      operation({ at: night }),
      operation({ action: '删除附件', affected: 49 }),
      operation({ action: '删除附件', affected: 49, user: '乙' }),
      operation({ action: '导出档案', affected: 199 }),
      ...Array.from({ length: 4 }, () => operation({ action: '登录', result: '失败' })),
      operation({ action: '登录', result: '失败', at: '2026-11-24T11:00:00+08:00' }),
      operation({ action: '修改档案', at: '2026-11-24T07:00:00+08:00' }),
    ];
    expect(summarise(quiet, rules).anomalies).toEqual([]);
  });
});

describe('a JSON-lines file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'opsledger-oplog-'));
    file = join(folder, 'operation.log');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const line = (n: number) => `${JSON.stringify({ time: '2026-11-24 10:00:00', user: `u${n}`, action: '查询', n })}\n`;
  const collect = (last?: Outcome, more = {}) =>
    runCollector(
      operationLog,
      { file, fields: { at: 'time' }, ...more },
      { previous: last === undefined ? [] : asPrevious(last) },
    );
  const read = (outcome: Outcome) =>
    String(outcome.collected?.raw.find((r) => r.name === '操作日志')?.body ?? '')
      .split('\n')
      .filter(Boolean)
      .map((l) => JSON.parse(l).n);

  test('goes on where it stopped; a half-written line comes when it is whole', async () => {
    writeFileSync(file, line(1) + line(2) + line(3).slice(0, 10));
    const first = await collect();
    expect([read(first), measured(first, 'oplog.continuity')]).toEqual([[1, 2], 'first']);
    appendFileSync(file, line(3).slice(10) + line(4));
    const second = await collect(first);
    expect([read(second), measured(second, 'oplog.continuity'), measured(second, 'oplog.total')]).toEqual([
      [3, 4],
      'continuous',
      2,
    ]);
    expect(read(await collect(second))).toEqual([]);
  });

  test('across a rotation by renaming nothing is lost or doubled', async () => {
    writeFileSync(file, line(1));
    const first = await collect();
    appendFileSync(file, line(2));
    renameSync(file, `${file}.1`);
    writeFileSync(file, line(3));
    const second = await collect(first);
    expect([read(second), measured(second, 'oplog.continuity')]).toEqual([[2, 3], 'continuous']);
    appendFileSync(file, line(4));
    expect(read(await collect(second))).toEqual([4]);
  });

  test('a file that was cut is said to be', async () => {
    writeFileSync(file, line(1) + line(2));
    const first = await collect();
    truncateSync(file, 0);
    appendFileSync(file, line(3));
    const second = await collect(first);
    expect([read(second), measured(second, 'oplog.continuity')]).toEqual([[3], '日志文件已被替换，其间的日志可能缺失']);
    // The standard is none: what may be missing shows in the inspection log.
    expect(measured(first, 'oplog.anomalies', '日志不连续')).toBe(0);
    expect(measured(second, 'oplog.anomalies', '日志不连续')).toBe(1);
  });

  test('more than one run takes comes with the next', async () => {
    writeFileSync(file, Array.from({ length: 50 }, (_, n) => line(n)).join(''));
    const seen: number[] = [];
    let last: Outcome | undefined;
    for (let n = 0; n < 12; n += 1) {
      last = await collect(last, { maxRows: '1' });
      seen.push(...read(last));
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  test('lines that cannot be used are counted, not hidden', async () => {
    writeFileSync(file, `${line(1)}not json\n{"time":"never","action":"查询"}\n`);
    const outcome = await collect();
    expect([measured(outcome, 'oplog.total'), measured(outcome, 'oplog.unreadable')]).toEqual([1, 2]);
    writeFileSync(file, 'not json\n');
    expect((await collect()).reason).toBe('日志没有可用的时间、用户和操作');
    rmSync(file);
    expect((await collect()).reason).toBe('日志文件不存在');
  });

  test('the workspace’s own rules count, and its paths are relative to it', async () => {
    writeFileSync(file, line(1));
    const own = { ...rules, categories: [{ category: 'delete', words: ['查询'] }], bulkDelete: 1 };
    writeFileSync(join(folder, 'operation-log-rules.json'), JSON.stringify(own));
    const settings = { file: 'operation.log', fields: { at: 'time' } };
    const outcome = await runCollector(operationLog, settings, { root: folder });
    expect(measured(outcome, 'oplog.anomalies', '批量删除')).toBe(1);
    writeFileSync(join(folder, 'operation-log-rules.json'), '{"categories": []}');
    expect((await runCollector(operationLog, settings, { root: folder })).reason).toBe('operation-log-rules.json 有误');
  });

  test('every category and kind of anomaly has a reading, zero included', async () => {
    writeFileSync(file, line(1));
    const outcome = await collect();
    expect(measured(outcome, 'oplog.class', '查询')).toBe(1);
    expect(measured(outcome, 'oplog.class', '删除')).toBe(0);
    expect(measured(outcome, 'oplog.anomalies', '批量导出')).toBe(0);
  });
});
