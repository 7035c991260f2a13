import { afterEach, describe, expect, test } from 'vitest';
import mysql from '../../src/collectors/mysql.ts';
import { runCollector, until } from '../support/collect.ts';
import { type RunningServer, startFault, startGreetingFault } from '../support/fault-server.ts';

const servers: RunningServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

describe('mysql against faults', () => {
  test.each([
    ['refuse', /^连接被拒绝$/],
    ['silent', /^超时（1 s）$/],
    ['drip', /^超时（1 s）$/],
    ['half', /连接中断|应答不是 MySQL/],
    ['huge', /应答不是 MySQL|连接中断|超时/],
    ['html', /应答不是 MySQL|连接中断|超时/],
  ] as const)('%s', async (fault, reason) => {
    const server = await (fault === 'refuse' ? startFault(fault) : startGreetingFault(fault));
    servers.push(server);
    const outcome = await runCollector(
      mysql,
      { host: '127.0.0.1', port: server.port, user: 'monitor', password: 's3cret' },
      { seconds: 1 },
    );
    expect(outcome.collected).toBeNull();
    expect(outcome.reason).toMatch(reason);
    expect(outcome.seconds).toBeLessThan(2);
    await until(() => server.open() === 0);
  });

  test('a name that does not exist', async () => {
    expect((await runCollector(mysql, { host: 'no-such-host.invalid', user: 'x' })).reason).toBe('域名无法解析');
  });
});
