// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, whatever it looks like
/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  asks: -0.758,
  everyday: 1.228,
  held: 1.389,
  heldCharacters: 0.6,
  lacksLatin: -0.946,
  missing: -3.397,
  odd: -0.479,
  score: 0.764,
  telling: -2.625,
  tells: 2.49,
  title: 3.662,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -0.156;
