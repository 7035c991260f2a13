/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './about.ts';

export const WEIGHTS: Signs = {
  everyday: 1.681,
  held: 0.783,
  lacksLatin: -0.941,
  lacksThings: -1.405,
  missing: -5.657,
  otherwise: -0.43,
  score: 0.719,
  telling: -1.635,
  titled: 0.356,
  titledOtherwise: 1.676,
  unknownThings: -1.667,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = -0.095;
