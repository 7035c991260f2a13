/**
 * MySQL 5.7–8.4 and MariaDB 10.5–11.8: connections, replication, buffer pool, slow queries, sizes and growth, top
 * statements, long transactions, deadlocks. Least privilege:
 *   GRANT PROCESS, REPLICATION CLIENT, SHOW VIEW ON *.* TO account;
 *                                   (MariaDB 10.5+: SLAVE MONITOR, BINLOG MONITOR in place of REPLICATION CLIENT)
 *   GRANT SELECT ON performance_schema.* TO account;   (for top statements)
 * SHOW VIEW makes information_schema list the sizes of all tables and, unlike SELECT, lets nobody read a row of them.
 * Clauses 4.3.3(c)(d), 5.5.2.
 */

import { z } from 'zod';
import { optional } from '../contract/scalars.ts';
import { DAY_SECONDS } from '../contract/time.ts';
import { NONE, NOT_APPLICABLE } from '../records/reading.ts';
import { SourceError } from '../sources/error.ts';
import { jsonOf } from '../sources/http.ts';
import { type Query, type Row, withMysql } from '../sources/mysql.ts';
import { channelOf, statusStatements } from '../sources/mysql-replication.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { type CollectContext, defineCollector, type RawAnswer } from './_collector.ts';
import { accessOf, mysqlAccess } from './parts/mysql-access.ts';
import { countedSince, share, WENT_BACK } from './parts/rates.ts';
import { answerNamed, asAnswer, rereadOf } from './parts/reread.ts';
import { type Probe, takeAll, type Value } from './parts/separate-readings.ts';

const options = z.strictObject({
  ...mysqlAccess,
  role: optional(z.enum(['primary', 'replica', 'single']))
    .meta({ label: '角色', choices: { primary: '主库', replica: '从库', single: '单库' } })
    .describe(
      'Decides what a server without replication channels means: 不适用 for primary and single, 异常 for a replica.',
    ),
});
type Options = z.infer<typeof options>;

export default defineCollector<Options>({
  id: 'mysql',
  label: sourceTypeWords.mysql,
  options,
  async collect(given, context) {
    const raw: RawAnswer[] = [];
    const access = await accessOf(given);
    const readings = await withMysql(access, context.signal, async (query) => {
      const server = await readServer(query, raw);
      return await takeAll(probes(query, server, given, context), raw, context.target, context.clock, context.signal);
    });
    return { readings, raw };
  },
  reread(_given, answers, target) {
    const [variables, rows] = [ANSWERS.variables, ANSWERS.status].map(
      (name) => jsonOf(asAnswer(answerNamed(answers, name))) as Row & Row[],
    );
    const server = serverOf(variables, rows ?? []);
    return rereadOf(plain(server, counterOf(server)), target, () => true);
  },
});

/** Names of the two answers with which every run begins. */
const ANSWERS = { variables: 'SELECT VERSION()', status: 'SHOW GLOBAL STATUS' } as const;

interface Server {
  version: string;
  status: ReadonlyMap<string, string>;
  maxConnections: number;
  performanceSchema: boolean;
}

/** Counters of SHOW GLOBAL STATUS that are read; the rest of the answer is noise in the evidence. */
const COUNTERS = [
  'Uptime',
  'Threads_connected',
  'Questions',
  'Slow_queries',
  'Innodb_buffer_pool_read_requests',
  'Innodb_buffer_pool_reads',
  'Innodb_deadlocks',
];

async function readServer(query: Query, raw: RawAnswer[]): Promise<Server> {
  const [variables] = await query(
    'SELECT VERSION() AS version, @@global.max_connections AS max_connections, @@global.performance_schema AS performance_schema',
  );
  const rows = await query(
    `SHOW GLOBAL STATUS WHERE Variable_name IN (${COUNTERS.map((name) => `'${name}'`).join(', ')})`,
  );
  raw.push(
    { name: ANSWERS.variables, body: JSON.stringify(variables) },
    { name: ANSWERS.status, body: JSON.stringify(rows) },
  );
  return serverOf(variables, rows);
}

function serverOf(variables: Row | undefined, rows: readonly Row[]): Server {
  return {
    version: String(variables?.['version'] ?? ''),
    status: new Map(rows.map((row) => [String(row['Variable_name']), String(row['Value'])])),
    maxConnections: Number(variables?.['max_connections']),
    performanceSchema: Number(variables?.['performance_schema']) === 1,
  };
}

/** A counter of the server. @returns a function that throws SourceError when it was not told */
const counterOf =
  ({ status }: Server) =>
  (name: string): number => {
    const value = status.get(name);
    if (value === undefined) throw new SourceError(`没有计数 ${name}`);
    return Number(value);
  };

/** What the first two answers alone say. */
const plain = (server: Server, counter: (name: string) => number): Value[] => [
  { metric: 'mysql.version', value: server.version },
  { metric: 'mysql.uptime', value: counter('Uptime') },
  { metric: 'mysql.connections', value: (counter('Threads_connected') / server.maxConnections) * 100 },
];

function probes(query: Query, server: Server, given: Options, context: CollectContext): Probe[] {
  const at = context.clock();
  const counter = counterOf(server);
  const since: Since = (metric, value) =>
    countedSince(context.previous, metric, value, at, Number(server.status.get('Uptime') ?? Number.NaN));
  const now = (take: () => Value[]) => async () => await Promise.resolve().then(take);
  return [
    { metrics: ['mysql.version'], take: now(() => [{ metric: 'mysql.version', value: server.version }]) },
    { metrics: ['mysql.uptime'], take: now(() => [{ metric: 'mysql.uptime', value: counter('Uptime') }]) },
    {
      metrics: ['mysql.connections'],
      take: now(() => [
        { metric: 'mysql.connections', value: (counter('Threads_connected') / server.maxConnections) * 100 },
      ]),
    },
    { metrics: ['mysql.buffer-pool-hit'], take: now(() => bufferPool(counter, since)) },
    { metrics: ['mysql.slow-rate'], take: now(() => slowQueries(counter, since)) },
    { metrics: ['mysql.replica.state', 'mysql.replica.lag'], take: (raw) => replication(query, server, given, raw) },
    { metrics: ['mysql.data-size', 'mysql.growth'], take: (raw) => sizes(query, context, at, raw) },
    { metrics: ['mysql.longest-transaction'], take: (raw) => transactions(query, raw) },
    { metrics: ['mysql.deadlocks', 'mysql.deadlocks-new'], take: () => deadlocks(query, server, since) },
    { metrics: ['mysql.top-statement'], take: (raw) => topStatements(query, server, raw) },
  ];
}

/** What a counter counted since the earlier reading; see `countedSince`. */
type Since = (metric: string, value: number) => number | null;

const FEW_READS = 1000;

function bufferPool(counter: (name: string) => number, since: Since): Value[] {
  const [requests, reads] = [counter('Innodb_buffer_pool_read_requests'), counter('Innodb_buffer_pool_reads')];
  const newRequests = since('mysql.buffer-pool.requests', requests);
  const newReads = since('mysql.buffer-pool.reads', reads);
  // Where nothing was read since, the rate since the start stands.
  const [all, missed] = newRequests === 0 ? [requests, reads] : [newRequests, newReads];
  return [
    { metric: 'mysql.buffer-pool.requests', value: requests },
    { metric: 'mysql.buffer-pool.reads', value: reads },
    all === null || missed === null
      ? { metric: 'mysql.buffer-pool-hit', value: null, problem: WENT_BACK }
      : // A server that has hardly read anything has no rate, and nothing is wrong with it either.
        {
          metric: 'mysql.buffer-pool-hit',
          value: all < FEW_READS ? NOT_APPLICABLE : (1 - missed / all) * 100,
        },
  ];
}

function slowQueries(counter: (name: string) => number, since: Since): Value[] {
  const [questions, slow] = [counter('Questions'), counter('Slow_queries')];
  const newQuestions = since('mysql.questions', questions);
  const newSlow = since('mysql.slow-queries', slow);
  return [
    { metric: 'mysql.questions', value: questions },
    { metric: 'mysql.slow-queries', value: slow },
    newQuestions === null || newSlow === null
      ? { metric: 'mysql.slow-rate', value: null, problem: WENT_BACK }
      : { metric: 'mysql.slow-rate', value: share(newSlow, newQuestions) ?? 0 },
  ];
}

async function replication(query: Query, server: Server, given: Options, raw: RawAnswer[]): Promise<Value[]> {
  const rows = await replicaRows(query, server.version, raw);
  if (rows.length === 0) {
    const without = { primary: NOT_APPLICABLE, single: NOT_APPLICABLE, replica: NONE };
    if (given.role === undefined) throw new SourceError('没有复制通道，请在设置中写明角色（主库、从库、单库）');
    return ['mysql.replica.state', 'mysql.replica.lag'].map((metric) => ({
      metric,
      value: without[given.role ?? 'replica'],
    }));
  }
  return rows.map(channelOf).flatMap(({ name, state, lag }): Value[] => [
    { metric: 'mysql.replica.state', instance: name, value: state },
    { metric: 'mysql.replica.lag', instance: name, value: state === 'running' ? (lag ?? 'unknown') : state },
  ]);
}

async function replicaRows(query: Query, version: string, raw: RawAnswer[]): Promise<Row[]> {
  let refused: unknown;
  for (const statement of statusStatements(version)) {
    try {
      const rows = await query(statement);
      raw.push({ name: statement, body: JSON.stringify(rows) });
      return rows;
    } catch (error) {
      // An older server does not know the new words; anything else is the answer.
      if (!(error instanceof SourceError) || error.fault !== 'not-understood') throw error;
      refused = error;
    }
  }
  throw refused;
}

const LARGEST = 10;

async function sizes(query: Query, { previous }: CollectContext, at: string, raw: RawAnswer[]): Promise<Value[]> {
  const rows = await query(
    `SELECT CONCAT(table_schema, '.', table_name) AS name, data_length + index_length AS bytes FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')
     ORDER BY bytes DESC`,
  );
  raw.push({ name: 'information_schema.tables', body: JSON.stringify(rows) });
  const total = rows.reduce((sum, row) => sum + Number(row['bytes'] ?? 0), 0);
  const before = previous.findLast((r) => r.metric === 'mysql.data-size' && typeof r.value === 'number');
  const grown = before === undefined ? null : dailyGrowth(Number(before.value), before.at, total, at);
  return [
    { metric: 'mysql.data-size', value: total },
    grown === null
      ? { metric: 'mysql.growth', value: null, problem: '首次采集，下次起有增长率' }
      : { metric: 'mysql.growth', value: grown },
    ...rows.slice(0, LARGEST).map(
      (row): Value => ({
        metric: 'mysql.table-size',
        instance: String(row['name']),
        value: Number(row['bytes'] ?? 0),
      }),
    ),
  ];
}

function dailyGrowth(before: number, beforeAt: string, now: number, at: string): number | null {
  const days = (Date.parse(at) - Date.parse(beforeAt)) / 1000 / DAY_SECONDS;
  if (!(days > 0)) return null;
  if (before === 0) return now === 0 ? 0 : null;
  return (((now - before) / before) * 100) / Math.max(days, 1);
}

async function transactions(query: Query, raw: RawAnswer[]): Promise<Value[]> {
  const rows = await query(
    'SELECT trx_id, trx_started, TIMESTAMPDIFF(SECOND, trx_started, NOW()) AS seconds FROM information_schema.innodb_trx ORDER BY trx_started LIMIT 10',
  );
  raw.push({ name: 'information_schema.innodb_trx', body: JSON.stringify(rows) });
  return [{ metric: 'mysql.longest-transaction', value: Number(rows[0]?.['seconds'] ?? 0) }];
}

async function deadlocks(query: Query, server: Server, since: Since): Promise<Value[]> {
  const own = server.status.get('Innodb_deadlocks');
  const counted =
    own ??
    (await query("SELECT `COUNT` AS n FROM information_schema.innodb_metrics WHERE name = 'lock_deadlocks'"))[0]?.['n'];
  if (counted === undefined || counted === null) throw new SourceError('没有死锁计数');
  const total = Number(counted);
  const news = since('mysql.deadlocks', total);
  return [
    { metric: 'mysql.deadlocks', value: total },
    { metric: 'mysql.deadlocks-new', value: news, ...(news === null && { problem: WENT_BACK }) },
  ];
}

/** Total seconds of the most expensive statements. Digests have `?` for every value: no data leaves the database. */
async function topStatements(query: Query, server: Server, raw: RawAnswer[]): Promise<Value[]> {
  if (!server.performanceSchema) return [];
  const rows = await query(
    `SELECT LEFT(digest_text, 200) AS statement, count_star AS calls, ROUND(sum_timer_wait / 1e12, 3) AS seconds
     FROM performance_schema.events_statements_summary_by_digest WHERE digest_text IS NOT NULL ORDER BY sum_timer_wait DESC LIMIT ${LARGEST}`,
  );
  raw.push({ name: 'events_statements_summary_by_digest', body: JSON.stringify(rows) });
  const bySeconds = Map.groupBy(rows, (row) => String(row['statement']));
  return [...bySeconds].map(
    ([statement, same]): Value => ({
      metric: 'mysql.top-statement',
      instance: statement,
      value: same.reduce((sum, row) => sum + Number(row['seconds'] ?? 0), 0),
    }),
  );
}
