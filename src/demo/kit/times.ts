/** Days and times of the story, in contract time. Pure. */

import type { WorkdayCalendar } from '../../contract/calendar/working-days.ts';
import { toDate } from '../../contract/time.ts';

export interface StoryDay {
  date: string;
  /** 0 for the first day of service. */
  index: number;
  working: boolean;
  /** 1 Monday … 7 Sunday. */
  weekday: number;
}

/** The days of the service period, both ends included. */
export function storyDays(from: string, to: string, workdays: Pick<WorkdayCalendar, 'isWorkingDay'>): StoryDay[] {
  const days: StoryDay[] = [];
  for (let day = toDate(from); day.toString() <= to; day = day.add({ days: 1 })) {
    const date = day.toString();
    days.push({ date, index: days.length, working: workdays.isWorkingDay(date), weekday: day.dayOfWeek });
  }
  return days;
}

/** `2026-03-20`, `10:18` or `10:18:05` → ISO instant in contract time. */
export const t = (date: string, time: string): string => `${date}T${time.length === 5 ? `${time}:00` : time}+08:00`;

const OFFSET_MS = 8 * 3_600_000;

/** ISO text of milliseconds since 1970, in contract time. */
export const fromMs = (ms: number): string => `${new Date(ms + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;

/** An instant so many seconds later. */
export const plus = (instant: string, seconds: number): string => fromMs(Date.parse(instant) + seconds * 1000);

export const plusMinutes = (instant: string, minutes: number): string => plus(instant, Math.round(minutes * 60));

/** The date so many days later. */
export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
const DAY_MS = 86_400_000;

/** The later of two instants in contract time. */
export const later = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b);

/** As they are written here, the order of the texts is that of the times: a story compares a million of them. */
export const isBefore = (a: string, b: string): boolean =>
  a.length === WRITTEN && b.length === WRITTEN && a.endsWith(ZONE) && b.endsWith(ZONE)
    ? a < b
    : Date.parse(a) < Date.parse(b);
const ZONE = '+08:00';
const WRITTEN = 'yyyy-mm-ddThh:mm:ss+08:00'.length;

/** Date of an instant written in contract time. */
export const dayOf = (instant: string): string => instant.slice(0, 10);

/** `hh:mm:ss` of seconds from midnight. */
export function clock(seconds: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
}

/** Leaves out fields without a value, which a record must not have. */
export function drop<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const left: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const one = value[name as keyof T];
    if (one !== undefined) left[name] = one;
  }
  return left as never;
}
