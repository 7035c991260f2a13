/**
 * Compact text form of a day's availability samples: run lengths of a letter per slot, for example `u540 d3 u897`.
 * A day of one-minute samples of a healthy target is the six characters `u1440`.
 */
import { DAY_SECONDS } from '../contract/time.ts';

/** State of one slot: reachable, not reachable, not observed. */
export type ProbeState = 'up' | 'down' | 'unobserved';

const LETTERS: Record<ProbeState, string> = { up: 'u', down: 'd', unobserved: 'n' };
const STATES: Record<string, ProbeState> = { u: 'up', d: 'down', n: 'unobserved' };

export const PROBE_TEXT = /^([udn][1-9]\d{0,5})( [udn][1-9]\d{0,5})*$/;

/** Consecutive slots of one state; `from` is the first slot of the day (0-based), `to` the one after the last. */
export interface ProbeRun {
  state: ProbeState;
  from: number;
  to: number;
}

/** Joins the states of consecutive slots to run-length text. */
export function encodeProbe(states: readonly ProbeState[]): string {
  const parts: string[] = [];
  for (let i = 0; i < states.length; ) {
    const state = states[i] as ProbeState;
    let end = i + 1;
    while (end < states.length && states[end] === state) end += 1;
    parts.push(`${LETTERS[state]}${end - i}`);
    i = end;
  }
  return parts.join(' ');
}

/**
 * Reads run-length text without expanding it.
 * @throws RangeError when the text is not of the form of `PROBE_TEXT`
 */
export function probeRuns(text: string): ProbeRun[] {
  if (!PROBE_TEXT.test(text)) throw new RangeError(`not a run-length text: ${text.slice(0, 40)}`);
  let at = 0;
  return text.split(' ').map((part) => {
    const from = at;
    at += Number(part.slice(1));
    return { state: STATES[part.charAt(0)] as ProbeState, from, to: at };
  });
}

/** Number of slots that the text covers. */
export const probeSlots = (text: string): number => probeRuns(text).at(-1)?.to ?? 0;

/** Slots of a whole day for a sampling interval in seconds. */
export const slotsPerDay = (intervalSeconds: number): number => DAY_SECONDS / intervalSeconds;
