/** What the sources said last time, for rates, growth and where a log was left. */

import { dateOf, toDate } from '../../contract/time.ts';
import type { Reading } from '../../records/reading.ts';
import { lastSuccessfulRuns, lookBackFrom } from '../../subjects/inspections/judge/day.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import type { RecordStore } from '../../workspace/store/record-store.ts';
import { machineNow } from '../clock.ts';

export interface Previous {
  /** Of the last successful run of each source. */
  readings: Reading[];
  /** Inspections of the look-back, oldest first. */
  inspections: InspectionRecord[];
  /** A record that cannot be read: what it held is not known. null when all could be read. */
  unreadable: string | null;
}

/** Where a log was left counts however long ago: as far back as a service period. */
const FAR_BACK_DAYS = 400;

/**
 * @param now ISO instant
 * @param remembering names of the sources that must know where they stopped
 */
export async function readPrevious(
  records: RecordStore,
  now: string,
  remembering: readonly string[],
): Promise<Previous> {
  const to = dateOf(now);
  const near = await records.list<InspectionRecord>('inspection', { from: lookBackFrom(to), to });
  const last = lastSuccessfulRuns(near.records);
  const found = new Set(last?.runs.map((run) => run.source));
  const missing = remembering.filter((source) => !found.has(source));
  const far = missing.length === 0 ? null : await readFar(records, to);
  const older = far === null ? null : lastSuccessfulRuns(far.records);
  return {
    readings: [...(last?.readings ?? []), ...(older?.readings.filter((r) => missing.includes(r.source)) ?? [])],
    inspections: near.records,
    unreadable: [...near.problems, ...(far?.problems ?? [])][0]?.path ?? null,
  };
}

/** Whether machines were read today already. */
export async function collectedToday(records: RecordStore): Promise<boolean> {
  const today = dateOf(machineNow());
  const { records: done } = await records.list<InspectionRecord>('inspection', { from: today, to: today });
  return done.some(({ source }) => source === 'auto');
}

const readFar = (records: RecordStore, to: string) =>
  records.list<InspectionRecord>('inspection', {
    from: toDate(to).subtract({ days: FAR_BACK_DAYS }).toString(),
    to,
  });
