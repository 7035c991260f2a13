/** 期限 that several papers set: on each day that of the highest rank. Pure. */
import type { DueRule } from '../terms/due-rules.ts';
import { isHeldOn } from '../terms/held.ts';
import type { DueSource, Obligation } from '../terms/obligations.ts';
import type { DateText } from '../time.ts';
import { type Ranking, settingsOf } from './papers.ts';

/** The obligation with all that papers say of its due time and when; the same object where one alone does. */
export function withDueSources<T extends Obligation>(contract: Ranking, obligation: T): T {
  const { due, otherDues, clauses } = obligation;
  if (due === null || otherDues === undefined || otherDues.length === 0) return obligation;
  const listed = new Set((contract.clauses ?? []).map(({ id }) => id));
  // Of headings and ranges no paper is known; they stand in that of the first clause that is.
  const own = clauses.filter((one) => listed.has(one));
  const sources = [
    ...settingsOf(contract, {}, own.length > 0 ? own : clauses).map((set) => ({ due, ...set })),
    ...otherDues.flatMap((one) => settingsOf(contract, one, [one.clause]).map((set) => ({ due: one.due, ...set }))),
  ];
  return { ...obligation, dueSources: sources.toSorted((a, b) => b.rank - a.rank) };
}

/** What decides on a day; null: the rule of the obligation itself, and no other paper. */
export const dueSourceOn = ({ dueSources = [] }: Pick<Obligation, 'dueSources'>, day: DateText): DueSource | null =>
  dueSources.find((one) => isHeldOn(one, day)) ?? null;

/** The rule by which what belongs to a day is due. @param day last day of the period, or that of the event */
export const dueRuleOn = (obligation: Pick<Obligation, 'due' | 'dueSources'>, day: DateText): DueRule | null =>
  dueSourceOn(obligation, day)?.due ?? obligation.due;
