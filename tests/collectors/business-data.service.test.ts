/** Devices and interfaces, asked of a real MariaDB. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import deviceActivity from '../../src/collectors/device-activity.ts';
import reconciliation from '../../src/collectors/interface-reconciliation.ts';
import operationLog from '../../src/collectors/operation-log.ts';
import { asPrevious, measured, type Outcome, readingOf, runCollector } from '../support/collect.ts';
import { startMariadb } from '../support/services.ts';

const server = await startMariadb(1);
server.sql(`CREATE DATABASE oa; CREATE TABLE oa.punches (sn VARCHAR(20), punched_at DATETIME); CREATE TABLE oa.stamps (sn VARCHAR(20), t TIMESTAMP NULL);
    INSERT INTO oa.punches VALUES ('0080', '2026-11-24 08:00:00'), ('0080', '2026-11-24 08:59:30'), ('0081', '2026-11-20 17:00:00');
    SET time_zone = '+00:00'; INSERT INTO oa.stamps VALUES ('0080', '2026-11-24 00:30:00');
    CREATE TABLE oa.outbox (sent_at DATETIME); INSERT INTO oa.outbox VALUES ('2026-11-24 08:00:00'), ('2026-11-24 08:30:00'), ('2026-11-24 08:50:00'), ('2026-11-24 08:59:00');
    CREATE TABLE oa.inbox (got_at DATETIME); INSERT INTO oa.inbox VALUES ('2026-11-24 08:00:00'), ('2026-11-24 08:30:00'), ('2026-11-24 08:50:00');
    CREATE USER monitor@'127.0.0.1' IDENTIFIED BY 'pw-for-test'; GRANT SELECT ON oa.* TO monitor@'127.0.0.1';`);
afterAll(async () => {
  await server?.stop();
});
const access = () => ({
  host: '127.0.0.1',
  port: server.port,
  user: 'monitor',
  password: 'pw-for-test',
  database: 'oa',
});
const devices = { '0080': 'attendance-1', '0081': 'attendance-2', '0082': 'attendance-3' };

describe('device-activity', () => {
  const query = 'SELECT sn AS device, MAX(punched_at) AS last FROM punches GROUP BY sn';

  test('the newest data of each; one that never sent anything is silent', async () => {
    const outcome = await runCollector(deviceActivity, { ...access(), query, devices });
    expect(outcome.collected?.readings.map((r) => [r.target, r.value])).toEqual([
      ['attendance-1', '2026-11-24T08:59:30+08:00'],
      ['attendance-2', '2026-11-20T17:00:00+08:00'],
      ['attendance-3', 'none'],
    ]);
    expect(deviceActivity.targets?.(deviceActivity.options.parse({ ...access(), query, devices }))).toHaveLength(3);
  });

  test('a TIMESTAMP is read in contract time, whatever the zone of the server', async () => {
    const outcome = await runCollector(deviceActivity, {
      ...access(),
      query: 'SELECT sn AS device, t AS last FROM stamps',
      devices,
    });
    expect(outcome.collected?.readings[0]?.value).toBe('2026-11-24T08:30:00+08:00');
  });

  test('what is no time is no value; another shape, a missing table, a missing right are said', async () => {
    const garbage = await runCollector(deviceActivity, {
      ...access(),
      query: "SELECT '0080' AS device, 'yesterday' AS last",
      devices,
    });
    expect(readingOf(garbage, 'device.last-data')).toMatchObject({
      target: 'attendance-1',
      value: null,
      problem: '数值不可信（不是时间）',
    });
    const reason = async (sql: string) =>
      (await runCollector(deviceActivity, { ...access(), query: sql, devices })).reason;
    expect(await reason('SELECT sn FROM punches')).toBe('查询结果应有 device 和 last 两列');
    expect(await reason('SELECT device, last FROM nowhere')).toBe('表不存在');
    expect(await reason('SELECT user AS device, host AS last FROM mysql.user')).toBe('没有权限读取该表');
  });

  test('anything but a query is refused in the settings', () => {
    expect(deviceActivity.options.safeParse({ ...access(), query: 'DELETE FROM punches', devices }).success).toBe(
      false,
    );
  });
});

describe('interface-reconciliation', () => {
  const sender = () => ({ ...access(), query: 'SELECT COUNT(*) AS count, MAX(sent_at) AS newest FROM outbox' });
  const receiver = () => ({ ...access(), query: 'SELECT COUNT(*) AS count, MAX(got_at) AS newest FROM inbox' });

  test('what is missing, and how far behind', async () => {
    const outcome = await runCollector(reconciliation, { sender: sender(), receiver: receiver() });
    expect([measured(outcome, 'interface.sent'), measured(outcome, 'interface.received')]).toEqual([4, 3]);
    expect([measured(outcome, 'interface.missing'), measured(outcome, 'interface.delay')]).toEqual([25, 540]);
  });

  test('a side may be a file; a side that fails is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'opsledger-exchange-'));
    try {
      const file = (name: string, content: string) => {
        writeFileSync(join(folder, name), content);
        return { file: join(folder, name) };
      };
      const summary = file('a.json', '{"count": 4, "newest": "2026-11-24 08:59:00"}');
      const lines = {
        ...file('b.jsonl', '{"at":"2026-11-24T08:50:00+08:00"}\n{"at":"2026-11-24T08:40:00+08:00"}\n'),
        timeField: 'at',
      };
      const outcome = await runCollector(reconciliation, { sender: summary, receiver: lines });
      expect([measured(outcome, 'interface.missing'), measured(outcome, 'interface.delay')]).toEqual([50, 540]);
      const reason = async (receiving: object) =>
        (await runCollector(reconciliation, { sender: summary, receiver: receiving })).reason;
      expect(await reason({ file: join(folder, 'absent') })).toBe('接收方：对账文件无法读取');
      expect(await reason(file('c.json', '<html>'))).toBe('接收方：对账文件不是 JSON');
      expect(await reason(file('d.json', '{"count": -1, "newest": null}'))).toBe(
        '接收方：数值不可信（记录数不是非负整数）',
      );
      const nothing = await runCollector(reconciliation, {
        sender: summary,
        receiver: file('e.json', '{"count": 0, "newest": null}'),
      });
      expect([measured(nothing, 'interface.missing'), measured(nothing, 'interface.delay')]).toEqual([100, 'none']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('operation-log', () => {
  const query = 'SELECT id, at, user, action, result, affected FROM sys_log';
  const NOW = '2026-11-24T18:00:00+08:00';
  const collect = (last?: Outcome) =>
    runCollector(
      operationLog,
      { ...access(), query },
      { clock: () => NOW, previous: last === undefined ? [] : asPrevious(last) },
    );
  const ids = (outcome: Outcome) =>
    String(outcome.collected?.raw.find((r) => r.name === '操作日志')?.body ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).id);
  const row = (id: number, at = '2026-11-24 10:00:00') => `(${id}, '${at}', '甲', '导出档案', '成功', 300)`;

  test('goes on where it stopped, and takes rows that arrive late', async () => {
    server.sql(`CREATE TABLE oa.sys_log (id INT PRIMARY KEY, at DATETIME, user VARCHAR(20), action VARCHAR(40), result VARCHAR(40), affected INT);
      INSERT INTO oa.sys_log VALUES ${row(1, '2026-11-20 10:00:00')}, ${row(2)}, ${row(4)};`);
    const first = await collect();
    expect([ids(first), measured(first, 'oplog.continuity')]).toEqual([[2, 4], 'first']);
    expect(measured(first, 'oplog.anomalies', '批量导出')).toBe(1);
    server.sql(`INSERT INTO oa.sys_log VALUES ${row(5)}, ${row(3)};`);
    const second = await collect(first);
    expect([ids(second), measured(second, 'oplog.continuity')]).toEqual([[3, 5], 'continuous']);
    const third = await collect(second);
    expect([ids(third), measured(third, 'oplog.total')]).toEqual([[], 0]);
  });
});
