/** The service year as a calendar: for each day what was due on it, and how that stands. Pure. */

import type { SiteOccurrence } from '../../report/site-model.ts';
import { mostUrgentFirst, type OccurrenceState } from '../../states/occurrence.ts';

export interface CalendarDay {
  /** Day of the month. */
  day: number;
  /** The state that needs attention first; null when nothing is due on the day. */
  state: OccurrenceState | null;
  counts: { state: OccurrenceState; count: number }[];
}
export interface CalendarMonth {
  /** `yyyy-mm` */
  id: string;
  days: (CalendarDay | null)[];
}

const LENGTH = 31;

/** Day on which an occurrence stands: its own day, or the day when it is due. */
export function dayOf({ period, dueAt }: Pick<SiteOccurrence, 'period' | 'dueAt'>): string | null {
  return /^\d{4}-\d{2}-\d{2}(-s\d+)?$/.test(period) ? period.slice(0, 10) : (dueAt?.slice(0, 10) ?? null);
}

/** The last twelve months that hold an occurrence, at most one year ahead, oldest first; `null` for days that do not exist. */
export function calendarOf(occurrences: readonly SiteOccurrence[], today: string): CalendarMonth[] {
  const byDay = new Map<string, OccurrenceState[]>();
  for (const one of occurrences) {
    const day = dayOf(one);
    if (day !== null) byDay.set(day, [...(byDay.get(day) ?? []), one.state]);
  }
  const all = [...new Set([...byDay.keys()].map((day) => day.slice(0, 7)))].sort();
  return windowAround(all, today.slice(0, 7)).map((id) => ({
    id,
    days: Array.from({ length: LENGTH }, (_, n) => (n < lengthOf(id) ? dayIn(id, n + 1, byDay) : null)),
  }));
}

const MONTHS = 13;

/** Thirteen months (a service year touches as many) that hold today, as late as they can start. */
function windowAround(months: readonly string[], month: string): string[] {
  const now = months.findLastIndex((one) => one <= month);
  const end = Math.min(months.length, Math.max(now + 1, MONTHS));
  return months.slice(Math.max(0, end - MONTHS), end);
}

function dayIn(month: string, day: number, byDay: ReadonlyMap<string, OccurrenceState[]>): CalendarDay {
  const states = byDay.get(`${month}-${String(day).padStart(2, '0')}`) ?? [];
  const counts = mostUrgentFirst
    .map((state) => ({ state, count: states.filter((one) => one === state).length }))
    .filter(({ count }) => count > 0);
  return { day, state: counts[0]?.state ?? null, counts };
}

function lengthOf(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

/** The days on which entries stand, newest first, with how many. */
export function countDays(entries: readonly { occurrence: SiteOccurrence | null }[]): { day: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { occurrence } of entries) {
    const day = occurrence && dayOf(occurrence);
    if (day) counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts].map(([day, count]) => ({ day, count })).sort((a, b) => (a.day < b.day ? 1 : -1));
}
