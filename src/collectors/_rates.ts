/** Differences of counters between the previous inspection and now. Pure. */
import { secondsBetween } from '../contract/time.ts';
import type { Reading } from '../records/reading.ts';

export interface Growth {
  delta: number;
  seconds: number;
}

/** Below this a difference says more about the moment than about the day. */
const MIN_SECONDS = 1;

/**
 * Growth of a counter since the previous reading of the same metric and instance.
 * @returns null when there is none, when no time has passed, or when the counter went back (a restart)
 */
export function growth(
  previous: readonly Reading[],
  metric: string,
  value: number,
  at: string,
  instance?: string,
): Growth | null {
  const before = previous.findLast(
    (r) => r.metric === metric && r.instance === instance && typeof r.value === 'number',
  );
  if (before === undefined || typeof before.value !== 'number') return null;
  const seconds = secondsBetween(before.at, at);
  const delta = value - before.value;
  return seconds < MIN_SECONDS || delta < 0 ? null : { delta, seconds };
}

/** Share in percent; null when there is nothing to share. */
export function share(part: number, whole: number): number | null {
  return whole <= 0 ? null : (part / whole) * 100;
}
