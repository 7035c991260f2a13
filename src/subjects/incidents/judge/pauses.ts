/** What stops the clocks of an incident: which pauses stop which of them, how long they stood still, and what they come to. Pure. */
import { type StoppableClock, stoppableClocks } from '../../../contract/terms/pauses.ts';
import {
  compareInstants,
  formatDateTime,
  type InstantText,
  secondsBetween,
  toInstant,
  toText,
} from '../../../contract/time.ts';
import { formatDuration } from '../../../wording/durations.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import { elapsedBetween } from './clock.ts';
import type { IncidentFacts } from './incident-facts.ts';
import type { ChosenOption } from './interpretation.ts';
import { type Limit, type LimitSource, limitSeconds, timesOf } from './limits.ts';

type Paused = Pick<IncidentRecord, 'pauses'>;

/** What a reading of the 口径 of pauses says of a clock: nothing stops it by `none`. */
type Reading = Pick<ChosenOption, 'option' | 'effect' | 'options'>;

/**
 * The pauses that stop a clock by a reading, confirmed or not: those of its own clocks, else of the contract's. Where the contract says
 * nothing of it a pause stops the restoration alone. By `none` they would, and count all the same.
 */
export function stopping(
  { pauses = [] }: Paused,
  source: LimitSource,
  clock: StoppableClock,
  reading: Reading,
): Paused {
  const terms = source.contract.pauses;
  const said = reading.options.find(({ id }) => id === reading.option)?.clocks;
  if (terms === undefined) return { pauses: (said ?? ['restoration']).includes(clock) ? pauses : [] };
  const times = timesOf(source);
  const own = terms.filter(({ clocks }) => (said ?? clocks).includes(clock));
  return {
    pauses: pauses.filter((one) =>
      own.some(
        ({ reasons, during }) =>
          (reasons === undefined || reasons.includes(one.reason)) &&
          (during === undefined || times(during).holds(one.from)),
      ),
    ),
  };
}

export const isStoppable = (clock: string): clock is StoppableClock => Object.hasOwn(stoppableClocks, clock);

/** Paused time between two instants, in seconds. */
export interface PausedTime {
  /** With evidence and the purchaser's confirmation (rule 5). */
  confirmed: number;
  /** The rest: does not stop the clock. */
  unconfirmed: number;
}

/**
 * What a sentence says of pauses: what a clock comes to with and without them, or where they count all the same how long they were, and those
 * that stop nothing. Seconds.
 */
export function pausedTexts({
  gross,
  net,
  counted,
  unconfirmed,
}: {
  gross: number;
  net: number;
  counted: number;
  unconfirmed: number;
}): string[] {
  const told =
    counted === net
      ? `扣除暂停前 ${formatDuration(gross)}、扣除后 ${formatDuration(net)}`
      : `其中经确认的暂停 ${formatDuration(gross - net)}计入`;
  return [
    ...(gross === net ? [] : [told]),
    ...(unconfirmed === 0 ? [] : [`另有未经确认的暂停 ${formatDuration(unconfirmed)}，未扣除`]),
  ];
}

/** One pause cut to a span. */
interface Span {
  from: InstantText;
  to: InstantText;
  confirmed: boolean;
}

/** Pauses cut to [from, to]; one still open ends at `to`. */
function pausesWithin(
  incident: Pick<IncidentRecord, 'pauses'>,
  from: InstantText,
  to: InstantText,
  asOf: InstantText,
): Span[] {
  const ordered = (incident.pauses ?? []).toSorted((a, b) => compareInstants(a.from, b.from));
  return ordered.flatMap((pause) => {
    const start = compareInstants(pause.from, from) > 0 ? pause.from : from;
    const end = pause.to !== undefined && compareInstants(pause.to, to) < 0 ? pause.to : to;
    if (compareInstants(start, end) >= 0) return [];
    return [{ from: start, to: end, confirmed: isConfirmed(pause, asOf) }];
  });
}

/** @param asOf confirmed by then; undefined: whenever */
const isConfirmed = (
  { evidence, confirmedBy, confirmedAt }: NonNullable<IncidentRecord['pauses']>[number],
  asOf: InstantText | undefined,
): boolean =>
  evidence !== undefined &&
  confirmedBy !== undefined &&
  confirmedAt !== undefined &&
  (asOf === undefined || compareInstants(confirmedAt, asOf) <= 0);

/**
 * What is told of pauses that a correction put in and that nobody of the purchaser's vouches for: they stop no clock, and whoever reads of the
 * incident is to know that they were claimed. Empty: there is none.
 * @param asOf of what was put in by then; undefined: of all
 */
export function unvouchedText(
  { pauses = [], corrections = [] }: Pick<IncidentRecord, 'pauses' | 'corrections'>,
  asOf?: InstantText,
): string {
  const made = corrections.filter(({ at }) => asOf === undefined || compareInstants(at, asOf) <= 0);
  const added = made.flatMap(({ by, changes = [] }) =>
    changes.flatMap(({ kind, path }) => (kind === 'added' ? [{ by, path }] : [])),
  );
  return pauses
    .flatMap((pause) => {
      const own = added.find(({ path }) => path === `pauses.${pause.id}`);
      if (own === undefined || isConfirmed(pause, asOf)) return [];
      const until = pause.to === undefined ? '起' : ` 至 ${formatDateTime(pause.to)}`;
      return [`事后补记暂停 ${formatDateTime(pause.from)}${until}（${own.by}），未经⟦采购人⟧确认，不扣除`];
    })
    .join('；');
}

/**
 * How long the incident was paused between two instants; pauses do not overlap (checked at entry).
 * @param length seconds of a span that count
 */
export function pausedBetween(
  incident: Pick<IncidentRecord, 'pauses'>,
  from: InstantText,
  to: InstantText,
  asOf: InstantText,
  length: (from: InstantText, to: InstantText) => number = secondsBetween,
): PausedTime {
  const spans = pausesWithin(incident, from, to, asOf);
  const total = (wanted: boolean): number =>
    spans.filter((span) => span.confirmed === wanted).reduce((sum, span) => sum + length(span.from, span.to), 0);
  return { confirmed: total(true), unconfirmed: total(false) };
}

/**
 * The instant at which the clock, stopped by confirmed pauses, has run for `seconds`; null when that is after `until`.
 * @param counted false: pauses do not stop it @param time whose time alone counts; null: day and night
 */
export function reachedAt(
  incident: Pick<IncidentRecord, 'pauses'>,
  start: InstantText,
  seconds: number,
  until: InstantText,
  asOf: InstantText,
  counted: boolean,
  time: Limit['time'] = null,
): InstantText | null {
  let left = seconds;
  let at = start;
  const stops = counted ? pausesWithin(incident, start, until, asOf).filter((span) => span.confirmed) : [];
  for (const stop of stops) {
    const running = time === null ? secondsBetween(at, stop.from) : time.seconds(at, stop.from);
    if (running >= left) break;
    left -= running;
    at = stop.to;
  }
  const reached = time === null ? toText(toInstant(at).add({ seconds: left })) : time.after(at, left);
  return reached !== null && compareInstants(reached, until) <= 0 ? reached : null;
}

/**
 * When a limit passed, in its own time, although pauses held it up; nothing where none did.
 * @param stops the pauses that stop the clock @param counted what it took with and without them, in seconds
 */
export function heldUp(
  stops: Paused,
  limit: Limit,
  { gross, counted }: { gross: number; counted: number },
  { start, until, asOf }: { start: InstantText; until: InstantText; asOf: InstantText },
): { passedAt?: InstantText | null } {
  const most = limitSeconds(limit, start);
  if (gross === counted || most === null) return {};
  const time = limit.days === null ? limit.time : null;
  return { passedAt: reachedAt(stops, start, most, until, asOf, true, time) };
}

/** Restoration time, or time open so far: with and without the confirmed pauses. Seconds. */
export interface Downtime {
  gross: number;
  net: number;
  /** The figure that counts under the option in force. */
  counted: number;
  /** Restored at `asOf`. */
  restored: boolean;
}

/** Time down between the clocks' start and restoration (or `asOf`). @param incident with the pauses that stop its restoration */
export function downtimeOf(
  incident: Pick<IncidentRecord, 'pauses'>,
  facts: IncidentFacts,
  pauses: Pick<ChosenOption, 'effect'>,
  asOf: InstantText,
): Downtime {
  const end = facts.restoredAt ?? (compareInstants(asOf, facts.start) > 0 ? asOf : facts.start);
  const gross = elapsedBetween(facts.start, end);
  const net = gross - pausedBetween(incident, facts.start, end, asOf).confirmed;
  return { gross, net, counted: pauses.effect === 'none' ? gross : net, restored: facts.restoredAt !== null };
}
