/** The states that occur under this contract, and their words: those of 送达 and 签收 only where it goes by them. */
import type { SiteModel } from '../../report/site-model.ts';
import { model } from './model.ts';
import { type Look, type State, stateOrder, states } from './states.ts';

const HANDOVER: readonly State[] = ['awaiting', 'undelivered', 'delivered-late'];

/** The states in the order of urgency, each as it looks. */
export function looksOf({ handoverStates }: Pick<SiteModel, 'handoverStates'>): { state: State; look: Look }[] {
  return stateOrder
    .filter((state) => handoverStates !== undefined || !HANDOVER.includes(state))
    .map((state) => ({ state, look: { ...states[state], word: handoverStates?.[state] ?? states[state].word } }));
}

const own = looksOf(model);

export const shownStates: readonly State[] = own.map(({ state }) => state);

/** How a state looks under this contract. */
export const lookOf = (state: State): Look => own.find((one) => one.state === state)?.look ?? states[state];
