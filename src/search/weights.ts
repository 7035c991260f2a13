/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  everyday: 1.75,
  held: 1.367,
  heldCharacters: 0.587,
  lacksLatin: -0.433,
  lacksThings: -0.725,
  missing: -4.125,
  otherwise: -0.293,
  score: 0.784,
  telling: -2.075,
  things: -0.681,
  title: 5.197,
  unknownThings: -0.965,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -1.21;
