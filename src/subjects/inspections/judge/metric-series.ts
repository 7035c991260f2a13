/** Daily series of readings: what charts and forecasts are drawn from. Pure. */

import type { Reading } from '../../../records/reading.ts';
import type { InspectionRecord } from '../kinds/inspection.ts';
import type { WholeDay } from './day.ts';
import type { Point } from './forecast.ts';

/** Highest numeric value of a metric on a target in one inspection, over its instances; null when nothing was measured. */
export function highestOf(
  { readings }: Pick<InspectionRecord, 'readings'>,
  target: string,
  metric: string,
): number | null {
  return highestIn(readings).get(`${target} ${metric}`) ?? null;
}

/** Found once an inspection: a report asks for some hundred series over the same ninety days. */
const found = new WeakMap<readonly Reading[], Map<string, number>>();

function highestIn(readings: readonly Reading[]): Map<string, number> {
  const known = found.get(readings);
  if (known !== undefined) return known;
  const highest = new Map<string, number>();
  for (const { target, metric, value } of readings) {
    if (typeof value !== 'number') continue;
    const key = `${target} ${metric}`;
    const before = highest.get(key);
    if (before === undefined || value > before) highest.set(key, value);
  }
  found.set(readings, highest);
  return highest;
}

/** One point a day on which the metric was measured, the highest of its collections. @param days one inspection a day, as `lastOfEachDay` of `day.ts` gives them */
export function seriesOf(days: readonly WholeDay[], target: string, metric: string): Point[] {
  return days.flatMap((day) => {
    const values = [day, ...(day.earlier ?? [])].flatMap((one) => highestOf(one, target, metric) ?? []);
    return values.length === 0 ? [] : [{ date: day.date, value: Math.max(...values) }];
  });
}

/** Targets on which the metric was measured at all, sorted. */
export function targetsOf(days: readonly InspectionRecord[], metric: string): string[] {
  const found = days.flatMap((day) =>
    day.readings.filter((one) => one.metric === metric && typeof one.value === 'number').map((one) => one.target),
  );
  return [...new Set(found)].sort();
}

export interface SlowStatement {
  target: string;
  /** Normalised statement. */
  statement: string;
  /** Longest total time in seconds that any inspection read, and when. */
  seconds: number;
  at: string;
  /** Days on which it was among those read. */
  days: number;
}

/** The statements that took most time, longest first. The source counts since its own last reset, so the highest reading stands. */
export function slowStatements(days: readonly InspectionRecord[], most: number): SlowStatement[] {
  const found = new Map<string, SlowStatement>();
  for (const reading of days.flatMap((day) => day.readings)) {
    if (!isStatement(reading)) continue;
    const key = `${reading.target} ${reading.instance}`;
    const before = found.get(key);
    const seconds = reading.value;
    const higher = before === undefined || seconds > before.seconds;
    found.set(key, {
      target: reading.target,
      statement: reading.instance,
      seconds: higher ? seconds : before.seconds,
      at: higher ? reading.at : before.at,
      days: (before?.days ?? 0) + 1,
    });
  }
  return [...found.values()]
    .sort((a, b) => b.seconds - a.seconds || (a.statement < b.statement ? -1 : 1))
    .slice(0, most);
}

const isStatement = (one: Reading): one is Reading & { instance: string; value: number } =>
  one.metric === 'mysql.top-statement' && typeof one.value === 'number' && one.instance !== undefined;
