/** Which option of an ambiguous clause (口径) applies. Pure. */
import type { Interpretation } from '../../contract/terms/interpretations.ts';

/** The option in force for one question. */
export interface ChosenOption {
  /** Option id: the confirmed one, else the default. */
  option: string;
  /** Both sides have confirmed it. */
  confirmed: boolean;
  /** Every option, in the order of the data. */
  options: readonly { id: string; label: string }[];
}

/**
 * The option in force.
 * @param fallback option when the contract's data do not have the question; then nothing is confirmed
 */
export function chosenOption(interpretations: readonly Interpretation[], id: string, fallback: string): ChosenOption {
  const found = interpretations.find((one) => one.id === id);
  if (found === undefined) return { option: fallback, confirmed: false, options: [{ id: fallback, label: fallback }] };
  const confirmed = found.confirmed && found.chosen !== null;
  return { option: confirmed ? (found.chosen ?? found.default) : found.default, confirmed, options: found.options };
}

/** The options whose result a document must show: all of them until one is confirmed. */
export function optionsToShow(chosen: ChosenOption): readonly { id: string; label: string }[] {
  return chosen.confirmed ? chosen.options.filter((one) => one.id === chosen.option) : chosen.options;
}
