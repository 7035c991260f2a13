/**
 * The plan as pages of the desk need it, in a few milliseconds: made anew when something was committed, when the day changed, or
 * when a time of one of its documents came.
 */
import { compareInstants, dateOf } from '../contract/time.ts';
import { planWithRequests } from '../pipeline/plan/on-request.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import type { Session } from '../pipeline/session.ts';
import { headOf } from '../workspace/git/commit.ts';

interface Kept {
  head: string;
  madeAt: string;
  /** The first time after `madeAt` at which a state may change; null: none is known. */
  until: string | null;
  plan: Plan;
}

const kept = new WeakMap<Session, Kept>();

/** @param now ISO instant at which states are judged */
export async function keptPlan(session: Session, now: string): Promise<Plan> {
  const head = await headOf(session.workspace.root);
  const held = kept.get(session);
  if (held !== undefined && held.head === head && holdsAt(held, now)) return held.plan;
  const plan = await planWithRequests(session, now);
  if (head !== undefined) kept.set(session, { head, madeAt: now, until: nextChange(plan, now), plan });
  return plan;
}

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
  return times.reduce<string | null>((next, one) => {
    if (compareInstants(one, now) <= 0) return next;
    return next === null || compareInstants(one, next) < 0 ? one : next;
  }, null);
}
