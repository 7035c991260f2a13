/** Of the 应交项 that a document counts, those whose due time has passed since the one before: what became of them. */
import { balanceOf } from './balance.ts';
import { isOpen, isOwed, judgedDues, keyIn, type Outcome } from './counted-deliveries.ts';
import type { World } from './world.ts';

/** Counts by the ids of the figures. @param leaveOut obligations that the document does not list */
export function deliveryCounts(world: World, leaveOut: readonly string[] = []): Record<string, number> {
  const { counts } = balanceOf(world);
  const judged = judgedDues(world)
    .filter(({ due }) => counts(keyIn(due)) && !leaveOut.includes(due.obligation.id))
    .map(({ outcome }) => outcome);
  const count = (test: (one: Outcome) => boolean): number => judged.filter(test).length;
  return {
    owed: count(isOwed),
    'on-time': count((one) => one.issued),
    'on-time-delivered': count((one) => one.delivered),
    'on-time-received': count((one) => one.signed),
    'delivered-late': count((one) => one.state === 'delivered-late'),
    undelivered: count((one) => one.state === 'undelivered'),
    late: count((one) => one.state === 'late'),
    overdue: count((one) => one.state === 'overdue'),
    missing: count((one) => one.state === 'missing'),
    gaps: count((one) => ['overdue', 'missing', 'undelivered'].includes(one.state)),
    open: count(isOpen),
    waived: count((one) => one.state === 'waived'),
    received: count((one) => one.received),
    deemed: count((one) => one.deemed),
    claimed: count((one) => one.claimed),
  };
}
