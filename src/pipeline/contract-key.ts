/** One contract under one state of the program, as a key of what follows from both. */
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import { keyOf } from '../workspace/store/kept-file.ts';
import { programStamp } from '../workspace/store/program-stamp.ts';

const keys = new WeakMap<ContractBundle, string>();

/** A contract is plain data: the same text is the same contract. @returns null: nothing may be kept, see `programStamp` */
export function contractKey(contract: ContractBundle): string | null {
  const program = programStamp();
  if (program === null) return null;
  const key = keys.get(contract) ?? keyOf(program, JSON.stringify(contract));
  keys.set(contract, key);
  return key;
}
