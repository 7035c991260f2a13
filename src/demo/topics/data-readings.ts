/** Nginx, MySQL and Redis (4.3.2–4.3.4), with the nightly backups as the inspection finds them. Pure. */
import type { Measure } from '../../subjects/signing/kinds/signoff.ts';
import { plusDays, t } from '../kit/times.ts';
import { backupFailures } from './backups.ts';
import { type ReadingContext, round, type Source, since, type Value, within } from './readings.ts';
import { topStatements } from './statements.ts';

export function middlewareSources(context: ReadingContext): Source[] {
  return [
    ...['nginx-1', 'nginx-2'].map((id, n) => nginx(id, n, context)),
    mysql('mysql-primary', { connections: 34, growth: 0.085, backup: '02:14' }, context),
    mysql('mysql-replica-1', { connections: 12, growth: 0.085 }, context),
    mysql('mysql-casework', { connections: 22, growth: 0.11, backup: '02:49' }, context),
    ...['redis-1', 'redis-2'].map((id) => redis(id, context)),
  ];
}

function nginx(id: string, n: number, { day, random }: ReadingContext): Source {
  const busy = day.working ? 1 : 0.12;
  return {
    name: id,
    type: 'nginx',
    target: id,
    values: [
      {
        metric: 'nginx.active',
        value: Math.round(within((1450 - n * 420) * busy * (0.8 + random.next() * 0.4), 12, 4900)),
        unit: '个',
      },
      {
        metric: 'nginx.requests-rate',
        value: round(within((310 - n * 110) * busy * (0.8 + random.next() * 0.4), 1, 1900)),
        unit: '次/s',
      },
      { metric: 'nginx.dropped-rate', value: 0, unit: '%' },
    ],
  };
}

interface Database {
  connections: number;
  growth: number;
  /** When the nightly backup ends; absent: this one is not backed up itself. */
  backup?: string;
}

function mysql(id: string, database: Database, context: ReadingContext): Source {
  const { day, random } = context;
  const busy = day.working ? 1 : 0.3;
  const measures: Measure[] = [];
  const optimised = day.date >= '2025-12-24' ? 0.4 : 1;
  const slow = round(
    within((id === 'mysql-primary' ? 0.72 : 0.35) * optimised * (0.7 + random.next() * 0.7), 0.02, 0.98),
    3,
  );
  const values: Value[] = [
    {
      metric: 'mysql.connections',
      value: round(within(database.connections * busy * (0.8 + random.next() * 0.5), 2, 78)),
      unit: '%',
    },
    id === 'mysql-replica-1'
      ? {
          metric: 'mysql.replica.lag',
          instance: '默认通道',
          value: random.chance(0.06) ? random.int(3, 22) : 0,
          unit: 's',
        }
      : { metric: 'mysql.replica.lag', value: 'not-applicable' },
    { metric: 'mysql.slow-rate', value: slow, unit: '%' },
    { metric: 'mysql.buffer-pool-hit', value: round(within(99.2 - random.next() * 0.9, 95.5, 99.9), 2), unit: '%' },
    {
      metric: 'mysql.growth',
      value: round(database.growth * (day.working ? 1.2 : 0.4) * (0.7 + random.next() * 0.6), 3),
      unit: '%',
    },
    {
      metric: 'mysql.longest-transaction',
      value: random.chance(0.05) ? random.int(20, 120) : random.int(0, 6),
      unit: 's',
    },
    ...topStatements(id, context),
    ...backup(id, database, context, measures),
  ];
  return { name: id, type: 'mysql', target: id, values, measures };
}

function backup(id: string, { backup: ends }: Database, { day, random }: ReadingContext, measures: Measure[]): Value[] {
  const metrics = ['backup.last', 'backup.complete', 'backup.size-change'];
  if (ends === undefined) return metrics.map((metric) => ({ metric, value: 'not-applicable' }));
  const failure = backupFailures[`${id} ${day.date}`];
  const instance = 'mysql-nightly';
  const action = failure === undefined ? '' : `${failure.reason}，${failure.again.text}`;
  const night = failure?.result === 'failed' ? plusDays(day.date, -1) : day.date;
  if (failure?.result === 'failed') measures.push({ check: 'backup-age', target: id, instance, action });
  if (failure?.result === 'incomplete') measures.push({ check: 'backup-complete', target: 'mysql', action });
  return [
    { metric: 'backup.last', instance, value: t(night, ends) },
    { metric: 'backup.complete', instance, value: failure?.result === 'incomplete' ? 'truncated' : 'complete' },
    { metric: 'backup.size-change', instance, value: round(random.around(0.4, 0.8), 1), unit: '%' },
  ];
}

function redis(id: string, { day, random }: ReadingContext): Source {
  const filling = id === 'redis-1' && day.date >= '2026-05-18' && day.date <= '2026-05-27';
  const memory = filling ? 66 + since(day, '2026-05-18') * 2.9 : (id === 'redis-1' ? 55 : 48) + random.next() * 6;
  const measures: Measure[] = [];
  if (memory > 75)
    measures.push({
      check: 'redis-memory',
      target: id,
      action:
        day.date === '2026-05-27'
          ? '定位为会话键未过期，转故障处理'
          : `会话键数量异常增长，内存 ${round(memory)} %，排查中`,
    });
  const evicted = day.date === '2026-05-27' && id === 'redis-1' ? 1_840 : 0;
  if (evicted > 0)
    measures.push({ check: 'redis-evicted', target: 'redis', action: '内存达到上限所致，随会话键处理恢复' });
  return {
    name: id,
    type: 'redis',
    target: id,
    values: [
      { metric: 'redis.memory', value: round(memory), unit: '%' },
      { metric: 'redis.hit-rate', value: round(within(94 - random.next() * 5 - (filling ? 6 : 0), 81, 99)), unit: '%' },
      { metric: 'redis.evicted-new', value: evicted, unit: '个' },
      { metric: 'redis.persistence', value: 'ok' },
      { metric: 'redis.replica.state', value: 'up' },
    ],
    measures,
  };
}
