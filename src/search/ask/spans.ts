/**
 * Weeks, halves of a year and terms that a question is about (第47周, 2026-W47, 下半年, 本学期), told by the titles of what is
 * issued for one: `运维周报 2026 年第 47 周（2026-11-16 至 2026-11-22）`, `半年报 第 1 服务半年（…）`, a term by the name that the
 * contract gives it. Titles are folded and without spaces. No look-behind, as in `periods.ts`.
 */

/** What a question says of a span, and how well a title fits. */
export interface Span {
  at: number;
  length: number;
  fit(title: string): number;
}

/** The parts of the year and of numbers that `periods.ts` reads, too. */
export interface Reading {
  /** Pattern of a number in digits or Chinese. */
  number: string;
  /** Pattern of a year said before, with the groups `year` and `which`. */
  year: string;
  numberOf(text: string | undefined): number;
  yearOf(match: RegExpExecArray, today: string | undefined): number | null;
  /** The date some months and days later. */
  moved(date: string, months: number, days: number): string;
}

const LAST_WEEK = 53;
const A_WEEK = 7;
/** A term that ended longer ago than this is not the one before this. */
const TERM_MONTHS = 7;

/** @returns null when the question names no week, half or term */
export function readSpan(text: string, today: string | undefined, reading: Reading): Span | null {
  for (const read of [readOfService, readWeek, readHalf, readTerm]) {
    const found = read(text, today, reading);
    if (found !== null) return found;
  }
  return null;
}

/** 第二服务季度, by its place in the service. */
function readOfService(text: string, _today: string | undefined, { number, numberOf }: Reading): Span | null {
  const match = new RegExp(`第(?<nth>${number})个?服务(?<word>季度|半年)`).exec(text);
  if (match === null) return null;
  const { nth, word } = match.groups ?? {};
  return span(match, (title) => title.includes(`第${numberOf(nth)}服务${word}`));
}

function readWeek(text: string, today: string | undefined, reading: Reading): Span | null {
  const relative = /本周|这个?周(?!期)|本星期|这个?星期|上个?周(?!期)|上个?星期/.exec(text);
  if (relative !== null && today !== undefined) {
    const date = reading.moved(today, 0, relative[0].startsWith('上') ? -A_WEEK : 0);
    return span(relative, (title) => isHeld(title, '周', date));
  }
  const coded = /(?<lead>^|[\s\p{Script=Han}])(?:(?<year>\d{4})-?)?w(?<week>\d{1,2})(?![\w-])/u.exec(text);
  const said = new RegExp(`${reading.year}(?<nth>第)?(?<week>${reading.number})个?(?:周|星期)(?!年)`).exec(text);
  const match = coded ?? said;
  if (match === null) return null;
  const { nth, week, lead = '' } = match.groups ?? {};
  const year = reading.yearOf(match, today);
  const number = reading.numberOf(week);
  // 三周没登录 is no week of a year: only 第三周 is, or one with its year.
  if (number < 1 || number > LAST_WEEK || (coded === null && nth === undefined && year === null)) return null;
  return span(match, (title) => isWeek(title, year, number), lead.length);
}

function isWeek(title: string, year: number | null, week: number): boolean {
  const [, of, first, many = '1'] = /(\d{4})年第(\d+)周(?:起(\d+)周)?/.exec(title) ?? [];
  if (of === undefined || (year !== null && Number(of) !== year)) return false;
  return Number(first) <= week && week < Number(first) + Number(many);
}

function readHalf(text: string, today: string | undefined, reading: Reading): Span | null {
  const coded = /(?<lead>^|[\s\p{Script=Han}])(?<year>\d{4})-?h(?<half>[12])(?![\w-])/u.exec(text);
  const match = coded ?? new RegExp(`${reading.year}度?(?<half>[上下])半年`).exec(text);
  if (match === null) return null;
  const { half = '', lead = '' } = match.groups ?? {};
  const second = half === '下' || half === '2';
  const year = reading.yearOf(match, today);
  return span(match, (title) => isHalf(title, year, second), lead.length);
}

/** Half a year of the service is asked for by the half of the calendar whose middle it holds. */
function isHalf(title: string, year: number | null, second: boolean): boolean {
  const [, of, which] = /(\d{4})年([上下])半年/.exec(title) ?? [];
  if (of !== undefined) return (which === '下') === second && (year === null || Number(of) === year);
  const days = daysAfter(title, '半年');
  if (days === null) return false;
  const years = year === null ? [days.from, days.to].map((day) => Number(day.slice(0, 4))) : [year];
  return years.some((one) => isHeld(title, '半年', `${one}-${second ? '10' : '04'}-01`));
}

function readTerm(text: string, today: string | undefined, { moved }: Reading): Span | null {
  const relative = /(?:本|这个?|当前)学期|上个?学期/.exec(text);
  if (relative !== null && today !== undefined) {
    const [word] = relative;
    const ended = moved(today, -TERM_MONTHS, 0);
    const isLast = ({ to }: Days): boolean => to < today && to >= ended;
    // 上学期 is what some call the first term of a school year.
    return span(relative, (title) => {
      const days = daysAfter(title, '学期');
      if (days === null) return false;
      if (!word.startsWith('上')) return days.from <= today && today <= days.to;
      return isLast(days) || title.includes('上学期');
    });
  }
  const match =
    /(?:(?<from>\d{4})(?:[-—–~至](?:\d{2}){1,2})?(?:学年|年)?度?的?)?(?:第?(?<nth>[一二三123])|(?<name>[春夏秋冬]季?|上|下))学期/u.exec(
      text,
    );
  if (match === null) return null;
  const { from, nth, name } = match.groups ?? {};
  const nths = nth === undefined ? [] : [nth, '一二三'['123'.indexOf(nth)] ?? String('一二三'.indexOf(nth) + 1)];
  const words = name === undefined ? nths.map((one) => `第${one}学期`) : [`${name}学期`, `${name.slice(0, 1)}季学期`];
  return span(
    match,
    (title) => words.some((word) => title.includes(word)) && (from === undefined || title.includes(from)),
  );
}

interface Days {
  from: string;
  to: string;
}

/** The days that a title names in brackets right behind what its period is called, which ends with `word` or a count. */
function daysAfter(title: string, word: string): Days | null {
  const pattern = new RegExp(`${word}[^()]*\\((\\d{4}-\\d\\d-\\d\\d)至(\\d{4}-\\d\\d-\\d\\d)\\)`);
  const [, from, to] = pattern.exec(title) ?? [];
  return from === undefined || to === undefined ? null : { from, to };
}

/** Whether the days of a title whose period is called so hold a date. */
export function isHeld(title: string, word: string, date: string): boolean {
  const days = daysAfter(title, word);
  return days !== null && days.from <= date && date <= days.to;
}

const span = (match: RegExpExecArray, is: (title: string) => boolean, lead = 0): Span => ({
  at: match.index + lead,
  length: match[0].length - lead,
  fit: (title) => (is(title) ? 1 : 0),
});
