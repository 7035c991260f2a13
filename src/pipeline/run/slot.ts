/** From when on an automatic inspection counts for the present slot: the day's, or of a contract with shifts the shift's. Pure. */
import { INSPECTION_LOG } from '../../assess/deliveries/observed.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { unitOf } from '../../contract/terms/units.ts';
import { at, compareInstants, type DateText, type InstantText, toText } from '../../contract/time.ts';

/** The times of the day at which shifts begin whose inspection is owed; none without such. */
const shiftTimes = (obligations: readonly Obligation[]): string[] =>
  obligations.flatMap((one) => (unitOf(one) === INSPECTION_LOG ? (one.timesADay ?? []) : []));

/**
 * @param day contract date of `now` @param now ISO
 * @returns the beginning of the shift that runs at `now`, where shifts begin on that day up to then; else null: the day is one slot
 */
export function shiftBegun(obligations: readonly Obligation[], day: DateText, now: InstantText): InstantText | null {
  const begun = shiftTimes(obligations)
    .map((time) => toText(at(day, time)))
    .filter((time) => compareInstants(time, now) <= 0)
    .sort();
  return begun.at(-1) ?? null;
}
