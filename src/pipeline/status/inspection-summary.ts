/** Today's inspection as 首页 and `status` show it. */

import { documentNumber } from '../../contract/calendar/period-text.ts';
import type { SiteModel } from '../../report/site-model.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import { conclusionText, outcomeFigures } from '../../subjects/inspections/conclusion.ts';
import type { CheckResult } from '../../subjects/inspections/judge/result.ts';
import { countOutcomes } from '../../subjects/inspections/judge/result.ts';
import { apartName } from '../../wording/asset-names.ts';
import { confirmedDay, type JudgedDay } from '../collect/judged-day.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';

/** @param day contract date. @returns null when nothing was collected that day */
export async function inspectionOfDay(session: Session, plan: Plan, day: string): Promise<SiteModel['inspection']> {
  return inspectionSummary(session, plan, day, await confirmedDay(session, day));
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
  const item = plan.items.find((i) => isInspectionAlone(i.obligation) && i.occurrence.period === day);
  const own = judged.results.filter((r) => r.contract);
  const opsHost = judged.results.filter((r) => !r.contract);
  const issued = item?.issued ?? null;
  return {
    date: day,
    status: issued === null ? 'draft' : 'issued',
    counts: outcomes(own),
    figures: outcomeFigures(countOutcomes(own), own.length, day).flatMap(({ figure }) => figure ?? []),
    conclusion: conclusionText(own, opsHost, undefined),
    document:
      issued?.manifest.number ?? documentNumber(contract.contract.shortName, item?.obligation.code ?? 'XJ', day, 1),
    opsHost: outcomes(opsHost),
    opsHostName: apartName(opsHost),
  };
}

function outcomes(results: readonly CheckResult[]): Record<string, number> {
  const { total: _total, ...counts } = countOutcomes(results);
  return counts;
}
