/**
 * From a moment to a day, as the due rules mean it. Pure.
 *
 * After a moment: so many days later; working days counted without the day itself, 0 being the day itself or the next working
 * day; the first such weekday or day of the month later than the moment (a period's or year's first day is itself such a day);
 * the first of the listed days not before it; so many months later, from a first day on the last day of that many months.
 *
 * Before a moment: the same backwards, the day itself being the last that counts. What lies before the first day of a period
 * is none of its days: then it is the last of them.
 */
import type { ShiftRule } from '../terms/due-rules.ts';
import { type DateText, toDate } from '../time.ts';
import type { DateSpan } from './periods.ts';
import {
  lastWorkingDay,
  nextWorkingDay,
  type WorkdayCalendar,
  workingDaysAfter,
  workingDaysBefore,
} from './working-days.ts';

/** A moment from which days are counted. */
export interface Anchor {
  day: DateText;
  /** true: the first day of something. */
  first?: boolean;
  /** What is counted back from the last day of this stays in it; what is counted on from its first day, too. */
  within?: DateSpan;
}

/** Days that a search for a working day before a moment crosses. */
const SEARCH = 60;

type Rule = Pick<ShiftRule, 'days' | 'workingDays' | 'weekday' | 'dayOfMonth' | 'on' | 'months'>;

/** @returns null when the rule gives no day */
export function dayAfter(
  rule: Rule,
  { day, first = false, within }: Anchor,
  workdays: WorkdayCalendar,
): DateText | null {
  const { days, workingDays, weekday, dayOfMonth, on, months } = rule;
  const from = first ? day : plus(day, 1);
  if (days !== undefined) return plus(day, days);
  if (workingDays !== undefined) {
    if (workingDays > 0) return workingDaysAfter(workdays, day, workingDays);
    return workdays.isWorkingDay(day) ? day : nextWorkingDay(workdays, day);
  }
  if (weekday !== undefined) return plus(from, (weekday - toDate(from).dayOfWeek + 7) % 7);
  if (dayOfMonth !== undefined) {
    const own = inMonth(from, dayOfMonth);
    return own >= from ? own : inMonth(toDate(from).with({ day: 1 }).add({ months: 1 }).toString(), dayOfMonth);
  }
  if (on !== undefined) return datesAround(on, day).find((one) => one >= day) ?? null;
  if (months === undefined) return null;
  const end = toDate(day).add({ months });
  const last = (first ? end.subtract({ days: 1 }) : end).toString();
  return within !== undefined && last > within.to ? within.to : last;
}

/** @returns null when the rule gives no day */
export function dayBefore(rule: Rule, { day, within }: Anchor, workdays: WorkdayCalendar): DateText | null {
  const found = before(rule, day, within, workdays);
  return found !== null && within !== undefined && rule.days === undefined && !isCounted(rule) && found < within.from
    ? day
    : found;
}

/** Working days and months that are counted back may leave the period, as the rule says. */
const isCounted = ({ workingDays, months }: Rule): boolean => (workingDays ?? 0) > 0 || months !== undefined;

function before(rule: Rule, day: DateText, within: DateSpan | undefined, workdays: WorkdayCalendar): DateText | null {
  const { days, workingDays, weekday, dayOfMonth, on, months } = rule;
  if (days !== undefined) return plus(day, -days);
  if (workingDays !== undefined) {
    if (workingDays > 0) return workingDaysBefore(workdays, day, workingDays);
    return lastWorkingDay(workdays, within?.from ?? plus(day, -SEARCH), day);
  }
  if (weekday !== undefined) return plus(day, -((toDate(day).dayOfWeek - weekday + 7) % 7));
  if (dayOfMonth !== undefined) {
    const own = inMonth(day, dayOfMonth);
    return own <= day ? own : inMonth(toDate(day).with({ day: 1 }).subtract({ months: 1 }).toString(), dayOfMonth);
  }
  if (on !== undefined) return datesAround(on, day).findLast((one) => one <= day) ?? null;
  return months === undefined ? null : toDate(day).subtract({ months }).toString();
}

const plus = (day: DateText, days: number): DateText => toDate(day).add({ days }).toString();

/** That day of the month of a date; the last of a shorter month. */
const inMonth = (date: DateText, day: number): DateText => toDate(date).with({ day: 1 }).with({ day }).toString();

/** The dates that a list names, those of every year around one day; ascending, each once. */
function datesAround(list: readonly string[], day: DateText): DateText[] {
  const year = Number(day.slice(0, 4));
  // 29 February comes round after four years, and after eight at the turn of most centuries.
  return datesIn(list, year - 8, year + 8);
}

/** The dates that a list names, those of every year from one year to another; ascending, each once. */
export function datesIn(list: readonly string[], fromYear: number, toYear: number): DateText[] {
  const years = Array.from({ length: toYear - fromYear + 1 }, (_, n) => fromYear + n);
  const found = list.flatMap((one) =>
    one.startsWith('--') ? years.flatMap((year) => realDate(`${year}-${one.slice(2)}`)) : [one],
  );
  return [...new Set(found)].sort();
}

/** None for 29 February of a year that has none. */
function realDate(text: string): DateText[] {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  const date = Temporal.PlainDate.from({ year, month, day }).toString();
  return date === text ? [date] : [];
}
