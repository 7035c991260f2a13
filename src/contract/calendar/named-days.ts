/**
 * Which days a calendar opens, by its name: those of the contract (`calendars` of `contract/contract.yaml`) and the built-in
 * words (工作日, 学期内 …). Cadences, posts, office hours and limits all ask here, so that one name means the same days
 * everywhere. Pure.
 */
import { type Calendar, type Hours, isBuiltIn, type LeftOut } from '../terms/calendars.ts';
import type { Term } from '../terms/school-terms.ts';
import { type DateText, toDate } from '../time.ts';
import type { WorkdayCalendar } from './working-days.ts';

/** What of a contract says which days there are. */
export interface CalendarSource {
  calendars?: readonly Calendar[] | undefined;
  /** Of a contract that goes by them; what lies between two is vacation. */
  terms?: readonly Term[] | undefined;
}

type Workdays = Pick<WorkdayCalendar, 'isWorkingDay'>;

/** true when the calendar of that name opens on the day: a time of it that runs over midnight is of the day on which it begins. */
export type Opens = (name: string, day: DateText) => boolean;

/** Monday to Friday. */
const WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5];
const WHOLE_DAY: readonly Hours[] = [{ from: '00:00', to: '24:00' }];

interface Asked extends CalendarSource {
  workdays: Workdays;
  /** Calendars that are being asked: one that names itself in a circle opens on no day (refused when it is read). */
  asking: readonly string[];
}

/**
 * The days of every calendar by name. A built-in word always means what it says; a name that the contract does not have opens on
 * no day (refused when the contract is read).
 * @param workdays which days the State Council calls working days
 */
export function opensOf(source: CalendarSource, workdays: Workdays): Opens {
  const asked: Asked = { ...source, workdays, asking: [] };
  return (name, day) => isOpen(asked, name, day);
}

/**
 * The hours of a calendar on a day, in the order of the data; empty when it does not open.
 * @param source where it finds the calendars that it names itself
 */
export function hoursOn(
  calendar: Calendar,
  day: DateText,
  source: CalendarSource,
  workdays: Workdays,
): readonly Hours[] {
  return ownHours({ ...source, workdays, asking: [] }, calendar, day);
}

/** true when a list of days that are left out holds the day. */
export function isLeftOut(list: readonly LeftOut[] | undefined, day: DateText, opens: Opens): boolean {
  return (list ?? []).some(({ from, to, calendar }) =>
    calendar === undefined ? from !== undefined && to !== undefined && from <= day && day <= to : opens(calendar, day),
  );
}

/** The days, the calendar within which alone they count, and those that are left out, of whatever is owed by days. */
export interface DayRule {
  only?: string | undefined;
  except?: readonly LeftOut[] | undefined;
}

/** true of a day that is one of `only` and none of `except`. */
export const holdsDay = ({ only, except }: DayRule, day: DateText, opens: Opens): boolean =>
  (only === undefined || opens(only, day)) && !isLeftOut(except, day, opens);

function isOpen(asked: Asked, name: string, day: DateText): boolean {
  if (isBuiltIn(name)) return isKind(asked, name, WEEKDAYS, day);
  const own = asked.calendars?.find((one) => one.id === name);
  return own !== undefined && !asked.asking.includes(name) && ownHours(asked, own, day).length > 0;
}

function ownHours(given: Asked, calendar: Calendar, day: DateText): readonly Hours[] {
  const asked = { ...given, asking: [...given.asking, calendar.id] };
  const opens: Opens = (name, date) => isOpen(asked, name, date);
  const isExtra = (calendar.extra ?? []).some(({ from, to }) => from <= day && day <= to);
  const isUsual = isKind(asked, calendar.days, calendar.weekdays ?? WEEKDAYS, day) && holdsDay(calendar, day, opens);
  if (!isExtra && !isUsual) return [];
  const { hours = WHOLE_DAY } = calendar;
  const weekday = toDate(day).dayOfWeek;
  const own = hours.filter(({ weekdays }) => weekdays?.includes(weekday) !== false);
  const isMoved = calendar.days === 'working-days' && !WEEKDAYS.includes(weekday);
  return own.length > 0 || !(isExtra || isMoved) ? own : hoursOfFirst(hours);
}

/** What is worked on a weekend day in place of another has the hours of the first weekday that is named. */
function hoursOfFirst(hours: readonly Hours[]): readonly Hours[] {
  const first = hours.find(({ weekdays }) => weekdays !== undefined)?.weekdays?.[0] ?? 1;
  return hours.filter(({ weekdays }) => weekdays?.includes(first) === true);
}

function isKind(
  { terms = [], workdays }: Asked,
  days: Calendar['days'],
  weekdays: readonly number[],
  day: DateText,
): boolean {
  switch (days) {
    case 'all':
      return true;
    case 'working-days':
      return workdays.isWorkingDay(day);
    case 'non-working-days':
      return !workdays.isWorkingDay(day);
    case 'weekdays':
      return weekdays.includes(toDate(day).dayOfWeek);
    case 'terms':
      return terms.some(({ from, to }) => from <= day && day <= to);
    case 'vacations':
      return !terms.some(({ from, to }) => from <= day && day <= to);
    case 'listed':
      return false;
  }
}
