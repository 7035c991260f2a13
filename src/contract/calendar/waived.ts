/** 已豁免的一期 in the order of cuts: since when it makes no document, and which waivers a document has to know. Pure. */

import { compareInstants, type InstantText } from '../time.ts';

/** From the entry of a 豁免 to its 作废, inclusive and exclusive; `to` null: it stands. */
export interface WaivedSpan {
  from: InstantText;
  to: InstantText | null;
}

/** A period that the purchaser does without, or did for a time. */
export interface WaivedPeriod extends WaivedSpan {
  obligation: string;
  period: string;
}

/** A period as the cuts have it (`PeriodCut`), as far as it matters here. */
interface MaybeWaived {
  period: string;
  cut: InstantText | null;
  waived?: readonly WaivedSpan[];
  ahead?: readonly MaybeWaived[];
}

/** true when one of the spans holds the moment. */
export const isWaivedAt = (waived: MaybeWaived['waived'], now: InstantText): boolean =>
  (waived ?? []).some(
    ({ from, to }) => compareInstants(from, now) <= 0 && (to === null || compareInstants(to, now) > 0),
  );

/** true of a period that makes no document as far as the last of the periods knows. */
export function isWaivedNow({ cut, waived }: MaybeWaived, cuts: readonly MaybeWaived[]): boolean {
  const own = cuts.at(-1)?.cut;
  if (cut !== null || waived === undefined) return false;
  return own == null ? waived.some(({ to }) => to === null) : isWaivedAt(waived, own);
}

/**
 * The periods whose waivers decide what is left to the last of them: since the last document that went out they were waived,
 * or owed again, and those of its own and of later periods. Of any other one the documents before it knew.
 */
export function decidingWaivers(cuts: readonly MaybeWaived[]): Set<string> {
  const own = cuts.at(-1);
  const found = new Set([own, ...(own?.ahead ?? [])].flatMap((one) => (one?.waived === undefined ? [] : [one.period])));
  let newest: InstantText | undefined;
  const isNews = (at: InstantText | null): boolean =>
    at !== null && (newest === undefined || compareInstants(at, newest) > 0);
  for (const { cut, waived = [], period } of cuts.slice(0, -1).toReversed()) {
    if (cut !== null && isNews(cut)) newest = cut;
    if (cut === null && waived.some(({ from, to }) => isNews(from) || isNews(to))) found.add(period);
  }
  return found;
}
