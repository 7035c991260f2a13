/** Redis with a replica, and Nginx, themselves. */
import { spawn } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import nginx from '../../src/collectors/nginx.ts';
import redis from '../../src/collectors/redis.ts';
import { asPrevious, measured, readingOf, runCollector, until } from '../support/collect.ts';
import { aclArguments } from '../support/manual.ts';
import { need, redisCli, type Service, startNginx, startRedis, startValkey } from '../support/services.ts';

const running: Service[] = [];
const keep = async (starting: Promise<Service>) => {
  const service = await starting;
  running.push(service);
  return service;
};
const primary = await keep(startRedis({ args: ['--maxmemory', '64mb', '--save', '3600 1'] }));
const replica = await keep(startRedis({ replicaOf: primary.port }));
const web = await keep(startNginx());
await until(() => redisCli(replica.port, 'info', 'replication').includes('master_link_status:up'));
afterAll(async () => {
  for (const service of running.reverse()) await service.stop();
});

const collect = (port: number, settings = {}) => runCollector(redis, { host: '127.0.0.1', port, ...settings });

describe('Redis', () => {
  test('primary and replica are well, as their own words say', async () => {
    redisCli(primary.port, 'set', 'a', '1');
    redisCli(primary.port, 'get', 'a');
    const outcome = await collect(primary.port, { replicas: 1 });
    expect(measured(outcome, 'redis.replica.state')).toBe('up');
    expect(measured(outcome, 'redis.persistence')).toBe('ok');
    expect(measured(outcome, 'redis.memory')).toBeGreaterThan(0);
    expect(measured(outcome, 'redis.memory')).toBeLessThan(50);
    expect(measured(outcome, 'redis.hit-rate')).toBe(100);
    expect(measured(await collect(replica.port), 'redis.replica.state')).toBe('up');
  });

  test('MONITOR shows that nothing but AUTH and INFO was sent, by a user that may do nothing else', async () => {
    const account = { user: 'monitor', password: 'pw-for-test' };
    redisCli(primary.port, ...aclArguments('Redis 6 以上与 Valkey', account));
    const monitor = spawn(need('redis-cli', 'redis-tools'), ['-p', String(primary.port), 'monitor']);
    let log = '';
    monitor.stdout.on('data', (data: Buffer) => {
      log += data.toString();
    });
    await until(() => log.startsWith('OK'));
    const outcome = await collect(primary.port, { username: 'monitor', password: 'pw-for-test', replicas: 1 });
    expect(measured(outcome, 'redis.replica.state')).toBe('up');
    await until(() => log.includes('"INFO"'));
    const closed = new Promise((resolve) => monitor.once('close', resolve));
    monitor.kill();
    await closed;
    const commands = [...log.matchAll(/\] "(\w+)"/g)]
      .map((m) => m[1]?.toUpperCase())
      .filter((c) => c !== 'PING' && c !== 'REPLCONF');
    expect(new Set(commands)).toEqual(new Set(['AUTH', 'INFO']));
  });

  test('Valkey tells the same under its own name', async () => {
    const valkey = await keep(startValkey());
    const outcome = await collect(valkey.port, { replicas: 0 });
    expect(outcome.collected?.raw.map((one) => String(one.body)).join()).toContain('server_name:valkey');
    expect(String(measured(outcome, 'redis.version'))).toMatch(/^[89]\./);
    expect(measured(outcome, 'redis.memory')).toBeGreaterThan(0);
    expect([measured(outcome, 'redis.persistence'), measured(outcome, 'redis.replica.state')]).toEqual([
      'ok',
      'not-applicable',
    ]);
  });

  test('a wrong password, and a replica whose primary is gone', async () => {
    expect((await collect(primary.port, { username: 'monitor', password: 'wrong' })).reason).toBe('账号或口令有误');
    redisCli(replica.port, 'replicaof', '127.0.0.1', '1');
    await until(() => redisCli(replica.port, 'info', 'replication').includes('master_link_status:down'));
    expect(measured(await collect(replica.port), 'redis.replica.state')).toMatch(/down|syncing/);
    redisCli(replica.port, 'replicaof', '127.0.0.1', String(primary.port));
  });

  test('stopping it is a refused connection', async () => {
    const other = await startRedis();
    await other.stop();
    expect((await collect(other.port)).reason).toBe('连接被拒绝');
  });
});

test('Nginx its status page, and the rate of real requests', async () => {
  const url = `http://127.0.0.1:${web.port}/status`;
  const first = await runCollector(nginx, { url });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  for (let n = 0; n < 20; n += 1) await (await fetch(`http://127.0.0.1:${web.port}/`)).text();
  const second = await runCollector(nginx, { url }, { previous: asPrevious(first) });
  expect(measured(second, 'nginx.active')).toBeGreaterThan(0);
  expect(measured(second, 'nginx.dropped-rate')).toBe(0);
  expect(measured(second, 'nginx.requests-rate')).toBeGreaterThan(2);
  expect(readingOf(second, 'nginx.requests-rate').unit).toBe('次/s');
});
