/**
 * The month, day, week, quarter, half, term or year that a question is about (三月月报, 上个月的漏洞报告, 11月24号), told by the titles of
 * what is issued for one: `系统巡检日志 2026 年 11 月 24 日`, `恢复测试报告 第 4 服务季度（2026-08-25 至 2026-11-24）`.
 * No look-behind: browsers as old as the site's oldest would refuse the whole file.
 */
import { normalise } from '../text/normalise.ts';
import { isHeld, type Reading, readSpan } from './spans.ts';

export interface Period {
  /** The question without it; empty when it asks for nothing else. */
  rest: string;
  /** As it was typed. */
  said: string;
  /** How well a title, folded and without spaces, is of that period: 1, {@link WITHIN}, {@link COVERING} or 0. */
  fit(title: string): number;
}

/** What a day counts against its month when the month was asked for. */
const WITHIN = 0.7;
/** What a month counts when a day of it was asked for: of most things there is none of a day alone. */
export const COVERING = 0.4;

/** What was said; `null` stands for any. */
interface Said {
  year: number | null;
  month?: number;
  day?: number;
  quarter?: number;
  /** A date that a quarter of the contract must hold: its quarters need not be the calendar's. */
  within?: string;
}

const DIGIT = '零一二三四五六七八九';
const NUMBER = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';
const YEAR = '(?:(?<year>\\d{4})年|(?<which>今年|本年|去年|上年))?的?';
const CALENDAR = new RegExp(`${YEAR}(?<month>${NUMBER})月份?(?:(?<day>${NUMBER})[日号]?)?`);
const DATE = /(?<year>20\d\d)[-/.](?<month>\d{1,2})(?:[-/.](?<day>\d{1,2}))?(?![\d-])/;
const QUARTER = new RegExp(`${YEAR}(?:第(?<one>[1-4一二三四])个?季度?|(?<other>[1-4一二三四])季度)`);
const CODED_QUARTER = /(?<year>\d{4})-?q(?<one>[1-4])(?![\w-])/;
const WHOLE_YEAR = /(?:(?<year>\d{4})年|(?<which>今年|本年|去年|上年))度?/;
const RELATIVE = /今天|今日|当天|昨天|昨日|前天|这个月|本月|当月|上个月|上月|本季度|这个?季度|上个?季度/;

/** @param today local date `YYYY-MM-DD`; without it 上个月 says nothing @returns null when the question names none */
export function readPeriod(query: string, today?: string): Period | null {
  const text = closed(normalise(query).trim());
  const without = ({ at, length }: { at: number; length: number }): string => {
    const after = text.slice(at + length).replace(/^\s*的/, '');
    return `${text.slice(0, at)} ${after}`.replace(/\s+/g, ' ').trim();
  };
  const span = readSpan(text, today, reading);
  const typed = ({ at, length }: { at: number; length: number }): string =>
    text.slice(at, at + length).replace(/的$/, '');
  if (span !== null) return { rest: without(span), said: typed(span), fit: span.fit };
  for (const read of [readRelative, readQuarter, readCalendar, readYear]) {
    const found = read(text, today);
    if (found !== null) return { rest: without(found), said: typed(found), fit: fitOf(found.said) };
  }
  return null;
}

/** Spaces around the numbers of a period, as titles have them: `第 47 周`, `2026 年 11 月`. */
const closed = (text: string): string =>
  text.replace(/(第|年|月)\s+(?=[\d第上下])/g, '$1').replace(/(\d)\s+(?=[年月日号周季个服])/g, '$1');

interface Found {
  at: number;
  length: number;
  said: Said;
}

function readCalendar(text: string, today: string | undefined): Found | null {
  const match = DATE.exec(text) ?? CALENDAR.exec(text);
  const month = numberOf(match?.groups?.month);
  if (match === null || month < 1 || month > 12) return null;
  const day = numberOf(match.groups?.day);
  if (day > 31) return null;
  return found(match, { year: yearOf(match, today), month, ...(day > 0 ? { day } : {}) });
}

function readQuarter(text: string, today: string | undefined): Found | null {
  const coded = CODED_QUARTER.exec(text);
  // The number of a document (…-2026Q4-r1) is looked for as it is.
  const match = coded !== null && !/[\w-]/.test(text[coded.index - 1] ?? '') ? coded : QUARTER.exec(text);
  if (match === null) return null;
  return found(match, { year: yearOf(match, today), quarter: numberOf(match.groups?.one ?? match.groups?.other) });
}

function readYear(text: string, today: string | undefined): Found | null {
  const match = WHOLE_YEAR.exec(text);
  const year = match === null ? null : yearOf(match, today);
  return match === null || year === null ? null : found(match, { year });
}

function readRelative(text: string, today: string | undefined): Found | null {
  const match = RELATIVE.exec(text);
  if (match === null || today === undefined) return null;
  const [word] = match;
  const back = /昨/.test(word) ? 1 : /前/.test(word) ? 2 : 0;
  if (word.includes('季')) return found(match, { year: null, within: moved(today, word.startsWith('上') ? -3 : 0, 0) });
  const date = moved(today, word.startsWith('上') ? -1 : 0, -back);
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return found(match, word.includes('月') ? { year, month } : { year, month, day });
}

const found = (match: RegExpExecArray, said: Said): Found => ({ at: match.index, length: match[0].length, said });

function yearOf(match: RegExpExecArray, today: string | undefined): number | null {
  const { year, which } = match.groups ?? {};
  if (year !== undefined) return Number(year);
  if (which === undefined || today === undefined) return null;
  return Number(today.slice(0, 4)) - (/去|上/.test(which) ? 1 : 0);
}

/** `11`, `十一`, `二十四`; 0 when there is none. */
function numberOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const ten = text.includes('十') ? (tens === '' ? 1 : DIGIT.indexOf(tens as string)) : 0;
  return ten * 10 + (ones === '' ? 0 : DIGIT.indexOf(ones as string));
}

/** The date some months and days later; the last of a shorter month. */
function moved(date: string, months: number, days: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last) + days)).toISOString().slice(0, 10);
}

const reading: Reading = { number: NUMBER, year: YEAR, numberOf, yearOf, moved };

const two = (number: number): string => String(number).padStart(2, '0');

/** How well titles fit; what is compared is made once for all of them. */
function fitOf({ year, month, day, quarter, within }: Said): (title: string) => number {
  const has = (pattern: string, fit = 1): ((title: string) => number) => {
    const compiled = new RegExp(pattern);
    return (title) => (compiled.test(title) ? fit : 0);
  };
  if (within !== undefined) return (title) => (holds(title, within) ? 1 : 0);
  const of = year === null ? '\\d{4}' : String(year);
  if (quarter !== undefined) return (title) => (isQuarter(title, year, quarter) ? 1 : 0);
  if (month === undefined) return has(`${of}年|-${of}\\d{4}-|${of}服务年度|(?:季度|半年|学期)\\(${of}-`);
  // A fault is numbered by its day: GZ-20260813-001.
  const number = `-${of}${two(month)}${day === undefined ? '\\d\\d' : two(day)}-`;
  const exactly = has(`${of}年${month}月${day === undefined ? '(?!\\d)' : `${day}日`}`);
  // As a date of its own, not as an end of other days.
  const date = `(?:^|[^至(\\d-])${of}-${two(month)}-${two(day ?? 0)}(?![\\d至)-])`;
  const inside = has(day === undefined ? `${of}年${month}月|${number}` : `${number}|${date}`, WITHIN);
  // A week counts for the month in which it begins, and for each of its days.
  const week =
    day === undefined
      ? has(`周(?:起\\d+周)?\\(${of}-${two(month)}-`, WITHIN)
      : (title: string): number =>
          year !== null && isHeld(title, '周', `${of}-${two(month)}-${two(day)}`) ? WITHIN : 0;
  const covering = day === undefined ? () => 0 : has(`${of}年${month}月(?!\\d)`, COVERING);
  return (title) => exactly(title) || inside(title) || week(title) || covering(title);
}

/** Whether the quarter of a title, which ends with its days, holds a date. */
function holds(title: string, date: string): boolean {
  const days = daysIn(title);
  return days !== null && days.from <= date && date <= days.to;
}

function daysIn(title: string): { from: string; to: string } | null {
  const [, from, to] = /季度\((\d{4}-\d\d-\d\d)至(\d{4}-\d\d-\d\d)\)/.exec(title) ?? [];
  return from === undefined || to === undefined ? null : { from, to };
}

/** A quarter of the service is asked for by the calendar quarter whose middle it holds. @param year null: any */
function isQuarter(title: string, year: number | null, quarter: number): boolean {
  const days = daysIn(title);
  if (days === null) return false;
  const years = year === null ? [days.from, days.to].map((day) => Number(day.slice(0, 4))) : [year];
  return years.some((one) => holds(title, `${one}-${two(3 * quarter - 1)}-15`));
}
