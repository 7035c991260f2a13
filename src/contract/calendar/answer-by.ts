/** When the purchaser has to have answered what was handed over, and the supplier to have made again what was sent back. Pure. */

import type { AnswerTerm } from '../terms/answers.ts';
import type { Contract } from '../terms/contract.ts';
import { compareInstants, dateOf, type InstantText } from '../time.ts';
import { type DueContext, deadlineOf } from './due-rule.ts';
import type { WorkdayCalendar } from './working-days.ts';

/** Since when each party is to act, and since when they were written down. */
export interface AnswerTimes {
  /** The delivery that nobody has answered; null: nothing waits. */
  delivered: InstantText | null;
  /** The return that no revision has answered; null: nothing was sent back. */
  returned: InstantText | null;
}

export interface AnswerBy {
  what: 'answer' | 'again';
  /** Inclusive. */
  dueAt: InstantText;
  /** It had passed at the moment that was asked for. */
  isPast: boolean;
  clauses: readonly string[];
  /** Silence beyond it is a receipt, as the paper says. */
  deemed: boolean;
}

/** The time for an answer by one contract; null where nobody is to act, or the contract sets no time for it. */
export type Answers = (times: AnswerTimes, asOf: InstantText) => AnswerBy | null;

/** The times of the contract; its calendar is only asked where they go by working days. */
export function answersOf(
  { contract: { answers, servicePeriod } }: { contract: Pick<Contract, 'answers' | 'servicePeriod'> },
  { isWorkingDay }: Pick<WorkdayCalendar, 'isWorkingDay'>,
): Answers {
  if (answers === undefined) return () => null;
  const { within, again, silence, clauses } = answers;
  return ({ delivered, returned }, asOf) => {
    const what = returned === null ? 'answer' : 'again';
    const term = what === 'again' ? again : within;
    const since = returned ?? delivered;
    if (term === undefined || since === null) return null;
    const dueAt = dueAfter(term, since, { isWorkingDay, servicePeriod });
    if (dueAt === null) return null;
    const deemed = what === 'answer' && silence === 'received';
    return { what, dueAt, isPast: compareInstants(asOf, dueAt) > 0, clauses, deemed };
  };
}

export type DueAfter = Pick<WorkdayCalendar, 'isWorkingDay'> & Pick<Contract, 'servicePeriod'>;

/** The due rules of documents count it, from the moment as if it were a field of a record; inclusive. */
export function dueAfter(
  term: AnswerTerm,
  since: InstantText,
  { isWorkingDay, servicePeriod }: DueAfter,
): InstantText | null {
  const day = dateOf(since);
  const context: DueContext = {
    ...{ workdays: { isWorkingDay, published: () => true, years: [] }, year: servicePeriod },
    ...{ period: { from: day, to: day }, fields: { since } },
  };
  return deadlineOf({ ...term, after: 'since', agreed: false }, context).at;
}
