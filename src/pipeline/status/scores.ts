/** 考核 so far: the score sheet of the period that runs, composed as its draft is, so that site and terminal compute nothing again. */
import { periodText } from '../../contract/calendar/period-text.ts';
import { unitOf } from '../../contract/terms/units.ts';
import { dateOf } from '../../contract/time.ts';
import type { ScoreSheet } from '../../sections/parts/facts.ts';
import { draftOf } from '../issue/preview.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import type { Session } from '../session.ts';

/** Unit of the documents that print a score. */
const UNIT = 'assessment-score';

/** One sheet an obligation that prints a score; none where the contract has no scheme. @param now ISO instant */
export async function scoreSheets(session: Session, plan: Plan, now: string): Promise<ScoreSheet[]> {
  const { contract } = session.workspace.contract;
  if (contract.penalties.length === 0) return [];
  const own = plan.items.filter(({ obligation, occurrence }) => {
    return unitOf(obligation) === UNIT && occurrence.from <= dateOf(now);
  });
  const running = Map.groupBy(own, ({ obligation }) => obligation.id);
  return await Promise.all([...running.values()].map((items) => sheetOf(session, newestOf(items), now)));
}

const newestOf = (items: readonly PlannedOccurrence[]): PlannedOccurrence =>
  items.reduce((a, b) => (b.occurrence.from > a.occurrence.from ? b : a));

async function sheetOf(session: Session, item: PlannedOccurrence, now: string): Promise<ScoreSheet> {
  const { obligation, occurrence } = item;
  const about = { obligation: obligation.id, name: obligation.name, periodText: periodText(occurrence) };
  try {
    const { sections } = await draftOf(session, item, now);
    return { ...about, sections, problem: null };
  } catch (error) {
    return { ...about, sections: [], problem: error instanceof Error ? error.message : String(error) };
  }
}
