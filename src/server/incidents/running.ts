/** The bar of every page with what still counts, and times as the desk writes them. */

import { compareInstants, dateOf, formatDateTimeSeconds, type InstantText } from '../../contract/time.ts';
import { clockStates } from '../../states/clock.ts';
import type { Nearest } from '../../subjects/incidents/judge/running.ts';

export interface RunningBar {
  /** ISO: the server's time, from which the page's script counts. */
  now: string;
  lines: (Omit<Nearest, 'late'> & { due: DueText | null; late: string })[];
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
    due: dueText(one.dueAt, now),
    late: one.late.join('、'),
  }));
  return { now, lines, more: Math.max(0, running.length - SHOWN) };
}

/** A limit as the desk tells it: `应于 10:35:00 前`, `已超时，时限到 10:35:00`; `until` is what stays when the page's script counts. */
export interface DueText {
  text: string;
  until: string;
}

/** null where nothing counts. The very second of the limit is still in time. */
export function dueText(dueAt: InstantText | null, now: InstantText): DueText | null {
  if (dueAt === null) return null;
  const time = shortTime(dueAt, now);
  if (compareInstants(now, dueAt) <= 0) return { text: `应于 ${time} 前`, until: `应于 ${time} 前` };
  return { text: `${clockStates.overrun}，时限到 ${time}`, until: `时限到 ${time}` };
}

/** Contract time to the second; without its day when that is today. */
export function shortTime(at: InstantText, now: InstantText): string {
  const text = formatDateTimeSeconds(at);
  return dateOf(at) === dateOf(now) ? text.slice('2026-11-24 '.length) : text;
}
