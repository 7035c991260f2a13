/** What happened since somebody was here last: documents that went out or came back, faults, and what others wrote down. */
import { periodText } from '../../contract/calendar/period-text.ts';
import { compareInstants, formatDateTime, type InstantText } from '../../contract/time.ts';
import type { Plan } from '../../pipeline/plan/plan.ts';
import type { PlannedOccurrence } from '../../pipeline/plan/planned.ts';
import type { Session } from '../../pipeline/session.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { returnText } from '../../subjects/signing/judge/returns.ts';

export interface SinceLine {
  /** What it leads to. */
  of: { obligation: string; period: string } | { incident: string };
  /** What happened, and when. */
  text: string;
  what: string;
  time: string;
}

export interface Since {
  /** `2026-11-23 18:02`. */
  from: string;
  /** Newest first. */
  lines: SinceLine[];
  /** How many more there are. */
  more: number;
}

/** Lines that are read in passing. */
const MOST_LINES = 12;

type Dated = SinceLine & { at: InstantText };

/** @param from ISO instant of the sign-in before. @returns null when nothing happened */
export async function sinceOf(
  session: Session,
  { items }: Pick<Plan, 'items'>,
  from: InstantText,
): Promise<Since | null> {
  const isLater = (at: InstantText | undefined): boolean => at !== undefined && compareInstants(at, from) > 0;
  const { records } = await session.workspace.records.list<IncidentRecord>('incident');
  const all: Dated[] = [...items.flatMap((item) => documentLines(item)), ...records.flatMap(incidentLines)].filter(
    ({ at }) => isLater(at),
  );
  if (all.length === 0) return null;
  const inOrder = all.toSorted((a, b) => compareInstants(b.at, a.at));
  return {
    from: formatDateTime(from),
    lines: inOrder.slice(0, MOST_LINES).map(({ at: _, ...line }) => line),
    more: Math.max(0, inOrder.length - MOST_LINES),
  };
}

function documentLines({ obligation: { id, name }, occurrence, issued, delivery }: PlannedOccurrence): Dated[] {
  if (issued === null) return [];
  const { revision, times } = issued.manifest;
  const of = { obligation: id, period: occurrence.period };
  const text = `${name} ${periodText(occurrence)}`;
  const line = (at: InstantText, what: string): Dated => ({ of, text, what, at, time: formatDateTime(at) });
  const version = revision === 1 ? '' : `第 ${revision} 版`;
  const { received, returned, annulled } = delivery;
  return [
    line(times.issued, `签发${version}${times.confirmed === null ? '，无人确认' : ''}`),
    ...(received === null ? [] : [line(received.at, '⟦采购人⟧签收')]),
    ...(returned === null ? [] : [line(returned.at, `⟦采购人⟧退回：${returnText(returned)}`)]),
    ...(annulled === null ? [] : [line(annulled.at, `作废：${returnText(annulled)}`)]),
  ];
}

function incidentLines({ id, title, enteredAt, restoredAt, confirmedRestoredAt }: IncidentRecord): Dated[] {
  const line = (at: InstantText, what: string): Dated => ({
    ...{ of: { incident: id }, text: `${id} ${title}`, what, at },
    time: formatDateTime(at),
  });
  return [
    line(enteredAt, '登记故障'),
    ...(restoredAt === undefined ? [] : [line(restoredAt, '恢复')]),
    ...(confirmedRestoredAt === undefined ? [] : [line(confirmedRestoredAt, '⟦采购人⟧确认恢复')]),
  ];
}
