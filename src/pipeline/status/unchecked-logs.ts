/** Logs of inspections that went out by themselves, with manual checks that nobody had registered: paper still makes them whole. */
import { periodText } from '../../contract/calendar/period-text.ts';
import { compareInstants, toInstant, toText } from '../../contract/time.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import { judgedDay } from '../collect/judged-day.ts';
import type { Plan } from '../plan/plan.ts';
import { type PlannedOccurrence, standingIssue } from '../plan/planned.ts';
import type { Session } from '../session.ts';

export interface UncheckedLog {
  obligation: string;
  name: string;
  period: string;
  periodText: string;
  revision: number;
  /** Manual checks without a result. */
  missing: number;
  /** Results that were registered since, and stand in no revision yet. */
  added: number;
  /** What stands of it and what to do, in Chinese. */
  text: string;
}

/** For so long a sheet of paper is at hand; of what lies further back the document itself tells. */
const DAYS = 31;

/** Oldest first. @param now ISO instant */
export async function uncheckedLogs(
  session: Session,
  { items }: Pick<Plan, 'items'>,
  now: string,
): Promise<UncheckedLog[]> {
  const from = toText(toInstant(now).subtract({ hours: DAYS * 24 }));
  const logs = items.flatMap((item) => {
    const issued = standingIssue(item);
    const alone = issued !== null && item.state !== 'waived' && isInspectionAlone(item.obligation);
    if (!alone || issued.manifest.times.confirmed !== null) return [];
    return compareInstants(issued.manifest.times.issued, from) < 0 ? [] : [{ item, issued: issued.manifest }];
  });
  const told = await Promise.all(logs.map(({ item, issued }) => toldOf(session, item, issued)));
  return told.flat();
}

async function toldOf(
  session: Session,
  { obligation, occurrence }: PlannedOccurrence,
  { revision, times }: { revision: number; times: { issued: string } },
): Promise<UncheckedLog[]> {
  const day = await judgedDay(session, occurrence, null);
  if (day === null) return [];
  const missing = day.results.filter(({ manual, outcome }) => manual && outcome === 'manual-pending').length;
  const added = day.inspection.manual.filter(
    ({ enteredAt }) => enteredAt !== undefined && compareInstants(enteredAt, times.issued) > 0,
  ).length;
  if (missing + added === 0) return [];
  const { id, name } = obligation;
  const parts = [
    ...(missing > 0 ? [`缺人工检查 ${missing} 项，有纸质检查表的补录`] : []),
    ...(added > 0 ? [`已补录 ${added} 项，修订后印入第 ${revision + 1} 版`] : []),
  ];
  return [
    {
      ...{
        obligation: id,
        name,
        period: occurrence.period,
        periodText: periodText(occurrence),
        revision,
        missing,
        added,
      },
      text: `无人确认即签发：${parts.join('；')}`,
    },
  ];
}
