/**
 * Time that counts: how much of it lies between two instants, and when so much of it has run, by a named calendar of the
 * contract (教学时间, 值班时间). China keeps one offset the whole year, so that a wall clock of one day is an instant. Pure.
 */
import { builtInCalendars, type Calendar, type Hours, isBuiltIn } from '../terms/calendars.ts';
import {
  at,
  compareInstants,
  type DateText,
  dateOf,
  type InstantText,
  secondsBetween,
  toDate,
  toInstant,
  toText,
} from '../time.ts';
import { type CalendarSource, hoursOn } from './named-days.ts';
import type { WorkdayCalendar } from './working-days.ts';

/** Part of a day in which time counts; `to` is the first instant after it. */
interface Stretch {
  from: InstantText;
  to: InstantText;
}

/** Days that a search crosses before it gives up: three summers. */
const SEARCH_DAYS = 1200;

/** One calendar of the contract, with the notices of holidays applied. */
export interface WorkingTime {
  id: string;
  /** Chinese name, as printed: 教学时间. */
  name: string;
  /** true when the instant lies in the calendar's time. */
  holds(instant: InstantText): boolean;
  /** Seconds of the calendar's time from one instant to another; 0 when `to` is not later. */
  seconds(from: InstantText, to: InstantText): number;
  /** The instant at which so many seconds of the calendar's time have run since `from`; null when they never have. */
  after(from: InstantText, seconds: number): InstantText | null;
  /**
   * The end of the calendar's time on its n-th day after the day of `from`, or `time` of that day; null when there is none. Of
   * 0 days it is that of the first day of the calendar on which it is not past: what begins at that very time is due at once.
   */
  endOfDay(from: InstantText, days: number, time?: string | null): InstantText | null;
}

/**
 * @param calendar an entry of `calendars`
 * @param workdays which days the State Council calls working days
 * @param source the contract, for the terms and the other calendars that it names
 */
export function workingTime(
  calendar: Calendar,
  workdays: Pick<WorkdayCalendar, 'isWorkingDay'>,
  source: CalendarSource = {},
): WorkingTime {
  const known = new Map<DateText, Stretch[]>();
  const on = (day: DateText): Stretch[] => {
    const found = known.get(day) ?? stretchesOf(hoursOn(calendar, day, source, workdays), day);
    known.set(day, found);
    return found;
  };
  return {
    id: calendar.id,
    name: calendar.name,
    holds: (instant) =>
      near(on, instant).some(({ from, to }) => compareInstants(from, instant) <= 0 && compareInstants(instant, to) < 0),
    seconds: (from, to) => secondsOf(on, from, to),
    after: (from, seconds) => afterSeconds(on, from, seconds),
    endOfDay: (from, days, time = null) => endOf(on, from, days, time),
  };
}

/**
 * A calendar by its name: the contract's own, else the built-in one, whose days are whole. Undefined for a name that is neither.
 * The contract's own comes first, because limits named those alone once.
 */
export function calendarNamed({ calendars = [] }: CalendarSource, name: string): Calendar | undefined {
  const own = calendars.find(({ id }) => id === name);
  return own ?? (isBuiltIn(name) ? { id: name, name: builtInCalendars[name], days: name } : undefined);
}

type On = (day: DateText) => Stretch[];

const plus = (day: DateText, days: number): DateText => toDate(day).add({ days }).toString();

/** A stretch may begin on the day before and run over midnight. */
const near = (on: On, instant: InstantText): Stretch[] => {
  const day = dateOf(instant);
  return [...on(plus(day, -1)), ...on(day)];
};

function secondsOf(on: On, from: InstantText, to: InstantText): number {
  if (compareInstants(from, to) >= 0) return 0;
  let sum = 0;
  const last = dateOf(to);
  for (let day = plus(dateOf(from), -1); day <= last; day = plus(day, 1)) {
    for (const stretch of on(day)) {
      const begin = compareInstants(stretch.from, from) > 0 ? stretch.from : from;
      const end = compareInstants(stretch.to, to) < 0 ? stretch.to : to;
      if (compareInstants(begin, end) < 0) sum += secondsBetween(begin, end);
    }
  }
  return sum;
}

function afterSeconds(on: On, from: InstantText, seconds: number): InstantText | null {
  let left = seconds;
  let day = plus(dateOf(from), -1);
  for (let n = 0; n < SEARCH_DAYS; n += 1, day = plus(day, 1)) {
    for (const stretch of on(day)) {
      const begin = compareInstants(stretch.from, from) > 0 ? stretch.from : from;
      if (compareInstants(begin, stretch.to) >= 0) continue;
      const length = secondsBetween(begin, stretch.to);
      if (length >= left) return toText(toInstant(begin).add({ seconds: left }));
      left -= length;
    }
  }
  return null;
}

function endOf(on: On, from: InstantText, days: number, time: string | null): InstantText | null {
  let left = days;
  let day = dateOf(from);
  for (let n = 0; n < SEARCH_DAYS; n += 1) {
    const last = on(day).at(-1);
    if (last !== undefined && left === 0) {
      const end = time === null ? last.to : instantOf(day, time);
      if (n > 0 || compareInstants(from, end) <= 0) return end;
    }
    day = plus(day, 1);
    if (left > 0 && on(day).length > 0) left -= 1;
  }
  return null;
}

/** The stretches that begin on a day, in order and without overlap. */
function stretchesOf(hours: readonly Hours[], day: DateText): Stretch[] {
  const stretches = hours
    .map(({ from, to }) => ({ from: instantOf(day, from), to: instantOf(to <= from ? plus(day, 1) : day, to) }))
    .toSorted((a, b) => compareInstants(a.from, b.from));
  const joined: Stretch[] = [];
  for (const one of stretches) {
    const before = joined.at(-1);
    if (before === undefined || compareInstants(before.to, one.from) < 0) joined.push(one);
    else if (compareInstants(before.to, one.to) < 0) before.to = one.to;
  }
  return joined;
}

const instantOf = (day: DateText, clock: string): InstantText => toText(at(day, clock));
