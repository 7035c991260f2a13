/**
 * Findings that an exception of a statement counts and does not name, since it names the first few of many. They are counted again as they
 * were at its issue; unless that gives what the statement says, nothing is said. Pure.
 */

import type { StatedException } from '../../report/statement.ts';
import { type FollowedFinding, findingRules } from '../../subjects/findings/judge/findings.ts';
import { lateFixes } from '../../subjects/findings/judge/late-fixes.ts';
import { followed, pastDue, siteChains } from '../board/finding-figures.ts';
import { isNamed } from '../board/finding-places.ts';
import type { ClauseStatement, SiteFacts } from '../parts/facts.ts';

/** Whether the exception counts the finding without naming it. @param statement that lists the exception */
export function isCounted(
  facts: SiteFacts,
  statement: Pick<ClauseStatement, 'issuedAt'>,
  exception: StatedException,
  { key }: FollowedFinding,
): boolean {
  return exception.findings?.cut === true && countedIn(facts, statement, exception).has(key);
}

/** Keys by the exception; once for the records of a part of the site. */
const known = new WeakMap<SiteFacts['records'], WeakMap<StatedException, ReadonlySet<string>>>();

function countedIn(
  facts: SiteFacts,
  { issuedAt }: Pick<ClauseStatement, 'issuedAt'>,
  exception: StatedException,
): ReadonlySet<string> {
  const own = known.get(facts.records) ?? new WeakMap<StatedException, ReadonlySet<string>>();
  known.set(facts.records, own);
  const kept = own.get(exception);
  if (kept !== undefined) return kept;
  const { state, count } = exception.findings ?? {};
  const found = state === 'overdue' ? overdueAt(facts, issuedAt) : fixedLateFrom(facts, issuedAt, exception.day);
  // The first of them are named: what was counted otherwise then is not guessed.
  const named = found.filter((one) => isNamed(facts, exception.text, one)).length;
  const isSame = found.length === count && named > 0;
  const keys = new Set(isSame ? found.map(({ key }) => key) : []);
  own.set(exception, keys);
  return keys;
}

/** As they stood. */
const overdueAt = (facts: SiteFacts, asOf: string): FollowedFinding[] =>
  pastDue(siteChains(facts, asOf), followed(facts, asOf)).late;

const fixedLateFrom = (facts: SiteFacts, asOf: string, day: string | null): FollowedFinding[] =>
  lateFixes(siteChains(facts, asOf), followed(facts, asOf), findingRules(facts.contract)).flatMap(
    ({ one, lateFrom }) => (lateFrom === day ? [one] : []),
  );
