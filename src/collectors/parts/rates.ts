/** Differences of counters between the previous inspection and now. Pure. */
import { secondsBetween } from '../../contract/time.ts';
import type { Reading } from '../../records/reading.ts';

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

/** What a reading says whose counter cannot be what it was: one that only grows went back, or is no count at all. */
export const WENT_BACK = '数值不可信（计数器回退或不是计数）';

/**
 * What was counted since the previous reading; since the start of the server when there is none, or when the server was
 * started anew since then.
 * @param uptime seconds that the server runs; undefined when it does not tell
 * @returns null when the counter went back without a restart to explain it, or is negative or no number
 */
export function countedSince(
  previous: readonly Reading[],
  metric: string,
  value: number,
  at: string,
  uptime?: number,
): number | null {
  if (!(value >= 0)) return null;
  const before = previous.findLast((r) => r.metric === metric && typeof r.value === 'number');
  if (before === undefined) return value;
  const grown = growth(previous, metric, value, at);
  if (grown !== null) return grown.delta;
  if (value >= Number(before.value)) return value;
  const restarted = uptime !== undefined && uptime <= secondsBetween(before.at, at) + CLOCK_SECONDS;
  return restarted ? value : null;
}

/** Uptimes are counted by another clock than ours. */
const CLOCK_SECONDS = 300;

/** Share in percent; null when there is nothing to share. */
export function share(part: number, whole: number): number | null {
  return whole <= 0 ? null : (part / whole) * 100;
}
