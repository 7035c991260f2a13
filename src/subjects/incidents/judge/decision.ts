/** When a clock is decided: from then on it belongs to the statistics of a period, once. Pure. */
import { endOfDay } from '../../../contract/calendar/cut.ts';
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import { countedRestoration } from '../../../records/purchaser.ts';
import type { ClockState } from '../../../states/clock.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import type { Clock } from './clock.ts';

export interface Decision {
  /** 已超时 is 未达标 that goes on: what is past its limit cannot be met any more. */
  state: 'met' | 'missed' | 'undecided' | 'unrecorded' | 'not-applicable';
  at: InstantText;
}

/**
 * @param asOf the moment at which the clock was judged
 * @returns null while it is still running, or may yet apply
 */
export function decisionOf(incident: IncidentRecord, clock: Clock, asOf: InstantText): Decision | null {
  const closed = known(incident.closedAt, asOf);
  switch (clock.state) {
    case 'running':
    case 'to-be-agreed':
      return null;
    // Whether an arrival was needed, and whether a record is owed, is known when the incident is over.
    case 'not-applicable':
      return closed === null ? null : { state: 'not-applicable', at: closed };
    case 'met':
      return { state: 'met', at: clock.end ?? overAt(incident, asOf) ?? asOf };
    // Whichever reading holds, it is judged once it is over; when a reading is confirmed later, that is a correction.
    case 'undecided': {
      const over = clock.end ?? overAt(incident, asOf);
      return over === null ? null : { state: 'undecided', at: over };
    }
    case 'unrecorded':
      return { state: 'unrecorded', at: overAt(incident, asOf) ?? asOf };
    case 'missed':
    case 'overrun':
      return { state: 'missed', at: failedAt(incident, clock, asOf) };
  }
}

/**
 * The state under which statistics count a clock. One on which the readings differ already, though it still runs, is 进行中 there:
 * it is counted as 口径未定, or as what it turns out to be, in the one period in which it is over.
 * @param asOf the moment at which the clock was judged
 */
export const countedState = (incident: IncidentRecord, clock: Clock, asOf: InstantText): ClockState =>
  clock.state === 'undecided' && decisionOf(incident, clock, asOf) === null ? 'running' : clock.state;

function failedAt(incident: IncidentRecord, clock: Clock, asOf: InstantText): InstantText {
  const times = [clock.end, limitOf(incident, clock), clock.end === null ? overAt(incident, asOf) : null];
  return earliest(times) ?? asOf;
}

/** When the limit was reached, pauses left out. */
function limitOf({ agreedOn }: IncidentRecord, { deadline, passedAt, limitSeconds }: Clock): InstantText | null {
  if (limitSeconds === null) return agreedOn === undefined ? null : endOfDay(agreedOn);
  return passedAt ?? deadline ?? null;
}

/** When nothing more was to come. */
const overAt = (incident: IncidentRecord, asOf: InstantText): InstantText | null =>
  earliest([countedRestoration(incident)?.at, incident.closedAt].map((one) => known(one, asOf)));

const known = (time: InstantText | undefined, asOf: InstantText): InstantText | null =>
  time !== undefined && compareInstants(time, asOf) <= 0 ? time : null;

const earliest = (times: readonly (InstantText | null)[]): InstantText | null =>
  times.filter((one) => one !== null).toSorted(compareInstants)[0] ?? null;
