// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, whatever it looks like
/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  asks: -0.827,
  everyday: 1.413,
  held: 1.412,
  heldCharacters: 0.654,
  lacksLatin: -0.971,
  lacksThings: -0.617,
  missing: -4.3,
  otherwise: -0.065,
  score: 0.722,
  telling: -2.334,
  tells: 1.392,
  things: -1.885,
  title: 4.883,
  unknownThings: -0.724,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = 0.027;
