/** Redis 6–8 and Valkey by INFO alone: memory, hit rate, evictions, persistence, replication. Clause 4.3.4. */
import { z } from 'zod';
import { boolean, count, optional, text } from '../contract/scalars.ts';
import { toText } from '../contract/time.ts';
import { NOT_APPLICABLE } from '../records/reading.ts';
import { textOf } from '../sources/http.ts';
import { parseInfo, redisInfo } from '../sources/redis.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { type CollectContext, defineCollector } from './_collector.ts';
import { readTls, tlsFields } from './parts/http-access.ts';
import { countedSince, share, WENT_BACK } from './parts/rates.ts';
import { answerNamed, asAnswer, rereadOf } from './parts/reread.ts';
import { toReading, type Value } from './parts/separate-readings.ts';

const options = z.strictObject({
  host: text().meta({ label: '主机', example: '10.0.0.21' }),
  port: count().default(6379).meta({ label: '端口' }),
  username: optional(text()).meta({ label: '账号', sensitivity: 'internal' }),
  password: optional(text()).meta({ label: '口令', sensitivity: 'internal' }),
  tls: optional(boolean()).meta({ label: '使用 TLS' }),
  ...tlsFields,
  replicas: optional(count())
    .meta({ label: '应有从节点数' })
    .describe('0: a single node, whose replication is 不适用. Of a primary only.'),
  persistence: optional(z.enum(['required', 'none']))
    .meta({ label: '持久化要求' })
    .describe('none: a pure cache, whose persistence is 不适用.'),
});
type Options = z.infer<typeof options>;

export default defineCollector<Options>({
  id: 'redis',
  label: sourceTypeWords.redis,
  options,
  async collect(given, context) {
    const { host, port, username, password } = given;
    const tls = given.tls === true ? await readTls(given) : undefined;
    const info = await redisInfo({ host, port, username, password, tls }, context.signal);
    const at = context.clock();
    const values = valuesOf(parseInfo(info), given, context, at);
    return {
      readings: values.map((value) => toReading(value, context.target, at)),
      raw: [{ name: ANSWER, body: info }],
    };
  },
  reread(given, answers, target) {
    const info = parseInfo(textOf(asAnswer(answerNamed(answers, ANSWER))));
    // Of a server that had not been read before, rates would be others.
    return rereadOf(valuesOf(info, given, { previous: [] }, ''), target, (metric) => !SINCE.includes(metric));
  },
});

const ANSWER = 'INFO everything';
/** What the earlier reading decides, too. */
const SINCE: readonly string[] = ['redis.hit-rate', 'redis.evicted-new'];

type Info = ReadonlyMap<string, string>;

/** A number of INFO; NaN when the server does not tell, which becomes a problem of the reading. */
const num = (info: Info, field: string): number => Number(info.get(field) ?? Number.NaN);

function valuesOf(info: Info, given: Options, { previous }: Pick<CollectContext, 'previous'>, at: string): Value[] {
  return [
    { metric: 'redis.version', value: info.get('valkey_version') ?? info.get('redis_version') ?? null },
    { metric: 'redis.uptime', value: num(info, 'uptime_in_seconds') },
    memory(info),
    {
      metric: 'redis.clients',
      value: share(num(info, 'connected_clients'), num(info, 'maxclients')),
      ...noShare(info, 'maxclients'),
    },
    ...hits(info, previous, at),
    ...evictions(info, previous, at),
    ...persistence(info, given),
    ...replication(info, given),
  ];
}

const noShare = (info: Info, field: string) => (num(info, field) > 0 ? {} : { problem: `没有 ${field}` });

/** Against maxmemory; without a limit against the machine, because that is where it ends. */
function memory(info: Info): Value {
  const limit = num(info, 'maxmemory') > 0 ? num(info, 'maxmemory') : num(info, 'total_system_memory');
  return limit > 0
    ? { metric: 'redis.memory', value: (num(info, 'used_memory') / limit) * 100 }
    : { metric: 'redis.memory', value: null, problem: '没有内存上限' };
}

function hits(info: Info, previous: CollectContext['previous'], at: string): Value[] {
  const [hit, miss, uptime] = [
    num(info, 'keyspace_hits'),
    num(info, 'keyspace_misses'),
    num(info, 'uptime_in_seconds'),
  ];
  const newHits = countedSince(previous, 'redis.hits', hit, at, uptime);
  const newMisses = countedSince(previous, 'redis.misses', miss, at, uptime);
  return [
    { metric: 'redis.hits', value: hit },
    { metric: 'redis.misses', value: miss },
    newHits === null || newMisses === null
      ? { metric: 'redis.hit-rate', value: null, problem: WENT_BACK }
      : { metric: 'redis.hit-rate', value: share(newHits, newHits + newMisses) ?? shareAtAll(hit, miss) },
  ];
}

/** Nobody asked since the earlier reading: the rate since the start stands. */
const shareAtAll = (hit: number, miss: number): number | string => share(hit, hit + miss) ?? NOT_APPLICABLE;

function evictions(info: Info, previous: CollectContext['previous'], at: string): Value[] {
  const evicted = num(info, 'evicted_keys');
  const news = countedSince(previous, 'redis.evicted', evicted, at, num(info, 'uptime_in_seconds'));
  return [
    { metric: 'redis.evicted', value: evicted },
    { metric: 'redis.evicted-new', value: news, ...(news === null && { problem: WENT_BACK }) },
  ];
}

function persistence(info: Info, given: Options): Value[] {
  const saved = num(info, 'rdb_last_save_time');
  const lastSave: Value[] =
    saved > 0
      ? [{ metric: 'redis.last-save', value: toText(Temporal.Instant.fromEpochMilliseconds(saved * 1000)) }]
      : [];
  return [{ metric: 'redis.persistence', value: persistenceState(info, given) }, ...lastSave];
}

function persistenceState(info: Info, given: Options): string {
  if (given.persistence === 'none') return NOT_APPLICABLE;
  if (info.get('loading') === '1') return 'loading';
  if (info.get('rdb_last_bgsave_status') !== 'ok') return 'rdb-failed';
  const appendOnly = info.get('aof_enabled') === '1';
  if (appendOnly && (info.get('aof_last_write_status') !== 'ok' || info.get('aof_last_bgrewrite_status') !== 'ok'))
    return 'aof-failed';
  // INFO does not tell whether `save` is configured: changes that nothing has saved since the start tell it.
  const neverSaved = num(info, 'rdb_saves') === 0 && num(info, 'rdb_changes_since_last_save') > 0;
  return !appendOnly && neverSaved && num(info, 'uptime_in_seconds') > UNSAVED_SECONDS ? 'none' : 'ok';
}

/** The mildest default of Redis saves after one hour. */
const UNSAVED_SECONDS = 2 * 3600;

function replication(info: Info, given: Options): Value[] {
  if (info.get('role') === 'slave') return [{ metric: 'redis.replica.state', value: linkState(info) }];
  const connected = num(info, 'connected_slaves');
  if (given.replicas === 0) return [{ metric: 'redis.replica.state', value: NOT_APPLICABLE }];
  const lags = [...info]
    .filter(([field]) => /^slave\d+$/.test(field))
    .map(([, line]): Value => {
      const [, address = ''] = /ip=([^,]+)/.exec(line) ?? [];
      return {
        metric: 'redis.replica.lag',
        instance: `${address}:${/port=(\d+)/.exec(line)?.[1] ?? ''}`,
        value: Number(/lag=(-?\d+)/.exec(line)?.[1]),
      };
    });
  return [{ metric: 'redis.replica.state', value: primaryState(info, connected, given.replicas) }, ...lags];
}

function linkState(info: Info): string {
  if (info.get('master_link_status') === 'up') return 'up';
  return info.get('master_sync_in_progress') === '1' ? 'syncing' : 'down';
}

/** A primary without a setting is held to at least one replica: that nobody configured any must not pass for 正常. */
function primaryState(info: Info, connected: number, expected: number | undefined): string {
  if (!(connected > 0)) return 'no-replica';
  const online = [...info].filter(([field, line]) => /^slave\d+$/.test(field) && line.includes('state=online')).length;
  if (online < (expected ?? 1)) return online === 0 ? 'syncing' : 'fewer';
  return 'up';
}
