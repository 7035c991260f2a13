/**
 * Capacity forecast by linear regression (least squares): slope, fit and the day on which a limit will be reached, with the
 * basis stated. Fewer than 14 observed days give no forecast. Pure.
 */

import { type DateText, toDate } from '../../../contract/time.ts';
import { rounded } from '../../../wording/figures.ts';

/** Fewest distinct days from which anything is foretold. */
export const DAYS_AT_LEAST = 14;
/** Nothing is foretold further ahead than this; beyond it a straight line says nothing. */
export const HORIZON_DAYS = 730;
/** Below this share of explained variation the line does not describe the values. */
export const WEAK_FIT = 0.5;
/**
 * The slope must be so many times its standard error: chance gives that to fewer than one series of noise in a thousand
 * (Student's t, two-sided, for the fewest days that are foretold from).
 */
export const SURE_SLOPE = 4.4;

/** One day's value; at most one a day. */
export interface Point {
  date: DateText;
  value: number;
}

export interface Forecast {
  /** Observed days, first and last. */
  days: number;
  from: DateText;
  to: DateText;
  /** Change a day, in the unit of the values. */
  slope: number;
  /** Measured on the last observed day. */
  current: number;
  /** Coefficient of determination, 0 to 1; 1 for values that do not vary at all. */
  fit: number;
  /** The line explains too little (`WEAK_FIT`, `SURE_SLOPE`): nothing is foretold from it, neither a day nor a value. */
  weak: boolean;
  /**
   * First day on which the line is at the limit, and never one before `notBefore`; null: no limit, falling, level, beyond the horizon,
   * a weak line, or one that has come to the limit, which was measured, too: nothing is foretold of what has happened.
   */
  reachesOn: DateText | null;
  /** First day on which a value at or above the limit was measured; null: none was, or there is no limit. */
  reachedOn: DateText | null;
  /** The last measured value is at or above the limit already. */
  reached: boolean;
  /** It was measured, and it is still, or the line says that it goes on about it: what fell a little for once is no less full. */
  atLimit: boolean;
  /** Value of the line `n` days after the last observed day. */
  after(n: number): number;
}

/**
 * @param points in any order; of one day the last given counts
 * @param limit in the unit of the values; null: none
 * @param notBefore first day that is the future to whoever reads it, the one after the document's cut; null: the one after the last
 *   observed day
 * @returns null when fewer than `DAYS_AT_LEAST` days were observed
 */
export function forecast(
  points: readonly Point[],
  limit: number | null,
  notBefore: DateText | null = null,
): Forecast | null {
  const byDay = [...new Map(points.map((one) => [one.date, one])).values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  const [first, last] = [byDay[0], byDay.at(-1)];
  if (first === undefined || last === undefined || byDay.length < DAYS_AT_LEAST) return null;
  const xs = byDay.map((one) => daysFrom(first.date, one.date));
  const ys = byDay.map((one) => one.value);
  const { slope, intercept, fit } = leastSquares(xs, ys);
  const end = xs.at(-1) ?? 0;
  const after = (n: number): number => intercept + slope * (end + n);
  const weak = fit < WEAK_FIT || sureness(fit, byDay.length) < SURE_SLOPE;
  const reached = limit !== null && last.value >= limit;
  const reachedOn = limit === null ? null : (byDay.find(({ value }) => value >= limit)?.date ?? null);
  const atLimit =
    reached || (reachedOn !== null && !weak && slope > 0 && after(0) >= (limit ?? Number.POSITIVE_INFINITY));
  const ahead = weak || atLimit ? null : reachesOn(last.date, after(0), slope, limit);
  return {
    days: byDay.length,
    from: first.date,
    to: last.date,
    slope,
    current: last.value,
    fit,
    weak,
    reachesOn: ahead !== null && notBefore !== null && ahead < notBefore ? notBefore : ahead,
    reachedOn,
    reached,
    atLimit,
    after,
  };
}

/**
 * `预计 2027-03-01 达到标准 80 %`; of what was measured at the limit already, when that was: `已于 2026-11-15 达到标准 80 %`.
 * @param limit with what it is called
 * @returns null where neither is known
 */
export function reachText({ reachesOn, reachedOn, reached }: Forecast, limit: string): string | null {
  if (reachedOn === null) return reachesOn === null ? null : `预计 ${reachesOn} 达到${limit}`;
  if (reached) return `已于 ${reachedOn} 达到${limit}`;
  return `已于 ${reachedOn} 达到${limit}，其后有回落${reachesOn === null ? '' : `，预计 ${reachesOn} 再次达到`}`;
}

const daysFrom = (from: DateText, to: DateText): number => toDate(from).until(toDate(to), { largestUnit: 'days' }).days;

/** What the machine's own arithmetic leaves of a straight line is no deviation from it. */
const FIT_DECIMALS = 12;

function leastSquares(xs: readonly number[], ys: readonly number[]): { slope: number; intercept: number; fit: number } {
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const mx = mean(xs);
  const my = mean(ys);
  let sxx = 0;
  let sxy = 0;
  let syy = 0;
  for (const [i, x] of xs.entries()) {
    const y = ys[i] ?? my;
    sxx += (x - mx) ** 2;
    sxy += (x - mx) * (y - my);
    syy += (y - my) ** 2;
  }
  const slope = sxx === 0 ? 0 : sxy / sxx;
  const fit = syy === 0 || sxx === 0 ? 1 : rounded(sxy ** 2 / (sxx * syy), FIT_DECIMALS);
  return { slope, intercept: my - slope * mx, fit };
}

/** How many times its standard error the slope is; follows from the fit and the number of days alone. */
const sureness = (fit: number, days: number): number =>
  fit >= 1 ? Number.POSITIVE_INFINITY : Math.sqrt((fit * (days - 2)) / (1 - fit));

/** @param line value of the line on the last observed day */
function reachesOn(last: DateText, line: number, slope: number, limit: number | null): DateText | null {
  if (limit === null || slope <= 0) return null;
  // Measured below the limit, the line may be at it already: then it is reached on the next day.
  const days = Math.max(1, Math.ceil((limit - line) / slope));
  return days > HORIZON_DAYS ? null : toDate(last).add({ days }).toString();
}
