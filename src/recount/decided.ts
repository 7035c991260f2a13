/** When a clock is decided, and as what: from then on it is counted, in one period. */
import type { Judged } from './incidents.ts';
import type { ClockTime } from './levels/clocks.ts';

/** What is past its limit is missed, though it goes on. */
export interface Decision {
  value: 'met' | 'missed' | 'undecided' | 'unrecorded' | 'not-applicable';
  /** Milliseconds. */
  at: number;
}

/** @param asOf milliseconds: the moment of judging. @returns null while it runs, or may yet apply */
export function decisionOf(clock: ClockTime, { restored, closed }: Judged, asOf: number): Decision | null {
  const { state, end, limitAt } = clock;
  const over = earliest([restored, closed]);
  switch (state) {
    case 'running':
    case 'to-be-agreed':
      return null;
    case 'not-applicable':
      return closed === null ? null : { value: state, at: closed };
    case 'undecided': {
      const at = end ?? over;
      return at === null ? null : { value: state, at };
    }
    case 'missed':
    case 'overrun':
      return { value: 'missed', at: earliest([end ?? null, limitAt ?? null, end === undefined ? over : null]) ?? asOf };
    default:
      return { value: state, at: end ?? over ?? asOf };
  }
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((one) => one !== null);
  return known.length === 0 ? null : Math.min(...known);
}
