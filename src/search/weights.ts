// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, whatever it looks like
/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  asks: -0.723,
  everyday: 1.468,
  held: 1.278,
  heldCharacters: 0.49,
  lacksLatin: -0.671,
  lacksThings: -0.843,
  missing: -4.247,
  otherwise: -0.096,
  score: 0.707,
  telling: -1.94,
  tells: 2.039,
  things: -0.705,
  title: 4.602,
  unknownThings: -0.853,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -0.653;
