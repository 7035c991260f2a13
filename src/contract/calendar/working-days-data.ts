/** The published years of China's holiday calendar, from the npm package `chinese-days` (State Council notices since 2004). */
import notices from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { type HolidayYear, type WorkdayCalendar, workdayCalendar } from './working-days.ts';

/** A notice names the National Day holiday; a year with only stray days (a New Year's bridge) is not published. */
const NATIONAL_DAY = '-10-01';

/** The years that the package holds, each as one notice. */
export function packagedYears(): HolidayYear[] {
  const off = Object.keys(notices.holidays);
  const work = Object.keys(notices.workdays);
  return off
    .filter((day) => day.endsWith(NATIONAL_DAY))
    .map((day) => day.slice(0, 4))
    .sort()
    .map((year) => ({
      year: Number(year),
      off: off.filter((day) => day.startsWith(year)),
      work: work.filter((day) => day.startsWith(year)),
    }));
}

/** By the years that were given: occurrences are kept by calendar, and a process that lives long asks for each round. */
const loaded = new WeakMap<readonly HolidayYear[], WorkdayCalendar>();
const NONE: readonly HolidayYear[] = [];

/**
 * The working days that the contract's deadlines follow.
 * @param extra years kept by hand in `contract/holidays.yaml`; they win over the package; not changed afterwards
 */
export function loadWorkingDays(extra: readonly HolidayYear[] = NONE): WorkdayCalendar {
  const known = loaded.get(extra) ?? workdayCalendar([...packagedYears(), ...extra]);
  loaded.set(extra, known);
  return known;
}
