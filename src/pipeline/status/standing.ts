/** What a person at the terminal asks first beside the verdict: what runs, what falls due next, and what awaits signature. */

import { compareInstants } from '../../contract/time.ts';
import type { Nearest } from '../../subjects/incidents/judge/running.ts';
import { type ToReceive, toReceiveOf } from '../plan/awaiting-receipt.ts';
import { type DueItem, dueItems } from '../plan/due-items.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import { runningOf } from './running-incidents.ts';

/** Documents that are named as the next ones. */
const NEXT = 5;

export interface Standing {
  /** Of each open incident the clock that counts next. */
  running: Nearest[];
  /** What falls due next, nearest first; what is late already the verdict has. */
  next: DueItem[];
  /** Documents that were handed over and wait for the receipt; null: none. */
  toReceive: ToReceive | null;
}

/** @param plan with what was requested @param now ISO instant */
export async function standingOf(session: Session, plan: Plan, now: string): Promise<Standing> {
  const ahead = plan.items
    .filter((item) => isAhead(item, now))
    .sort((a, b) => compareInstants(a.occurrence.dueAt ?? now, b.occurrence.dueAt ?? now));
  const next = new Set(ahead.slice(0, NEXT));
  return {
    running: await runningOf(session, now),
    next: await dueItems(session, { items: [...next] }, now, () => true),
    toReceive: toReceiveOf(plan, now),
  };
}

const isAhead = ({ state, occurrence: { dueAt } }: PlannedOccurrence, now: string): boolean =>
  (state === 'due' || state === 'upcoming') && dueAt !== null && compareInstants(dueAt, now) >= 0;
