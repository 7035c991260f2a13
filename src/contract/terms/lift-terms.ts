/**
 * Schema 2 → 3 of `contract/contract.yaml`, on data as the file holds them: what the first contract had in code stands in the
 * file since. One step for each part of the file, each its own module. Pure.
 */
import { liftLevels } from './lift-levels.ts';
import { liftPapers } from './lift-papers.ts';
import { liftPenalties } from './lift-penalties.ts';
import { liftRequirements } from './lift-requirements.ts';

type Step = (old: Record<string, unknown>) => Record<string, unknown>;

const steps: readonly Step[] = [liftPapers, liftLevels, liftRequirements, liftPenalties];

/** @returns the file's data as schema 3 holds them, but for the number itself */
export function liftTerms(old: Record<string, unknown>): Record<string, unknown> {
  return steps.reduce((data, step) => step(data), old);
}
