/** Working days of China: the published notices, read as data, and what the workspace adds to them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Data, plusDays } from './data.ts';

export interface Workdays {
  works(date: string): boolean;
  /** So many working days after a date (before it, when negative), the date itself not counted. */
  step(date: string, count: number): string;
  /** The last working day of a span; its last day when there is none. */
  last(from: string, to: string): string;
}

const SATURDAY = 6;

interface Notice {
  off: ReadonlySet<string>;
  work: ReadonlySet<string>;
}

/** @param extra years that the workspace keeps by hand: they win */
export function workdaysOf(extra: readonly Data[]): Workdays {
  const own = new Map(extra.map((one) => [String(one.year), noticeOf(one.off ?? [], one.work ?? [])]));
  const notice = (date: string): Notice | undefined => own.get(date.slice(0, 4)) ?? published().get(date.slice(0, 4));
  const works = (date: string): boolean => {
    const told = notice(date);
    if (told?.work.has(date)) return true;
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return told?.off.has(date) !== true && weekday !== 0 && weekday !== SATURDAY;
  };
  return {
    works,
    step(date, count) {
      let day = date;
      for (let left = Math.abs(count); left > 0; ) {
        day = plusDays(day, Math.sign(count));
        if (works(day)) left -= 1;
      }
      return day;
    },
    last(from, to) {
      for (let day = to; day >= from; day = plusDays(day, -1)) if (works(day)) return day;
      return to;
    },
  };
}

const noticeOf = (off: readonly string[], work: readonly string[]): Notice => ({
  off: new Set(off),
  work: new Set(work),
});

let known: ReadonlyMap<string, Notice> | undefined;

/** A year is published when its notice names the National Day. */
function published(): ReadonlyMap<string, Notice> {
  if (known !== undefined) return known;
  const path = fileURLToPath(import.meta.resolve('chinese-days/dist/chinese-days.json'));
  const { holidays, workdays } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, unknown>>;
  const [off, work] = [Object.keys(holidays ?? {}), Object.keys(workdays ?? {})];
  const years = off.filter((day) => day.endsWith('-10-01')).map((day) => day.slice(0, 4));
  const of = (days: readonly string[], year: string) => days.filter((day) => day.startsWith(year));
  known = new Map(years.map((year) => [year, noticeOf(of(off, year), of(work, year))]));
  return known;
}
