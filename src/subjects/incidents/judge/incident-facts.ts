/** What is known of an incident at an instant: where its clocks start, its level, its pauses. Pure. */
import type { Contract } from '../../../contract/terms/contract.ts';
import { compareInstants, type InstantText, secondsBetween, toInstant, toText } from '../../../contract/time.ts';
import { exactDuration } from '../../../wording/durations.ts';
import { beforeLevel, levelWordOf } from '../../../wording/levels.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import type { StartReading } from './start.ts';

/** Level that the clocks use, and why it is that one. */
export interface LevelUsed {
  id: string;
  /** Since when it was the level, as the record says; graded the same once more it is that for as long as before. */
  since: InstantText;
  /** The purchaser confirmed it. */
  confirmed: boolean;
  /** Sentence for documents: which level was used and why. */
  text: string;
}

export interface IncidentFacts {
  /** Where the clocks start by the reading that is looked at (rule 4). */
  start: InstantText;
  respondedAt: InstantText | null;
  remoteStartedAt: InstantText | null;
  arrivedAt: InstantText | null;
  /** Restoration that counts: the time the purchaser confirmed, until then the supplier's. */
  restoredAt: InstantText | null;
  restoredBy: 'purchaser' | 'supplier' | null;
  /** The supplier's own restoration time. */
  supplierRestoredAt: InstantText | null;
  closedAt: InstantText | null;
  recordedAt: InstantText | null;
  level: LevelUsed;
}

/** Facts later than `asOf` are not known yet. @param start the reading of where the clocks start */
export function factsOf(
  incident: IncidentRecord,
  contract: Pick<Contract, 'levels'>,
  asOf: InstantText,
  start: Pick<StartReading, 'at'>,
): IncidentFacts {
  const known = (value: InstantText | undefined): InstantText | null =>
    value !== undefined && compareInstants(value, asOf) <= 0 ? value : null;
  const confirmed = known(incident.confirmedRestoredAt);
  const supplier = known(incident.restoredAt);
  // At a moment before the confirmation the supplier's word is all there is.
  const restoredAt = confirmed ?? supplier;
  return {
    start: start.at,
    respondedAt: known(incident.respondedAt),
    remoteStartedAt: known(incident.remoteStartedAt),
    arrivedAt: known(incident.arrivedAt),
    restoredAt,
    restoredBy: confirmed !== null ? 'purchaser' : supplier !== null ? 'supplier' : null,
    supplierRestoredAt: supplier,
    closedAt: known(incident.closedAt),
    recordedAt: known(incident.recordedAt),
    level: levelUsed(incident, contract, restoredAt, asOf),
  };
}

type LevelRow = IncidentRecord['levels'][number];

/**
 * The level in force at restoration (at `asOf` while open). Lowering a level, and any change after restoration, counts only
 * once the purchaser has confirmed it: a supplier cannot grade its way out of a missed limit.
 */
export function levelUsed(
  incident: Pick<IncidentRecord, 'levels'>,
  contract: Pick<Contract, 'levels'>,
  restoredAt: InstantText | null,
  asOf: InstantText,
): LevelUsed {
  const severity = (row: LevelRow): number => contract.levels.findIndex((level) => level.id === row.level);
  const isConfirmed = (row: LevelRow): boolean =>
    row.confirmedAt !== undefined && compareInstants(row.confirmedAt, asOf) <= 0;
  const [first, ...later] = incident.levels;
  if (first === undefined) throw new RangeError('an incident without a level cannot be judged');
  let used = first;
  let since = first.at;
  const ignored: LevelRow[] = [];
  for (const row of later.filter((one) => compareInstants(one.at, asOf) <= 0)) {
    const inTime = restoredAt === null || compareInstants(row.at, restoredAt) <= 0;
    const raised = severity(row) <= severity(used);
    if (isConfirmed(row) || (inTime && raised)) {
      if (row.level !== used.level) since = row.at;
      used = row;
    } else ignored.push(row);
  }
  return {
    id: used.level,
    since,
    confirmed: isConfirmed(used),
    text: levelText(used, isConfirmed(used), ignored, contract.levels),
  };
}

function levelText(
  used: LevelRow,
  confirmed: boolean,
  ignored: readonly LevelRow[],
  levels: Contract['levels'],
): string {
  const base = `${beforeLevel('按', levelWordOf(levels, used.level))}（${confirmed ? '⟦采购人⟧已确认' : '⟦采购人⟧未确认'}）`;
  const skipped = ignored.filter((row) => row.level !== used.level).map((row) => levelWordOf(levels, row.level));
  return skipped.length === 0
    ? base
    : `${base}；${beforeLevel('改定', skipped.join('、'))}${/[A-Za-z0-9]$/.test(skipped.at(-1) ?? '') ? ' ' : ''}未经⟦采购人⟧确认，未采用`;
}

/** Paused time between two instants, in seconds. */
export interface PausedTime {
  /** With evidence and the purchaser's confirmation (rule 5). */
  confirmed: number;
  /** The rest: does not stop the clock. */
  unconfirmed: number;
}

/** What a sentence says of pauses: what a clock comes to with and without them, and those that stop nothing. Seconds. */
export function pausedTexts({
  gross,
  net,
  unconfirmed,
}: {
  gross: number;
  net: number;
  unconfirmed: number;
}): string[] {
  return [
    ...(gross === net ? [] : [`扣除暂停前 ${exactDuration(gross)}、扣除后 ${exactDuration(net)}`]),
    ...(unconfirmed === 0 ? [] : [`另有未经确认的暂停 ${exactDuration(unconfirmed)}，未扣除`]),
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
    const confirmed =
      pause.evidence !== undefined &&
      pause.confirmedBy !== undefined &&
      pause.confirmedAt !== undefined &&
      compareInstants(pause.confirmedAt, asOf) <= 0;
    return [{ from: start, to: end, confirmed }];
  });
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
 * @param counted false: pauses do not stop it
 */
export function reachedAt(
  incident: Pick<IncidentRecord, 'pauses'>,
  start: InstantText,
  seconds: number,
  until: InstantText,
  asOf: InstantText,
  counted: boolean,
): InstantText | null {
  let left = seconds;
  let at = start;
  const stops = counted ? pausesWithin(incident, start, until, asOf).filter((span) => span.confirmed) : [];
  for (const stop of stops) {
    const running = secondsBetween(at, stop.from);
    if (running >= left) break;
    left -= running;
    at = stop.to;
  }
  const reached = addSeconds(at, left);
  return compareInstants(reached, until) <= 0 ? reached : null;
}

function addSeconds(at: InstantText, seconds: number): InstantText {
  return toText(toInstant(at).add({ seconds }));
}
