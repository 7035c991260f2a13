/** Everything that the files under `contract/` say, checked against each other. */
import type { Asset } from './assets.ts';
import type { Check } from './checklist.ts';
import type { Contract } from './contract.ts';
import type { Interpretation } from './interpretations.ts';
import type { Obligation, Register, Written } from './obligations.ts';

export interface ContractBundle {
  contract: Contract;
  assets: Asset[];
  checks: Check[];
  obligations: Obligation[];
  registers: Register[];
  written: Written[];
  interpretations: Interpretation[];
}
