/** Every deadline that a finding had, by which documents of their time name it. Pure. */
import type { DateText } from '../../../contract/time.ts';
import type { FindingDecisionRecord } from '../kinds/finding-decision.ts';
import { agreedDay, type FindingRules, type FollowedFinding } from './findings.ts';

/**
 * That of now, those that were agreed on, and those that its levels gave each time that it was there: one that came back has another one
 * than that by which it was late before.
 * @param decisions all that were made about it @param rules by which it was followed
 */
export function deadlinesOf(
  one: Pick<FollowedFinding, 'dueOn' | 'finding' | 'found' | 'returns' | 'fixes'>,
  decisions: readonly Pick<FindingDecisionRecord, 'dueOn'>[],
  rules: FindingRules,
): Set<DateText> {
  const levels = new Set([one.finding.level, ...one.fixes.map(({ level }) => level)]);
  const byLevel = [one.found, ...one.returns].flatMap(({ at }) =>
    [...levels].map((level) => agreedDay(rules, level, at)),
  );
  return new Set([one.dueOn, ...decisions.flatMap(({ dueOn }) => dueOn ?? []), ...byLevel]);
}
