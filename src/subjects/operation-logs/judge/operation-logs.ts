/** Figures over the operation logs of a period (5.5.3): categories, hours, users, anomalies, coverage. Pure. */

import type { OfficeTime } from '../../../contract/calendar/office.ts';
import { dateOf, type InstantText, toInstant } from '../../../contract/time.ts';
import type { Rate } from '../../../wording/figures.ts';
import { overlapOf, union } from '../../availability/judge/spans.ts';
import type { OperationLogRecord } from '../kinds/operation-log.ts';

type Category = OperationLogRecord['categories'][number]['category'];
type Anomaly = OperationLogRecord['anomalies'][number];

export interface SystemLog {
  asset: string;
  total: number;
  records: number;
  /** Days of the period on which anything of this system's log was read. */
  days: number;
  /** Seconds of the period that its logs cover, of all its seconds. */
  covered: Rate;
  anomalies: number;
}

export interface LogSummary {
  total: number;
  records: number;
  /** Most frequent first. */
  categories: { category: Category; count: number }[];
  /** 24 counts; null when no record gives hours, which is not the same as zero. */
  hours: number[] | null;
  /** Entries that have an hour: the rest is in no hour. */
  timed: number;
  /** Share of the timed entries outside office hours, 0–1; null without hours. */
  outside: number | null;
  /** Most active first. */
  users: { user: string; count: number }[];
  /** In order of time, with the system. */
  anomalies: { asset: string; record: string; anomaly: Anomaly }[];
  /** By system, busiest first. */
  systems: SystemLog[];
  /** One row a day on which a log begins, in order. */
  daily: { date: string; count: number }[];
}

const HOURS = 24;
const SECOND = 1000;

/**
 * @param records whose log ends in the period
 * @param span instants of the period, `to` exclusive and not after the moment of judging
 * @param office its hours on a day, taken whole: an hour that begins outside is outside
 */
export function summariseLogs(
  records: readonly OperationLogRecord[],
  span: { from: InstantText; to: InstantText },
  office: Pick<OfficeTime, 'hours'>,
): LogSummary {
  const hours = hoursOf(records);
  const timed = (hours ?? []).reduce((sum, count) => sum + count, 0);
  const outside = (hours ?? []).reduce((sum, count, hour) => sum + (isOfficeHour(hour, office) ? 0 : count), 0);
  return {
    total: sumOf(records),
    records: records.length,
    categories: tally(
      records.flatMap((record) => record.categories.map((row) => [row.category, row.count] as const)),
    ).map(([category, count]) => ({ category, count })),
    hours,
    timed,
    outside: timed === 0 ? null : outside / timed,
    users: tally(records.flatMap((record) => (record.users ?? []).map((row) => [row.user, row.count] as const))).map(
      ([user, count]) => ({ user, count }),
    ),
    anomalies: records
      .flatMap((record) => record.anomalies.map((anomaly) => ({ asset: record.asset, record: record.id, anomaly })))
      .sort((a, b) => seconds(a.anomaly.at) - seconds(b.anomaly.at)),
    systems: systemsOf(records, span),
    daily: [...Map.groupBy(records, (record) => dateOf(record.from))]
      .map(([date, own]) => ({ date, count: sumOf(own) }))
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

const sumOf = (records: readonly OperationLogRecord[]): number => records.reduce((sum, { total }) => sum + total, 0);

function hoursOf(records: readonly OperationLogRecord[]): number[] | null {
  const rows = records.flatMap((record) => record.hours ?? []);
  if (rows.length === 0) return null;
  const counts = Array.from({ length: HOURS }, () => 0);
  for (const { hour, count } of rows) counts[hour] = (counts[hour] ?? 0) + count;
  return counts;
}

/** true when the hour begins in the office day, which may run over midnight; office hours are taken as whole hours. */
export const isOfficeHour = (hour: number, { hours }: Pick<OfficeTime, 'hours'>): boolean => {
  const clock = `${String(hour).padStart(2, '0')}:00`;
  return hours.some(({ from, to }) => {
    const [begins, ends] = [clock >= `${from.slice(0, 2)}:00`, clock < to];
    return to > from ? begins && ends : begins || ends;
  });
};

function tally<K extends string>(rows: readonly (readonly [K, number])[]): [K, number][] {
  const counts = new Map<K, number>();
  for (const [key, count] of rows) counts.set(key, (counts.get(key) ?? 0) + count);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const seconds = (time: InstantText): number => Math.trunc(toInstant(time).epochMilliseconds / SECOND);

function systemsOf(records: readonly OperationLogRecord[], span: { from: InstantText; to: InstantText }): SystemLog[] {
  const whole = { from: seconds(span.from), to: seconds(span.to) };
  return [...Map.groupBy(records, (record) => record.asset)]
    .map(([asset, own]): SystemLog => {
      // A log says 23:59:59 for the end of its day: its last second belongs to it.
      const read = union(own.map((record) => ({ from: seconds(record.from), to: seconds(record.to) + 1 })));
      const length = whole.to - whole.from;
      return {
        asset,
        total: sumOf(own),
        records: own.length,
        days: daysOf(own).size,
        covered: { numerator: overlapOf(read, whole), denominator: Math.max(0, length) },
        anomalies: own.reduce((sum, record) => sum + record.anomalies.length, 0),
      };
    })
    .sort((a, b) => b.total - a.total || (a.asset < b.asset ? -1 : 1));
}

const daysOf = (records: readonly OperationLogRecord[]): Set<string> =>
  new Set(records.flatMap((record) => [dateOf(record.from), dateOf(record.to)]));
