/** What was collected of a day, judged: as its draft shows it, or with what was confirmed of it. */

import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import { idsEverOf } from '../../contract/terms/units.ts';
import { dateOf } from '../../contract/time.ts';
import { isOpen } from '../../states/outcome.ts';
import { INSPECTION_LOG } from '../../subjects/deliveries/judge/observed.ts';
import { inspectionsFor, inspectionsOf, lookBackFrom, type WholeDay } from '../../subjects/inspections/judge/day.ts';
import { confirmOfDay } from '../../subjects/inspections/judge/day-confirm.ts';
import { judgeDay } from '../../subjects/inspections/judge/days.ts';
import { type InspectionContext, inspectionContext } from '../../subjects/inspections/judge/judge.ts';
import { type CheckResult, checkName } from '../../subjects/inspections/judge/result.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { Session } from '../session.ts';

/** By what the workspace judges inspections. */
export const judgingOf = ({ workspace, workdays }: Pick<Session, 'workspace' | 'workdays'>): InspectionContext =>
  inspectionContext({ contract: workspace.contract, isWorkingDay: (date) => workdays.isWorkingDay(date) });

/** Days of a document: the newest of them that was inspected counts. */
export type Days = Pick<Occurrence, 'from' | 'to' | 'span'>;

/** The newest inspection of a day, judged with what was collected before it. */
export interface JudgedDay {
  inspection: WholeDay;
  results: CheckResult[];
}

/**
 * @param day contract date, or the days of a document, of which the newest inspected one is meant
 * @param confirm whose manual results count; null judges the day as its draft shows it
 * @returns null when nothing was collected that day
 */
export async function judgedDay(
  session: Session,
  day: string | Days,
  confirm: SignoffRecord | null,
): Promise<JudgedDay | null> {
  const { records } = session.workspace;
  const days: Days = typeof day === 'string' ? { from: day, to: day } : day;
  const window = { from: lookBackFrom(days.from), to: days.span === undefined ? days.to : dateOf(days.span.to) };
  const list = await records.list<InspectionRecord>('inspection', window);
  const own = inspectionsFor(list.records, days);
  const gone = list.withdrawn.map(({ record }) => record);
  const inspection = inspectionsOf(own.inspections, own.day, own.own, inspectionsFor(gone, days).own).today;
  if (inspection === undefined) return null;
  const among = own.inspections;
  return {
    inspection,
    results: judgeDay(judgingOf(session), { inspection, among, confirm, asOf: inspection.finishedAt }),
  };
}

/** The day with what its latest confirmation says of it. @returns null when nothing was collected that day */
export async function confirmedDay(session: Session, day: string): Promise<JudgedDay | null> {
  return judgedDay(session, day, await confirmationOf(session, day));
}

/** The latest confirmation of the inspection log of a day or period, see `confirmOfDay`; null when nobody confirmed it. */
export async function confirmationOf(session: Session, day: string): Promise<SignoffRecord | null> {
  const { records } = await session.workspace.records.list<SignoffRecord>('signoff', { from: day });
  const logs = idsEverOf(session.workspace.contract.obligations, INSPECTION_LOG);
  const own = records.filter((s) => s.action === 'confirm' && logs.includes(s.obligation));
  return confirmOfDay(own, day);
}

/** Every row of that day's newest inspection, judged as its draft shows it; none when nothing was collected. */
export async function judgedRows(session: Session, day: string | Days): Promise<CheckResult[]> {
  return (await judgedDay(session, day, null))?.results ?? [];
}

/** A row for which an engineer should write down a measure. */
export interface OpenRow {
  check: string;
  target: string;
  instance: string | null;
  /** As a person reads it: `应用服务器 3 磁盘使用率 /data：86.4 %，标准 ≤ 80 %`. */
  text: string;
  /** false for the machine of the supplier's own, which documents list apart and do not count. */
  contract: boolean;
}

/** @param day contract date. @returns abnormal, unreachable and stale rows of that day's newest inspection */
export async function openRows(session: Session, day: string | Days): Promise<OpenRow[]> {
  const results = await judgedRows(session, day);
  return results
    .filter(isOpen)
    .map((r) => ({ check: r.check, target: r.asset, instance: r.instance, text: rowText(r), contract: r.contract }));
}

const rowText = (r: CheckResult): string => `${r.assetName} ${checkName(r)}：${r.measured}，标准 ${r.standard}`;
