/** The audit log: only added to, and kept. */

import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuditEntry, type AuditLog, DONE, failedFor, openAuditLog, refusedFor } from '../../src/accounts/audit.ts';
import { closeDatabases, openTestDatabase } from './_database.ts';

afterAll(closeDatabases);

let database: ReturnType<typeof openTestDatabase>;
let log: AuditLog;
beforeEach(() => {
  database = openTestDatabase();
  log = openAuditLog(database, 6);
});

const add = (at: string, changes: Partial<AuditEntry> = {}): void =>
  log.add({ at, account: 'wang-lei', address: '10.0.0.7', action: '登录', ...DONE, ...changes });
const actions = (filter = {}) => log.page(10, filter).map(({ action }) => action);

it('is read newest first, page by page', () => {
  for (let n = 0; n < 25; n += 1) add('2026-11-24T09:00:00+08:00', { action: `第${n}` });
  const first = log.page(10);
  expect([first.length, first[0]?.action, first.at(-1)?.action]).toEqual([10, '第24', '第15']);
  const last = log.page(10, {}, log.page(10, {}, first.at(-1)?.id).at(-1)?.id);
  expect(last.map(({ action }) => action)).toEqual(['第4', '第3', '第2', '第1', '第0']);
});

it('is filtered by account, failure, words and contract days', () => {
  add('2026-11-23T15:59:59Z', { action: '甲', account: null });
  add('2026-11-23T16:00:00Z', { action: '乙', ...failedFor('x') });
  add('2026-11-24T23:59:59+08:00', { action: '丙 100%', address: '10.0.0.9' });
  add('2026-11-25T00:00:00+08:00', { action: '丁', ...refusedFor('403') });
  expect(actions({ from: '2026-11-24', to: '2026-11-24' })).toEqual(['丙 100%', '乙']);
  expect(actions({ failures: true })).toEqual(['丁', '乙']);
  expect(actions({ account: '' })).toEqual(['甲']);
  expect(actions({ account: "x' OR 1=1 --" })).toEqual([]);
  expect(actions({ text: '%' })).toEqual(['丙 100%']);
  expect(actions({ text: '0.0.9' })).toEqual(['丙 100%']);
});

it('cuts what somebody made up to fill it', () => {
  add('2026-11-24T09:00:00+08:00', { action: 'x'.repeat(100_000) });
  expect(actions()[0]).toHaveLength(500);
});

describe('nothing in it is changed or lost', () => {
  it('by whatever holds the database', () => {
    add('2026-05-23T09:00:00+08:00');
    add('2026-05-25T09:00:00+08:00');
    add('2026-11-24T09:00:00+08:00');
    expect(() => database.exec("UPDATE audit SET result = '成功'")).toThrow('append only');
    for (const where of ['', 'WHERE id = 2', 'WHERE id = 3']) {
      expect(() => database.exec(`DELETE FROM audit ${where}`)).toThrow('kept for six months');
    }
    expect(actions()).toHaveLength(3);
  });

  it('before its months are over, and its going is told', () => {
    add('2026-05-23T09:00:00+08:00', { action: '旧' });
    add('2026-05-25T09:00:00+08:00', { action: '新' });
    expect(log.sweep('2026-11-24T09:00:00+08:00')).toBe(1);
    expect(actions()).toEqual(['删除满 6 个月的操作日志 1 条', '新']);
    expect(log.sweep('2026-11-24T10:00:00+08:00')).toBe(0);
    expect(actions()).toHaveLength(2);
  });
});

describe('what strangers make it grow by', () => {
  const HOUR = 3_600_000;
  const at = (ms: number) => new Date(Date.parse('2026-11-24T00:00:00Z') + ms).toISOString();
  const sizeOf = () =>
    database.prepare('SELECT count(*) AS n, sum(length(action)) AS bytes FROM audit').get() as {
      n: number;
      bytes: number;
    };

  it('is bounded, whatever they try from wherever, and its count is told', () => {
    let tried = 0;
    for (let n = 0; n < 40_000; n += 1) {
      const path = `GET /${'x'.repeat(600)}${n}`;
      add(at(n * 2_000), { account: null, address: `10.0.${n % 7}.${n % 90}`, action: path, ...refusedFor('403') });
      tried += 1;
    }
    log.settle(at(24 * HOUR));
    const { n, bytes } = sizeOf();
    expect(n).toBeLessThan(4_000);
    expect(bytes).toBeLessThan(1_500_000);
    const entries = log.page(10_000);
    const counted = entries.map(({ result }) => Number(/^另有 (\d+) 次/.exec(result)?.[1] ?? 0));
    const single = entries.filter(({ action }) => action.startsWith('GET')).length;
    expect(counted.reduce((sum, one) => sum + one, single)).toBe(tried);
    expect(entries.filter(({ result }) => result.includes('只计数')).length).toBeGreaterThan(1);
  }, 120_000);

  it('takes nothing from who signed in, and nothing from what was done', () => {
    for (let n = 0; n < 300; n += 1) add(at(n), { account: null, ...failedFor('账号或口令不对') });
    for (let n = 0; n < 50; n += 1) add(at(n), { action: `做成 ${n}` });
    for (let n = 0; n < 50; n += 1)
      log.add(
        { ...{ at: at(n), account: 'wang-lei', address: '10.0.0.7', action: `被拒 ${n}` }, ...refusedFor('403') },
        true,
      );
    const actions = log.page(10_000).map(({ action }) => action);
    expect(actions.filter((one) => /^(做成|被拒)/.test(one))).toHaveLength(100);
  });
});
