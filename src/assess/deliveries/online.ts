/**
 * 电子确认: what an account of the purchaser's said of a document, and no paper shows. The supplier manages the accounts, so that
 * it is told beside the paper until a signed list has it; what it is worth is a 口径 of its own (`online-receipt`). Pure.
 */
import type { SignoffRecord } from '../../records/kinds/signoff.ts';
import { isPurchasers, isVouched } from '../../records/purchaser.ts';
import type { Delivery } from './deliveries.ts';
import { isReceived } from './deliveries.ts';

/** true when the account alone shows it: no scan of what the purchaser signed does. */
export const isOnline = (signoff: SignoffRecord): boolean =>
  isPurchasers(signoff.enteredBy) &&
  isVouched(signoff, signoff.at) &&
  !isVouched({ ...signoff, enteredBy: undefined, corrections: undefined }, signoff.at);

/** Of what is received: how much by the account alone. */
export const countOnline = (list: readonly Delivery[]): number =>
  list.filter((one) => isReceived(one) && one.facts.received !== null && isOnline(one.facts.received)).length;
