/** Issued documents that wait for the purchaser's signature, as the terminal and 签收 of the desk count them. */
import type { ArchivedDocument } from '../../archive/store.ts';
import { compareInstants } from '../../contract/time.ts';
import { awaitsSince } from '../../subjects/deliveries/judge/receipt.ts';
import type { Plan } from './plan.ts';
import type { PlannedOccurrence } from './planned.ts';

/** An issued document that was handed over and is neither received nor sent back. */
export interface Waiting {
  item: PlannedOccurrence;
  issued: ArchivedDocument;
  /** ISO instant of the delivery. */
  since: string;
}

/** Oldest first. */
export function waitingIn({ items }: Pick<Plan, 'items'>): Waiting[] {
  return items
    .flatMap((item): Waiting[] => {
      const since = awaitsSince(item.delivery);
      return item.issued === null || since === null ? [] : [{ item, issued: item.issued, since }];
    })
    .sort((a, b) => compareInstants(a.since, b.since) || (numberOf(a) < numberOf(b) ? -1 : 1));
}

const numberOf = ({ issued }: Waiting): string => issued.manifest.number;
