/** 签收 of a document as one word, and how long it has waited for the purchaser. Pure. */
import { compareInstants, type DateText, dateOf, type InstantText, toDate } from '../../../contract/time.ts';
import type { ReceiptState } from '../../../states/receipt.ts';
import { type DeliveryFacts, deemedAt, isClaimed } from './delivery-facts.ts';

/** @param facts of the newest revision, which was issued */
export function receiptState(facts: DeliveryFacts): ReceiptState {
  const { delivered, received, returned, claimedReceipt, annulled } = facts;
  if (annulled !== null) return 'annulled';
  if (returned !== null && (received === null || compareInstants(returned.at, received.at) > 0))
    return isClaimed(returned) ? 'claimed' : 'returned';
  if (received !== null) return 'received';
  // What silence means goes before a claim that nobody has shown.
  if (deemedAt(facts) !== null) return 'deemed';
  if (claimedReceipt !== null) return 'claimed';
  return delivered === null ? 'undelivered' : 'waiting';
}

/**
 * Since when the purchaser has the document before them without having received it or sent it back; what counts as received by their
 * silence waits no more.
 * @returns null: it does not wait for them
 */
export function awaitsSince(facts: DeliveryFacts): InstantText | null {
  const { delivered, received, returned, annulled } = facts;
  if (deemedAt(facts) !== null) return null;
  return annulled !== null || delivered === null || received !== null || returned !== null ? null : delivered.at;
}

/** A revision that the purchaser has or signed for, while the one that took its place was not handed over. */
export interface EarlierHanded {
  revision: number;
  /** 待签收 or 已签收. */
  state: 'waiting' | 'received';
  /** ISO instant of its delivery, of what was received of its receipt. */
  at: InstantText;
}

/**
 * The last revision before the newest that was delivered, where nobody answered it or it was received: the newest is what is to be signed
 * for, and of the other the purchaser has been told nothing yet. Beside 未送达 it says why something lies with them after all, and why what
 * counted as 已签收 in documents of that time does no longer.
 * @param revisions those that were issued, the newest last
 * @returns null: the newest was handed over, none was delivered before it, or the last that was is returned or void
 */
export function earlierHanded(revisions: readonly { revision: number; facts: DeliveryFacts }[]): EarlierHanded | null {
  const newest = revisions.at(-1);
  if (newest === undefined || receiptState(newest.facts) !== 'undelivered') return null;
  const last = revisions.slice(0, -1).findLast(({ facts }) => facts.delivered !== null || facts.received !== null);
  if (last === undefined) return null;
  const { revision, facts } = last;
  if (receiptState(facts) === 'received' && facts.received !== null)
    return { revision, state: 'received', at: facts.received.at };
  const since = awaitsSince(facts);
  return since === null ? null : { revision, state: 'waiting', at: since };
}

/** Whole days of the contract's calendar from the day of the delivery up to today; 0 on the day itself, and of what came after the project was closed. */
export const daysWaiting = (since: InstantText, today: DateText): number =>
  Math.max(0, toDate(dateOf(since)).until(toDate(today)).days);
