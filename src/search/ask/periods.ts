/**
 * The days that a question is about (三月月报, 上个月的漏洞报告, 11月24号, 上周, 下半年, 第二服务季度, 本学期): whatever is of them, by its
 * title, answers it. No look-behind: browsers as old as the site's oldest would refuse the whole file.
 */
import { normalise } from '../text/normalise.ts';
import { DIGITS, numeralOf } from '../text/numerals.ts';
import { type Days, dayOf, daysOf, FIT, fitOf, isoWeek, monthsFrom, moved, weekOf } from './days.ts';

export interface Period {
  /** The question without it; empty when it asks for nothing else. */
  rest: string;
  /** As it was typed. */
  said: string;
  /** false: 11/3 may be something else, so that nothing can be said to be missing. */
  sure: boolean;
  /** How well what has a title, folded and without spaces, is of that period: one of `FIT`, 0 of what has no days. */
  fit(title: string, own?: Days | null): number;
}

interface Found {
  at: number;
  length: number;
  sure?: boolean;
  /** Its days; of one without a year those in a year. */
  days(year: number): Days | null;
  /** Whether a title has the name that the contract gave the period. */
  isNamed?(title: string): boolean;
}

/** What is known where a question is read. */
interface Known {
  /** Local date; without it 上个月 says nothing. */
  today: string | undefined;
  /** Titles, folded and without spaces: what the contract calls the third quarter they have with its days. */
  titles: readonly string[];
}

const NUMBER = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';
const YEAR = '(?:(?<year>\\d{4}|\\d\\d)年|(?<which>今年|本年|去年|上年|前年))?度?的?';
const CALENDAR = new RegExp(`${YEAR}(?<month>${NUMBER})月份?(?:(?<day>${NUMBER})[日号]?)?`);
const DATE = /(?<lead>^|[^\w-])(?<year>20\d\d)[-/.](?<month>\d{1,2})(?:[-/.](?<day>\d{1,2}))?(?![\d-])/;
const COMPACT = /(?<lead>^|[^\w-])(?<year>20\d\d)(?<month>[01]\d)(?<day>[0-3]\d)(?![\w-])/;
/** 11/3, 11-03, 11.3号: of the year in which there is something. */
const SHORT_DATE =
  /(?<lead>^|[^\w./-])(?:(?<month>\d{1,2})\/(?<day>\d{1,2})|(?<m2>\d\d)-(?<d2>\d\d)|(?<m3>\d{1,2})\.(?<d3>\d{1,2})(?=[日号]))(?:[日号]|(?![\w./-]))/;
const UNTIL = /^[日号]?\s*[至到~～—–-]+\s*/;

/** @param today local date `YYYY-MM-DD`; without it 上个月 says nothing @returns null when the question names none */
export function readPeriod(query: string, today?: string, titles: readonly string[] = []): Period | null {
  const text = closed(normalise(query).trim());
  for (const read of READERS) {
    const found = read(text, { today, titles });
    if (found !== null) return periodOf(text, found);
  }
  return null;
}

function periodOf(text: string, { at, length, sure = true, days, isNamed }: Found): Period {
  const after = text.slice(at + length).replace(/^\s*的/, '');
  return {
    rest: `${text.slice(0, at)} ${after}`.replace(/\s+/g, ' ').trim(),
    said: text.slice(at, at + length).replace(/的$/, ''),
    sure,
    fit(title, own = daysOf(title)) {
      if (isNamed?.(title) === true) return FIT.exact;
      if (own === null) return FIT.around;
      const years = new Set([own.from, own.to].map((day) => Number(day.slice(0, 4))));
      return Math.max(
        ...[...years].map((year) => {
          const asked = days(year);
          return asked === null ? FIT.around : fitOf(asked, own);
        }),
      );
    },
  };
}

/** Spaces around the numbers of a period, as titles have them: `第 47 周`, `2026 年 11 月`. */
const closed = (text: string): string =>
  text.replace(/(第|年|月)\s+(?=[\d第上下])/g, '$1').replace(/(\d)\s+(?=[年月日号周季个服天])/g, '$1');

const READERS = [
  readOfService,
  readTerm,
  readWeek,
  readHalf,
  readLast,
  readRelative,
  readQuarter,
  readCalendar,
  readYear,
];

/** 第二服务季度, by its place in the service. */
function readOfService(text: string, { titles }: Known): Found | null {
  const match = new RegExp(`第(?<nth>${NUMBER})个?服务(?<word>季度|半年)`).exec(text);
  if (match === null) return null;
  const name = `第${numeralOf(match.groups?.nth)}服务${match.groups?.word}`;
  return namedBy(match, titles, (title) => title.includes(name));
}

/** A period that titles name: its days are those that one of them has. */
function namedBy(match: RegExpExecArray, titles: readonly string[], isNamed: (title: string) => boolean): Found {
  const known = titles.find((title) => isNamed(title) && daysOf(title) !== null);
  const own = known === undefined ? null : daysOf(known);
  return found(match, () => own, { isNamed });
}

/** A term that ended longer ago than this is not the one before this. */
const TERM_MONTHS = 7;

function readTerm(text: string, { today, titles }: Known): Found | null {
  const relative = /(?:本|这个?|当前)学期|上个?学期/.exec(text);
  if (relative !== null && today !== undefined) {
    const isLast = relative[0].startsWith('上');
    return namedBy(relative, titles, (title) => {
      const days = title.includes('学期') ? daysOf(title) : null;
      if (days === null) return false;
      if (!isLast) return days.from <= today && today <= days.to;
      // 上学期 is what some call the first term of a school year.
      return (days.to < today && days.to >= moved(today, -TERM_MONTHS, 0)) || title.includes('上学期');
    });
  }
  const match =
    /(?:(?<from>\d{4})(?:[-—–~至](?:\d{2}){1,2})?(?:学年|年)?度?的?)?(?:第?(?<nth>[一二三123])|(?<name>[春夏秋冬]季?|上|下))学期/u.exec(
      text,
    );
  if (match === null) return null;
  const { from = '', nth, name } = match.groups ?? {};
  const number = numeralOf(nth);
  const words =
    name === undefined ? [`第${number}学期`, `第${DIGITS[number]}学期`] : [`${name}学期`, `${name.slice(0, 1)}季学期`];
  return namedBy(match, titles, (title) => words.some((word) => title.includes(word)) && title.includes(from));
}

const LAST_WEEK = 53;

function readWeek(text: string, { today }: Known): Found | null {
  const relative =
    /(?<which>上上个?|上个?|本|这个?|下个?)(?:周|星期|礼拜)(?!期)(?:(?<day>[一二三四五六日天])(?!次))?/.exec(text);
  if (relative !== null && today !== undefined) {
    const { which = '', day } = relative.groups ?? {};
    const week = weekOf(moved(today, 0, 7 * stepsOf(which)));
    if (day === undefined) return found(relative, () => week);
    const date = moved(week.from, 0, '日天'.includes(day) ? 6 : numeralOf(day) - 1);
    return found(relative, () => ({ from: date, to: date }));
  }
  const coded = /(?<lead>^|[\s\p{Script=Han}])(?:(?<year>\d{4})-?)?w(?<week>\d{1,2})(?![\w-])/u.exec(text);
  const match = coded ?? new RegExp(`${YEAR}(?<nth>第)?(?<week>${NUMBER})个?(?:周|星期)(?!年)`).exec(text);
  if (match === null) return null;
  const week = numeralOf(match.groups?.week);
  const year = yearOf(match, today);
  // 三周没登录 is no week of a year: only 第三周 is, or one with its year.
  const isNumbered = coded !== null || match.groups?.nth !== undefined || year !== null;
  return week < 1 || week > LAST_WEEK || !isNumbered ? null : found(match, (of) => isoWeek(year ?? of, week));
}

/** 上上 → -2, 上 → -1, 本 → 0, 下 → 1 */
const stepsOf = (which: string): number =>
  which.startsWith('下') ? 1 : which.startsWith('上上') ? -2 : which.startsWith('上') ? -1 : 0;

function readHalf(text: string, { today }: Known): Found | null {
  const coded = /(?<lead>^|[\s\p{Script=Han}])(?<year>\d{4})-?h(?<half>[12])(?![\w-])/u.exec(text);
  const match = coded ?? new RegExp(`${YEAR}(?<half>[上下])半年`).exec(text);
  if (match === null) return null;
  const first = '下2'.includes(match.groups?.half ?? '') ? 7 : 1;
  const year = yearOf(match, today);
  return found(match, (of) => monthsFrom(year ?? of, first, 6));
}

/** 最近三天, 近30天, 过去一年: up to today. */
function readLast(text: string, { today }: Known): Found | null {
  const match =
    /(?<lead>^|[^附])(?:最近|过去|近)(?:的|这)?(?<many>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(?<unit>天|日|周|星期|月|年)/.exec(
      text,
    );
  if (match === null || today === undefined) return null;
  const { many = '', unit = '' } = match.groups ?? {};
  const number = numeralOf(many.replace('两', '二'));
  const days = /[天日]/.test(unit) ? number : /[周星]/.test(unit) ? 7 * number : 0;
  const months = unit === '月' ? number : unit === '年' ? (many === '半' ? 6 : 12 * number) : 0;
  return days + months === 0 ? null : found(match, () => ({ from: moved(today, -months, 1 - days), to: today }));
}

const RELATIVE =
  /(?<back>今天|今日|当天|昨天|昨日|前天)|(?:(?<which>这个?|本|当|上上个?|上个?|下个?)(?:(?<quarter>季度)|月(?:的?(?<day>\d{1,2})[日号])?))/;

function readRelative(text: string, { today }: Known): Found | null {
  const match = RELATIVE.exec(text);
  if (match === null || today === undefined) return null;
  const { back, which = '', quarter, day } = match.groups ?? {};
  if (back !== undefined) {
    const date = moved(today, 0, back.startsWith('昨') ? -1 : back.startsWith('前') ? -2 : 0);
    return found(match, () => ({ from: date, to: date }));
  }
  const steps = stepsOf(which);
  const date = moved(today, quarter === undefined ? steps : 3 * steps, 0);
  const [year, month] = date.split('-').map(Number) as [number, number];
  if (quarter === undefined)
    return found(match, () => (day === undefined ? monthsFrom(year, month) : dayOf(year, month, Number(day))));
  // The quarters of the contract need not be the calendar's.
  return found(match, () => monthsFrom(year, 3 * Math.ceil(month / 3) - 2, 3), {
    isNamed(title) {
      const own = title.includes('季度') ? daysOf(title) : null;
      return own !== null && own.from <= date && date <= own.to;
    },
  });
}

function readQuarter(text: string, { today }: Known): Found | null {
  const coded = /(?<year>\d{4})-?q(?<one>[1-4])(?![\w-])/.exec(text);
  // The number of a document (…-2026Q4-r1) is looked for as it is.
  const match =
    coded !== null && !/[\w-]/.test(text[coded.index - 1] ?? '')
      ? coded
      : new RegExp(`${YEAR}(?:第(?<one>[1-4一二三四])个?季度?|(?<other>[1-4一二三四])季度)`).exec(text);
  if (match === null) return null;
  const quarter = numeralOf(match.groups?.one ?? match.groups?.other);
  const year = yearOf(match, today);
  return found(match, (of) => monthsFrom(year ?? of, 3 * quarter - 2, 3));
}

/** A month or a day, and what reaches from one to another. */
function readCalendar(text: string, { today }: Known): Found | null {
  const first = calendarIn(text, today);
  if (first === null) return null;
  const end = first.at + first.length;
  const [between = ''] = UNTIL.exec(text.slice(end)) ?? [];
  const last = between === '' ? null : calendarIn(text.slice(end + between.length), today);
  if (last === null || last.at !== 0) return first;
  return {
    ...{ at: first.at, length: first.length + between.length + last.length },
    days(year) {
      const [from, to] = [first.days(year)?.from, last.days(year)?.to];
      return from === undefined || to === undefined || to < from ? null : { from, to };
    },
  };
}

function calendarIn(text: string, today: string | undefined): Found | null {
  const sure = DATE.exec(text) ?? COMPACT.exec(text) ?? CALENDAR.exec(text);
  const match = sure ?? SHORT_DATE.exec(text);
  const { month, m2, m3, day, d2, d3 } = match?.groups ?? {};
  const [of, on] = [numeralOf(month ?? m2 ?? m3), numeralOf(day ?? d2 ?? d3)];
  if (match === null || of < 1 || of > 12 || on > 31) return null;
  const year = yearOf(match, today);
  return found(match, (any) => (on === 0 ? monthsFrom(year ?? any, of) : dayOf(year ?? any, of, on)), {
    sure: sure !== null,
  });
}

function readYear(text: string, { today }: Known): Found | null {
  const match = /(?:(?<year>\d{4})年|(?<which>今年|本年|去年|上年|前年))度?/.exec(text);
  const year = match === null ? null : yearOf(match, today);
  return match === null || year === null ? null : found(match, () => monthsFrom(year, 1, 12));
}

function found(match: RegExpExecArray, days: Found['days'], more: Pick<Found, 'sure' | 'isNamed'> = {}): Found {
  const lead = match.groups?.lead?.length ?? 0;
  return { at: match.index + lead, length: match[0].length - lead, days, ...more };
}

function yearOf(match: RegExpExecArray, today: string | undefined): number | null {
  const { year, which } = match.groups ?? {};
  if (year !== undefined) return Number(year) + (year.length === 2 ? 2000 : 0);
  if (which === undefined || today === undefined) return null;
  return Number(today.slice(0, 4)) - (which === '前年' ? 2 : /去|上/.test(which) ? 1 : 0);
}
