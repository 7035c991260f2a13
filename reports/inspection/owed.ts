/** How often the contract has things inspected, and what of it was not: the cadence of its inspection logs decides. */

import { periodsOf } from '../../src/contract/calendar/cadence-periods.ts';
import { opensOf } from '../../src/contract/calendar/named-days.ts';
import { isOfSomeDays, isOwed } from '../../src/contract/calendar/only-in.ts';
import type { DateSpan } from '../../src/contract/calendar/periods.ts';
import { isOfDays } from '../../src/contract/terms/cadence.ts';
import type { Obligation } from '../../src/contract/terms/obligations.ts';
import { unitOf } from '../../src/contract/terms/units.ts';
import { INSPECTION_LOG } from '../../src/subjects/deliveries/judge/observed.ts';
import { daysWithoutInspection, type InspectedDay } from '../../src/subjects/inspections/judge/days.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { allOf, type PeriodView } from '../period/period.ts';

export interface InspectionGaps {
  /** true of daily logs and of those of shifts; the others are counted as times. */
  byDay: boolean;
  /** `日`, else `次`. */
  counter: string;
  owed: number;
  done: number;
  /** Days, or `2026-11-02 至 2026-11-08`. */
  missing: string[];
}

const logsOf = ({ input }: PeriodView): Obligation[] =>
  input.contract.obligations.filter((one) => unitOf(one) === INSPECTION_LOG);

/** What was owed on the days that the document counts whole; of a longer cadence the periods that end on one of them. */
export function inspectionGaps(view: PeriodView, days: readonly InspectedDay[]): InspectionGaps {
  const { firstDay, lastDay } = view;
  const logs = logsOf(view);
  if (logs.length === 0 || logs.some((one) => isOfDays(one) && !isOfSomeDays(one))) {
    const missing = daysWithoutInspection(days, firstDay, lastDay);
    return { ...counted(true), owed: days.length + missing.length, done: days.length, missing };
  }
  const dates = inspectedDates(view);
  const spans = new Map(
    logs
      .flatMap((one) => spansOf(view, one))
      .map(({ from, to }) => [from === to ? from : `${from} 至 ${to}`, { from, to }]),
  );
  const owed = [...spans].filter(([, { to }]) => firstDay <= to && to <= lastDay);
  const missing = owed.filter(([, span]) => !dates.some((day) => holds(span, day))).map(([name]) => name);
  return { ...counted(logs.some(isOfDays)), owed: owed.length, done: owed.length - missing.length, missing };
}

const counted = (byDay: boolean) => ({ byDay, counter: byDay ? '日' : '次' });

/**
 * The confirmations of inspection logs, each under the day of the inspection that its log is about: logs of a week or a shift bear
 * another id than the day.
 */
export function confirmedDays(view: PeriodView, signoffs: readonly SignoffRecord[]): SignoffRecord[] {
  const spans = new Map(
    logsOf(view).flatMap((log) => spansOf(view, log).map((one) => [`${log.id} ${one.id}`, one] as const)),
  );
  const dates = inspectedDates(view);
  return signoffs.map((one) => {
    const span = spans.get(`${one.obligation} ${one.period}`);
    const day = span === undefined ? undefined : dates.findLast((date) => holds(span, date));
    return day === undefined ? one : { ...one, period: day };
  });
}

const holds = ({ from, to }: DateSpan, day: string): boolean => from <= day && day <= to;

/** In order. */
const inspectedDates = (view: PeriodView): string[] =>
  allOf(view, inspection)
    .map(({ date }) => date)
    .sort();

function spansOf({ input }: PeriodView, log: Obligation): (DateSpan & { id: string })[] {
  const { contract } = input.contract;
  const opens = opensOf(contract, { isWorkingDay: input.isWorkingDay });
  return periodsOf(log, contract.servicePeriod, contract.terms).filter((one) => isOwed(log, one, opens));
}
