/**
 * The plan as pages of the desk need it, in a few milliseconds: made anew when something was committed, when the day changed, or
 * when a time of one of its documents came; once a minute while an incident runs.
 */
import { compareInstants, dateOf, toInstant, toText } from '../contract/time.ts';
import { planWithRequests } from '../pipeline/plan/on-request.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import type { Session } from '../pipeline/session.ts';
import type { IncidentRecord } from '../subjects/incidents/kinds/incident.ts';
import { headOf } from '../workspace/git/commit.ts';
import type { DeskSession } from './desk-session.ts';

/** How current the pages are: whoever saved is answered when the plan tells of it. */
export const planCalls = (desk: DeskSession) => ({
  /**
   * To be waited for after something was saved and before it is answered, so that the next page tells of it.
   * @param now ISO instant
   */
  // What goes wrong here is told by the next page: what was saved is saved.
  settled: (now: string): Promise<void> => desk.use((session) => settledPlan(session, now)).catch(() => undefined),
});

interface Kept {
  madeAt: string;
  /** The first time after `madeAt` at which a state may change; null: none is known. */
  until: string | null;
  plan: Plan;
}

/** Of each workspace the newest plan, or the one that is just being made: who asks meanwhile waits for it and makes none of their own. */
const kept = new WeakMap<Session, Begun>();

/** Of each workspace the newest plan that is made. */
const finished = new WeakMap<Session, Begun>();

interface Begun {
  /** Goes up in the order in which they were begun. */
  begun: number;
  /** The commit of which it is. */
  head: string;
  made: Promise<Kept>;
}

/**
 * The plan of the newest commit, for whatever is decided by it.
 * @param now ISO instant at which states are judged
 */
export async function keptPlan(session: Session, now: string): Promise<Plan> {
  const head = await headOf(session.workspace.root);
  // How the newest commit is told cannot be read: nothing says when a plan is over.
  if (head === undefined) return planWithRequests(session, now);
  return (await newest(session, head, now)).plan;
}

/**
 * The plan for a page that only shows: while the next one is being made, since somebody saved at the desk, the one before. Who
 * saved waits for theirs (`settledPlan`), so that nobody sees a page older than what they saved; what was saved elsewhere, on
 * the terminal or by a round, is waited for by everybody.
 * @param now ISO instant at which states are judged
 */
export async function shownPlan(session: Session, now: string): Promise<Plan> {
  const { root, areOurs } = session.workspace;
  const head = await headOf(root);
  if (head === undefined) return planWithRequests(session, now);
  const last = finished.get(session);
  const one = last === undefined || last.head === head || !areOurs(last.head, head) ? undefined : await last.made;
  if (one === undefined || !holdsAt(one, now)) return (await newest(session, head, now)).plan;
  // Whoever looks again finds it made, or learns why it cannot be.
  newest(session, head, now).catch(() => undefined);
  return one.plan;
}

/**
 * After something was saved: waits until the plan tells of it, where pages have asked for one.
 * @param now ISO instant at which states are judged if it is made now; by default that of the plan before
 * @throws what the next page that asks is told, too: the record is saved all the same
 */
export async function settledPlan(session: Session, now?: string): Promise<void> {
  const held = kept.get(session);
  const head = await headOf(session.workspace.root);
  if (held === undefined || head === undefined || finished.get(session)?.head === head) return;
  // At whatever time it is judged, it tells of what was saved.
  if (held.head === head) await held.made;
  else await newest(session, head, now ?? (await held.made).madeAt);
}

/**
 * One after the other: two at once would take as long and twice the memory.
 * @param head newest commit, of which or of a later one the plan has to be
 */
async function newest(session: Session, head: string, now: string): Promise<Kept> {
  const asked = count;
  let wanted = head;
  for (let held = kept.get(session); held !== undefined; held = kept.get(session)) {
    if (held.head === wanted || held.begun > asked) {
      const one = await held.made;
      if (holdsAt(one, now)) return one;
      // Else somebody has begun the next one while this was waited for.
      if (kept.get(session) === held) break;
    } else {
      if (finished.get(session) === held) break;
      await held.made.catch(() => undefined);
      wanted = (await headOf(session.workspace.root)) ?? wanted;
    }
  }
  count += 1;
  const mine = { begun: count, head: wanted, made: make(session, now) };
  kept.set(session, mine);
  try {
    const one = await mine.made;
    finished.set(session, mine);
    return one;
  } catch (error) {
    if (kept.get(session) === mine) kept.delete(session);
    // Nobody is shown the one before for ever.
    finished.delete(session);
    throw error;
  }
}

/** Plans begun so far. */
let count = 0;

async function make(session: Session, now: string): Promise<Kept> {
  const plan = await planWithRequests(session, now);
  const soon = (await isAnyRunning(session)) ? toText(toInstant(now).add({ seconds: RUNNING_S })) : null;
  return { madeAt: now, until: earlier(nextChange(plan, now), soon), plan };
}

/** An incident that still runs becomes one of a class that is reported at an hour which no plan tells ahead. */
const RUNNING_S = 60;

async function isAnyRunning({ workspace: { records, contract } }: Session): Promise<boolean> {
  const { records: incidents } = await records.list<IncidentRecord>('incident', contract.contract.servicePeriod);
  return incidents.some(({ restoredAt }) => restoredAt === undefined);
}

const earlier = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? (a ?? b) : compareInstants(a, b) < 0 ? a : b;

const holdsAt = ({ madeAt, until }: Kept, now: string): boolean =>
  dateOf(madeAt) === dateOf(now) &&
  compareInstants(madeAt, now) <= 0 &&
  (until === null || compareInstants(now, until) < 0);

function nextChange({ items }: Plan, now: string): string | null {
  const times = items.flatMap(({ occurrence: { issueFrom, dueAt, span }, closing }) => [
    ...(issueFrom === null ? [] : [issueFrom]),
    ...(dueAt === null ? [] : [dueAt]),
    ...(span === undefined ? [] : [span.from, span.to]),
    ...(closing === undefined ? [] : [closing]),
  ]);
  return times.filter((one) => compareInstants(one, now) > 0).reduce<string | null>(earlier, null);
}
