/** The states that occur under the contract of the site, and how they look. */

import type { Look } from '../../states/look.ts';
import { type OccurrenceState, occurrences } from '../../states/occurrence.ts';
import { model } from './model.ts';
import { looksOf } from './states.ts';

const own = looksOf(model);

export const shownStates: readonly OccurrenceState[] = own.map(({ state }) => state);

export const lookOf = (state: OccurrenceState): Look =>
  own.find((one) => one.state === state)?.look ?? occurrences[state];
