// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, whatever it looks like
/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  asks: -0.759,
  everyday: 1.228,
  held: 1.381,
  heldCharacters: 0.602,
  lacksLatin: -0.951,
  missing: -3.392,
  odd: -0.495,
  score: 0.763,
  telling: -2.608,
  tells: 2.491,
  title: 3.662,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -0.161;
