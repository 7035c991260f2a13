/**
 * China's working days: Monday to Friday, less the State Council's holidays, plus the make-up days (调休) that it orders.
 * Pure; the years come in as data (`working-days-data.ts`, and `contract/holidays.yaml` for years newer than the tool).
 */
import { type DateText, toDate } from '../time.ts';

/** What the State Council's notice says of one calendar year. */
export interface HolidayYear {
  year: number;
  /** Days off, weekends among them or not. */
  off: readonly DateText[];
  /** Weekend days on which work is done. */
  work: readonly DateText[];
}

export interface WorkdayCalendar {
  /**
   * true when work is done on `date`. In a year that is not published, Monday to Friday.
   * @throws RangeError when `date` is no ISO date
   */
  isWorkingDay(date: DateText): boolean;
  /** true when the notice for `year` is known; without it the answers for that year are provisional. */
  published(year: number): boolean;
  /** The published years, ascending. */
  readonly years: readonly number[];
}

/** Longest run of days off that a search crosses before it gives up; the longest real one is 9. */
const SEARCH_LIMIT = 60;

/** Builds the calendar from the notices. A year given twice: the later entry wins, so that hand-kept data correct the package. */
export function workdayCalendar(years: readonly HolidayYear[]): WorkdayCalendar {
  const notices = new Map<number, { off: Set<DateText>; work: Set<DateText> }>();
  for (const { year, off, work } of years) notices.set(year, { off: new Set(off), work: new Set(work) });
  const judge = (date: DateText): boolean => {
    const day = toDate(date);
    const notice = notices.get(day.year);
    if (notice?.work.has(date)) return true;
    if (notice?.off.has(date)) return false;
    return day.dayOfWeek <= 5;
  };
  // Each due rule of each day asks for the same few hundred days.
  const judged = new Map<DateText, boolean>();
  return {
    isWorkingDay(date) {
      const known = judged.get(date) ?? judge(date);
      judged.set(date, known);
      return known;
    },
    published: (year) => notices.has(year),
    years: [...notices.keys()].sort((a, b) => a - b),
  };
}

/** The first working day after `date`. */
export function nextWorkingDay(calendar: WorkdayCalendar, date: DateText): DateText {
  return step(calendar, date, 1);
}

/** `count` working days before `date`, `date` itself not counted: 1 gives the working day before it. */
export function workingDaysBefore(
  calendar: Pick<WorkdayCalendar, 'isWorkingDay'>,
  date: DateText,
  count: number,
): DateText {
  let day = date;
  for (let n = 0; n < count; n += 1) day = step(calendar, day, -1);
  return day;
}

/** `count` working days after `date`, `date` itself not counted. */
export function workingDaysAfter(calendar: WorkdayCalendar, date: DateText, count: number): DateText {
  let day = date;
  for (let n = 0; n < count; n += 1) day = step(calendar, day, 1);
  return day;
}

/** The last working day in `from`–`to` (inclusive); `to` itself when there is none, so that nothing is ever due outside. */
export function lastWorkingDay(calendar: WorkdayCalendar, from: DateText, to: DateText): DateText {
  for (let day = toDate(to); day.toString() >= from; day = day.subtract({ days: 1 })) {
    if (calendar.isWorkingDay(day.toString())) return day.toString();
  }
  return to;
}

/** The working days in `from`–`to`, both inclusive. */
export function workingDaysIn(calendar: WorkdayCalendar, from: DateText, to: DateText): DateText[] {
  const days: DateText[] = [];
  for (let day = toDate(from); day.toString() <= to; day = day.add({ days: 1 })) {
    if (calendar.isWorkingDay(day.toString())) days.push(day.toString());
  }
  return days;
}

function step(calendar: Pick<WorkdayCalendar, 'isWorkingDay'>, date: DateText, direction: 1 | -1): DateText {
  let day = toDate(date);
  for (let n = 0; n < SEARCH_LIMIT; n += 1) {
    day = day.add({ days: direction });
    if (calendar.isWorkingDay(day.toString())) return day.toString();
  }
  throw new RangeError(`no working day within ${SEARCH_LIMIT} days of ${date}`);
}
