/** How each inspected day of the year came out, for the calendar of inspections: judged as reports of a period judge them. */

import { idsEverOf } from '../../contract/terms/units.ts';
import type { InspectedYear, RecordsByKind } from '../../sections/parts/facts.ts';
import { INSPECTION_LOG, isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import { inspectedDays } from '../../subjects/inspections/judge/days.ts';
import { countOutcomes } from '../../subjects/inspections/judge/result.ts';
import inspectionKind, { type InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import signoffKind, { type SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { apartName } from '../../wording/asset-names.ts';
import { judgingOf } from '../collect/judged-day.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';

/**
 * @param records what was read for the site: inspections and confirmations of the months that it shows
 * @param now ISO instant of the site; of `today`, its contract date, nothing is missing yet
 */
export function inspectedYear(
  { workspace, workdays }: Pick<Session, 'workspace' | 'workdays'>,
  { items }: Pick<Plan, 'items'>,
  records: RecordsByKind,
  { now, today }: { now: string; today: string },
): InspectedYear {
  const { contract } = workspace;
  const inspections = (records[inspectionKind.id] ?? []) as InspectionRecord[];
  const logs = idsEverOf(contract.obligations, INSPECTION_LOG);
  const own = items.filter(({ obligation }) => isInspectionAlone(obligation));
  const spans = new Map(own.map((one) => [`${one.obligation.id} ${one.occurrence.period}`, one.occurrence]));
  const dates = inspections.map(({ date }) => date).sort();
  const signoffs = ((records[signoffKind.id] ?? []) as SignoffRecord[]).map((one) => {
    // A log of a week or a shift bears another period than the day of the inspection that it is about.
    const span = spans.get(`${one.obligation} ${one.period}`);
    const day = span && dates.findLast((date) => span.from <= date && date <= span.to);
    return day === undefined ? one : { ...one, period: day };
  });
  const days = inspectedDays({
    context: judgingOf({ workspace, workdays }),
    ...{ inspections, signoffs, logs, asOf: now },
  });
  return {
    days: days.map(({ date, record, counts, confirmed, apart }) => ({
      ...{ date, record, counts, confirmed },
      apart: apart.length === 0 ? null : { name: apartName(apart), counts: countOutcomes(apart) },
    })),
    logs: new Map(
      own.flatMap(({ state, occurrence: { from, to } }) =>
        from === to && from < today ? [[from, state === 'waived' ? 'waived' : 'owed'] as const] : [],
      ),
    ),
  };
}
