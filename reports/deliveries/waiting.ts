/** What waits for the purchaser at the moment of a document, whenever it fell due or was handed over. */

import { allObligations } from '../../src/contract/bundle/bundle.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { compareInstants, type InstantText } from '../../src/contract/time.ts';
import { periodKey, waiversByHand } from '../../src/subjects/deliveries/judge/claimed-waivers.ts';
import { deliveryFacts } from '../../src/subjects/deliveries/judge/delivery-facts.ts';
import { awaitsSince } from '../../src/subjects/deliveries/judge/receipt.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import type { PeriodView } from '../period/period.ts';

/**
 * Documents whose newest revision was handed over and neither received nor sent back, those that wait longest first. Needs all
 * manifests, and of `signoff` at least the window `waiting`.
 */
export function waitingDocuments({ input }: PeriodView): { current: IssuedSummary; since: InstantText }[] {
  const factsOf = deliveryFacts((input.records.signoff ?? []) as SignoffRecord[], input.asOf);
  return [...Map.groupBy(input.issued, periodKey).values()]
    .flatMap((revisions) => {
      const current = revisions.reduce((best, one) => (one.revision > best.revision ? one : best));
      const since = awaitsSince(factsOf(current.obligation, current.period, current.revision));
      return since === null ? [] : [{ current, since }];
    })
    .toSorted((a, b) => compareInstants(a.since, b.since));
}

/** 豁免 that only the supplier tells of, and which nobody of the purchaser has granted since, by what it is about. Needs `waiver`. */
export function claimedWaivers({ input }: PeriodView): { waiver: WaiverRecord; name: string }[] {
  const names = new Map(allObligations(input.contract).map(({ id, name }) => [id, name]));
  const all = (input.records.waiver ?? []) as WaiverRecord[];
  return [...waiversByHand(all).claimed.values()].map((waiver) => ({
    waiver,
    name: `${names.get(waiver.obligation) ?? waiver.obligation} ${waiver.period}`,
  }));
}
