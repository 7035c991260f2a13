/**
 * The moment by which things are judged, and the days that windows count. A window that ran on after the service would leave out of it,
 * day by day, what was done in it, and owe days on which nothing was owed; ages and what is late run until the project is closed. Pure.
 */
import { compareInstants, type DateText, dateOf, type InstantText, toDate } from '../time.ts';

export interface Moment {
  /** ISO instant at which everything is judged. */
  now: InstantText;
  /** Its day: what is due, who is on duty. */
  today: DateText;
  /** Last day that windows count: today, after the service its last day. */
  until: DateText;
  /** First day of the year that ends then. */
  yearFrom: DateText;
}

/**
 * By when everything is judged: now, and once the project is closed (结项) the moment of that. What was open then stays as it was.
 * @param closedAt null: it is not closed
 */
export const judgedAt = (now: InstantText, closedAt: InstantText | null): InstantText =>
  closedAt !== null && compareInstants(closedAt, now) < 0 ? closedAt : now;

/**
 * The only place where days are counted back from the time that it is.
 * @param service whose last day ends every window @param closedAt see `judgedAt`
 */
export function momentOf(given: InstantText, service: { to: DateText }, closedAt: InstantText | null = null): Moment {
  const now = judgedAt(given, closedAt);
  const today = dateOf(now);
  const [until = today] = [today, service.to].sort();
  return { now, today, until, yearFrom: toDate(until).subtract({ years: 1 }).toString() };
}
