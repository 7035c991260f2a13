/**
 * Five real servers through the whole collect and into the inspection log: healthy ones are 正常; what fails shows up as
 * exactly that, with the measured value and the standard beside it; and nothing but reads was sent.
 */
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { metrics } from '../../../src/collectors/parts/metrics.ts';
import { dateOf, toText } from '../../../src/contract/time.ts';
import { initialise } from '../../../src/pipeline/init.ts';
import { draftOf } from '../../../src/pipeline/issue/preview.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { planSource } from '../../../src/pipeline/session.ts';
import type { Reading } from '../../../src/records/reading.ts';
import type { ReportDocument } from '../../../src/report/document.ts';
import { tempFolder } from '../../support/at-end.ts';
import { until } from '../../support/collect.ts';
import { startSmallDisk } from '../../support/disk.ts';
import { accountStatements } from '../../support/manual.ts';
import {
  need,
  redisCli,
  startMariadb,
  startNginx,
  startNodeExporter,
  startPrometheus,
  startRedis,
} from '../../support/services.ts';
import { judged, place } from './_collect.ts';

const running: { stop(): Promise<void> }[] = [];
async function keep<T extends { stop(): Promise<void> }>(starting: T | Promise<T>): Promise<T> {
  const service = await starting;
  running.push(service);
  return service;
}

const PASSWORD = 'pw-for-test';
const COUNTED = 'SELECT COUNT(*) AS count, MAX(sent_at) AS newest FROM oa.outbox';
const VARIABLE = ['$', '{COLLECT_SERVERS_PASSWORD}'].join('');
let commands = '';

process.env['COLLECT_SERVERS_PASSWORD'] = PASSWORD;
const folder = await tempFolder('servers');
const now = toText(Temporal.Now.instant());
await initialise(join(folder, 'w'), { now, from: dateOf(now) });
// Whatever day it is when this runs: on days off nobody asks a time clock for data.
const assets = join(folder, 'w', 'contract', 'assets.yaml');
await writeFile(assets, (await readFile(assets, 'utf8')).replaceAll(/^ *silentDays: .*\n/gm, ''));
const at = await place(join(folder, 'w'));
const primary = await keep(startMariadb(1));
const replica = await keep(startMariadb(2));
// To the letter what the manual tells people to grant.
const reader = accountStatements('MariaDB 10.5 以上', { user: 'reader', password: PASSWORD });
const data = accountStatements('业务查询', { user: 'data', password: PASSWORD });
primary.sql(`${reader}
    CREATE USER copier@'127.0.0.1' IDENTIFIED BY '${PASSWORD}'; GRANT REPLICATION SLAVE ON *.* TO copier@'127.0.0.1';
    CREATE DATABASE oa; CREATE TABLE oa.punches (sn VARCHAR(20), punched_at DATETIME, face BLOB);
    CREATE TABLE oa.sys_log (id INT PRIMARY KEY, created_at DATETIME, user_name VARCHAR(20), operation VARCHAR(40), result VARCHAR(20), detail TEXT);
    CREATE TABLE oa.outbox (sent_at DATETIME, body TEXT);
    ${data}
    INSERT INTO oa.sys_log VALUES (1, UTC_TIMESTAMP() + INTERVAL 8 HOUR - INTERVAL 10 MINUTE, '甲', '查询名册', '成功', '保密内容');
    INSERT INTO oa.outbox VALUES (UTC_TIMESTAMP() + INTERVAL 8 HOUR, '保密内容');
    INSERT INTO oa.punches (sn, punched_at) VALUES ('KQJ-1', UTC_TIMESTAMP() + INTERVAL 8 HOUR - INTERVAL 10 MINUTE),
      ('KQJ-3', UTC_TIMESTAMP() + INTERVAL 8 HOUR - INTERVAL 5 MINUTE);`);
replica.sql(
  `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${primary.port}, MASTER_USER='copier', MASTER_PASSWORD='${PASSWORD}', MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=slave_pos; START SLAVE;`,
);
await until(() => replica.sql("SELECT COUNT(*) FROM mysql.user WHERE user = 'reader'").trim() === '1');
const cache = await keep(startRedis({ args: ['--maxmemory', '64mb', '--save', '3600 1'] }));
const cacheReplica = await keep(
  startRedis({ replicaOf: cache.port, args: ['--maxmemory', '64mb', '--save', '3600 1'] }),
);
await until(() => redisCli(cacheReplica.port, 'info', 'replication').includes('master_link_status:up'));
const monitor = spawn(need('redis-cli', 'redis-tools'), ['-p', String(cache.port), 'monitor'], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
monitor.stdout?.on('data', (data: Buffer) => {
  commands += data.toString();
});
await until(() => commands.startsWith('OK'));
const web = await keep(startNginx());
// Before the exporter, which reads the mounts each time it is asked.
const disk = await keep(startSmallDisk(24));
const exporter = await keep(startNodeExporter(['/', disk.point]));
const monitoring = await keep(startPrometheus([exporter.port]));
await until(async () => {
  const answer = await fetch(`http://127.0.0.1:${monitoring.port}/api/v1/query?query=count_over_time(node_load1[1m])`);
  return /"value":\[[^\]]*"([3-9]|\d\d)"/.test(await answer.text());
});
const database = (port: number, role: string) => ({
  host: '127.0.0.1',
  port,
  user: 'reader',
  password: VARIABLE,
  role,
});
const business = { host: '127.0.0.1', port: primary.port, user: 'data', password: VARIABLE };
await at.sources([
  { name: 'db-1', type: 'mysql', target: 'mysql-primary', ...database(primary.port, 'primary') },
  { name: 'db-2', type: 'mysql', target: 'mysql-replica-1', ...database(replica.port, 'replica') },
  { name: 'cache-1', type: 'redis', target: 'redis-1', host: '127.0.0.1', port: cache.port, replicas: 1 },
  { name: 'cache-2', type: 'redis', target: 'redis-2', host: '127.0.0.1', port: cacheReplica.port },
  { name: 'web', type: 'nginx', target: 'nginx-1', url: `http://127.0.0.1:${web.port}/status` },
  { name: 'host', type: 'node-exporter', target: 'app-server-1', url: `http://127.0.0.1:${exporter.port}/metrics` },
  {
    name: 'monitoring',
    type: 'prometheus',
    target: 'app-server-2',
    url: `http://127.0.0.1:${monitoring.port}`,
    preset: 'node',
    targets: { [`127.0.0.1:${exporter.port}`]: 'app-server-2' },
  },
  {
    name: 'punches',
    type: 'device-activity',
    target: 'subsystem-attendance',
    host: '127.0.0.1',
    port: primary.port,
    user: 'data',
    password: VARIABLE,
    query: 'SELECT sn AS device, MAX(punched_at) AS last FROM oa.punches GROUP BY sn',
    devices: { 'KQJ-1': 'attendance-1', 'KQJ-2': 'attendance-2', 'KQJ-3': 'attendance-3' },
  },
  {
    name: 'operations',
    type: 'operation-log',
    target: 'subsystem-casework',
    ...business,
    query: 'SELECT id, created_at AS at, user_name AS user, operation AS action, result FROM oa.sys_log',
  },
  {
    name: 'sms',
    type: 'interface-reconciliation',
    target: 'interface-sms',
    sender: { ...business, query: COUNTED },
    receiver: { ...business, query: COUNTED },
  },
  { name: 'page', type: 'http', target: 'subsystem-hr', url: `http://127.0.0.1:${web.port}/` },
  { name: 'port', type: 'tcp', target: 'subsystem-hr', host: '127.0.0.1', port: web.port },
]);
afterAll(async () => {
  monitor?.kill();
  for (const service of running.reverse()) await service.stop();
  delete process.env['COLLECT_SERVERS_PASSWORD'];
});

/** Today's inspection log as it would be issued now. */
async function inspectionLog(): Promise<ReportDocument> {
  const session = await at.session();
  const now = toText(Temporal.Now.instant());
  const plan = await planAt(planSource(session), now);
  const item = plan.items.find(
    (one) => one.obligation.id === 'inspection-log' && one.occurrence.period === dateOf(now),
  );
  if (item === undefined) throw new Error('no inspection log today');
  return await draftOf(session, item, now);
}

/** The lines of its 逐项明细. */
async function logRows(): Promise<string[][]> {
  const { sections } = await inspectionLog();
  const details = sections.find((one) => one.id === 'details')?.blocks.find((one) => one.type === 'table');
  if (details?.type !== 'table') throw new Error('no details');
  const text = (cell: unknown): string =>
    typeof cell === 'object' && cell !== null && 'text' in cell ? String(cell.text) : String(cell ?? '');
  return details.rows.map((row) => Object.values(row.cells).map(text));
}

/** The line of the log that holds all these words. */
function lineWith(rows: string[][], ...words: string[]): string[] {
  const found = rows.filter((row) => words.every((word) => row.some((cell) => cell.includes(word))));
  if (found.length === 0) throw new Error(`no line with ${words.join(', ')}`);
  return found[0] as string[];
}

describe('five real servers', () => {
  it('healthy ones are 正常; every source was read', async () => {
    await at.run();
    const { runs } = await at.last();
    expect(runs.length).toBeGreaterThanOrEqual(5);
    expect(runs.filter((one) => !one.ok)).toEqual([]);
    await until(() => commands.includes('"INFO"'));
    const row = await judged(at);
    for (const [check, asset] of [
      ['mysql-connections', 'mysql-primary'],
      ['mysql-transaction', 'mysql-primary'],
      ['mysql-replication', 'mysql-replica-1'],
      ['redis-memory', 'redis-1'],
      ['redis-replication', 'redis-1'],
      ['redis-replication', 'redis-2'],
      ['redis-persistence', 'redis-1'],
      ['nginx-active', 'nginx-1'],
      ['nginx-dropped', 'nginx-1'],
      ['host-memory', 'app-server-1'],
      ['host-memory', 'app-server-2'],
      ['interface-accuracy', 'interface-sms'],
      ['subsystem-access', 'subsystem-hr'],
    ] as const)
      expect(row(check, asset), `${check} ${asset}`).toMatchObject({ outcome: 'normal' });
    for (const host of ['app-server-1', 'app-server-2'])
      expect(row('host-disk', host, disk.point), host).toMatchObject({ outcome: 'normal' });
    expect(row('mysql-replication', 'mysql-primary').outcome).toBe('not-applicable');
    expect(row('host-cpu', 'app-server-3').outcome).toBe('unconfigured');
  });

  it('every reading names source, target, unit and time, and the hash of the answer that it came from', async () => {
    const record = await at.last();
    const { evidence } = (await at.session()).workspace;
    const settings = (await at.session()).workspace.settings.sources;
    const bundles = new Map<string, string>();
    for (const one of record.readings) {
      const shown = `${one.source} ${one.metric}`;
      expect(
        settings.map((source) => source.name),
        shown,
      ).toContain(one.source);
      expect(
        record.runs.filter((run) => run.source === one.source).map((run) => run.target),
        shown,
      ).toContain(one.target);
      expect(metrics[one.metric], shown).toBeDefined();
      expect(one.unit, shown).toBe(metrics[one.metric]?.unit);
      expect(one.at >= record.startedAt && one.at <= record.finishedAt, shown).toBe(true);
      expect(one.evidence, shown).toMatch(/^[0-9a-f]{64}$/);
      const hash = one.evidence ?? '';
      if (!bundles.has(hash)) bundles.set(hash, Buffer.from(await evidence.getEvidence(hash)).toString());
      // The bundle holds an answer of this very source.
      expect(bundles.get(hash)?.includes(`{"source":${JSON.stringify(one.source)},`), shown).toBe(true);
    }
    expect(new Set(record.readings.map((one) => one.source))).toEqual(new Set(settings.map((one) => one.name)));
    // Columns that the manual's account may not read are in none of it.
    expect([...bundles.values()].join()).not.toContain('保密内容');
  });

  it('devices with data are online and those without are silent, by name; the proof cannot be changed unseen', async () => {
    const row = await judged(at);
    expect(row('attendance-data', 'attendance')).toMatchObject({ outcome: 'abnormal', value: 2 });
    const silent = row('attendance-data', 'attendance').reason ?? '';
    const { assets } = (await at.session()).workspace.contract;
    const name = (id: string) => assets.find((one) => one.id === id)?.name ?? '';
    expect(silent).toContain(name('attendance-2'));
    for (const online of ['attendance-1', 'attendance-3']) expect(silent).not.toContain(name(online));
    expect(JSON.stringify(await inspectionLog())).toContain(silent);
    expect(lineWith(await logRows(), '考勤机（3 台）', '2/3 台')).toEqual(
      expect.arrayContaining([expect.stringContaining('异常')]),
    );

    const reading = (await at.last()).readings.find((one) => one.target === 'attendance-1') as Reading;
    const { evidence } = (await at.session()).workspace;
    const bundle = Buffer.from(await evidence.getEvidence(reading.evidence ?? '')).toString();
    expect(bundle).toContain('KQJ-1');
    expect(bundle).not.toContain('KQJ-2');
    const path = join(at.root, (await evidence.locateEvidence(reading.evidence ?? '')) ?? '');
    const good = await readFile(path);
    const bad = Buffer.from(good);
    bad[good.length >> 1] = (bad[good.length >> 1] ?? 0) ^ 1;
    await writeFile(path, bad);
    await expect(evidence.getEvidence(reading.evidence ?? '')).rejects.toThrow('已损坏');
    await writeFile(path, good);
  });

  it('a stopped SQL thread, a full disk and a stopped Redis are exactly that, in the inspection log', async () => {
    const before = await badRows();
    replica.sql('STOP SLAVE SQL_THREAD');
    disk.fill();
    await cacheReplica.stop();
    running.splice(running.indexOf(cacheReplica), 1);
    // The monitoring asks the host once a second, and later on a busy machine.
    const hosts = ['host-disk app-server-1', 'host-disk app-server-2'];
    const seen = ['mysql-replication mysql-replica-1', ...hosts, 'redis-replication redis-1'];
    const bad = async () => {
      await at.run();
      return [...(await badRows())];
    };
    await expect.poll(bad, { interval: 500 }).toEqual(expect.arrayContaining(seen));
    // One that was asked while the disk was being filled saw it nearly full.
    const full = async () => {
      await at.run();
      const rows = await logRows();
      return rows.filter((row) => [disk.point, '100.0 %'].every((one) => row.some((cell) => cell.includes(one))))
        .length;
    };
    await expect.poll(full, { interval: 500 }).toBeGreaterThanOrEqual(hosts.length);
    const rows = await logRows();
    const nameOf = await names();
    const thread = lineWith(rows, nameOf('mysql-replica-1'), '复制应用线程停止');
    expect(thread).toEqual(
      expect.arrayContaining([expect.stringContaining('≤ 30 s'), expect.stringContaining('异常')]),
    );
    for (const host of ['app-server-1', 'app-server-2']) {
      expect(lineWith(rows, nameOf(host), disk.point, '100.0 %')).toEqual(
        expect.arrayContaining([expect.stringContaining('≤ 80 %'), expect.stringContaining('异常')]),
      );
    }
    const gone = lineWith(rows, nameOf('redis-2'), '连接被拒绝');
    expect(gone).toEqual(expect.arrayContaining([expect.stringContaining('无法采集')]));
    expect(lineWith(rows, nameOf('redis-2'), '≤ 75 %')).toEqual(
      expect.arrayContaining([expect.stringContaining('无法采集')]),
    );
    const changed = [...(await badRows())].filter((one) => !before.has(one));
    const expected =
      /^(mysql-replication mysql-replica-1|host-disk app-server-[12]|redis-[a-z-]+ redis-2|redis-replication redis-1)$/;
    // A machine at its limits may also show in its own load; what was not touched must not.
    expect(changed.filter((one) => !expected.test(one) && !/^host-(cpu|load|inodes) /.test(one))).toEqual([]);
    expect(changed).toEqual(
      expect.arrayContaining([
        'mysql-replication mysql-replica-1',
        'host-disk app-server-1',
        'redis-replication redis-1',
      ]),
    );
  });

  it('nothing but reads was sent: the general query logs and MONITOR say so', async () => {
    for (const server of [primary, replica]) {
      const log = await readFile(server.generalLogFile, 'utf8');
      const sent = [...statementsOf(log, 'reader'), ...statementsOf(log, 'data')];
      expect(sent.length).toBeGreaterThan(6);
      for (const statement of sent)
        expect(statement).toMatch(
          /^(SELECT|SHOW|SET SESSION TRANSACTION READ ONLY$|SET SESSION time_zone = '(SYSTEM|\+08:00)'$)/,
        );
    }
    expect(statementsOf(await readFile(primary.generalLogFile, 'utf8'), 'data').join()).toMatch(
      /punches[\s\S]*sys_log|sys_log[\s\S]*punches/,
    );
    const asked = [...commands.matchAll(/\] "(\w+)"/g)]
      .map((one) => one[1]?.toUpperCase())
      .filter((one) => one !== 'REPLCONF' && one !== 'PING');
    expect(new Set(asked)).toEqual(new Set(['INFO']));
  });

  it('no password is in anything that was kept', async () => expect(await at.everything()).not.toContain(PASSWORD));
});

async function names(): Promise<(id: string) => string> {
  const { assets } = (await at.session()).workspace.contract;
  return (id) => assets.find((one) => one.id === id)?.name ?? '';
}

/** `check asset` of single rows that are abnormal or unreachable. */
async function badRows(): Promise<Set<string>> {
  const row = await judged(at);
  const session = await at.session();
  const bad = new Set<string>();
  for (const check of session.workspace.contract.checks)
    for (const asset of session.workspace.contract.assets) {
      const found = row
        .all(check.id, asset.id)
        .filter((one) => ['abnormal', 'unreachable', 'stale'].includes(one.outcome));
      if (found.length > 0) bad.add(`${check.id} ${asset.id}`);
    }
  return bad;
}

/** What the connections of one account asked, from a general query log. */
function statementsOf(log: string, user: string): string[] {
  const connections = new Set<string>();
  const statements: string[] = [];
  for (const [, id = '', command, text = ''] of log.matchAll(/\t\s*(\d+) (\w+)\t(.*)/g)) {
    if (command === 'Connect' && text.startsWith(`${user}@`)) connections.add(id);
    else if (connections.has(id) && command !== 'Quit') statements.push(text);
  }
  return statements;
}
