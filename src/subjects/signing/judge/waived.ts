/** Which periods are waived, since when and until when, by the records of it. Pure. */
import type { WaivedPeriod } from '../../../contract/calendar/waived.ts';
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import { withdrawalOf } from '../../../records/counted.ts';
import { isVouched } from '../../../records/purchaser.ts';
import type { WaiverRecord } from '../kinds/waiver.ts';

/**
 * What was waived as far as it was known at a moment: from the entry of the record to its 作废. What only the supplier tells of
 * waives nothing.
 * @param waivers with those that were withdrawn; in no order. @param asOf ISO
 */
export function waivedPeriods(waivers: readonly WaiverRecord[], asOf: InstantText): WaivedPeriod[] {
  const isKnown = (at: InstantText): boolean => compareInstants(at, asOf) <= 0;
  return waivers
    .filter((one) => isKnown(one.enteredAt) && isVouched(one, one.at))
    .map((one): WaivedPeriod => {
      const gone = withdrawalOf(one)?.at ?? null;
      const { obligation, period, enteredAt: from } = one;
      return { obligation, period, from, to: gone !== null && isKnown(gone) ? gone : null };
    });
}
