/** The day, and the moment, to which a due rule leads from what it counts from. */
import { type Data, plusDays, plusMonths } from '../data.ts';
import type { Workdays } from '../workdays.ts';

export interface From {
  day: string;
  /** It is the first day of something. */
  first: boolean;
  /** First and last day of what it belongs to. */
  whole?: { from: string; to: string };
}

const has = (value: unknown): boolean => value !== undefined && value !== null;
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** The day of a rule; undefined when it gives none. Walks day by day, so that no arithmetic of months is shared. */
export function dayOfRule(rule: Data, from: From, workdays: Workdays): string | undefined {
  const back = has(rule.before);
  const sign = back ? -1 : 1;
  if (has(rule.days)) return plusDays(from.day, sign * Number(rule.days));
  if (has(rule.workingDays)) return workingDay(Number(rule.workingDays), back, from, workdays);
  if (has(rule.months)) return monthsFrom(Number(rule.months), sign, from);
  const fits = (day: string): boolean =>
    has(rule.weekday)
      ? weekdayOf(day) === Number(rule.weekday)
      : has(rule.dayOfMonth)
        ? isDay(day, rule)
        : isListed(day, rule.on);
  // What is counted on from an end, or from a record, begins with the next day; a listed day may be the day itself.
  const start = !back && !from.first && !has(rule.on) ? plusDays(from.day, 1) : from.day;
  for (let n = 0, day = start; n < 9 * 366; n += 1, day = plusDays(day, sign)) {
    if (fits(day)) return back && from.whole !== undefined && day < from.whole.from ? from.day : day;
  }
  return undefined;
}

function isDay(day: string, { dayOfMonth }: Data): boolean {
  const last = plusDays(day, 1).slice(8) === '01';
  const own = Number(day.slice(8));
  return own === Number(dayOfMonth) || (last && own < Number(dayOfMonth));
}

const isListed = (day: string, list: readonly string[] = []): boolean =>
  list.includes(day) || list.includes(`-${day.slice(4)}`);

function workingDay(count: number, back: boolean, { day, whole }: From, workdays: Workdays): string {
  if (count > 0) return workdays.step(day, back ? -count : count);
  if (!back) return workdays.works(day) ? day : workdays.step(day, 1);
  return workdays.last(whole?.from ?? plusDays(day, -60), day);
}

function monthsFrom(count: number, sign: number, { day, first, whole }: From): string {
  const end = plusMonths(day, sign * count);
  if (sign < 0) return end;
  const last = first ? plusDays(end, -1) : end;
  return whole !== undefined && last > whole.to ? whole.to : last;
}
