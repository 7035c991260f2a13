/** Which periods are waived, since when and until when, by the records of it. Pure. */
import type { WaivedPeriod } from '../../../contract/calendar/waived.ts';
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import { withdrawalOf } from '../../../records/counted.ts';
import { isVouched, paperKeptAt } from '../../../records/purchaser.ts';
import type { WaiverRecord } from '../kinds/waiver.ts';

/**
 * What was waived as far as it was known at a moment: from the entry of the record to its 作废. What only the supplier tells of
 * waives nothing.
 * @param waivers with those that were withdrawn; in no order. @param asOf ISO
 */
export function waivedPeriods(waivers: readonly WaiverRecord[], asOf: InstantText): WaivedPeriod[] {
  const isKnown = (at: InstantText): boolean => compareInstants(at, asOf) <= 0;
  return waivers
    .filter((one) => isKnown(sinceOf(one)) && isVouched(one, one.at))
    .map((one): WaivedPeriod => {
      const gone = withdrawalOf(one)?.at ?? null;
      const { obligation, period } = one;
      return { obligation, period, from: sinceOf(one), to: gone !== null && isKnown(gone) ? gone : null };
    });
}

/** Nothing is waived before the paper came that shows the purchaser's word. */
const sinceOf = (one: WaiverRecord): InstantText => paperKeptAt(one, one.at) ?? one.enteredAt;
