/** Today's inspection as 首页 and `status` show it. */

import { conclusionText } from '../../../reports/inspection/conclusion.ts';
import { firstLookedAt, inspectionsOf } from '../../../reports/inspection/day.ts';
import { countOutcomes } from '../../assess/inspection/compare.ts';
import { judgeInspection } from '../../assess/inspection/judge.ts';
import type { CheckResult } from '../../assess/inspection/result.ts';
import { documentNumber } from '../../contract/period-text.ts';
import type { InspectionRecord } from '../../records/kinds/inspection.ts';
import type { SignoffRecord } from '../../records/kinds/signoff.ts';
import type { SiteModel } from '../../report/site-model.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';

/** Today's inspection as it stands, judged. */
export interface JudgedDay {
  inspection: InspectionRecord;
  results: CheckResult[];
}

/** @param day contract date. @returns null when nothing was collected that day */
export async function judgedDay(session: Session, day: string): Promise<JudgedDay | null> {
  const { records, contract } = session.workspace;
  const window = { from: firstLookedAt(day), to: day };
  const found = inspectionsOf((await records.list<InspectionRecord>('inspection', window)).records, day);
  const inspection = found.today;
  if (inspection === undefined) return null;
  const results = judgeInspection({
    checks: contract.checks,
    assets: contract.assets,
    inspection,
    confirm: await confirmation(session, day),
    previous: found.previous,
    asOf: inspection.finishedAt,
    isWorkingDay: (date) => session.workdays.isWorkingDay(date),
  });
  return { inspection, results };
}

/** @param day contract date. @returns null when nothing was collected that day */
export async function inspectionOfDay(session: Session, plan: Plan, day: string): Promise<SiteModel['inspection']> {
  return inspectionSummary(session, plan, day, await judgedDay(session, day));
}

/** The same from what was judged already. */
export function inspectionSummary(
  session: Session,
  plan: Plan,
  day: string,
  judged: JudgedDay | null,
): SiteModel['inspection'] {
  if (judged === null) return null;
  const { contract } = session.workspace;
  const item = plan.items.find((i) => i.obligation.id === 'inspection-log' && i.occurrence.period === day);
  const own = judged.results.filter((r) => r.contract);
  const opsHost = judged.results.filter((r) => !r.contract);
  const issued = item?.issued ?? null;
  return {
    date: day,
    status: issued === null ? 'draft' : 'issued',
    counts: outcomes(own),
    conclusion: conclusionText(own, opsHost, undefined),
    document:
      issued?.manifest.number ?? documentNumber(contract.contract.shortName, item?.obligation.code ?? 'XJ', day, 1),
    opsHost: outcomes(opsHost),
  };
}

function outcomes(results: readonly CheckResult[]): Record<string, number> {
  const { total: _total, ...counts } = countOutcomes(results);
  return counts;
}

async function confirmation(session: Session, day: string): Promise<SignoffRecord | null> {
  const { records } = await session.workspace.records.list<SignoffRecord>('signoff', { from: day });
  return (
    records.filter((s) => s.action === 'confirm' && s.obligation === 'inspection-log' && s.period === day).at(-1) ??
    null
  );
}
