/** What the files under `contract/` say together, as every stage receives it; `build-bundle.ts` checks them. Pure. */

import type { Obligation, Written } from '../terms/obligations.ts';
import { type BundleParts, bundleFiles } from './bundle-parts.ts';

/** The contract as every stage receives it: parsed, and checked by `buildBundle`. */
export type ContractBundle = BundleParts;

/** Where each part of the contract is kept in a workspace. */
export const contractFiles = bundleFiles;

/** A document into which goes what people write below `plans/`. */
export interface Texted {
  /** Of the obligation. */
  id: string;
  name: string;
  file: string;
  generated?: Written['generated'];
}

/** The written documents, and those that print a text among what they count, in the order of the data. */
export function textsOf({ obligations, written }: Pick<ContractBundle, 'obligations' | 'written'>): Texted[] {
  const own = obligations.flatMap(({ id, name, file }) => (file === undefined ? [] : [{ id, name, file }]));
  return [...own, ...written];
}

/** The sixteen, the registers and the written documents, in the order of the data: all that the calendar knows. */
export function allObligations(bundle: Pick<ContractBundle, 'obligations' | 'registers' | 'written'>): Obligation[] {
  return [...bundle.obligations, ...bundle.registers, ...bundle.written];
}
