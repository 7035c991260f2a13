/** One screen: how the contract stands. */
import { dateOf } from '../contract/time.ts';
import { inspectionOfDay } from './inspection-summary.ts';
import { planAt } from './plan.ts';
import { planSource, type Session } from './session.ts';
import { verdictOf } from './verdict.ts';

export interface Status {
  workspace: string;
  project: string;
  servicePeriod: { from: string; to: string };
  /** Contract time, ISO. */
  now: string;
  verdict: { tone: string; text: string; reasons: { tone: string; text: string }[] };
  /** Number of occurrences in each state. */
  states: Record<string, number>;
  inspection: { date: string; counts: Record<string, number>; conclusion: string } | null;
  documents: number;
  head: string;
  uncommitted: string[];
  problems: { path: string; message: string }[];
}

/** @param now ISO instant at which states are judged */
export async function status(session: Session, now: string): Promise<Status> {
  const { workspace } = session;
  const { contract } = workspace.contract;
  const plan = await planAt(planSource(session), now);
  const inspection = await inspectionOfDay(session, plan, dateOf(now));
  const states: Record<string, number> = {};
  for (const item of plan.items) states[item.state] = (states[item.state] ?? 0) + 1;
  return {
    workspace: workspace.root,
    project: contract.project,
    servicePeriod: contract.servicePeriod,
    now,
    verdict: verdictOf(plan, inspection),
    states,
    inspection:
      inspection === null
        ? null
        : { date: inspection.date, counts: inspection.counts, conclusion: inspection.conclusion },
    documents: plan.documents.length,
    head: await workspace.git.head(),
    uncommitted: (await workspace.git.changedPaths()).map((c) => c.path),
    problems: plan.problems,
  };
}
