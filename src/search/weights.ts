// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, whatever it looks like
/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  asks: -0.825,
  everyday: 1.392,
  held: 1.384,
  heldCharacters: 0.661,
  lacksLatin: -0.962,
  lacksThings: -0.686,
  missing: -4.307,
  otherwise: -0.051,
  score: 0.711,
  telling: -2.314,
  tells: 1.495,
  things: -1.792,
  title: 4.892,
  unknownThings: -0.892,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = 0.164;
