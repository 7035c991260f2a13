// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, whatever it looks like
/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  asks: -0.829,
  everyday: 1.41,
  held: 1.42,
  heldCharacters: 0.661,
  lacksLatin: -0.966,
  lacksThings: -0.613,
  missing: -4.27,
  otherwise: -0.065,
  score: 0.724,
  telling: -2.348,
  tells: 1.393,
  things: -1.883,
  title: 4.846,
  unknownThings: -0.724,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = 0.019;
