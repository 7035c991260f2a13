/** Issued documents that wait for the purchaser's signature, as the terminal and 签收 of the desk count them. */
import type { ArchivedDocument } from '../../archive/store.ts';
import { compareInstants, dateOf } from '../../contract/time.ts';
import { firstAnswer } from '../../subjects/deliveries/judge/answer-words.ts';
import { awaitsSince, daysWaiting } from '../../subjects/deliveries/judge/receipt.ts';
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

/** How many wait and how long the oldest has; where the contract sets a time for the answer, what passes first. */
export interface ToReceive {
  count: number;
  days: number;
  /** Empty: by no time. */
  answer: string;
}

/** @param now ISO instant */
export function toReceiveOf(plan: Pick<Plan, 'items'>, now: string): ToReceive | null {
  const waiting = waitingIn(plan);
  const [oldest] = waiting;
  if (oldest === undefined) return null;
  return {
    ...{ count: waiting.length, days: daysWaiting(oldest.since, dateOf(now)) },
    answer: firstAnswer(waiting.map(({ item }) => item.delivery.answer)),
  };
}

const numberOf = ({ issued }: Waiting): string => issued.manifest.number;
