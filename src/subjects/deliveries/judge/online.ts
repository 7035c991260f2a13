/**
 * 电子确认: what an account of the purchaser's said of a document, and no paper shows. The supplier manages the accounts, so that
 * it is told beside the paper until a signed list has it; what it is worth is a 口径 of its own (`online-receipt`). Pure.
 */

import { compareInstants, type InstantText } from '../../../contract/time.ts';
import { isPurchasers, isVouched } from '../../../records/purchaser.ts';
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

/** @returns true for an act that stands on a list which the purchaser signed on paper: whose account it was matters no more */
export function onSignedList(lists: readonly ActsList[]): (signoff: Pick<SignoffRecord, 'at'>) => boolean {
  const inOrder = lists.toSorted((a, b) => compareInstants(a.cut, b.cut));
  return ({ at }) => {
    const own = inOrder.find(({ cut }) => compareInstants(at, cut) <= 0);
    return (
      own !== undefined && own.received !== null && isVouched(own.received, own.received.at) && !isOnline(own.received)
    );
  };
}
