/** The days that a request names, in the ways in which people write them: 3 月, 2026年3月, 一季度, 2026-03-01 至 2026-03-31. Pure. */
import type { DateText } from '../../contract/time.ts';
import { normalise } from '../../search/text/normalise.ts';
import type { Span } from './chosen.ts';

export interface AskedDays {
  /** Each a stretch of days, in order; empty: nothing is said of time. A month without a year is that of each year of the service. */
  spans: Span[];
  /** The text without what was read. */
  rest: string;
}

const CHINESE = '一二三四五六七八九十';
const NUMBER = `(?:\\d{1,2}|[${CHINESE}]{1,3})`;
const YEAR = '(?:(?<year>20\\d\\d)\\s*(?:年度?|[-/.])?\\s*)?';
const DAY = '20\\d\\d\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*\\d{1,2}\\s*[日号]?';
const TO = '\\s*(?:至|到|—+|-+|~|～)\\s*';
const RELATIVE = new RegExp(
  `(?:最近|近|过去|前)\\s*${NUMBER}\\s*个?(?:月|年|季度|周|天|日)|(?:上|本|当)个?(?:月|季度|学期|周)|今年|去年|上年`,
);
/** 2026-2027 学年第一学期, 2026 学年. */
const SCHOOL_YEAR =
  /(?<year>20\d\d)\s*(?:(?:[-/~～—–至]+)\s*(?:20)?\d\d\s*)?(?:学年度?\s*(?:第?(?<term>[一二12上下])学期)?|年?\s*(?<season>[秋春])季?学期?)/;
const SINCE = new RegExp(`${YEAR}(?<month>${NUMBER})\\s*月(?:份)?(?:以来|起|至今|以后|之后)`);
const UNTIL = new RegExp(
  `(?:截至|截止到?)\\s*${YEAR}(?<month>${NUMBER})\\s*月(?:份)?(?:底|末)?|${YEAR.replace('<year>', '<year2>')}(?<month2>${NUMBER})\\s*月(?:份)?(?:底|末)?(?:之?前|以前)`,
);
/** 3、4 月 and 3 月、5 月. */
const SOME_MONTHS = new RegExp(
  `${YEAR}(?<list>${NUMBER}\\s*月?(?:份)?(?:\\s*[、,，和及与]\\s*${NUMBER}\\s*月?(?:份)?)*\\s*[、,，和及与]\\s*${NUMBER}\\s*月(?:份)?)`,
);
/** The whole service. */
const WHOLE = /(?:整个|全部)?(?:服务期|合同期)(?:内|间)?|全年度?|全部|所有|历次|各期/;
const DAYS = new RegExp(`(?<from>${DAY})${TO}(?<to>${DAY})`);
const ONE_DAY = new RegExp(DAY);
const COMPACT = /(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])?(?!\d)/;
const MONTHS = new RegExp(
  `${YEAR}(?<month>${NUMBER})\\s*月?(?:份)?${TO}(?:(?<yearTo>20\\d\\d)\\s*[年/.-]\\s*)?(?<monthTo>${NUMBER})\\s*月(?:份)?`,
);
const DOTTED_MONTHS = new RegExp(
  `(?<year>20\\d\\d)[-/.](?<month>\\d{1,2})${TO}(?<yearTo>20\\d\\d)[-/.](?<monthTo>\\d{1,2})(?![\\d-])`,
);
const DOTTED_MONTH = /(?<year>20\d\d)[-/.](?<month>\d{1,2})(?![\d-])/;
const MONTH_DAY = new RegExp(`${YEAR}(?<month>${NUMBER})\\s*月\\s*(?<day>${NUMBER})\\s*[日号]`);
const MONTH = new RegExp(`${YEAR}(?<month>${NUMBER})\\s*月(?:份|度)?`);
const QUARTER = new RegExp(
  `${YEAR}(?:第\\s*(?<one>[1-4一二三四])\\s*(?:个)?季度?|(?<two>[1-4一二三四])\\s*季度?|q(?<three>[1-4]))`,
);
const HALF = new RegExp(`${YEAR}(?<half>[上下])半年`);
const WHOLE_YEAR = /(?<year>20\d\d)\s*(?:全年|年度?|$)/;

/**
 * @param text of a cell, or the whole request
 * @param service of the contract: within it a month without a year is looked for
 */
export function readDays(text: string, service: Span): AskedDays {
  const folded = inFigures(normalise(text).trim());
  // Counted from a day that nobody wrote down: 近三个月, 上月.
  if (RELATIVE.test(folded)) return { spans: [], rest: folded };
  for (const read of READERS) {
    const found = read(folded, service);
    if (found === undefined) continue;
    const rest = `${folded.slice(0, found.at)} ${folded.slice(found.at + found.length)}`.replace(/\s+/g, ' ').trim();
    return { spans: found.spans, rest: rest.replace(/^的|的$/g, '').trim() };
  }
  return { spans: [], rest: folded };
}

/** 二〇二六年 and 元月 in figures. */
const inFigures = (text: string): string =>
  text
    .replace(/[二2][〇○零0][一二三四五六七八九〇○零]{2}(?=\s*年)/g, (year) =>
      [...year].map((one) => (/[〇○零]/.test(one) ? '0' : (DIGIT[one] ?? one))).join(''),
    )
    .replace(/元月/g, '1月')
    .replace(ENGLISH, (_, before = '', name: string, after = '') => {
      const year = before || after;
      return `${year === '' ? '' : `${year}年`}${ENGLISH_MONTHS.indexOf(name.slice(0, 3)) + 1}月`;
    });

const DIGIT: Readonly<Record<string, string>> = Object.fromEntries([...CHINESE].map((one, n) => [one, String(n + 1)]));
const ENGLISH_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ENGLISH =
  /(?:(20\d\d)[\s./-]*)?(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?![a-z])(?:[\s,./-]*(20\d\d))?/g;

interface Found {
  at: number;
  length: number;
  spans: Span[];
}
type Reader = (text: string, service: Span) => Found | undefined;

const READERS: readonly Reader[] = [
  (text) => matched(SCHOOL_YEAR, text, schoolYear),
  (text, service) =>
    matched(SINCE, text, (said) =>
      ofYears(said, service, (year) => span(dateText(year, numberOf(said.month), 1), service.to)).slice(0, 1),
    ) ??
    matched(UNTIL, text, (said) =>
      ofYears({ year: said.year ?? said.year2 }, service, (year) =>
        monthOf(year, numberOf(said.month ?? said.month2)).map(({ to }) => ({ from: service.from, to })),
      ).slice(-1),
    ),
  (text, service) =>
    matched(SOME_MONTHS, text, (said) =>
      (said.list ?? '')
        .split(/[、,，和及与]/)
        .flatMap((one) => ofYears(said, service, (year) => monthOf(year, numberOf(one.replace(/月|份|\s/g, ''))))),
    ),
  (text) => matched(DAYS, text, ({ from, to }) => span(dayIn(from), dayIn(to))),
  (text, service) =>
    matched(DOTTED_MONTHS, text, (said) => months(said, service)) ??
    matched(MONTHS, text, (said) => months(said, service)),
  (text) => matched(ONE_DAY, text, (_, whole) => span(dayIn(whole), dayIn(whole))),
  (text) => matched(COMPACT, text, (_, whole) => compact(whole)),
  (text, service) =>
    matched(MONTH_DAY, text, (said) =>
      ofYears(said, service, (year) => dayOf(year, numberOf(said.month), numberOf(said.day))),
    ),
  (text, service) =>
    matched(QUARTER, text, (said) =>
      ofYears(said, service, (year) => quarter(year, numberOf(said.one ?? said.two ?? said.three))),
    ),
  (text, service) =>
    matched(HALF, text, (said) =>
      ofYears(said, service, (year) => (said.half === '上' ? ofMonths(year, 1, year, 6) : ofMonths(year, 7, year, 12))),
    ),
  (text, service) =>
    matched(DOTTED_MONTH, text, (said) => ofYears(said, service, (year) => monthOf(year, numberOf(said.month)))) ??
    matched(MONTH, text, (said) => ofYears(said, service, (year) => monthOf(year, numberOf(said.month)))),
  (text) => matched(WHOLE_YEAR, text, ({ year }) => ofMonths(Number(year), 1, Number(year), 12)),
  (text, service) => matched(WHOLE, text, () => [service]),
];

type Said = Record<string, string | undefined>;

function schoolYear({ year, term, season }: Said): Span[] {
  const from = Number(year);
  const first = { from: `${from}-09-01`, to: `${from + 1}-01-31` };
  const spring = (of: number): Span => ({ from: `${of}-02-01`, to: `${of}-08-31` });
  if (season !== undefined) return [season === '秋' ? first : spring(from)];
  if (term === undefined) return [{ from: first.from, to: spring(from + 1).to }];
  return [/[一1上]/.test(term) ? first : spring(from + 1)];
}

function matched(pattern: RegExp, text: string, spansOf: (said: Said, whole: string) => Span[]): Found | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const spans = spansOf(match.groups ?? {}, match[0]);
  return spans.length === 0 ? undefined : { at: match.index, length: match[0].length, spans };
}

function months(said: Said, service: Span): Span[] {
  return ofYears(said, service, (year) => {
    const [first, last] = [numberOf(said.month), numberOf(said.monthTo)];
    // 11 月至 3 月 goes over the end of the year.
    const to = said.yearTo === undefined ? year + (last < first ? 1 : 0) : Number(said.yearTo);
    return ofMonths(year, first, to, last);
  });
}

/** Of the year that was said, or of each year of the service in which it has a day. */
function ofYears({ year }: Said, service: Span, make: (year: number) => Span[]): Span[] {
  if (year !== undefined) return make(Number(year));
  const [first, last] = [Number(service.from.slice(0, 4)), Number(service.to.slice(0, 4))];
  const years = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  return years.flatMap(make).filter(({ from, to }) => from <= service.to && to >= service.from);
}

const quarter = (year: number, n: number): Span[] => ofMonths(year, n * 3 - 2, year, n * 3);
const monthOf = (year: number, month: number): Span[] => ofMonths(year, month, year, month);

function ofMonths(year: number, first: number, yearTo: number, last: number): Span[] {
  if (!isMonth(first) || !isMonth(last)) return [];
  const from = Temporal.PlainYearMonth.from({ year, month: first }).toPlainDate({ day: 1 });
  const end = Temporal.PlainYearMonth.from({ year: yearTo, month: last });
  return span(from.toString(), end.toPlainDate({ day: end.daysInMonth }).toString());
}

const isMonth = (month: number): boolean => Number.isInteger(month) && month >= 1 && month <= 12;

const span = (from: DateText | undefined, to: DateText | undefined): Span[] =>
  from === undefined || to === undefined || from > to ? [] : [{ from, to }];

function dayOf(year: number, month: number, day: number): Span[] {
  const date = dateText(year, month, day);
  return span(date, date);
}

function dayIn(text: string | undefined): DateText | undefined {
  const [year = 0, month = 0, day = 0] = (text ?? '').match(/\d+/g)?.map(Number) ?? [];
  return dateText(year, month, day);
}

function compact(text: string): Span[] {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  return text.length === 6 ? monthOf(year, month) : dayOf(year, month, day);
}

/** undefined for what is no date. */
function dateText(year: number, month: number, day: number): DateText | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** 0 for none. */
function numberOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (/^\d+$/.test(text)) return Number(text);
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['', text];
  const of = (one: string): number => CHINESE.indexOf(one) + 1;
  return text.includes('十') ? (tens === '' ? 10 : of(tens) * 10) + (ones === '' ? 0 : of(ones)) : of(ones);
}
