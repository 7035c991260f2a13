/** What is due, late, missing and done: the engineer's first command each morning. */

import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import { compareInstants } from '../../contract/time.ts';
import { closingText } from '../../subjects/signing/judge/close-out.ts';
import { readHeartbeat } from '../../workspace/store/heartbeat.ts';
import { machineNow } from '../clock.ts';
import { type SchedulerState, schedulerState } from '../heartbeat.ts';
import { soundSession } from '../issue/sound-session.ts';
import { type DueItem, dueItems } from '../plan/due-items.ts';
import { planWithRequests } from '../plan/on-request.ts';
import { awaitsHandover, isReopened, type PlannedOccurrence, printedBlanks } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import { boardFacts } from './board-facts.ts';
import { faultText, fileFaults, lookForFaults } from './file-faults.ts';
import { type Waits, waitsOf } from './waits.ts';

/**
 * @param until ISO; upcoming occurrences due later are left out. Open ones are always there. Nearest first, no time last.
 * @returns with whether the scheduler lives by the machine's own clock, the files that cannot be read, and those that were changed or deleted by hand and may not be
 */
export async function due(
  given: Session,
  now: string,
  until: string,
): Promise<{
  items: DueItem[];
  /** What is said of the closing of the project; null: nothing was written down of one. */
  closed: string | null;
  /** Both sides closed it: what is late stays so, and nobody can do anything about it. */
  ended: boolean;
  problems: string[];
  edited: string[];
  scheduler: SchedulerState;
  /** What waits for somebody beside them. */
  waits: Waits;
}> {
  const looked = lookForFaults(given);
  const session = soundSession(given, (await looked).unsound);
  const plan = await planWithRequests(session, now);
  const { asOf, closedAt } = plan.closeOut;
  const last = closedAt === null ? until : asOf;
  const items = await dueItems(session, plan, asOf, (one) => isShown(one, asOf, last));
  const { unreadable, edited } = await fileFaults(session, plan.problems, looked);
  const scheduler = schedulerState(await readHeartbeat(session.workspace.root), machineNow());
  const words = wordsOf(session.workspace.contract.contract);
  const closed = sayAllIn(words, closingText(plan.closeOut));
  const waits = await waitsOf(session, plan, (await boardFacts(session, plan, now)).facts);
  return {
    items,
    waits: sayAllIn(words, waits),
    closed,
    ended: closedAt !== null,
    problems: unreadable.map(faultText),
    edited: edited.map(faultText),
    scheduler,
  };
}

/** What a list of what is owed names. Done occurrences are shown for as long as they are news: those whose time lies in the last day or still ahead. */
export function isShown(item: PlannedOccurrence, now: string, until: string): boolean {
  const { dueAt } = item.occurrence;
  if (item.state === 'overdue' || item.state === 'missing' || awaitsHandover(item)) return true;
  if (isReopened(item) || printedBlanks(item) > 0) return true;
  if (item.closing !== undefined && compareInstants(item.closing, until) <= 0) return true;
  if (item.state === 'due') return item.hasEvidence || dueAt === null || compareInstants(dueAt, until) <= 0;
  // The document of an open event has no time yet; it is owed all the same.
  if (item.state === 'upcoming') return dueAt === null || compareInstants(dueAt, until) <= 0;
  if (dueAt === null) return false;
  return compareInstants(dueAt, now) >= 0;
}
