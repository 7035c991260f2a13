/** The bar of every page with what still counts, and times as the desk writes them. */

import { compareInstants, dateOf, formatDateTimeSeconds, type InstantText } from '../../contract/time.ts';
import type { Nearest } from '../../subjects/incidents/judge/running.ts';

export interface RunningBar {
  /** ISO: the server's time, from which the page's script counts. */
  now: string;
  lines: (Omit<Nearest, 'late'> & DueTexts & { late: string })[];
  /** How many are not listed. */
  more: number;
}

/** Incidents that a page names above itself. */
const SHOWN = 4;

/** @param running nearest limit first; null: nothing runs, and nothing is shown */
export function runningBar(running: readonly Nearest[], now: InstantText): RunningBar | null {
  if (running.length === 0) return null;
  const lines = running.slice(0, SHOWN).map((one) => ({
    ...one,
    ...dueTexts(one.dueAt, now),
    late: one.late.join('、'),
  }));
  return { now, lines, more: Math.max(0, running.length - SHOWN) };
}

/** A limit as a page says it, and (`told`) what stands beside the time that its script counts; null where nothing counts. */
export interface DueTexts {
  due: string | null;
  told: string | null;
}

/** `应于 10:35:00 前`, `已超时，时限到 10:35:00`. The very second of the limit is still in time. */
export function dueTexts(dueAt: InstantText | null, now: InstantText): DueTexts {
  if (dueAt === null) return { due: null, told: null };
  const time = shortTime(dueAt, now);
  if (compareInstants(now, dueAt) <= 0) return { due: `应于 ${time} 前`, told: `应于 ${time} 前` };
  return { due: `已超时，时限到 ${time}`, told: `时限到 ${time}` };
}

/** Contract time to the second; without its day when that is today. */
export function shortTime(at: InstantText, now: InstantText): string {
  const text = formatDateTimeSeconds(at);
  return dateOf(at) === dateOf(now) ? text.slice('2026-11-24 '.length) : text;
}
