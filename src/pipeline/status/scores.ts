/**
 * 考核: the score sheet of the period that runs, composed as its draft is, and those of the periods that have ended, as they were issued,
 * so that site and terminal compute nothing again.
 */
import { periodText } from '../../contract/calendar/period-text.ts';
import { unitOf } from '../../contract/terms/units.ts';
import { type DateText, dateOf } from '../../contract/time.ts';
import type { ScoreSheet } from '../../sections/parts/facts.ts';
import { draftOf } from '../issue/preview.ts';
import type { Plan } from '../plan/plan.ts';
import { type PlannedOccurrence, standingIssue } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import { issuedSections } from './issued-sections.ts';

/** Unit of the documents that print a score. */
const UNIT = 'assessment-score';

/**
 * Of each obligation that prints a score its periods until now, the newest first; none where the contract has no scheme.
 * @param now ISO instant
 */
export async function scoreSheets(session: Session, plan: Plan, now: string): Promise<ScoreSheet[]> {
  const { contract } = session.workspace.contract;
  if (contract.penalties.length === 0) return [];
  const own = plan.items.filter(({ obligation, occurrence }) => {
    return unitOf(obligation) === UNIT && occurrence.from <= dateOf(now);
  });
  const sheets: ScoreSheet[] = [];
  for (const items of Map.groupBy(own, ({ obligation }) => obligation.id).values())
    for (const item of items.toSorted((a, b) => compare(b.occurrence.from, a.occurrence.from)))
      sheets.push(await sheetOf(session, item, now));
  return sheets;
}

const compare = (a: DateText, b: DateText): number => (a < b ? -1 : a > b ? 1 : 0);

async function sheetOf(session: Session, item: PlannedOccurrence, now: string): Promise<ScoreSheet> {
  const { obligation, occurrence } = item;
  const issued = standingIssue(item);
  const ended = occurrence.to < dateOf(now);
  const about = {
    ...{ obligation: obligation.id, name: obligation.name, periodText: periodText(occurrence) },
    ...{ ended, document: issued?.manifest.number ?? null },
  };
  try {
    const printed = ended && issued !== null ? await issuedSections(session.workspace.root, issued) : null;
    if (printed !== null) return { ...about, sections: printed, problem: null };
    const { sections } = await draftOf(session, item, now);
    return { ...about, sections, document: null, problem: null };
  } catch (error) {
    return { ...about, sections: [], problem: error instanceof Error ? error.message : String(error) };
  }
}
