/** Who confirmed the inspection of a day, and what they saw and did: of a log by shifts all of them together. Pure. */
import { withoutShift } from '../../../contract/calendar/shift-period.ts';
import type { SignoffRecord } from '../../signing/kinds/signoff.ts';

/**
 * The latest confirmation of a period; of a day whose log goes by shifts the latest of each shift as one, by which the whole day is
 * judged.
 * @param confirms of inspection logs, oldest first @param period a day, or the period of a log
 * @returns null: nobody has confirmed it
 */
export function confirmOfDay(confirms: readonly SignoffRecord[], period: string): SignoffRecord | null {
  const exact = confirms.findLast((one) => one.period === period);
  if (exact !== undefined) return exact;
  const shifts = new Map(confirms.filter((one) => withoutShift(one.period) === period).map((one) => [one.period, one]));
  const own = [...shifts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const last = own.at(-1);
  if (last === undefined) return null;
  const rows = { manual: own.flatMap((one) => one.manual ?? []), measures: own.flatMap((one) => one.measures ?? []) };
  const reviewers = [...new Set(own.flatMap(({ reviewer }) => reviewer ?? []))];
  return { ...last, ...rows, ...(reviewers.length === 0 ? {} : { reviewer: reviewers.join('、') }) };
}
