/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './signs.ts';

export const WEIGHTS: Signs = {
  everyday: 1.618,
  held: 1.733,
  heldCharacters: 0.505,
  lacksLatin: -0.886,
  lacksThings: -0.692,
  missing: -5.564,
  otherwise: -0.292,
  score: 0.768,
  telling: -2.01,
  things: -0.637,
  titled: 1.481,
  titledOtherwise: 1.71,
  unknownThings: -1.445,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -0.222;
