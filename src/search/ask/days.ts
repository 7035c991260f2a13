/** From which day to which day a period goes, and of which days a title says that it is. Dates are `YYYY-MM-DD`, both ends counted. */

export interface Days {
  from: string;
  to: string;
}

/** How well what is of some days answers who asks for others. */
export const FIT = {
  exact: 1,
  /** A quarter of the service holds the middle of the calendar's, and is what is meant. */
  similar: 0.9,
  within: 0.7,
  /** A month where a day of it was asked for: of most things there is none of a day alone. */
  covering: 0.4,
  /** Of a year in which the day lies: neither an answer nor a wrong one. */
  around: 0,
  /** Of other days altogether. */
  apart: -1,
} as const;

const two = (number: number): string => String(number).padStart(2, '0');
const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const lengthOf = ({ from, to }: Days): number => Math.round((utc(to) - utc(from)) / 86_400_000) + 1;

/** The date some months and days later; the last of a shorter month. */
export function moved(date: string, months: number, days: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last) + days)).toISOString().slice(0, 10);
}

/** Whole months, from the first of one on. */
export function monthsFrom(year: number, month: number, many = 1): Days {
  const from = moved(`${year}-01-01`, month - 1, 0);
  return { from, to: moved(from, many, -1) };
}

/** One day; null where there is none of that number. */
export function dayOf(year: number, month: number, day: number): Days | null {
  const date = `${year}-${two(month)}-${two(day)}`;
  return month < 1 || month > 12 || day < 1 || date > monthsFrom(year, month).to ? null : { from: date, to: date };
}

/** Monday to Sunday of the week of a date. */
export function weekOf(date: string): Days {
  const from = moved(date, 0, -((new Date(utc(date)).getUTCDay() + 6) % 7));
  return { from, to: moved(from, 0, 6) };
}

/** The n-th week of a year by ISO 8601: the first holds its 4 January. */
export const isoWeek = (year: number, week: number): Days => weekOf(moved(`${year}-01-04`, 0, 7 * (week - 1)));

const SPAN = /(\d{4}-\d\d-\d\d)至(\d{4}-\d\d-\d\d)/;
/** A fault is numbered by its day: GZ-20260813-001. */
const NUMBERED = /-(\d{4})(\d\d)(\d\d)-\d/;

/**
 * The days of which something is, by what it is called, which goes before the days that are told in brackets: `系统巡检日志 2026 年 11 月
 * 24 日`, `月报 2026 年 11 月（2026-11-01 至 2026-11-24）`, `第 4 服务季度（…）`, `GZ-20260813-001 终报`.
 * @param title folded and without spaces
 */
export function daysOf(title: string): Days | null {
  const [, year, month, day] = /(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?/.exec(title) ?? [];
  if (day !== undefined) return dayOf(Number(year), Number(month), Number(day));
  if (month !== undefined) return monthsFrom(Number(year), Number(month));
  const [, from, to] = SPAN.exec(title) ?? [];
  const [, of, quarter, half] = /(\d{4})年(?:第?([1-4])季度|([上下])半年)/.exec(title) ?? [];
  if (quarter !== undefined) return monthsFrom(Number(of), 3 * Number(quarter) - 2, 3);
  if (half !== undefined) return monthsFrom(Number(of), half === '上' ? 1 : 7, 6);
  if (from !== undefined && to !== undefined) return { from, to };
  const [, y, m, d] = NUMBERED.exec(title) ?? /(?:^|[^\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])/.exec(title) ?? [];
  if (d !== undefined) return dayOf(Number(y), Number(m), Number(d));
  const [, whole] = /(\d{4})(?:年|服务年度)/.exec(title) ?? [];
  return whole === undefined ? null : monthsFrom(Number(whole), 1, 12);
}

/** What is of a month or less covers its days; a year does not answer who asks for one of them. */
const LONGEST_COVER = 31;
/** How much longer the one may be of what is called alike: the contract's quarter and the calendar's, not half a year. */
const MOST_ALIKE = 1.5;
/** A week or two is nearly what a day was asked for. */
const SHORT = 14;

/** @returns one of `FIT` */
export function fitOf(asked: Days, own: Days): number {
  if (own.to < asked.from || asked.to < own.from) return FIT.apart;
  if (own.from === asked.from && own.to === asked.to) return FIT.exact;
  if (asked.from <= own.from && own.to <= asked.to) return FIT.within;
  const [length, ownLength] = [lengthOf(asked), lengthOf(own)];
  const middle = moved(asked.from, 0, Math.floor(length / 2));
  const isAlike = ownLength <= MOST_ALIKE * length && length <= MOST_ALIKE * ownLength;
  if (isAlike && own.from <= middle && middle <= own.to) return FIT.similar;
  if (own.from <= asked.from && asked.to <= own.to && ownLength <= LONGEST_COVER)
    return ownLength <= SHORT ? FIT.within : FIT.covering;
  // A week counts for the month in which it begins.
  return ownLength < length && asked.from <= own.from ? FIT.within : FIT.around;
}
