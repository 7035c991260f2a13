/** One clock against one limit of the contract, in the time that counts for it. Pure. */
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import type { ClockState } from '../../../states/clock.ts';
import type { Clock, Judged } from './clock.ts';
import { clockText } from './clock.ts';
import { behindNote, deadlineOf, elapsed, type Limit, limitSeconds } from './limits.ts';

export type JudgedLimit = Judged & Required<Pick<Clock, 'limitSeconds' | 'limit' | 'limitKey' | 'deadline' | 'text'>>;

/**
 * @param finished the incident is over, so that a missing end will not come any more
 * @param whenMissing state of a missing end once the incident is over
 * @param paused what is taken out
 */
export function judgeLimit(
  limit: Limit,
  start: InstantText,
  end: InstantText | null,
  asOf: InstantText,
  finished: boolean,
  whenMissing: 'unrecorded' | 'missed' = 'unrecorded',
  paused: Paused = NOTHING,
): JudgedLimit {
  const judged = judge(limit, start, end, { asOf, finished, whenMissing, paused });
  return { ...judged, ...limitFields(limit, start), text: `${clockText(judged, limit.text)}${behindNote(limit)}` };
}

/** Seconds that count against the limit between two instants and do not count, since the clock stood still. */
export type Paused = (limit: Limit, from: InstantText, to: InstantText) => number;
const NOTHING: Paused = () => 0;

/** What a clock or an alternative tells of its limit. */
export const limitFields = (limit: Limit, start: InstantText) => ({
  limitSeconds: limitSeconds(limit, start),
  limit: limit.text,
  limitKey: limit.key,
  deadline: deadlineOf(limit, start),
});

/** met or missed for a time taken; the limit itself is still met, and one without an end cannot be missed. */
export const withinLimit = (limit: Limit, start: InstantText, seconds: number): boolean => {
  const most = limitSeconds(limit, start);
  return most === null || seconds <= most;
};

interface Rest {
  asOf: InstantText;
  finished: boolean;
  whenMissing: ClockState;
  paused: Paused;
}

function judge(limit: Limit, start: InstantText, end: InstantText | null, rest: Rest): Judged {
  if (end !== null) {
    const seconds = elapsed(limit, start, end) - rest.paused(limit, start, end);
    return { seconds, state: withinLimit(limit, start, seconds) ? 'met' : 'missed' };
  }
  if (rest.finished) return { seconds: null, state: rest.whenMissing };
  const seconds =
    compareInstants(start, rest.asOf) < 0 ? elapsed(limit, start, rest.asOf) - rest.paused(limit, start, rest.asOf) : 0;
  return { seconds, state: withinLimit(limit, start, seconds) ? 'running' : 'overrun' };
}
