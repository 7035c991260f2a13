/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */
import type { Signs } from './about.ts';

export const WEIGHTS: Signs = {
  everyday: 1.585,
  held: 0.814,
  lacksLatin: -1,
  lacksThings: -1.408,
  missing: -5.8,
  otherwise: -0.384,
  score: 0.741,
  telling: -1.79,
  titled: 0.369,
  titledOtherwise: 1.567,
  unknownThings: -1.662,
};
/** Moves zero to where few of the questions with an answer lie below it. */
export const BASE = 0.068;
