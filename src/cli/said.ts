/** In whose words a command speaks: those of the contract whose workspace it opened, the plain ones before. */

import { type ContractWords, plainWords, sayIn, wordsOf } from '../contract/party-words.ts';
import type { Contract } from '../contract/terms/contract.ts';

let current: ContractWords = plainWords;

/** Says once a workspace is open what its contract calls the parties and the kinds of duty. */
export function sayInWordsOf(contract: Pick<Contract, 'parties' | 'requirements'>): void {
  current = wordsOf(contract);
}

/** A text for a person, the marked words in it as the contract has them. */
export const said = (text: string): string => sayIn(current, text);
