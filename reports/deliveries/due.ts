/** Which 应交项 of a period became of what, as the tables of `deliveries.ts` and the compliance statement count them. */
import { type Delivery, deliveriesOf } from '../../src/assess/deliveries/deliveries.ts';
import { happenedIn, restsOn } from '../../src/assess/deliveries/observed.ts';
import { dayOf } from '../../src/assess/precheck/line.ts';
import { allObligations } from '../../src/contract/bundle.ts';
import { dateOf } from '../../src/contract/time.ts';
import inspection from '../../src/records/kinds/inspection.ts';
import type { SignoffRecord } from '../../src/records/kinds/signoff.ts';
import type { WaiverRecord } from '../../src/records/kinds/waiver.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { allOf, type PeriodView } from '../period/period.ts';

/**
 * Every 应交项 that fell or falls due between two contract dates, both inclusive; those of open events have no due time and
 * are not counted yet. Needs `occurrences`, `manifest`, `signoff`, `waiver` and `inspection` among the inputs.
 */
export function deliveriesDue(view: PeriodView, from: string, to: string): Delivery[] {
  const { input } = view;
  const occurrences = input.occurrences.filter(({ dueAt }) => {
    if (dueAt === null) return false;
    const day = dateOf(dueAt);
    return day >= from && day <= to;
  });
  const inspected = new Set(allOf(view, inspection).map((one) => one.date));
  return deliveriesOf({
    occurrences,
    obligations: allObligations(input.contract),
    issued: input.issued,
    signoffs: (input.records.signoff ?? []) as SignoffRecord[],
    waivers: (input.records.waiver ?? []) as WaiverRecord[],
    // Daily documents live on the day's inspection; the others can always be written, or their event is the evidence.
    observed: (occurrence, obligation) => {
      if (obligation.cadence === 'day') return inspected.has(occurrence.from);
      const kind = restsOn(obligation);
      return kind === undefined || happenedIn(occurrence, ((input.records[kind] ?? []) as AnyRecord[]).map(dayOf));
    },
    asOf: input.asOf,
  });
}
