/** What sources said before: a source that failed yesterday is compared with its last good answer, not with nothing. Pure. */
import { toDate } from '../../../contract/time.ts';
import type { InspectionRecord } from '../kinds/inspection.ts';
import type { Inspected } from './select.ts';

/** Days before an inspection in which the last successful run of a source is looked for. */
export const LOOK_BACK_DAYS = 7;

/** First contract date of the look-back from a date. */
export const lookBackFrom = (date: string): string => toDate(date).subtract({ days: LOOK_BACK_DAYS }).toString();

type Runs = Pick<InspectionRecord, 'runs' | 'readings' | 'finishedAt'>;

/**
 * The newest successful run of every source, as if one inspection had given them all.
 * @param inspections oldest first
 * @returns null when no source ever succeeded
 */
export function lastSuccessfulRuns(inspections: readonly Runs[]): Inspected | null {
  const runs: Inspected['runs'] = [];
  const readings: Inspected['readings'] = [];
  const seen = new Set<string>();
  let finishedAt = '';
  for (const inspection of inspections.toReversed()) {
    const given = readingsBySource(inspection);
    for (const [source, own] of Map.groupBy(inspection.runs, (run) => run.source)) {
      if (seen.has(source) || !own.every((run) => run.ok)) continue;
      seen.add(source);
      runs.push(...own);
      readings.push(...(given.get(source) ?? []));
      if (finishedAt === '') finishedAt = inspection.finishedAt;
    }
  }
  return seen.size === 0 ? null : { runs, readings, manual: [], finishedAt };
}

/** Arranged once an inspection: each is looked back on from the seven days that follow it. */
const arranged = new WeakMap<Runs['readings'], Map<string, Runs['readings']>>();

function readingsBySource({ readings }: Runs): Map<string, Runs['readings']> {
  const known = arranged.get(readings) ?? Map.groupBy(readings, (reading) => reading.source);
  arranged.set(readings, known);
  return known;
}

/** What an inspection of a day is judged against: the last successful runs of the days before it. */
export function judgedBefore(inspections: readonly (Runs & { date: string })[], day: string): Inspected | null {
  const from = lookBackFrom(day);
  return lastSuccessfulRuns(inspections.filter((one) => one.date >= from && one.date < day));
}
