/**
 * 电子确认: what an account of the purchaser's said of a document, and no paper shows. The supplier manages the accounts, so that
 * it is told beside the paper until a signed list has it; what it is worth is a 口径 of its own (`online-receipt`). Pure.
 */

import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { compareInstants, dateOf, type InstantText } from '../../../contract/time.ts';
import { isPurchasers, isVouched } from '../../../records/purchaser.ts';
import { chosenOption, countingOn, isBoundTo } from '../../incidents/judge/interpretation.ts';
import type { SignoffRecord } from '../../signing/kinds/signoff.ts';
import { type Delivery, isReceived } from './deliveries.ts';

/** true when the account alone shows it: no scan of what the purchaser signed does. */
export const isOnline = (signoff: SignoffRecord): boolean =>
  isPurchasers(signoff.enteredBy) &&
  isVouched(signoff, signoff.at) &&
  !isVouched({ ...signoff, enteredBy: undefined, corrections: undefined }, signoff.at);

/** Of what is received: how much by the account alone. */
export const countOnline = (list: readonly Delivery[]): number =>
  list.filter((one) => isReceived(one) && one.facts.received !== null && isOnline(one.facts.received)).length;

/** A list of the acts of the purchaser's accounts, as it was issued. */
export interface ActsList {
  /** What happened after it stands on the next one. */
  cut: InstantText;
  /** 签收 of the list itself; null: nobody signed for it. */
  received: SignoffRecord | null;
}

/** @returns the paper by which the purchaser signed a list that an act stands on; null: none */
function signatureOf(lists: readonly ActsList[]): (signoff: Pick<SignoffRecord, 'at'>) => SignoffRecord | null {
  const inOrder = lists.toSorted((a, b) => compareInstants(a.cut, b.cut));
  return ({ at }) => {
    const received = inOrder.find(({ cut }) => compareInstants(at, cut) <= 0)?.received ?? null;
    return received !== null && isVouched(received, received.at) && !isOnline(received) ? received : null;
  };
}

/** @returns true for an act that stands on a list which the purchaser signed on paper: whose account it was matters no more */
export function onSignedList(lists: readonly ActsList[]): (signoff: Pick<SignoffRecord, 'at'>) => boolean {
  const signatureFor = signatureOf(lists);
  return (signoff) => signatureFor(signoff) !== null;
}

/**
 * The signoffs as they count by the 口径 on 网上确认. Where both sides agreed that it is none until it stands on a signed list, it is a
 * record of having got the document, so 送达, and 签收 from the signature on. While nothing is agreed both results are told beside it.
 */
export function countedReceipts(
  signoffs: readonly SignoffRecord[],
  lists: readonly ActsList[],
  { interpretations }: Pick<ContractBundle, 'interpretations'>,
): readonly SignoffRecord[] {
  if (!interpretations.some((one) => isBoundTo(one, 'online-receipt'))) return signoffs;
  const signatureFor = signatureOf(lists);
  const isNone = (at: InstantText): boolean => {
    const chosen = chosenOption(countingOn(interpretations, dateOf(at)), 'online-receipt');
    return chosen.confirmed && chosen.effect === 'on-paper';
  };
  return signoffs.map((one) => {
    if (one.action !== 'receive' || !isOnline(one) || !isNone(one.at)) return one;
    const signature = signatureFor(one);
    if (signature === null) return { ...one, action: 'deliver' };
    return compareInstants(signature.at, one.at) > 0 ? { ...one, at: signature.at } : one;
  });
}

/** Registers on which the purchaser signs for what their accounts did list lines of this kind. */
export const PURCHASER_ACTS = 'purchaser-act';

/** The lists of the acts of the purchaser's accounts, each with who signed for its newest revision. */
export function actsListsOf(
  { registers }: Pick<ContractBundle, 'registers'>,
  issued: readonly { obligation: string; period: string; revision: number; cut?: InstantText | null }[],
  signoffs: readonly SignoffRecord[],
): ActsList[] {
  const listing = registers.filter((one) => [one, ...(one.more ?? [])].some(({ kind }) => kind === PURCHASER_ACTS));
  const ids = new Set(listing.map(({ id }) => id));
  return issued
    .filter(({ obligation }) => ids.has(obligation))
    .flatMap(({ obligation, period, revision, cut }) => {
      const received = signoffs.find(
        (one) =>
          one.action === 'receive' &&
          isVouched(one, one.at) &&
          one.obligation === obligation &&
          one.period === period &&
          one.revision === revision,
      );
      return cut == null ? [] : [{ cut, received: received ?? null }];
    });
}

/** The signoffs of a service as they count, by the lists among the documents that were issued. */
export const receiptsAsCounted = (
  contract: Pick<ContractBundle, 'interpretations' | 'registers'>,
  issued: Parameters<typeof actsListsOf>[1],
  signoffs: readonly SignoffRecord[],
): readonly SignoffRecord[] => countedReceipts(signoffs, actsListsOf(contract, issued, signoffs), contract);
