/** When somebody sits down to write and issue: each day, at the close of a period, after an event, at a deadline. Pure. */

import { closingAt } from '../contract/calendar/closing.ts';
import { quartersOf } from '../contract/calendar/periods.ts';
import { lastWorkingDay, type WorkdayCalendar } from '../contract/calendar/working-days.ts';
import { plusMinutes, t } from './kit/times.ts';
import { holds, isAutomatic } from './policy-data.ts';
import { agreements } from './story/agreements.ts';
import { faults } from './story/all-faults.ts';
import { restoredOf, startOf } from './story/fault.ts';
import { usableAt } from './story/outages.ts';
import { isWatched } from './topics/incidents.ts';
import type { Year } from './year.ts';

/**
 * `morning`: the engineer confirms and issues; `records`: a day off, only records are kept; `close`: the reports of a
 * period; `event`: what a fault asks for within hours; `tick`: the schedule issues what nobody confirmed.
 */
export type MomentKind = 'morning' | 'records' | 'close' | 'event' | 'tick';

export interface Moment {
  at: string;
  kinds: MomentKind[];
}

/** @param until ISO; later moments are left out */
export function momentsOf(year: Year, workdays: WorkdayCalendar, until: string): Moment[] {
  const found = new Map<string, Set<MomentKind>>();
  const add = (wanted: string, kind: MomentKind) => {
    const at = usableAt(wanted);
    found.set(at, (found.get(at) ?? new Set()).add(kind));
  };
  for (const day of year.days) {
    if (day.working) add(t(day.date, '09:50'), 'morning');
    else add(t(day.date, '10:30'), 'records');
    const nextMorning = t(year.context.workingDayAfter(day.date, 1), '10:00');
    if (isAutomatic('inspection-log', day.date)) add(day.working ? t(day.date, '17:00') : nextMorning, 'tick');
    if (isAutomatic('daily-maintenance', day.date)) add(nextMorning, 'tick');
  }
  for (const date of closingDays(year, workdays)) add(t(date, '16:30'), 'close');
  for (const at of eventTimes(year)) add(at, 'event');
  for (const hold of holds) add(hold.until, 'event');
  for (const { at } of agreements) add(at, 'records');
  const last = year.days.at(-1)?.date ?? '';
  add(t(last, '17:30'), 'close');
  const closing = closingAt({ from: year.days[0]?.date ?? '', to: last }, workdays);
  add(t(closing.slice(0, 10), '09:50'), 'morning');
  add(closing, 'event');
  return [...found]
    .map(([at, kinds]) => ({ at, kinds: [...kinds] }))
    .filter(({ at }) => Date.parse(at) <= Date.parse(until))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Last working day of each calendar month and service quarter. */
function closingDays({ days }: Year, workdays: WorkdayCalendar): Set<string> {
  const span = { from: days[0]?.date ?? '', to: days.at(-1)?.date ?? '' };
  const months = [...Map.groupBy(days, (day) => day.date.slice(0, 7)).values()];
  const spans = [
    ...months.map((list) => ({ from: list[0]?.date ?? '', to: list.at(-1)?.date ?? '' })),
    ...quartersOf(span, 'service'),
  ];
  return new Set(spans.map(({ from, to }) => lastWorkingDay(workdays, from, to)));
}

/** After the end of a fault, and during one that counts as major; after a device was looked at. */
function eventTimes({ entries }: Year): string[] {
  const ends = faults.flatMap((fault) => (fault.closed === undefined ? [] : [plusMinutes(fault.closed, 45)]));
  const during = faults.filter(isWatched).flatMap((fault) => {
    const start = startOf(fault);
    const end = restoredOf(fault) ?? plusMinutes(start, 600);
    return [40, 160, 285, 405, 525, 645]
      .map((minutes) => plusMinutes(start, minutes))
      .filter((at) => Date.parse(at) < Date.parse(end));
  });
  const repairs = entries
    .filter((one) => one.kind === 'device-repair' && one.edit === undefined)
    .map((one) => plusMinutes(one.writtenAt, 30));
  return [...ends, ...during, ...repairs];
}
