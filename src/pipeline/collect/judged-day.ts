/** The rows of an inspection for which an engineer should write down a measure. */
import { firstLookedAt, inspectionsOf } from '../../../reports/inspection/day.ts';
import { judgeInspection } from '../../assess/inspection/judge.ts';
import type { CheckResult } from '../../assess/inspection/result.ts';
import type { InspectionRecord } from '../../records/kinds/inspection.ts';
import type { Session } from '../session.ts';

export type { Measure } from '../../records/kinds/signoff.ts';

export interface OpenRow {
  check: string;
  target: string;
  instance: string | null;
  /** As a person reads it: `应用服务器 3 磁盘使用率 /data：86.4 %，标准 ≤ 80 %`. */
  text: string;
}

/** @param day contract date. @returns abnormal, unreachable and stale rows of that day's newest inspection */
export async function openRows(session: Session, day: string): Promise<OpenRow[]> {
  const results = await judgedRows(session, day);
  return results
    .filter((r) => ['abnormal', 'unreachable', 'stale'].includes(r.outcome))
    .map((r) => ({ check: r.check, target: r.asset, instance: r.instance, text: rowText(r) }));
}

/** As a person reads it: `应用服务器 3 磁盘使用率 /data：86.4 %，标准 ≤ 80 %`. */
export const rowText = (r: CheckResult): string =>
  `${r.assetName} ${r.label}${r.instance === null ? '' : ` ${r.instance}`}：${r.measured}，标准 ${r.standard}`;

/** Every row of that day's newest inspection, judged as its draft shows it; none when nothing was collected. */
export async function judgedRows(session: Session, day: string): Promise<CheckResult[]> {
  const { records, contract } = session.workspace;
  const window = { from: firstLookedAt(day), to: day };
  const found = inspectionsOf((await records.list<InspectionRecord>('inspection', window)).records, day);
  const inspection = found.today;
  if (inspection === undefined) return [];
  return judgeInspection({
    checks: contract.checks,
    assets: contract.assets,
    inspection,
    confirm: null,
    previous: found.previous,
    asOf: inspection.finishedAt,
    isWorkingDay: (date) => session.workdays.isWorkingDay(date),
  });
}
