/** Numbers that people give one after the other: the purchaser's of permits, the supplier's of service orders. Pure. */
import type { Entry } from './book.ts';

/** Stands in a draft where the next number of its series belongs. */
export const NEXT = '待编号';

const series: Readonly<Record<string, (year: string, n: number) => string>> = {
  permit: (year, n) => `演示许〔${year}〕${n}号`,
  'service-order': (year, n) => `FW-${year}-${String(n).padStart(3, '0')}`,
};

/** Gives every draft that waits for one its number, in the order of writing, each year from one. */
export function withNumbers(entries: readonly Entry[]): Entry[] {
  const last = new Map<string, number>();
  const waiting = entries
    .map((entry, n) => ({ entry, n }))
    .filter(({ entry }) => entry.draft['number'] === NEXT)
    .sort((a, b) => Date.parse(a.entry.writtenAt) - Date.parse(b.entry.writtenAt) || a.n - b.n);
  const given = new Map<Entry, string>();
  for (const { entry } of waiting) {
    const year = entry.writtenAt.slice(0, 4);
    const n = (last.get(`${entry.kind} ${year}`) ?? 0) + 1;
    last.set(`${entry.kind} ${year}`, n);
    const format = series[entry.kind];
    if (format === undefined) throw new RangeError(`no series of numbers for ${entry.kind}`);
    given.set(entry, format(year, n));
  }
  return entries.map((entry) => {
    const number = given.get(entry);
    return number === undefined ? entry : { ...entry, draft: { ...entry.draft, number } };
  });
}
