import { describe, expect, test } from 'vitest';
import redis from '../../src/collectors/redis.ts';
import { asPrevious, measured, readingOf, runCollector } from '../support/collect.ts';
import { serve } from '../support/fault-server.ts';
import { keepServers } from '../support/kept-servers.ts';
import { meetsFaults } from './_faults.ts';

const keep = keepServers();

const fields = {
  redis_version: '7.2.4',
  uptime_in_seconds: '90000',
  used_memory: '750',
  maxmemory: '1000',
  connected_clients: '10',
  maxclients: '1000',
  keyspace_hits: '90',
  keyspace_misses: '10',
  evicted_keys: '5',
  loading: '0',
  rdb_last_bgsave_status: 'ok',
  rdb_saves: '3',
  rdb_changes_since_last_save: '0',
  rdb_last_save_time: '1763946000',
  aof_enabled: '0',
  role: 'master',
  connected_slaves: '1',
  slave0: 'ip=10.0.0.5,port=6379,state=online,offset=1,lag=1',
};
const infoOf = (over: Record<string, string>) =>
  Object.entries({ ...fields, ...over })
    .map(([k, v]) => `${k}:${v}\r\n`)
    .join('');
/** A server that answers INFO as given, in two packets, so that reading across packets is tested too. */
const answering = (over: Record<string, string> = {}) =>
  keep(
    serve((socket) =>
      socket.on('data', (data) => {
        if (data.toString().includes('AUTH')) socket.write('+OK\r\n');
        if (!data.toString().includes('INFO')) return;
        const body = `# Server\r\n${infoOf(over)}`;
        const reply = `$${body.length}\r\n${body}\r\n`;
        socket.write(reply.slice(0, 40));
        setTimeout(() => socket.write(reply.slice(40)), 10);
      }),
    ),
  );
const collect = async (over: Record<string, string> = {}, settings = {}, run = {}) =>
  runCollector(redis, { host: '127.0.0.1', port: (await answering(over)).port, ...settings }, run);

describe('redis', () => {
  test('memory, hit rate, evictions, persistence, replication', async () => {
    const outcome = await collect();
    expect(measured(outcome, 'redis.memory')).toBe(75);
    expect(measured(outcome, 'redis.hit-rate')).toBe(90);
    expect(measured(outcome, 'redis.clients')).toBe(1);
    expect(measured(outcome, 'redis.persistence')).toBe('ok');
    expect(measured(outcome, 'redis.last-save')).toBe('2025-11-24T09:00:00+08:00');
    expect(measured(outcome, 'redis.replica.state')).toBe('up');
    expect(measured(outcome, 'redis.replica.lag', '10.0.0.5:6379')).toBe(1);
    expect(measured(outcome, 'redis.version')).toBe('7.2.4');
  });

  test('rates since the earlier reading; a restart counts from zero', async () => {
    const first = await collect({}, {}, { clock: () => '2026-11-24T09:00:00+08:00' });
    const run = { previous: asPrevious(first), clock: () => '2026-11-25T09:00:00+08:00' };
    const second = await collect({ keyspace_hits: '140', keyspace_misses: '60', evicted_keys: '7' }, {}, run);
    expect([measured(second, 'redis.hit-rate'), measured(second, 'redis.evicted-new')]).toEqual([50, 2]);
    const back = { keyspace_hits: '1', keyspace_misses: '3', evicted_keys: '4' };
    const restarted = await collect({ ...back, uptime_in_seconds: '3600' }, {}, run);
    expect([measured(restarted, 'redis.hit-rate'), measured(restarted, 'redis.evicted-new')]).toEqual([25, 4]);
    const implausible = await collect(back, {}, run);
    for (const metric of ['redis.hit-rate', 'redis.evicted-new'])
      expect(readingOf(implausible, metric).problem).toMatch(/^数值不可信（计数器回退/);
    const idle = await collect({}, {}, run);
    expect([measured(idle, 'redis.hit-rate'), measured(idle, 'redis.evicted-new')]).toEqual([90, 0]);
  });

  test('a negative count is none', async () => {
    const outcome = await collect({ keyspace_hits: '-50', evicted_keys: '-1' });
    for (const metric of ['redis.hit-rate', 'redis.evicted-new'])
      expect(readingOf(outcome, metric).problem).toMatch(/^数值不可信/);
  });

  test.each([
    [{ rdb_last_bgsave_status: 'err' }, {}, 'redis.persistence', 'rdb-failed'],
    [{ aof_enabled: '1', aof_last_write_status: 'err' }, {}, 'redis.persistence', 'aof-failed'],
    [{ loading: '1' }, {}, 'redis.persistence', 'loading'],
    [{ rdb_saves: '0', rdb_changes_since_last_save: '9' }, {}, 'redis.persistence', 'none'],
    [{ rdb_saves: '0' }, { persistence: 'none' }, 'redis.persistence', 'not-applicable'],
    [{ role: 'slave', master_link_status: 'down' }, {}, 'redis.replica.state', 'down'],
    [{ role: 'slave', master_link_status: 'down', master_sync_in_progress: '1' }, {}, 'redis.replica.state', 'syncing'],
    [{ role: 'slave', master_link_status: 'up' }, {}, 'redis.replica.state', 'up'],
    [{ connected_slaves: '0' }, {}, 'redis.replica.state', 'no-replica'],
    [{}, { replicas: '2' }, 'redis.replica.state', 'fewer'],
    [{ connected_slaves: '0' }, { replicas: '0' }, 'redis.replica.state', 'not-applicable'],
    [{ valkey_version: '8.1.1' }, {}, 'redis.version', '8.1.1'],
    [{ maxmemory: '0', total_system_memory: '7500' }, {}, 'redis.memory', 10],
    [{ keyspace_hits: '0', keyspace_misses: '0' }, {}, 'redis.hit-rate', 'not-applicable'],
  ])('%j %j: %s is %s', async (over, settings, metric, expected) => {
    expect(measured(await collect(over, settings), metric)).toBe(expected);
  });

  test('a number that is none is a problem of its own', async () => {
    expect(readingOf(await collect({ used_memory: 'x' }), 'redis.memory')).toMatchObject({
      value: null,
      problem: '数值不可信（NaN）',
    });
  });

  test('the password is sent and is in nothing that comes back', async () => {
    const server = await answering();
    const outcome = await runCollector(redis, {
      host: '127.0.0.1',
      port: server.port,
      username: 'monitor',
      password: 's3cret',
    });
    expect(server.received()).toContain('$4\r\nAUTH\r\n$7\r\nmonitor\r\n$6\r\ns3cret');
    expect(JSON.stringify(outcome)).not.toContain('s3cret');
  });

  test.each([
    ['-WRONGPASS invalid username-password pair or user is disabled.', '账号或口令有误'],
    ['-NOAUTH Authentication required.', '账号或口令有误'],
    ["-NOPERM User x has no permissions to run the 'info' command", '没有权限执行 INFO'],
    ['-ERR max number of clients reached', '连接数已满'],
    ['+OK', '应答不是 Redis 的运行信息'],
    [':1', '应答不是 Redis'],
    ['$99999999', '应答过大（超过 4 MB）'],
  ])('%s: %s', async (reply, reason) => {
    const server = await keep(serve((socket) => socket.on('data', () => socket.write(`${reply}\r\n`))));
    expect((await runCollector(redis, { host: '127.0.0.1', port: server.port })).reason).toBe(reason);
  });

  meetsFaults(redis, {
    options: (server) => ({ host: '127.0.0.1', port: server.port }),
    said: { half: /连接中断|应答不是 Redis/, huge: '应答不是 Redis', html: '应答不是 Redis', unauthorized: null },
  });
});
