/** Manual checks without a result: one computation for all that tell of them. Pure. */
import type { DateText } from '../../../contract/time.ts';
import type { InspectedDay } from './days.ts';

/** A manual check of an inspected day that nobody gave a result. */
export interface Unchecked {
  clause: string;
  label: string;
  date: DateText;
  /** The log of the day was confirmed all the same. */
  confirmed: boolean;
}

/**
 * Of every inspected day, days off as well: what nobody looked at is not normal.
 * @param days judged with their confirmations
 */
export const uncheckedOf = (days: readonly InspectedDay[]): Unchecked[] =>
  days.flatMap(({ date, confirmed, results }) =>
    results
      .filter((row) => row.outcome === 'manual-pending')
      .map(({ clause, label }) => ({ clause, label, date, confirmed })),
  );

/** Their days, each once and in order. */
export const datesOf = (rows: readonly Pick<Unchecked, 'date'>[]): DateText[] => [
  ...new Set(rows.map(({ date }) => date)),
];
