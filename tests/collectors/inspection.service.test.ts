/** Real servers, read by their collectors and judged by the starter checklist: what fails shows up as exactly that. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeInspection } from '../../src/assess/inspection/judge.ts';
import type { Collector } from '../../src/collectors/_collector.ts';
import mysql from '../../src/collectors/mysql.ts';
import nginx from '../../src/collectors/nginx.ts';
import nodeExporter from '../../src/collectors/node-exporter.ts';
import redis from '../../src/collectors/redis.ts';
import { toText } from '../../src/contract/time.ts';
import { starterAssets } from '../contract/_starter.ts';
import { runCollector, until } from '../support/collect.ts';
import { everyDay } from '../support/every-day.ts';
import { answer, startAnswering } from '../support/fault-server.ts';
import { accountStatements } from '../support/manual.ts';
import {
  type MariaDb,
  redisCli,
  type Service,
  startMariadb,
  startNginx,
  startNodeExporter,
  startRedis,
} from '../support/services.ts';

const { assets, checks } = starterAssets();
const ofKind = (kind: string) => assets.filter((asset) => asset.kind === kind).map((asset) => asset.id);
const [primaryId = '', replicaId = ''] = ofKind('mysql');
const [cacheId = '', cacheReplicaId = ''] = ofKind('redis');
const [webId = ''] = ofKind('nginx');
const [hostId = '', fullHostId = ''] = ofKind('linux');

interface Source {
  target: string;
  collector: Collector<never>;
  options: object;
}
let sources: Source[];
let replica: MariaDb;
let cacheReplica: Service;
const running: { stop(): Promise<void> }[] = [];
async function keep<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const service = await starting;
  running.push(service);
  return service;
}

beforeAll(async () => {
  const primary = await keep(startMariadb(1));
  replica = await keep(startMariadb(2));
  const account = accountStatements('MariaDB 10.5 以上', { user: 'monitor', password: 'pw-for-test' });
  primary.sql(
    `${account} CREATE USER repl@'127.0.0.1' IDENTIFIED BY 'pw-for-test'; GRANT REPLICATION SLAVE ON *.* TO repl@'127.0.0.1'; CREATE DATABASE shop;`,
  );
  replica.sql(
    `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${primary.port}, MASTER_USER='repl', MASTER_PASSWORD='pw-for-test', MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=slave_pos; START SLAVE;`,
  );
  await until(() => replica.sql("SELECT COUNT(*) FROM mysql.user WHERE user = 'monitor'").trim() === '1');
  const cache = await keep(startRedis({ args: ['--maxmemory', '64mb', '--save', '3600 1'] }));
  cacheReplica = await keep(startRedis({ replicaOf: cache.port, args: ['--maxmemory', '64mb', '--save', '3600 1'] }));
  await until(() => redisCli(cacheReplica.port, 'info', 'replication').includes('master_link_status:up'));
  const web = await keep(startNginx());
  const exporter = await keep(startNodeExporter());
  const full = await startAnswering(() => answer(fullDisk));
  running.push({ stop: () => full.close() });
  const database = (port: number, role: string) => ({
    host: '127.0.0.1',
    port,
    user: 'monitor',
    password: 'pw-for-test',
    role,
  });
  sources = [
    { target: primaryId, collector: mysql as never, options: database(primary.port, 'primary') },
    { target: replicaId, collector: mysql as never, options: database(replica.port, 'replica') },
    { target: cacheId, collector: redis as never, options: { host: '127.0.0.1', port: cache.port, replicas: 1 } },
    { target: cacheReplicaId, collector: redis as never, options: { host: '127.0.0.1', port: cacheReplica.port } },
    { target: webId, collector: nginx as never, options: { url: `http://127.0.0.1:${web.port}/status` } },
    { target: hostId, collector: nodeExporter as never, options: { url: `http://127.0.0.1:${exporter.port}/metrics` } },
    { target: fullHostId, collector: nodeExporter as never, options: { url: `http://127.0.0.1:${full.port}/metrics` } },
  ];
});
afterAll(async () => {
  for (const service of running.reverse()) await service.stop();
});

/** A host whose data disk is full to 96 %: nobody fills a real disk in a test. */
const disk = (name: string, value: number) =>
  `node_filesystem_${name}{device="/dev/vdb1",fstype="ext4",mountpoint="/data"} ${value}\n`;
const fullDisk = `node_load1 0.1\n${disk('size_bytes', 1000)}${disk('free_bytes', 40)}${disk('avail_bytes', 40)}`;

const now = () => toText(Temporal.Now.instant());

/** One inspection, judged; rows by check and asset. */
async function inspect() {
  const startedAt = now();
  const outcomes = await Promise.all(
    sources.map(async ({ target, collector, options }) => ({
      target,
      outcome: await runCollector(collector, options, { target }),
    })),
  );
  const inspection = {
    runs: outcomes.map(({ target, outcome }) => ({
      source: target,
      type: 'x',
      target,
      startedAt,
      finishedAt: now(),
      ok: outcome.collected !== null,
      reason: outcome.reason,
    })),
    readings: outcomes.flatMap(({ target, outcome }) =>
      (outcome.collected?.readings ?? []).map((reading) => ({ ...reading, source: target })),
    ),
    manual: [],
    finishedAt: now(),
  };
  const rows = judgeInspection({ ...everyDay, checks, assets, inspection, confirm: null, previous: null, asOf: now() });
  return (check: string, asset: string) => {
    const row = rows.find((r) => r.check === check && r.asset === asset);
    if (row === undefined) throw new Error(`no row ${check} ${asset}`);
    return row;
  };
}

describe('the five servers', () => {
  test('healthy ones are 正常, and a full disk is exactly that', async () => {
    const row = await inspect();
    for (const [check, asset] of [
      ['mysql-connections', primaryId],
      ['mysql-transaction', primaryId],
      ['mysql-replication', replicaId],
      ['redis-memory', cacheId],
      ['redis-persistence', cacheId],
      ['redis-replication', cacheId],
      ['redis-replication', cacheReplicaId],
      ['nginx-active', webId],
      ['nginx-dropped', webId],
      ['host-memory', hostId],
    ] as const) {
      expect(row(check, asset), `${check} ${asset}`).toMatchObject({ outcome: 'normal' });
    }
    expect(row('mysql-replication', primaryId).outcome).toBe('not-applicable');
    expect(row('host-disk', fullHostId)).toMatchObject({
      outcome: 'abnormal',
      instance: '/data',
      measured: '96.0 %',
      standard: '≤ 80 %',
    });
    expect(row('host-memory', fullHostId)).toMatchObject({
      outcome: 'unreachable',
      measured: '没有指标 node_memory_MemTotal_bytes',
    });
    expect(row('host-cpu', ofKind('linux')[2] ?? '').outcome).toBe('unconfigured');
  });

  test('a stopped SQL thread and a stopped Redis show up as that, with the standard beside', async () => {
    replica.sql('STOP SLAVE SQL_THREAD');
    await cacheReplica.stop();
    const row = await inspect();
    expect(row('mysql-replication', replicaId)).toMatchObject({
      outcome: 'abnormal',
      measured: '复制应用线程停止',
      standard: '≤ 30 s',
    });
    expect(row('redis-memory', cacheReplicaId)).toMatchObject({
      outcome: 'unreachable',
      measured: '连接被拒绝',
      standard: '≤ 75 %',
    });
    expect(row('redis-replication', cacheId)).toMatchObject({ outcome: 'abnormal', measured: '没有从节点' });
    expect(row('mysql-connections', replicaId).outcome).toBe('normal');
  });
});
