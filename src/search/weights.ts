// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, whatever it looks like
/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  asks: -0.753,
  everyday: 1.209,
  held: 1.334,
  heldCharacters: 0.59,
  lacksLatin: -0.95,
  missing: -3.353,
  odd: -0.49,
  score: 0.775,
  telling: -2.635,
  tells: 2.489,
  title: 3.659,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -0.001;
