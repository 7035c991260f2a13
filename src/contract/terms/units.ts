/**
 * Which unit of `reports/` composes an obligation's document. Several obligations may share one: code that looks for documents
 * of a sort asks for the unit, never for an obligation by its id. Pure.
 */
import type { Obligation } from './obligations.ts';

type WithUnit = Pick<Obligation, 'id' | 'unit'>;

/** The unit that the data name, else the one called like the obligation. */
export const unitOf = ({ id, unit }: WithUnit): string => unit ?? id;

/** Ids of the obligations that a unit composes, in the order of the data. */
export const idsOfUnit = (obligations: readonly WithUnit[], ...units: readonly string[]): string[] =>
  obligations.filter((one) => units.includes(unitOf(one))).map(({ id }) => id);

/**
 * The same, to find what was signed or issued by: an obligation that the contract no longer has was composed by the unit of its
 * own name.
 */
export function idsEverOf(obligations: readonly WithUnit[], unit: string): string[] {
  const isNamed = obligations.some(({ id }) => id === unit);
  return [...idsOfUnit(obligations, unit), ...(isNamed ? [] : [unit])];
}
