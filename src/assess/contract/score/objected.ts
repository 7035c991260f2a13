/** What objections make of what a rule found: told beside it, and what the purchaser took back or lessened counts so. Pure. */
import type { PenaltyRule, PenaltyScheme } from '../../../contract/terms/penalties.ts';
import { objectionWords } from '../../../states/objection.ts';
import { isUnanswered, type JudgedObjection } from '../../../subjects/scores/judge/objections.ts';
import type { Found } from './deduction.ts';

/** Objections against what this rule of the scheme found, the last one first. */
const against = (
  scheme: Pick<PenaltyScheme, 'id'>,
  rule: Pick<PenaltyRule, 'id'>,
  found: Pick<Found, 'record'>,
  all: readonly JudgedObjection[],
): JudgedObjection[] =>
  all
    .filter(({ record: one }) => one.scheme === scheme.id && one.rule === rule.id)
    .filter(({ record: one }) => one.record === undefined || one.record === found.record)
    .toSorted((a, b) => (a.record.at < b.record.at ? 1 : -1));

/** Only what counts can be objected to; the last answer decides, and nothing is ever raised by one. */
export function objected(
  scheme: Pick<PenaltyScheme, 'id'>,
  rule: Pick<PenaltyRule, 'id'>,
  found: Found,
  all: readonly JudgedObjection[],
): Found {
  const own = against(scheme, rule, found, all);
  if (found.apart !== undefined || own.length === 0) return found;
  const told = own.map(({ record, state }) => `异议 ${record.id} ${objectionWords[state]}`).join('、');
  const text = `${found.text}；${told}`;
  const answer = own.find((one) => !isUnanswered(one));
  if (answer?.state === 'withdrawn') return { ...found, text, apart: 'withdrawn' };
  const { amount } = answer?.record ?? {};
  return answer?.state === 'reduced' && amount !== undefined
    ? { ...found, text, reducedTo: amount }
    : { ...found, text };
}
