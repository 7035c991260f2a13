/**
 * What waits for somebody beside the documents that are due, computed once for whoever shows it: 今日 of the desk, `due`, `status`. The site
 * lists the same decisions row by row (`askedOf`).
 */
import { type AskedFacts, askedCounts } from '../../sections/board/asked.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';
import { type UncheckedLog, uncheckedLogs } from './unchecked-logs.ts';

export interface Waits {
  /** For a word of the purchaser, by kind, as 首页 of the site counts it. */
  asked: ReturnType<typeof askedCounts>;
  /** For the supplier's paper: logs that went out without their manual checks. */
  unchecked: UncheckedLog[];
}

/** @param facts see `boardFacts` */
export async function waitsOf(
  session: Session,
  plan: Pick<Plan, 'items' | 'closeOut'>,
  facts: AskedFacts,
): Promise<Waits> {
  return { asked: askedCounts(facts), unchecked: await uncheckedLogs(session, plan, plan.closeOut.asOf) };
}
