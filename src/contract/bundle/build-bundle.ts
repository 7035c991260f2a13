/** Everything that the files under `contract/` say, checked against each other. Pure. */

import { withDueSources } from '../precedence/dues.ts';
import type { ContractBundle } from './bundle.ts';
import { checkContract, checkFindingLevels, checkInterpretations, checkObligations } from './bundle-checks.ts';
import type { BundleParts, BundleProblem } from './bundle-parts.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkEffects } from './check-effects.ts';
import { checkHeld } from './check-held.ts';
import { checkAssets, checkChecklist, checkKinds } from './check-kinds.ts';
import { checkLevels, checkPlaces } from './check-levels.ts';
import { checkPapers } from './check-papers.ts';
import { checkPenalties } from './check-penalties.ts';
import { checkRequirements } from './check-requirements.ts';

/**
 * Checks the parsed files against each other: doubled ids, references to nothing, rules without what they need.
 * @returns the bundle, its checks in the order of their groups, and every problem found; with one or more problems the bundle must not be used
 */
export function buildBundle(parts: BundleParts): { bundle: ContractBundle; problems: BundleProblem[] } {
  const problems = [
    ...checkContract(parts),
    ...checkPapers(parts),
    ...checkHeld(parts),
    ...checkKinds(parts),
    ...checkRequirements(parts),
    ...checkPenalties(parts),
    ...checkLevels(parts),
    ...checkAssets(parts),
    ...checkPlaces(parts),
    ...checkChecklist(parts),
    ...checkObligations(parts),
    ...checkCalendar(parts),
    ...checkInterpretations(parts),
    ...checkEffects(parts),
    ...checkFindingLevels(parts),
  ];
  return { bundle: { ...parts, ...withDues(parts), checks: inGroups(parts) }, problems };
}

/** Each obligation with what other papers say of its due time. */
function withDues({ contract, obligations, registers, written }: BundleParts) {
  return {
    obligations: obligations.map((one) => withDueSources(contract, one)),
    registers: registers.map((one) => withDueSources(contract, one)),
    written: written.map((one) => withDueSources(contract, one)),
  };
}

/** Checks as the inspection log goes through them: group by group, in a group as the checklist has them. */
function inGroups({ checks, groups }: Pick<BundleParts, 'checks' | 'groups'>): BundleParts['checks'] {
  const order = new Map(groups.map(({ id }, n) => [id, n]));
  return checks.toSorted((a, b) => (order.get(a.group) ?? 0) - (order.get(b.group) ?? 0));
}
