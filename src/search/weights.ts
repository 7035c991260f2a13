/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  everyday: 1.723,
  held: 1.651,
  heldCharacters: 0.564,
  lacksLatin: -0.795,
  lacksThings: -0.705,
  missing: -5.385,
  otherwise: -0.345,
  score: 0.738,
  telling: -1.877,
  things: -0.631,
  titled: 1.427,
  titledOtherwise: 1.859,
  unknownThings: -1.461,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -0.471;
