/** What the manual's own pages show of the program: forms and examples of records, and the words of states. */

import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { stateWord } from '../../../contract/calendar/occurrence.ts';
import type { ShownState, SiteShown } from '../../../report/site-shown.ts';
import { type OccurrenceState, stateMeanings, stateWords } from '../../../states/occurrence.ts';
import { outcomeMeanings, outcomeWords } from '../../../states/outcome.ts';
import { type ReceiptState, receiptMeanings, receiptWords } from '../../../states/receipt.ts';
import { shownKinds } from './kinds.ts';

/** @param contract whose terms the forms are filled with; none of its own without one */
export const shownInManual = async (contract?: ContractBundle): Promise<SiteShown> => ({
  kinds: await shownKinds(contract),
  states: {
    outcome: statesOf(outcomeWords, outcomeMeanings),
    state: statesOf(stateWords, stateMeanings).map((one) => ({ ...one, word: bothWords(one.code as OccurrenceState) })),
    receipt: statesOf<ReceiptState>(receiptWords, receiptMeanings),
  },
});

const statesOf = <Code extends string>(
  words: Readonly<Record<Code, string>>,
  meanings: Readonly<Record<Code, string>>,
): ShownState[] => (Object.keys(words) as Code[]).map((code) => ({ code, word: words[code], meaning: meanings[code] }));

/** `待送达（待签收）`: what goes by its delivery, and in brackets what goes by its receipt. */
function bothWords(state: OccurrenceState): string {
  const [delivered, received] = [stateWord(state, ['delivered']), stateWord(state, ['received'])];
  return delivered === received ? delivered : `${delivered}（${received}）`;
}
