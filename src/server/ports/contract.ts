/** What the frame of every page says of the contract. */
import type { ContractWords } from '../../contract/party-words.ts';

export interface ContractHead {
  /** Name of the site (`site.title`). */
  site: string;
  project: string;
  /** The workspace holds simulated data, and every page says so. */
  simulated: boolean;
  /** What it calls its parties and kinds of duty; pages name them in marks. */
  words: ContractWords;
}

export interface ContractPort {
  head(): Promise<ContractHead>;
}
