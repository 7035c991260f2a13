// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, whatever it looks like
/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  asks: -0.803,
  everyday: 1.176,
  held: 1.295,
  heldCharacters: 0.672,
  lacksLatin: -0.989,
  many: -0.262,
  missing: -3.263,
  odd: -0.84,
  otherwise: 0.655,
  score: 0.782,
  telling: -2.48,
  tells: 2.479,
  title: 3.49,
  unknown: 0.206,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = 1.076;
