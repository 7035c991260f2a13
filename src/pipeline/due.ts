/** What is due, late, missing and done: the engineer's first command each morning. */
import { stateWords } from '../contract/occurrence.ts';
import { periodText } from '../contract/period-text.ts';
import { compareInstants } from '../contract/time.ts';
import { planWithRequests } from './on-request.ts';
import type { PlannedOccurrence } from './plan.ts';
import type { Session } from './session.ts';

export interface DueItem {
  obligation: string;
  name: string;
  period: string;
  periodText: string;
  dueAt: string | null;
  state: PlannedOccurrence['state'];
  stateText: string;
  lacks: string[];
  /** The command that does it; null when nothing can be done. */
  command: string | null;
}

/** @param until ISO; upcoming occurrences due later are left out. Open ones are always there. Nearest first. */
export async function due(
  session: Session,
  now: string,
  until: string,
): Promise<{ items: DueItem[]; problems: string[] }> {
  const plan = await planWithRequests(session, now);
  const items = plan.items.filter((item) => shown(item, now, until)).map(dueItem);
  return { items, problems: plan.problems.map((p) => `${p.path}：${p.message}`) };
}

/** Done occurrences are shown for as long as they are news: those whose time lies in the last day or still ahead. */
function shown(item: PlannedOccurrence, now: string, until: string): boolean {
  const { dueAt } = item.occurrence;
  if (item.state === 'overdue' || item.state === 'missing' || item.delivery.returned !== null) return true;
  if (item.state === 'due') return item.hasEvidence || dueAt === null || compareInstants(dueAt, until) <= 0;
  if (dueAt === null) return false;
  if (item.state === 'upcoming') return compareInstants(dueAt, until) <= 0;
  return compareInstants(dueAt, now) >= 0;
}

/** One occurrence as lists show it. */
export function dueItem(item: PlannedOccurrence): DueItem {
  const { obligation, occurrence, state, lacks } = item;
  return {
    obligation: obligation.id,
    name: obligation.name,
    period: occurrence.period,
    periodText: periodText(occurrence),
    dueAt: occurrence.dueAt,
    state,
    stateText: stateWords[state],
    lacks,
    command: nextCommand(item),
  };
}

function nextCommand(item: PlannedOccurrence): string | null {
  const { obligation, occurrence, state, hasEvidence, confirmed } = item;
  const name = `${obligation.id} ${occurrence.period}`;
  if (item.delivery.returned !== null) return `opsledger confirm ${name} --by 姓名`;
  if (state === 'missing') return null;
  if (state !== 'due' && state !== 'overdue') return null;
  if (!hasEvidence) return obligation.id === 'inspection-log' ? 'opsledger collect' : null;
  if (state === 'overdue') return `opsledger issue ${name} --reason 原因`;
  return confirmed ? `opsledger issue ${name}` : `opsledger confirm ${name} --by 姓名`;
}
