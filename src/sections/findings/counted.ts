/**
 * Findings that an exception of a statement counts and does not name, since it names the first few of many. They are counted again as they
 * were at its issue; unless that gives what the statement says, nothing is said. Pure.
 */

import type { StatedException } from '../../report/statement.ts';
import changeKind from '../../subjects/changes/kinds/change.ts';
import { chainFacts } from '../../subjects/findings/judge/chain.ts';
import { type FollowedFinding, findingRules, followFindings } from '../../subjects/findings/judge/findings.ts';
import { lateFixes } from '../../subjects/findings/judge/late-fixes.ts';
import { assetsByAddress } from '../../subjects/findings/judge/track.ts';
import decisionKind from '../../subjects/findings/kinds/finding-decision.ts';
import scanKind from '../../subjects/findings/kinds/scan.ts';
import { pastDue } from '../board/finding-figures.ts';
import { isNamed } from '../board/finding-places.ts';
import { type ClauseStatement, recordsOf, type SiteFacts } from '../parts/facts.ts';

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

/** The findings and what became of them, as they stood. */
function standing(facts: SiteFacts, asOf: string) {
  const scans = recordsOf(facts, scanKind);
  const decisions = recordsOf(facts, decisionKind);
  const given = { scans, decisions, changes: recordsOf(facts, changeKind) };
  const rules = findingRules(facts.contract);
  return {
    list: followFindings({ scans, decisions, asOf, from: asOf, rules }),
    chains: chainFacts(given, assetsByAddress(scans), asOf),
    rules,
  };
}

function overdueAt(facts: SiteFacts, asOf: string): FollowedFinding[] {
  const { list, chains } = standing(facts, asOf);
  return pastDue(chains, list).late;
}

function fixedLateFrom(facts: SiteFacts, asOf: string, day: string | null): FollowedFinding[] {
  const { list, chains, rules } = standing(facts, asOf);
  return lateFixes(chains, list, rules).flatMap(({ one, lateFrom }) => (lateFrom === day ? [one] : []));
}
