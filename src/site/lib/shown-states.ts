/** The states that occur under the contract of the site, and how they look. */

import type { Look } from '../../states/look.ts';
import { occurrences } from '../../states/occurrence.ts';
import { model } from './model.ts';
import { looksOf, type State } from './states.ts';

const own = looksOf(model);

export const shownStates: readonly State[] = own.map(({ state }) => state);

export const lookOf = (state: State): Look => own.find((one) => one.state === state)?.look ?? occurrences[state];
