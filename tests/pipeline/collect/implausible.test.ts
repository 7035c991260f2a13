/** What no machine measures, through the whole collect: 数值不可信 with the reason, never 正常. */
import { afterAll, expect, it } from 'vitest';
import { toText } from '../../../src/contract/time.ts';
import { until } from '../../support/collect.ts';
import { answer, type RunningServer, serve, startAnswering } from '../../support/fault-server.ts';
import { keepServers } from '../../support/kept-servers.ts';
import { startMysqlServer } from '../../support/mysql-server.ts';
import { judged, place } from './_collect.ts';
import { addChecks, type Case, casesAt } from './_fault-cases.ts';

const keep = keepServers();
process.env['COLLECT_FAULTS_PASSWORD'] = 'pw-of-the-fault-test';
const at = await place();
await addChecks(at);
afterAll(() => {
  delete process.env['COLLECT_FAULTS_PASSWORD'];
});

const now = () => toText(Temporal.Now.instant());
/** The page of Nginx. */
const stub = (count: number) =>
  `Active connections: 1 \nserver accepts handled requests\n ${count} ${count} ${count} \nReading: 0 Writing: 1 Waiting: 0 \n`;
const countersOf = (count: number) => ({
  Questions: count,
  Slow_queries: count,
  Innodb_buffer_pool_read_requests: count,
  Innodb_buffer_pool_reads: count,
  Innodb_deadlocks: count,
});

it('a counter that went back gives no rate, in none of the sources that count', async () => {
  let back = false;
  const web = await keep(startAnswering(() => answer(stub(back ? 10 : 9000))));
  const cache = await keep(
    startRedisSaying(() => {
      const [hits, rest] = back ? [1, 2] : [90, 10];
      return `used_memory:5\r\nuptime_in_seconds:90000\r\nkeyspace_hits:${hits}\r\nkeyspace_misses:${rest}\r\nevicted_keys:${hits}`;
    }),
  );
  const database = await keep(
    startMysqlServer((sql) =>
      sql.startsWith('SHOW GLOBAL STATUS')
        ? Object.entries({ Uptime: 90_000, Threads_connected: 5, ...countersOf(back ? 10 : 9000) }).map(
            ([name, value]) => ({ Variable_name: name, Value: value }),
          )
        : status('5')(sql),
    ),
  );
  let last = 500;
  const log = await keep(
    startMysqlServer((sql) =>
      sql.includes('MAX(')
        ? [{ id: last }]
        : back
          ? []
          : [{ id: last, at: sqlText(now()), user: '甲', action: '查询' }],
    ),
  );
  const sourceOf = (type: string, port: number, name: string) => ({
    name,
    ...casesAt(port).find((one) => one.source.type === type)?.source,
  });
  await at.sources([
    sourceOf('nginx', web.port, 'web'),
    sourceOf('redis', cache.port, 'cache'),
    sourceOf('mysql', database.port, 'database'),
    sourceOf('operation-log', log.port, 'log'),
  ]);
  await at.run();
  expect((await at.last()).runs.map((one) => one.ok)).toEqual([true, true, true, true]);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  back = true;
  last = 20;
  await at.run();
  const row = await judged(at);
  for (const [check, asset] of [
    ['nginx-dropped', 'nginx-1'],
    ['nginx-requests', 'nginx-1'],
    ['redis-hit-rate', 'redis-1'],
    ['redis-evicted', 'redis-1'],
    ['mysql-slow', 'mysql-primary'],
    ['mysql-buffer-pool', 'mysql-primary'],
    ['oplog-anomalies', 'subsystem-casework'],
  ] as const)
    expect(row(check, asset), `${check} ${asset}`).toMatchObject({
      outcome: 'unreachable',
      reason: expect.stringMatching(/回退|已重置/),
    });
});

const tomorrow = () => toText(Temporal.Now.instant().add({ hours: 24 }));
/** As databases write it, in contract time. */
const sqlText = (instant: string) => instant.slice(0, 19).replace('T', ' ');
/** Lets everybody in and says this about itself. */
const startRedisSaying = (fields: () => string) =>
  serve((socket) =>
    socket.on('data', (data: Buffer) => {
      if (data.includes('AUTH')) socket.write('+OK\r\n');
      if (!data.includes('INFO')) return;
      const body = `redis_version:7.2.4\r\nmaxmemory:1000\r\n${fields()}\r\n`;
      socket.write(`$${body.length}\r\n${body}\r\n`);
    }),
  );
const memory = (total: string, available: string, more = '') =>
  startAnswering(() =>
    answer(`node_memory_MemTotal_bytes ${total}\nnode_memory_MemAvailable_bytes ${available}\n${more}`),
  );
const vector = (value: string, time = Date.now() / 1000) =>
  answer(
    JSON.stringify({
      status: 'success',
      data: { resultType: 'vector', result: [{ metric: {}, value: [time, value] }] },
    }),
  );
const status = (connected: string) => (sql: string) =>
  sql.includes('VERSION()')
    ? [{ version: '8.4.0', max_connections: '100', performance_schema: '0' }]
    : sql.startsWith('SHOW GLOBAL STATUS')
      ? [{ Variable_name: 'Threads_connected', Value: connected }]
      : [];
const rows = (...given: Record<string, string | number>[]) => startMysqlServer(() => given);
/** Both sides of an interface ask one server: what each gets is told apart by its query. */
const bothSides = (count: number | string, newest: string) => rows({ count, newest });

/** What no machine measures, in the words of each kind of source; the case is the one of the table above. */
const implausible: [type: string, what: string, () => Promise<RunningServer>, RegExp][] = [
  ['node-exporter', 'NaN', () => memory('100', 'NaN'), /不可信|没有指标/],
  ['node-exporter', 'negative', () => memory('100', '-5'), /不可信|没有指标/],
  ['node-exporter', 'more than all', () => memory('100', '500'), /不可信|没有指标/],
  ['node-exporter', 'infinite', () => memory('+Inf', '50'), /不可信|没有指标/],
  [
    'node-exporter',
    'a day ahead',
    () => memory('100', '50', `node_time_seconds ${Date.now() / 1000 + 86_400}\n`),
    /不可信.*在未来/,
  ],
  ['nginx', 'negative', () => startAnswering(() => answer(stub(-1))), /不是 Nginx 状态页/],
  ['prometheus', 'NaN', () => startAnswering(() => vector('NaN')), /不可信/],
  ['prometheus', 'negative', () => startAnswering(() => vector('-3')), /不可信（负值）/],
  ['prometheus', 'a day ahead', () => startAnswering(() => vector('5', Date.now() / 1000 + 86_400)), /不可信.*在未来/],
  ['text-exposition', 'NaN', () => startAnswering(() => answer('used_ratio NaN\n')), /不可信/],
  ['text-exposition', 'negative', () => startAnswering(() => answer('used_ratio -0.5\n')), /不可信（负值）/],
  [
    'text-exposition',
    'a day ahead',
    () => startAnswering(() => answer(`used_ratio 1 ${Date.now() + 86_400_000}\n`)),
    /不可信.*在未来/,
  ],
  ['redis', 'NaN', () => startRedisSaying(() => 'used_memory:NaN'), /不可信/],
  ['redis', 'negative', () => startRedisSaying(() => 'used_memory:-5'), /不可信（负值）/],
  ['mysql', 'NaN', () => startMysqlServer(status('NaN')), /不可信/],
  ['mysql', 'negative', () => startMysqlServer(status('-5')), /不可信（负值）/],
  ['device-activity', 'NaN', () => rows({ device: 'a', last: 'NaN' }), /不可信（不是时间）/],
  [
    'device-activity',
    'a day ahead',
    () => rows({ device: 'a', last: sqlText(tomorrow()) }),
    /不可信（数据时间在未来）/,
  ],
  ['operation-log', 'NaN', () => rows({ id: 'NaN', at: '2026-11-24', user: 'x', action: 'y' }), /id 列应为递增整数/],
  ['operation-log', 'no time', () => rows({ id: 1, at: 'NaN', user: 'x', action: 'y' }), /没有可用的时间/],
  [
    'operation-log',
    'a day ahead',
    () => rows({ id: 1, at: sqlText(tomorrow()), user: 'x', action: 'y' }),
    /没有可用的时间/,
  ],
  ['interface-reconciliation', 'NaN', () => bothSides('NaN', '2026-11-24 08:00:00'), /不可信（记录数不是非负整数）/],
  ['interface-reconciliation', 'negative', () => bothSides(-1, '2026-11-24 08:00:00'), /不可信（记录数不是非负整数）/],
  ['interface-reconciliation', 'a day ahead', () => bothSides(5, sqlText(tomorrow())), /不可信（最新时间在未来）/],
  ['alertmanager', 'NaN', () => startAnswering(() => answer('NaN')), /不是 JSON/],
];

/** Of each kind of source one a round: those of one kind are read of one asset. */
const rounds = Object.values(
  Object.groupBy(implausible, (one) => implausible.filter(([type]) => type === one[0]).indexOf(one)),
).map((list) => list ?? []);

it.each(rounds.map((list, n) => [n, list] as const))(
  'a value that cannot be is 无法采集 with the reason, never 正常: round %d',
  async (n, list) => {
    const asked = await Promise.all(
      list.map(async ([type, what, starting, reason]) => {
        const server = await keep(starting());
        const one = casesAt(server.port).find((each) => each.source.type === type) as Case;
        const more =
          type === 'prometheus' ? { preset: undefined, queries: [{ metric: 'memory.used', query: 'x' }] } : {};
        const source = { name: `${type}-${n}`, deadlineSeconds: 60, ...one.source, ...more };
        return { ...one, source, server, reason, shown: `${type}, ${what}` };
      }),
    );
    await at.sources(asked.map(({ source }) => source));
    await at.run();
    const row = await judged(at);
    for (const { check, asset, source, reason, shown } of asked) {
      const { outcome, reason: told } = row(check, asset ?? source.target);
      expect([outcome, told], shown).toEqual(['unreachable', expect.stringMatching(reason)]);
    }
    await until(() => asked.every(({ server }) => server.open() === 0));
  },
);
