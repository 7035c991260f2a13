/** The documents about one record that are or went out after their time, for the page of that record. Pure. */
import { summaryOf } from '../../../archive/store.ts';
import { stateWord } from '../../../contract/calendar/occurrence.ts';
import { periodText } from '../../../contract/calendar/period-text.ts';
import type { InstantText } from '../../../contract/time.ts';
import type { LateReport, ReportDue } from '../../../sections/parts/facts.ts';
import type { OccurrenceState } from '../../../states/occurrence.ts';
import { readingsText } from '../../../subjects/deliveries/judge/by-readings.ts';
import { remarkAt } from '../../../subjects/deliveries/judge/deliveries.ts';
import { lateReason } from '../../../subjects/deliveries/judge/late-reason.ts';
import type { Plan } from '../../plan/plan.ts';

const LATE: readonly OccurrenceState[] = ['late', 'delivered-late', 'overdue', 'undelivered'];

/** Of what is made for an event, in the order of the plan; by the state that the lists of the site have it in. @param now ISO instant */
export function lateReports({ items, documents }: Pick<Plan, 'items' | 'documents'>, now: InstantText): LateReport[] {
  return items
    .filter(({ state, occurrence }) => occurrence.event !== undefined && LATE.includes(state))
    .map(({ obligation, occurrence, state, onTimeBy, handedIn, issued, delivery }) => ({
      obligation: obligation.id,
      ...(occurrence.part === undefined ? {} : { suffix: occurrence.part.suffix }),
      name: `${obligation.name} ${periodText(occurrence)}`,
      period: occurrence.period,
      number: issued?.manifest.number ?? null,
      ...{ state, word: stateWord(state, [onTimeBy]), by: onTimeBy },
      dueAt: occurrence.dueAt,
      byReadings: readingsText(occurrence, { at: handedIn[onTimeBy], asOf: now }),
      at: state === 'late' ? handedIn.issued : handedIn[onTimeBy],
      reason:
        (state === 'delivered-late' ? remarkAt([{ facts: delivery }], handedIn[onTimeBy]) : null) ??
        lateReason(
          documents
            .filter(({ manifest }) => manifest.obligation === obligation.id && manifest.period === occurrence.period)
            .map(({ manifest }) => summaryOf(manifest)),
        ),
    }));
}

/** When each report about an event that was issued had to be there, those that one combines each by itself. */
export function reportDues({ items }: Pick<Plan, 'items'>): ReportDue[] {
  return items
    .filter(({ issued, occurrence }) => occurrence.event !== undefined && issued !== null)
    .flatMap(({ obligation, occurrence: { part, period, dueAt } }) =>
      (part?.combines ?? [{ suffix: part?.suffix, name: part?.name ?? obligation.name, dueAt }]).flatMap((one) =>
        one.dueAt === null ? [] : [{ ...one, obligation: obligation.id, period, dueAt: one.dueAt }],
      ),
    );
}
