/** How an issued document stands with the purchaser, for every list of documents. Pure. */
import type { DeliveryFacts } from '../../assess/deliveries/facts.ts';
import { awaitsSince, daysWaiting, receiptState, receiptWords } from '../../assess/deliveries/receipt.ts';
import { type DateText, dateOf } from '../../contract/time.ts';
import type { SiteReceipt } from '../../report/site-model.ts';

/** @param facts of the newest revision @param today contract date */
export function siteReceipt(facts: DeliveryFacts, today: DateText): SiteReceipt {
  const state = receiptState(facts);
  const since = awaitsSince(facts);
  const { delivered, received, returned } = facts;
  const at = state === 'received' ? received?.at : state === 'returned' ? returned?.at : delivered?.at;
  return {
    state,
    text: receiptWords[state],
    on: at === undefined ? null : dateOf(at),
    days: since === null ? null : daysWaiting(since, today),
  };
}
