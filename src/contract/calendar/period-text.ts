/** How an occurrence's period and its document's number are written. Pure. */

import { formatDateChinese, formatDateTime, toDate } from '../time.ts';
import { monthText } from './month-text.ts';
import type { Occurrence } from './occurrence.ts';

/**
 * The 统计区间 in Chinese: `2026 年 11 月 24 日`, `2026 年 11 月`, `2026 年第 4 季度（2026-10-01 至 2026-12-31）`,
 * `第 1 服务季度（2026-10-15 至 2027-01-14）`, `2026 年第 47 周（…）`, `2026 年下半年（…）`, a term by its name, `服务期（…）`,
 * `GZ-20261124-001 终报`; of several in one frame `第 2 次` behind it. Days are named whenever the period is not the calendar month
 * itself; a quarter bears the number of a calendar quarter only when it is one.
 */
export function periodText(
  occurrence: Pick<Occurrence, 'period' | 'name' | 'from' | 'to' | 'span' | 'event' | 'part'>,
): string {
  const { period, name, from, to, span, event, part } = occurrence;
  if (event !== undefined) return part === undefined ? event : `${event} ${part.name}`;
  const [, shift] = /^\d{4}-\d{2}-\d{2}-s(\d+)$/.exec(period) ?? [];
  const [, frame, ordinal] = /^(.+)-n(\d+)$/.exec(period) ?? [];
  const days = `${from} 至 ${to}`;
  if (span !== undefined) {
    const which = shift === undefined ? '' : `第 ${shift} 班`;
    return `${formatDateChinese(from)}${which}（${spanTimes(from, span)}）`;
  }
  const times = ordinal === undefined ? '' : `第 ${ordinal} 次`;
  if (name !== undefined) return `${name}${times}（${days}）`;
  if (frame !== undefined) return `${spanText(frame, from, to)}${times}（${days}）`;
  if (ISO_DAY.test(period)) return from === to ? formatDateChinese(period) : days;
  if (ISO_MONTH.test(period) && isWholeMonth(from, to)) return monthText(period);
  return `${spanText(period, from, to)}（${days}）`;
}

/** `20:00 至 次日 08:00` where it begins on that day, which is said before it; else both with their days. */
function spanTimes(day: string, span: { from: string; to: string }): string {
  const [from, to] = [formatDateTime(span.from), formatDateTime(span.to)];
  const [first, last] = [from, to].map((text) => text.slice(0, day.length));
  const next = toDate(day).add({ days: 1 }).toString();
  if (first !== day || (last !== day && last !== next)) return `${from} 至 ${to}`;
  const time = (text: string): string => text.slice(day.length + 1);
  return `${time(from)} 至 ${last === next ? '次日 ' : ''}${time(to)}`;
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISO_MONTH = /^\d{4}-\d{2}$/;

/** The days, or times, in which a period is named. */
const DAYS = /（[^（）]* 至 [^（）]*）$/;

/**
 * The same in a few words, for a column: a day as its date (`2026-11-24`), else without its days: `2026 年第 4 季度`, `服务期`,
 * `GZ-20261124-001 终报`.
 * @param period its key
 * @param text as `periodText` gave it; without it only what the key alone tells is put in words, anything else stays the key
 */
export function briefPeriod(period: string, text?: string): string {
  if (ISO_DAY.test(period)) return period;
  if (text !== undefined) return text.replace(DAYS, '');
  if (ISO_MONTH.test(period)) return monthText(period);
  return period === 'service' ? '服务期' : period;
}

/** What a period is called, without its days. */
function spanText(period: string, from: string, to: string): string {
  if (/^\d{4}-Q\d$/.test(period)) return quarterText(from, to);
  if (/^\d{4}-H\d$/.test(period)) return halfText(period, from, to);
  if (/^\d{4}-W\d\d$/.test(period)) return weekText(period, from, to);
  if (ISO_MONTH.test(period)) return monthText(period);
  if (/^\d{4}$/.test(period)) return `${period} 服务年度`;
  return period === 'service' ? '服务期' : '服务期至今';
}

/**
 * Number of a document: `<合同简称>-<code>-<period without hyphens>-r<n>`; of a record its id without the prefix:
 * `HQSF-XJ-20261124-r1`, `HQSF-BF-2026Q4-r1`, `HQSF-GZ-20261124-001-r1`, `HQSF-ZD-20261124-001-z-r2`, of several reports
 * in one `HQSF-ZD-20261124-001-c-x8-r1`.
 */
export function documentNumber(shortName: string, code: string, period: string, revision: number): string {
  return `${shortName}-${code}-${periodInNumber(period)}-r${revision}`;
}

/**
 * Title of a document: the obligation's name, of a part `重大故障记录报告（终报）`. What a name itself has in brackets at
 * its end says which parts there are, and gives way to the part.
 */
export function documentTitle(name: string, part: Occurrence['part']): string {
  return part === undefined ? name : `${name.replace(/（[^（）]*）$/, '')}（${part.name}）`;
}

/** The year of a document's folder in the archive: of a period named by a day that day's, else that of its first day. */
export function folderYear({ period, from }: { period: string; from: string }): string {
  return (ISO_DAY.test(period) ? period : from).slice(0, 4);
}

/** `第 1 版`, never broken. */
export function revisionText(revision: number): string {
  return `第\u00a0${revision}\u00a0版`;
}

/** A period as it stands in numbers and file names. */
export function periodInNumber(period: string): string {
  const record = /^[A-Z]{2,3}-(\d{8}-\d{3,}(?:-[a-z]\d*){0,2})$/.exec(period);
  return record?.[1] ?? period.replaceAll('-', '');
}

/** `2026 年第 4 季度` for October to December 2026; any other three months are a quarter of the service. */
function quarterText(from: string, to: string): string {
  const first = toDate(from);
  const calendar =
    first.day === 1 && first.month % 3 === 1 && to === first.add({ months: 3 }).subtract({ days: 1 }).toString();
  return calendar ? `${first.year} 年第 ${Math.ceil(first.month / 3)} 季度` : '服务季度';
}

/** `2026 年下半年` when it lies in one; any other six months are half a year of the service. */
function halfText(period: string, from: string, to: string): string {
  const year = period.slice(0, 4);
  const second = period.endsWith('2');
  const [first, last] = second ? [`${year}-07-01`, `${year}-12-31`] : [`${year}-01-01`, `${year}-06-30`];
  return from >= first && to <= last ? `${year} 年${second ? '下' : '上'}半年` : '服务半年';
}

/** Half a week more or less is a first or last week with its neighbour. */
const ONE_WEEK = 10;

/** `2026 年第 47 周`; of several weeks in one `2026 年第 47 周起 2 周`. */
function weekText(period: string, from: string, to: string): string {
  const days = toDate(from).until(toDate(to), { largestUnit: 'days' }).days + 1;
  const more = days > ONE_WEEK ? `起 ${Math.round(days / 7)} 周` : '';
  return `${period.slice(0, 4)} 年第 ${Number(period.slice(6))} 周${more}`;
}

function isWholeMonth(from: string, to: string): boolean {
  const first = toDate(from);
  return first.day === 1 && to === first.with({ day: first.daysInMonth }).toString();
}
