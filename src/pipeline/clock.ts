/** Times as a person types them, and dates relative to now. */
import { UserError } from '../contract/error.ts';
import { parseInstant } from '../contract/instant.ts';
import {
  DAY_SECONDS,
  HOUR_SECONDS,
  inContractZone,
  MINUTE_SECONDS,
  secondsBetween,
  toInstant,
  toText,
} from '../contract/time.ts';

/**
 * A time on the command line: ISO with offset, or contract time without one.
 * @param option where it was typed, for the message
 * @returns ISO with the contract's offset
 * @throws UserError
 */
export function parseAt(text: string, option = '--at'): string {
  const parsed = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text} 12:00` : text);
  if (parsed !== undefined) return parsed;
  throw new UserError('时间格式不对', {
    at: option,
    found: text,
    expected: '例如 2026-11-24 09:27 或 2026-11-24T09:27:00+08:00',
  });
}

/**
 * A month on the command line: `2026-11`.
 * @param option where it was typed, for the message
 * @throws UserError
 */
export function parseMonth(text: string, option = '--month'): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new UserError('月份格式不对', { at: option, found: text, expected: '例如 2026-11' });
}

/** First and last day of a month. @param month `2026-11` */
export function daysOfMonth(month: string): { from: string; to: string } {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return { from: `${month}-01`, to: `${month}-${daysInMonth}` };
}

/**
 * A date on the command line: `2026-11-24`.
 * @param option where it was typed, for the message
 * @throws UserError
 */
export function parseDay(text: string, option: string): string {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && parseInstant(`${text} 12:00`) !== undefined;
  if (isDate) return text;
  throw new UserError('日期格式不对', { at: option, found: text, expected: '例如 2026-11-24' });
}

/** `7d`, `12h`, `2w`. @returns the instant that far after `now` @throws UserError */
export function within(text: string, now: string): string {
  const m = /^(\d{1,4})(h|d|w)$/.exec(text);
  if (!m)
    throw new UserError('期限格式不对', {
      at: '--within',
      found: text,
      expected: '例如 7d（天）、12h（小时）、2w（周）',
    });
  const n = Number(m[1]);
  const length = m[2] === 'h' ? { hours: n } : m[2] === 'd' ? { days: n } : { weeks: n };
  return toText(inContractZone(toInstant(now)).add(length).toInstant());
}

/**
 * An interval on the command line: `10m`, `1h`, `1d`.
 * @returns seconds @throws UserError
 */
export function interval(text: string, option = '--every'): number {
  const [, n, unit] = /^([1-9]\d{0,3})(m|h|d)$/.exec(text) ?? [];
  if (n !== undefined) return Number(n) * (unit === 'm' ? MINUTE_SECONDS : unit === 'h' ? HOUR_SECONDS : DAY_SECONDS);
  throw new UserError('间隔格式不对', {
    ...{ at: option, found: text },
    expected: '例如 10m（分钟）、1h（小时）、1d（天）',
  });
}

/** The start of the minute: a schedule that fires at 17:00 acts as of 17:00:00. */
export function wholeMinute(now: string): string {
  return toText(inContractZone(toInstant(now)).round({ smallestUnit: 'minute', roundingMode: 'trunc' }).toInstant());
}

/** Seconds that a time may be off the machine's clock and still pass for it (design, rule 3). */
export const ABOUT_NOW_SECONDS = 600;

/** True when `at` is about the machine's time `now`, both ISO. */
export function isAboutNow(at: string, now: string): boolean {
  return Math.abs(secondsBetween(at, now)) <= ABOUT_NOW_SECONDS;
}

/** This machine's time as contract time; read once, at the edge. */
export function machineNow(): string {
  return toText(Temporal.Now.instant());
}
