/** Which inspection stands for a day, and which one before it tells what should still be there. */

import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { idsEverOf } from '../../src/contract/terms/units.ts';
import { compareInstants } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { INSPECTION_LOG } from '../../src/subjects/deliveries/judge/observed.ts';
import { type InspectionContext, inspectionContext } from '../../src/subjects/inspections/judge/judge.ts';
import { LOOK_BACK_DAYS, lookBackFrom } from '../../src/subjects/inspections/judge/look-back.ts';
import { lastOfEachDay } from '../../src/subjects/inspections/judge/metric-series.ts';
import { wholeDay } from '../../src/subjects/inspections/judge/whole-day.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { ComposeInput } from '../_deliverable.ts';

export { LOOK_BACK_DAYS };

/** By what a document judges inspections. */
export const judgingOf = ({
  contract,
  isWorkingDay,
}: Pick<ComposeInput, 'contract' | 'isWorkingDay'>): InspectionContext => inspectionContext(contract, isWorkingDay);

export interface DayInspections {
  /** What stands for the day; undefined when nothing was collected, nor written down. */
  today: InspectionRecord | undefined;
  /** The last of the days before, as far as they count: what the day is compared with. */
  before: InspectionRecord | null;
}

/** @param inspections sorted by id @param day contract date */
export function inspectionsOf(inspections: readonly InspectionRecord[], day: string): DayInspections {
  const first = firstLookedAt(day);
  return {
    today: wholeDay(inspections.filter((r) => r.date === day)),
    before: lastOfEachDay(inspections.filter((r) => r.date < day && r.date >= first)).at(-1) ?? null,
  };
}

/**
 * The day that an inspection log is about, and the inspections that tell of it and of what was before: of a shift those that
 * began in it, of several days the newest of them.
 */
export function inspectionsFor(
  all: readonly InspectionRecord[],
  { from, to, span }: Pick<Occurrence, 'from' | 'to' | 'span'>,
): { day: string; inspections: readonly InspectionRecord[] } {
  if (span === undefined) return { day: inspectedDay(all, { from, to }), inspections: all };
  const own = all.filter(
    ({ startedAt }) => compareInstants(startedAt, span.from) >= 0 && compareInstants(startedAt, span.to) < 0,
  );
  const day = own.at(-1)?.date ?? to;
  return { day, inspections: all.filter((one) => own.includes(one) || one.date < day) };
}

/** The newest inspected day of a document's days; its last day when none was. */
function inspectedDay(inspections: readonly InspectionRecord[], { from, to }: { from: string; to: string }): string {
  return (
    inspections
      .flatMap(({ date }) => (from <= date && date <= to ? [date] : []))
      .sort()
      .at(-1) ?? to
  );
}

/** The earliest contract date that counts for `day`. */
export const firstLookedAt = lookBackFrom;

/** true for the confirmation of an inspection log, which holds 处理措施 and manual results. */
export function confirmsInspection(record: AnyRecord, { obligations }: Pick<ContractBundle, 'obligations'>): boolean {
  const { action, obligation } = record as SignoffRecord;
  return (
    record.kind === 'signoff' && action === 'confirm' && idsEverOf(obligations, INSPECTION_LOG).includes(obligation)
  );
}

/**
 * 巡检人: whoever looked at what is checked by hand, whoever put it into the confirmation; of a day on which nothing was
 * checked by hand the one who confirmed it. Empty: nobody did either.
 */
export function inspectorsOf(today: InspectionRecord, confirm: SignoffRecord | null): string[] {
  const hands = [...today.manual, ...(confirm?.manual ?? [])].map(({ by }) => by);
  if (hands.length > 0) return [...new Set(hands)];
  return confirm === null ? [] : [confirm.person];
}
