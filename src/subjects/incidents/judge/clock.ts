/** One clock against one limit, to the second; limits are inclusive. Pure. */

import { compareInstants, type InstantText, secondsBetween } from '../../../contract/time.ts';
import { type ClockState, clockStates } from '../../../states/clock.ts';
import { formatDuration } from '../../../wording/durations.ts';

/** The result under another option, level or figure; shown beside the one that decides. */
export interface ClockAlternative {
  /** What differs: an option of an interpretation, a level, the supplier's own time. */
  label: string;
  /** `<interpretation>:<option>` when it is an option. */
  option?: string;
  /** See `Interpretation`. */
  countsFrom?: string;
  /** Where this reading starts, when it is another start. */
  start?: InstantText;
  /** Where it ends, when that is another end. */
  end?: InstantText;
  seconds: number | null;
  limitSeconds: number | null;
  /** As printed; null where `limitSeconds` says it. */
  limit?: string | null;
  /** Which limit it is, alike for all incidents. */
  limitKey?: string | null;
  state: ClockState;
  text: string;
}

export interface Clock {
  id: 'response' | 'remote-start' | 'arrival' | 'diagnosis' | 'restoration' | 'record' | 'notice';
  /** `响应`, `恢复` … */
  label: string;
  /** Clause numbers, joined by 、. */
  clause: string;
  start: InstantText | null;
  end: InstantText | null;
  /** Time that is compared with the limit; of an open clock, until `asOf`. */
  seconds: number | null;
  limitSeconds: number | null;
  /** The limit as printed, where it has one: `4 小时（教学时间）`. */
  limit?: string | null;
  /** Which limit it is, alike for all incidents. */
  limitKey?: string | null;
  /** When the limit passes, nothing paused. */
  deadline?: InstantText | null;
  /** When it did pass, where pauses held it up. */
  passedAt?: InstantText | null;
  state: ClockState;
  /** One sentence for documents. */
  text: string;
  /** What was changed after the fact of the values that decide it, and what is claimed in their place; see `told-beside.ts`. */
  beside?: string;
  /** Of a limit that comes again and again: how often it was broken. */
  broken?: number;
  /** false: shown, but another clock decides 达标. */
  decides: boolean;
  alternatives: ClockAlternative[];
}

export interface Judged {
  seconds: number | null;
  state: ClockState;
}

/** met or missed for a time taken; the limit itself is still met. */
export const againstLimit = (seconds: number, limitSeconds: number): 'met' | 'missed' =>
  seconds <= limitSeconds ? 'met' : 'missed';

/** A clock that does not apply, with the reason. */
export function notApplicable(id: Clock['id'], label: string, clause: string, text: string): Clock {
  const none = { start: null, end: null, seconds: null, limitSeconds: null };
  return { id, label, clause, ...none, state: 'not-applicable', text, decides: false, alternatives: [] };
}

/**
 * Judges a clock by its start, end and limit.
 * @param finished the incident is over, so that a missing end will not come any more
 * @param whenMissing state of a missing end once the incident is over
 */
export function judgeClock(
  start: InstantText,
  end: InstantText | null,
  limitSeconds: number,
  asOf: InstantText,
  finished: boolean,
  whenMissing: 'unrecorded' | 'missed' = 'unrecorded',
): Judged {
  if (end !== null) {
    const seconds = elapsedBetween(start, end);
    return { seconds, state: againstLimit(seconds, limitSeconds) };
  }
  const elapsed = compareInstants(start, asOf) < 0 ? secondsBetween(start, asOf) : 0;
  const within = elapsed <= limitSeconds;
  if (!finished) return { seconds: elapsed, state: within ? 'running' : 'overrun' };
  return { seconds: null, state: whenMissing };
}

/** Seconds from a start to an end; what ended before a clock by a later start began took no time of it. */
export const elapsedBetween = (start: InstantText, end: InstantText): number => Math.max(0, secondsBetween(start, end));

/** `用时 9 分 58 秒，时限 10 分钟，达标`. @param words the limit as printed */
export function clockText({ seconds, state }: Judged, words: string): string {
  const limit = `时限 ${words}`;
  if (seconds === null) return `${limit}，${state === 'missed' ? '没有记录，未达标' : clockStates[state]}`;
  const open = state === 'running' || state === 'overrun';
  return `${open ? '已历时' : '用时'} ${formatDuration(seconds)}，${limit}，${clockStates[state]}`;
}
