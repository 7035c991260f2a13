/** The clocks of an open incident that still run, and when each passes its limit as things stand. Pure. */
import { endOfDay } from '../../../contract/calendar/cut.ts';
import { compareInstants, DAY_SECONDS, type InstantText, toInstant, toText } from '../../../contract/time.ts';
import { clockStates } from '../../../states/clock.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import type { Clock } from './clock.ts';
import { assessIncident, type IncidentAssessment, type IncidentContext } from './clocks.ts';
import { chosenOption } from './interpretation.ts';
import { isStoppable, stopping } from './pauses.ts';

/** One clock that counts. */
export interface RunningClock {
  clock: Clock['id'];
  /** `响应`, `恢复` … */
  label: string;
  state: 'running' | 'overrun' | 'undecided';
  /** The state in Chinese. */
  word: string;
  /** As printed: `10 分钟`; null: by the date that was agreed. */
  limit: string | null;
  /** ISO: when the limit passes, the confirmed pauses so far left out; null: it stands still in such a pause. */
  dueAt: InstantText | null;
}

/** A clock of one open incident that counts, named with its incident. */
export interface Running extends Pick<RunningClock, 'state' | 'word' | 'limit' | 'dueAt'> {
  id: string;
  title: string;
  level: string;
  /** `响应`, `恢复` … */
  clock: string;
}

/** Of one incident, the limit that can still be kept and passes next; where none can, the one that passed first. */
export interface Nearest extends Running {
  /** Clocks of the same incident that are past their limit already: `响应`. */
  late: string[];
}

/**
 * The deciding clocks of one incident that nothing has ended yet, the nearest limit first; of one that is over none.
 * @param context as `assessIncident` takes it; `asOf` is now
 */
export function runningClocks(
  incident: IncidentRecord,
  context: IncidentContext,
  judged: IncidentAssessment = assessIncident(incident, context),
): RunningClock[] {
  if (judged.restored || judged.closed) return [];
  return judged.clocks
    .flatMap((clock): RunningClock[] => {
      const { state, end, decides, id, label } = clock;
      if (!decides || end !== null || !isOpen(state)) return [];
      const next = id === 'diagnosis' ? eitherNext(clock, judged.clocks, context.asOf) : clock;
      const dueAt = dueOf(incident, next, context);
      return [{ clock: id, label, state, word: clockStates[state], limit: next.limit ?? null, dueAt }];
    })
    .sort((a, b) => compareDue(a.dueAt, b.dueAt));
}

/** Earlier limits first; what stands still comes last. */
export const compareDue = (a: InstantText | null, b: InstantText | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : compareInstants(a, b);

const isOpen = (state: Clock['state']): state is RunningClock['state'] =>
  state === 'running' || state === 'overrun' || state === 'undecided';

/** Of the two ways of which one in time is enough: the one whose limit passes next; where both have passed, the later one. */
function eitherNext(own: Clock, clocks: readonly Clock[], asOf: InstantText): Clock {
  const ways = clocks
    .filter(({ id, state }) => (id === 'remote-start' || id === 'arrival') && state !== 'not-applicable')
    .sort((a, b) => compareDue(a.deadline ?? null, b.deadline ?? null));
  const isAhead = ({ deadline }: Clock): boolean => deadline == null || compareInstants(deadline, asOf) >= 0;
  return ways.find(isAhead) ?? ways.at(-1) ?? own;
}

function dueOf(incident: IncidentRecord, clock: Clock, context: IncidentContext): InstantText | null {
  const deadline = clock.deadline ?? null;
  if (deadline === null) return incident.agreedOn === undefined ? null : endOfDay(incident.agreedOn);
  const { pauses = [] } = isStoppable(clock.id)
    ? stopping(incident, context, clock.id, chosenOption(context.interpretations, 'pauses'))
    : {};
  const stops = pauses.filter((one) => one.confirmedAt !== undefined && one.evidence !== undefined);
  return stops.length === 0 ? deadline : passes(incident, clock.id, context, deadline);
}

/** Longest time after the plain limit for which a paused clock is looked for. */
const LONGEST = 400 * DAY_SECONDS;

/**
 * When a clock that was stopped passes its limit: found by judging, so that it is the very moment at which the judgement
 * turns, in whatever time the limit runs. @returns null while the clock stands still
 */
function passes(
  incident: IncidentRecord,
  stopped: Clock['id'],
  context: IncidentContext,
  deadline: InstantText,
): InstantText | null {
  const after = (seconds: number): InstantText => toText(toInstant(deadline).add({ seconds }));
  // What is confirmed now counts at every moment that is tried.
  const pauses = (incident.pauses ?? []).map((one) =>
    one.confirmedAt !== undefined && compareInstants(one.confirmedAt, context.asOf) <= 0
      ? { ...one, confirmedAt: one.from }
      : one,
  );
  const isPast = (seconds: number): boolean => {
    const { clocks } = assessIncident({ ...incident, pauses }, { ...context, asOf: after(seconds) });
    return clocks.some(({ id, state }) => id === stopped && state !== 'running');
  };
  let high = DAY_SECONDS / 24;
  while (!isPast(high)) {
    if (high > LONGEST) return null;
    high *= 2;
  }
  // The limit itself is still met: the last second that is.
  let low = -1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isPast(middle)) high = middle;
    else low = middle;
  }
  return after(Math.max(low, 0));
}
