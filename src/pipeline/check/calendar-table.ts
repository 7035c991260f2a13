/** What the calendar makes due in the first month and the first year of the service, one row an obligation. Pure. */
import { allObligations, type ContractBundle, contractFiles } from '../../contract/bundle/bundle.ts';
import { occurrencesOf } from '../../contract/calendar/calendar.ts';
import type { WorkdayCalendar } from '../../contract/calendar/working-days.ts';
import { cadenceText, isOfEvents } from '../../contract/terms/cadence.ts';
import { at, dateOf, toDate, toText } from '../../contract/time.ts';
import type { Finding } from './finding.ts';

export interface CalendarRow {
  obligation: string;
  name: string;
  /** How often, in Chinese. */
  cadence: string;
  /** Due in the first month and in the first year of the service; null for what hangs on events. */
  month: number | null;
  year: number | null;
  /** Over the whole service. */
  service: number | null;
  /** ISO instant; null when nothing is due at a known time. */
  firstDue: string | null;
}

/** The table, and obligations with periods of which some have no due time although the rule promises one. */
export function calendarTable(
  bundle: ContractBundle,
  workdays: WorkdayCalendar,
): { rows: CalendarRow[]; findings: Finding[] } {
  const { servicePeriod, terms } = bundle.contract;
  const obligations = allObligations(bundle);
  const first = toDate(servicePeriod.from);
  const [month, year] = [first.add({ months: 1 }).toString(), first.add({ years: 1 }).toString()];
  const all = Map.groupBy(
    occurrencesOf({
      obligations,
      servicePeriod,
      terms,
      workdays,
      events: [],
      asOf: toText(at(servicePeriod.from, '00:00')),
    }),
    (one) => one.obligation,
  );
  const findings: Finding[] = [];
  const rows = obligations.map((one): CalendarRow => {
    const shared = { obligation: one.id, name: one.name, cadence: cadenceText(one) };
    if (isOfEvents(one)) return { ...shared, month: null, year: null, service: null, firstDue: null };
    const own = all.get(one.id) ?? [];
    const due = own.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt])).sort();
    // Rules that name a record wait for it.
    const waits = one.eventKind !== undefined || one.due?.of !== undefined;
    if (one.due !== null && !waits && due.length < own.length)
      findings.push({
        ...{ cause: 'date', file: contractFiles.obligations, what: one.name },
        where: own.flatMap(({ dueAt, period }) => (dueAt === null ? [period] : [])).join('、'),
      });
    if (own.length === 0)
      findings.push({
        ...{ cause: 'date', file: contractFiles.obligations, what: '服务期内一期也没有' },
        where: one.name,
      });
    const before = (day: string) => due.filter((instant) => dateOf(instant) < day).length;
    return { ...shared, month: before(month), year: before(year), service: own.length, firstDue: due[0] ?? null };
  });
  return { rows, findings };
}
