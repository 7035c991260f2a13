/**
 * The days that a document's number tells of, where its period reads like one of the calendar and is not: `2026Q3` of a service that
 * began on 25 November is no July to September. Numbers stay as they were issued; the days stand beside them. Pure.
 */

/** `HQSF-BF-2026Q3-r1`, `HQSF-YW-202603-r1`, `HQSF-ZJ-2026-r2`; several in one frame end in `n2`. */
const PERIOD = /-(\d{4})(?:Q([1-4])|H([12])|(\d{2}))?(?:n\d+)?-r\d+$/;

const two = (n: number): string => String(n).padStart(2, '0');
const YEAR = 12;
const QUARTER = 3;
const HALF = 6;

/** First and last month of the calendar as which the period of a number reads; null: it reads like none. */
function monthsOf(number: string): [from: string, to: string] | null {
  const found = PERIOD.exec(number);
  if (found === null) return null;
  const [, year = '', quarter, half, month] = found;
  const of = (first: number, count: number): [string, string] => [
    `${year}-${two(first)}`,
    `${year}-${two(first + count - 1)}`,
  ];
  if (quarter !== undefined) return of(Number(quarter) * QUARTER - QUARTER + 1, QUARTER);
  if (half !== undefined) return of(Number(half) * HALF - HALF + 1, HALF);
  return month === undefined ? of(1, YEAR) : of(Number(month), 1);
}

const isFirst = (day: string): boolean => day.endsWith('-01');

/** Days of the months, of which February may have one more. */
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLast(day: string): boolean {
  const [year = 0, month = 1, date = 0] = day.split('-').map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return date === (LENGTHS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
}

/** @returns null where the number says the days itself @param from first and last day, ISO, both inclusive */
export function numberDays(number: string, from: string, to: string): string | null {
  const months = monthsOf(number);
  if (months === null) return null;
  const asRead = from.startsWith(months[0]) && isFirst(from) && to.startsWith(months[1]) && isLast(to);
  return asRead ? null : `${from} 至 ${to}`;
}

/** `HQSF-BF-2026Q3-r1（2026-08-25 至 2026-11-24）`, or the number alone. */
export function numberWithDays(number: string, from: string, to: string): string {
  const days = numberDays(number, from, to);
  return days === null ? number : `${number}（${days}）`;
}
