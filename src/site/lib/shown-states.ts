/** The states that occur under the contract of the site, and how they look. */
import { model } from './model.ts';
import { type Look, looksOf, type State, states } from './states.ts';

const own = looksOf(model);

export const shownStates: readonly State[] = own.map(({ state }) => state);

export const lookOf = (state: State): Look => own.find((one) => one.state === state)?.look ?? states[state];
