/** Which inspection stands for a day, and which one before it tells what should still be there. */
import type { InspectionRecord } from '../src/records/kinds/inspection.ts';
import type { SignoffRecord } from '../src/records/kinds/signoff.ts';
import type { AnyRecord } from '../src/records/record.ts';

/**
 * An inspection longer ago says nothing of what there should be today. One figure for all who judge a day, so that the
 * log, the daily report and 首页 count the same.
 */
export const LOOK_BACK_DAYS = 7;

export interface DayInspections {
  /** The last of the day; undefined when nothing was collected. */
  today: InspectionRecord | undefined;
  /** The last of the days before, as far as they count. */
  before: InspectionRecord | null;
}

/** @param inspections sorted by id @param day contract date */
export function inspectionsOf(inspections: readonly InspectionRecord[], day: string): DayInspections {
  const first = firstLookedAt(day);
  return {
    today: inspections.filter((r) => r.date === day).at(-1),
    before: inspections.filter((r) => r.date < day && r.date >= first).at(-1) ?? null,
  };
}

/** The earliest contract date that counts for `day`. */
export function firstLookedAt(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: LOOK_BACK_DAYS }).toString();
}

/** true for the confirmation of an inspection log, which holds 处理措施 and manual results. */
export function confirmsInspection(record: AnyRecord): boolean {
  const { action, obligation } = record as SignoffRecord;
  return record.kind === 'signoff' && action === 'confirm' && obligation === 'inspection-log';
}
