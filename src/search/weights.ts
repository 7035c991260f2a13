/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './about.ts';

export const WEIGHTS: Signs = {
  everyday: 1.713,
  held: 1.685,
  lacksLatin: -0.902,
  lacksThings: -1.367,
  missing: -5.63,
  otherwise: -0.431,
  score: 0.704,
  telling: -1.599,
  titled: 1.456,
  titledOtherwise: 1.739,
  unknownThings: -1.685,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -0.081;
