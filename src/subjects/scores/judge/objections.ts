/** What became of an objection to a deduction, by the times that its scheme sets. Pure. */
import { type DueAfter, dueAfter } from '../../../contract/calendar/answer-by.ts';
import type { ObjectionTerms } from '../../../contract/terms/penalties.ts';
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import { isVouched } from '../../../records/purchaser.ts';
import type { ObjectionState } from '../../../states/objection.ts';
import type { ObjectionRecord } from '../kinds/objection.ts';

export interface JudgedObjection {
  record: ObjectionRecord;
  state: ObjectionState;
  /** By when it had to be raised; null: the contract sets no time, or nobody wrote down when the notice came. */
  raiseBy: InstantText | null;
  /** By when it has to be answered; null: the contract sets no time. */
  answerBy: InstantText | null;
}

/** @param terms of its scheme; without them no time is owed. @param asOf what happens later is not known yet */
export function judgeObjection(
  record: ObjectionRecord,
  terms: ObjectionTerms | undefined,
  around: DueAfter,
  asOf: InstantText,
): JudgedObjection {
  const { notifiedAt, at } = record;
  const raiseBy = terms === undefined || notifiedAt === undefined ? null : dueAfter(terms.within, notifiedAt, around);
  const answerBy = terms?.answer === undefined ? null : dueAfter(terms.answer, at, around);
  return { record, raiseBy, answerBy, state: stateOf(record, answerBy, asOf) };
}

function stateOf(record: ObjectionRecord, answerBy: InstantText | null, asOf: InstantText): ObjectionState {
  const { answer, answeredAt } = record;
  if (answer !== undefined && answeredAt !== undefined && compareInstants(answeredAt, asOf) <= 0)
    return isVouched(record, answeredAt) ? answer : 'claimed';
  return answerBy !== null && compareInstants(asOf, answerBy) > 0 ? 'overdue' : 'open';
}

/** true while the purchaser's answer may still change the deduction. */
export const isUnanswered = ({ state }: JudgedObjection): boolean =>
  state === 'open' || state === 'overdue' || state === 'claimed';
