/** 签收 of the documents listed: how many stand how, and which wait longest. Pure. */
import type { SiteReceipt } from '../../report/site-model.ts';
import { type ReceiptState, receiptOrder } from '../../states/receipt.ts';
import { currentIssue, type Entry } from './deliverables.ts';
import { AWAITING_HREF, receiptHref } from './paths.ts';

/** The list of those that are in one state. */
export const receiptHrefOf = (state: ReceiptState): string =>
  state === 'waiting' ? AWAITING_HREF : receiptHref(state);

/** What a row that says nothing of it is: most rows of a year are received, and none of them says so twice. */
export const PLAIN_RECEIPT: ReceiptState = 'received';

/** 签收 of what was issued; null: nothing was, or it is a draft. */
export const receiptOf = (entry: Entry): SiteReceipt | null => currentIssue(entry)?.receipt ?? null;

/**
 * `未送达的有 17 份是修订版，此前的版次已送达、未签收`: of what was not delivered, what the purchaser has in an earlier revision or signed for in
 * one, which counts as 已签收 no longer; null: nothing.
 */
export function earlierText(entries: readonly Entry[]): string | null {
  const waiting = awaitingEarlier(entries).length;
  const received = entries.filter((entry) => receiptOf(entry)?.earlier?.state === 'received').length;
  const told = [
    ...(waiting === 0 ? [] : [`${waiting} 份是修订版，此前的版次已送达、未签收`]),
    ...(received === 0 ? [] : [`${received} 份是修订版，此前的版次已签收，不再计入已签收`]),
  ];
  return told.length === 0 ? null : `未送达的有 ${told.join('；')}`;
}

/** How many are in each state, those that ask for something first. */
export function countReceipts(entries: readonly Entry[]): { state: ReceiptState; count: number }[] {
  const counts = new Map<ReceiptState, number>();
  for (const entry of entries) {
    const state = receiptOf(entry)?.state;
    if (state !== undefined) counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return receiptOrder.map((state) => ({ state, count: counts.get(state) ?? 0 }));
}

/** What waits for the purchaser, the longest first. */
export function awaiting(entries: readonly Entry[]): Entry[] {
  const days = (entry: Entry): number => receiptOf(entry)?.days ?? -1;
  return entries.filter((entry) => days(entry) >= 0).toSorted((a, b) => days(b) - days(a));
}

/** What lies with the purchaser in an earlier revision while the newest was not delivered, the newest period first. */
export const awaitingEarlier = (entries: readonly Entry[]): Entry[] =>
  entries.filter((entry) => receiptOf(entry)?.earlier?.state === 'waiting');

/** Days that the longest has waited; null: nothing waits. */
export function longestWait(entries: readonly Entry[]): number | null {
  const [first] = awaiting(entries);
  return first === undefined ? null : (receiptOf(first)?.days ?? null);
}

/**
 * What the page of them says: the documents count what lay with the purchaser when they were made, in whichever revision; here both are
 * told, and their sum. @param until moment of the site, as people read it
 */
export function awaitingText(entries: readonly Entry[], purchaser: string, until: string): string {
  const own = awaiting(entries).length;
  const earlier = awaitingEarlier(entries).length;
  const longest = longestWait(entries);
  const about = longest === null ? '' : `，最久的已等待 ${longest} 天`;
  const newest = `最新一版已送达、${purchaser}尚未签收或退回的 ${own} 份${about}`;
  if (earlier === 0) return `${newest}。截至 ${until}，以最新一版计。`;
  return `${newest}；另有 ${earlier} 份此前的版次已送达、未签收，修订版尚未送达。两者共 ${own + earlier} 份，截至 ${until}。修订版签发之前编制的报告把这 ${earlier} 份也列为待签收。`;
}
