/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  everyday: 1.742,
  held: 1.35,
  heldCharacters: 0.585,
  lacksLatin: -0.432,
  lacksThings: -0.665,
  missing: -4.1,
  otherwise: -0.292,
  score: 0.787,
  telling: -2.087,
  things: -0.691,
  title: 5.273,
  unknownThings: -1.001,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -1.176;
