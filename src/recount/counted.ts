/** What counting gives. */

/** A number, or a rate as what was counted of how many; null for nothing to go by. */
export type Counted = number | null | { numerator: number; denominator: number };
/** By the ids of the figures. */
export type Figures = Record<string, Counted>;

/** Names a prefix in front of each id. */
export const under = (name: string, values: Figures): Figures =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [`${name}.${id}`, value]));
