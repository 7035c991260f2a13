// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, whatever it looks like
/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  asks: -0.75,
  everyday: 1.374,
  held: 1.335,
  heldCharacters: 0.56,
  lacksLatin: -0.589,
  lacksThings: -0.706,
  missing: -3.794,
  otherwise: -0.107,
  score: 0.748,
  telling: -2.3,
  tells: 2.167,
  things: -0.759,
  title: 4.701,
  unknownThings: -0.791,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -0.299;
