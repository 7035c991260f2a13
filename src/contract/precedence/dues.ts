/** 期限 that several papers set: on each day that of the highest rank. Pure. */
import type { DueRule } from '../terms/due-rules.ts';
import { isHeldOn } from '../terms/held.ts';
import type { DueSource, Obligation, PeriodEnds } from '../terms/obligations.ts';
import type { DateText } from '../time.ts';
import { type Ranking, settingsOf } from './papers.ts';

/** The obligation with all that papers say of its due time and when; the same object where one alone does. */
export function withDueSources<T extends Obligation>(contract: Ranking, obligation: T): T {
  const { due, otherDues, clauses } = obligation;
  if (due === null || otherDues === undefined || otherDues.length === 0) return obligation;
  const listed = new Set((contract.clauses ?? []).map(({ id }) => id));
  // Of headings and ranges no paper is known; they stand in that of the first clause that is.
  const known = clauses.filter((one) => listed.has(one));
  const named = known.length > 0 ? known : clauses;
  // A clause that sets another due time may stand among those that the document answers to; it does not set this one.
  const others = new Set(otherDues.map(({ clause }) => clause));
  const own = named.filter((one) => !others.has(one));
  const sources = [
    ...settingsOf(contract, {}, own.length > 0 ? own : named).map((set) => ({ due, ...set })),
    ...otherDues.flatMap((one) =>
      settingsOf(contract, one, [one.clause]).map((set) => ({ due: one.due, ends: one.ends, ...set })),
    ),
  ];
  return { ...obligation, dueSources: sources.toSorted((a, b) => b.rank - a.rank) };
}

/** true when a period that ends on the day is one of these. */
function isAmong({ from, to }: PeriodEnds, day: DateText): boolean {
  const [first, last] = [from.replace(/^-+/, ''), to.replace(/^-+/, '')];
  const shown = day.slice(-first.length);
  return first <= last ? first <= shown && shown <= last : first <= shown || shown <= last;
}

/** What decides on a day; null: the rule of the obligation itself, and no other paper. */
const dueSourceOn = ({ dueSources = [] }: Pick<Obligation, 'dueSources'>, day: DateText): DueSource | null =>
  dueSources.find((one) => isHeldOn(one, day) && (one.ends === undefined || isAmong(one.ends, day))) ?? null;

/** The rule by which what belongs to a day is due. @param day last day of the period, or that of the event */
export const dueRuleOn = (obligation: Pick<Obligation, 'due' | 'dueSources'>, day: DateText): DueRule | null =>
  dueSourceOn(obligation, day)?.due ?? obligation.due;
