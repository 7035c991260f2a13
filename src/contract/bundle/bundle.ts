/** Everything that the files under `contract/` say, checked against each other. Pure. */

import type { Obligation } from '../terms/obligations.ts';
import {
  checkAssets,
  checkChecklist,
  checkContract,
  checkFindingLevels,
  checkInterpretations,
  checkObligations,
} from './bundle-checks.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { checkCalendar } from './check-calendar.ts';

/** The contract as every stage receives it: parsed, and checked by `buildBundle`. */
export type ContractBundle = BundleParts;

/** Where each part of the contract is kept in a workspace. */
export const contractFiles = bundleFiles;

/**
 * Checks the parsed files against each other: doubled ids, references to nothing, rules without what they need.
 * @returns the bundle and every problem found; with one or more problems the bundle must not be used
 */
export function buildBundle(parts: BundleParts): { bundle: ContractBundle; problems: BundleProblem[] } {
  const problems = [
    ...checkContract(parts),
    ...checkAssets(parts),
    ...checkChecklist(parts),
    ...checkObligations(parts),
    ...checkCalendar(parts),
    ...checkInterpretations(parts),
    ...checkFindingLevels(parts),
  ];
  return { bundle: parts, problems };
}

/** The sixteen, the registers and the written documents, in the order of the data: all that the calendar knows. */
export function allObligations(bundle: Pick<ContractBundle, 'obligations' | 'registers' | 'written'>): Obligation[] {
  return [...bundle.obligations, ...bundle.registers, ...bundle.written];
}
