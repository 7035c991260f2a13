/** Many days in few words. Pure. */
import { type DateText, toDate } from '../contract/time.ts';

/** `2026-09-01 至 2026-09-30`, `2026-11-15`: days that follow each other are one span. @param days in order */
export function daySpans(days: readonly DateText[]): string[] {
  const spans: [first: DateText, last: DateText][] = [];
  for (const day of days) {
    const open = spans.at(-1);
    if (open !== undefined && toDate(open[1]).add({ days: 1 }).toString() === day) open[1] = day;
    else spans.push([day, day]);
  }
  return spans.map(([first, last]) => (first === last ? first : `${first} 至 ${last}`));
}
