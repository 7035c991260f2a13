/**
 * Seconds, days and calendars of the oracle (R1–R4). A moment is a whole second since 1970; whether a calendar holds is asked of one
 * second at a time, and what is counted is counted second by second: `countWhere` only jumps where nothing can change in between.
 */

export const MINUTE = 60;
export const DAY = 86_400;
const ZONE = 8 * 3600;

/** @param text ISO with its offset */
export const secondOf = (text: string): number => Date.parse(text) / 1000;
/** ISO of +08:00. */
export const textOf = (second: number): string =>
  `${new Date((second + ZONE) * 1000).toISOString().slice(0, 19)}+08:00`;

/** Number of the day that holds a second; days since 1970-01-01. */
export const dayOf = (second: number): number => Math.floor((second + ZONE) / DAY);
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000 / DAY;
export const dateText = (day: number): string => new Date(day * DAY * 1000).toISOString().slice(0, 10);
/** A time of the day `hh:mm`, 24:00 among them, of a day. */
export const momentOf = (day: number, clock: string): number => day * DAY - ZONE + clockOf(clock);
/** Seconds since midnight. */
const clockOf = (clock: string): number => Number(clock.slice(0, 2)) * 3600 + Number(clock.slice(3)) * MINUTE;
/** 1 is Monday, 7 Sunday. */
export const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;

interface HoursRow {
  from: string;
  to: string;
  weekdays?: string[];
}

export interface CalendarRow {
  id: string;
  days: string;
  weekdays?: string[];
  hours?: HoursRow[];
  only?: string;
  except?: { from?: string; to?: string; calendar?: string }[];
  extra?: { from: string; to: string }[];
}

/** What the State Council's notice of 2026 says of the days that are tried; later years have none. */
const NOTICE = {
  off: ['2026-09-25', '2026-09-26', '2026-09-27', ...[1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day}`)],
  work: ['2026-09-20', '2026-10-10'],
};

export interface HolidayRow {
  year: string;
  off: string[];
  work: string[];
}

export interface Calendars {
  isWorking(day: number): boolean;
  /** true when the second lies in the calendar's time (R4). */
  holds(name: string, second: number): boolean;
  isDay(name: string, day: number): boolean;
  /** The end of its last hours of a day; undefined where it has none that day. */
  endOf(name: string, day: number): number | undefined;
  /** Times of the day, in seconds, at which any calendar may begin or end. */
  clocks: readonly number[];
}

/** @param holidays of `holidays.yaml`; its years stand in place of the notice */
export function calendarsOf(rows: readonly CalendarRow[], holidays: readonly HolidayRow[]): Calendars {
  const years = new Map<string, { off: string[]; work: string[] }>([['2026', NOTICE]]);
  for (const one of holidays) years.set(one.year, one);
  const isWorking = (day: number): boolean => {
    const date = dateText(day);
    const notice = years.get(date.slice(0, 4));
    if (notice?.work.includes(date) === true) return true;
    return notice?.off.includes(date) !== true && weekdayOf(day) <= 5;
  };
  const named = (name: string): CalendarRow => rows.find(({ id }) => id === name) ?? { id: name, days: name };
  const within = (day: number, span: { from?: string; to?: string }): boolean =>
    span.from !== undefined && span.to !== undefined && day >= dayNumber(span.from) && day <= dayNumber(span.to);
  const isOf = ({ days, weekdays = ['1', '2', '3', '4', '5'] }: CalendarRow, day: number): boolean => {
    if (days === 'all') return true;
    if (days === 'working-days') return isWorking(day);
    if (days === 'non-working-days') return !isWorking(day);
    return days === 'weekdays' && weekdays.includes(String(weekdayOf(day)));
  };
  const isExtra = (name: string, day: number): boolean => (named(name).extra ?? []).some((span) => within(day, span));
  const isDay = (name: string, day: number): boolean => {
    const one = named(name);
    if (isExtra(name, day)) return true;
    const out = (one.except ?? []).some((span) =>
      span.calendar === undefined ? within(day, span) : isDay(span.calendar, day),
    );
    return !out && isOf(one, day) && (one.only === undefined || isDay(one.only, day));
  };
  /** Spans that begin on a day, as moments. */
  const known = new Map<string, [number, number][]>();
  const spansOn = (name: string, day: number): [number, number][] => {
    const key = `${name} ${day}`;
    const found = known.get(key) ?? spansOf(name, day);
    known.set(key, found);
    return found;
  };
  const spansOf = (name: string, day: number): [number, number][] => {
    if (!isDay(name, day)) return [];
    const { hours = [{ from: '00:00', to: '24:00' }] } = named(name);
    const weekday = String(weekdayOf(day));
    const on = (wanted: string) => hours.filter(({ weekdays }) => weekdays === undefined || weekdays.includes(wanted));
    const isMoved = (years.get(dateText(day).slice(0, 4))?.work.includes(dateText(day)) ?? false) || isExtra(name, day);
    const ofDay = on(weekday);
    const first = hours[0]?.weekdays?.[0];
    const own = ofDay.length === 0 && isMoved && first !== undefined ? on(first) : ofDay;
    return own.map(({ from, to }) => [momentOf(day, from), momentOf(clockOf(to) <= clockOf(from) ? day + 1 : day, to)]);
  };
  const clocks = new Set([0]);
  for (const { hours = [] } of rows)
    for (const { from, to } of hours) {
      clocks.add(clockOf(from) % DAY);
      clocks.add(clockOf(to) % DAY);
    }
  return {
    isWorking,
    isDay,
    holds: (name, second) => {
      const day = dayOf(second);
      return [...spansOn(name, day - 1), ...spansOn(name, day)].some(([from, to]) => second >= from && second < to);
    },
    endOf: (name, day) => {
      const ends = spansOn(name, day).map(([, to]) => to);
      return ends.length === 0 ? undefined : Math.max(...ends);
    },
    clocks: [...clocks].toSorted((a, b) => a - b),
  };
}

/** The next second after one at which a calendar, or what else is named, may change. */
function nextChange(second: number, clocks: readonly number[], others: readonly number[]): number {
  const midnight = dayOf(second) * DAY - ZONE;
  const clock = clocks.find((one) => midnight + one > second);
  const next = clock === undefined ? midnight + DAY : midnight + clock;
  return Math.min(next, ...others.filter((one) => one > second));
}

/**
 * How many seconds from `from`, included, to `to`, excluded, hold; asked of each at which something may change.
 * @param others further seconds at which `holds` may change, beside the times of the calendars
 */
export function countWhere(
  from: number,
  to: number,
  holds: (second: number) => boolean,
  { clocks }: Pick<Calendars, 'clocks'>,
  others: readonly number[] = [],
): number {
  let sum = 0;
  for (let at = from; at < to; ) {
    const next = Math.min(nextChange(at, clocks, others), to);
    if (holds(at)) sum += next - at;
    at = next;
  }
  return sum;
}

const LONGEST = 400 * DAY;

/** The first moment at which so many seconds since `from` have held; undefined when they never do. */
export function afterWhere(
  from: number,
  seconds: number,
  holds: (second: number) => boolean,
  { clocks }: Pick<Calendars, 'clocks'>,
  others: readonly number[] = [],
): number | undefined {
  let left = seconds;
  if (left === 0) return from;
  for (let at = from; at < from + LONGEST; ) {
    const next = nextChange(at, clocks, others);
    if (holds(at)) {
      if (next - at >= left) return at + left;
      left -= next - at;
    }
    at = next;
  }
  return undefined;
}
