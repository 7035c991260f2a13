/** The clocks of an incident, counted again from its record (clauses 5.1.1(2), 5.1.3, 5.3.1–5.3.4). */
import { type Data, ms, seconds, upTo } from './data.ts';
import { startsOf, typedStart } from './starts.ts';
import { vouchedIncident } from './vouched.ts';
import type { World } from './world.ts';

export type State =
  | 'met'
  | 'missed'
  | 'running'
  | 'overrun'
  | 'unrecorded'
  | 'not-applicable'
  | 'to-be-agreed'
  | 'undecided';

export interface ClockTime {
  state: State;
  seconds: number | null;
  /** When it ended, in milliseconds. */
  end?: number;
  /** When its limit passes: what is not done by then is missed. */
  limitAt?: number;
  /** The limit itself, in seconds. */
  limit?: number;
}

export interface Judged {
  record: Data;
  level: string;
  requirement: boolean;
  start: string;
  /** In milliseconds, when they are over. */
  restored: number | null;
  closed: number | null;
  /** By option of 口径 major that is shown: since when it is a major one, in milliseconds; null when it is none. */
  major: Record<string, number | null>;
  /** Options on which the readings of its start disagree. */
  open: string[];
  clocks: Record<string, ClockTime>;
}

const HOUR = 3600;
const MAJOR = 2 * HOUR;
const NONE: ClockTime = { state: 'not-applicable', seconds: null };

/** What both sides agreed on, else the default. */
export function optionOf({ interpretations }: World, id: string, fallback: string): { chosen: string; all: string[] } {
  const found = interpretations.find((one) => one.id === id);
  if (found === undefined) return { chosen: fallback, all: [fallback] };
  if (found.confirmed === true && found.chosen != null) return { chosen: found.chosen, all: [found.chosen] };
  return { chosen: found.default, all: found.options.map((one: Data) => one.id) };
}

/**
 * The incident by the reading of its start that is in force; a clock on which the other options differ is undecided.
 * @param issued when its 故障分析处理记录 was issued. @param asOf ISO; later facts are not known yet
 */
export function judge(world: World, told: Data, issued?: string, asOf: string = world.asOf): Judged {
  const record = vouchedIncident(told);
  const starts = startsOf(world, record, asOf);
  const [own, ...others] = starts.map((start) => judgeFrom(world, record, start, { issued, asOf }));
  if (own === undefined) throw new RangeError(`${record.id} has no start`);
  const clocks = Object.entries(own.clocks).map(([id, time]): [string, ClockTime] => {
    const same = others.every((one) => one.clocks[id]?.state === time.state);
    return [id, same ? time : { ...time, state: 'undecided' }];
  });
  const open = Object.keys(own.major).filter((option) =>
    others.some((one) => (one.major[option] === null) !== (own.major[option] === null)),
  );
  const major = Object.keys(own.major).map((option) => {
    const since = [own, ...others].flatMap((one) => one.major[option] ?? []);
    return [option, since.length === 0 ? null : Math.min(...since)];
  });
  return { ...own, open, major: Object.fromEntries(major), clocks: Object.fromEntries(clocks) };
}

function judgeFrom(
  world: World,
  record: Data,
  start: string,
  { issued, asOf }: { issued: string | undefined; asOf: string },
): Judged {
  const known = (value: string | undefined): string | undefined => (upTo(value, asOf) ? value : undefined);
  const restoredAt = known(record.confirmedRestoredAt) ?? known(record.restoredAt);
  const closedAt = known(record.closedAt);
  const level = levelOf(world, record, restoredAt, asOf);
  const { rtoMinutes } = world.contract.faultLevels.find((one: Data) => one.id === level.level);
  const requirement = rtoMinutes === null;
  const until = restoredAt ?? (ms(asOf) > ms(start) ? asOf : start);
  const withPauses = optionOf(world, 'pauses', 'confirmed-only').chosen !== 'none';
  const stops = withPauses ? pausesOf(record, start, until, asOf) : [];
  const used = Math.max(0, seconds(start, until)) - stops.reduce((sum, stop) => sum + (stop.to - stop.from) / 1000, 0);
  const major = majorOf(world, record, { level, requirement, used, start, stops });
  const limits = (clock: string) =>
    limitsOf(
      world,
      clock,
      Object.values(major).some((one) => one !== null),
    );
  const isMajor = major[optionOf(world, 'major', 'letter').chosen] != null;
  const over = restoredAt !== undefined || closedAt !== undefined;
  const against = (end: string | undefined, limit: number | undefined, missing: State = 'unrecorded'): ClockTime =>
    limit === undefined ? NONE : timeOf(start, end, limit, { asOf, over, missing });
  const onSpot = record.residentOnSpot === true;
  const arrived = known(record.arrivedAt) ?? (onSpot ? known(record.respondedAt) : undefined);
  const responded = known(record.respondedAt) ?? (onSpot ? known(record.arrivedAt) : undefined);
  const remote = known(record.remoteStartedAt);
  const arrival = (required: boolean): ClockTime =>
    !required && record.diagnosis === 'remote' && arrived === undefined
      ? NONE
      : against(arrived, limits('arrival')[0]?.seconds, required ? 'missed' : 'unrecorded');
  const remoteStart =
    record.diagnosis === 'onsite' && remote === undefined ? NONE : against(remote, limits('remote-start')[0]?.seconds);
  const faults: Record<string, ClockTime> = {
    response: against(responded, responseLimit(world, limits('response'), isMajor)),
    'remote-start': remoteStart,
    arrival: arrival(isMajor),
    diagnosis: either([remoteStart, arrival(false)]),
    restoration: restorationOf(used, rtoMinutes, ranFor(rtoMinutes * 60, ms(start), stops), restoredAt),
  };
  const none = Object.fromEntries(Object.keys(faults).map((id) => [id, NONE]));
  const clocks = requirement ? { ...none, restoration: agreed(world, record, restoredAt ?? closedAt, asOf) } : faults;
  const recordLimit = limits('record')[0]?.seconds;
  // Written when it was submitted, which is the issue of its first revision, not when the supplier says it was ready.
  const end = known(issued);
  const written =
    closedAt === undefined || recordLimit === undefined
      ? NONE
      : timeOf(closedAt, end, recordLimit, { asOf, over: false, missing: 'unrecorded' });
  return {
    record,
    level: level.level,
    requirement,
    start,
    restored: restoredAt === undefined ? null : ms(restoredAt),
    closed: closedAt === undefined ? null : ms(closedAt),
    major,
    open: [],
    clocks: { ...clocks, record: written },
  };
}

/** A level counts once confirmed, or when it was raised before restoration. */
function levelOf(world: World, record: Data, restoredAt: string | undefined, asOf: string): Data {
  const rank = (row: Data): number => world.contract.faultLevels.findIndex((one: Data) => one.id === row.level);
  const rows = record.levels.filter((row: Data, n: number) => n === 0 || upTo(row.at, asOf));
  return rows.reduce((used: Data, row: Data) => {
    const inTime = restoredAt === undefined || ms(row.at) <= ms(restoredAt);
    return upTo(row.confirmedAt, asOf) || (inTime && rank(row) <= rank(used)) ? row : used;
  });
}

interface Stop {
  from: number;
  to: number;
}

/** Pauses with evidence that the purchaser confirmed, cut to a span. */
function pausesOf(record: Data, from: string, to: string, asOf: string): Stop[] {
  return (record.pauses ?? [])
    .filter((one: Data) => one.evidence !== undefined && one.confirmedBy !== undefined && upTo(one.confirmedAt, asOf))
    .map((one: Data) => ({
      from: Math.max(ms(one.from), ms(from)),
      to: Math.min(one.to === undefined ? Number.POSITIVE_INFINITY : ms(one.to), ms(to)),
    }))
    .filter((stop: Stop) => stop.from < stop.to)
    .sort((a: Stop, b: Stop) => a.from - b.from);
}

interface Known {
  level: Data;
  requirement: boolean;
  used: number;
  start: string;
  stops: readonly Stop[];
}

function majorOf(world: World, record: Data, { level, requirement, used, start, stops }: Known) {
  const long = used >= MAJOR ? ranFor(MAJOR, ms(start), stops) : null;
  const first = level.level === 'P1' ? ms(level.at) : null;
  const since: Record<string, number | null> = {
    outage: record.outage === 'whole' || record.outage === 'core' ? long : null,
    letter: first === null || long === null ? (first ?? long) : Math.min(first, long),
  };
  const { all } = optionOf(world, 'major', 'letter');
  const shown = all.length > 1 || world.interpretations.some((one) => one.id === 'major') ? all : Object.keys(since);
  return Object.fromEntries(shown.map((option) => [option, requirement ? null : (since[option] ?? null)]));
}

/** When the clock has run for so many seconds, pauses left out. */
function ranFor(length: number, start: number, stops: readonly Stop[]): number {
  let end = start + length * 1000;
  for (const stop of stops) if (stop.from < end) end += stop.to - stop.from;
  return end;
}

interface Limit {
  seconds: number;
  majorOnly: boolean;
}

function limitsOf({ contract }: World, clock: string, anyMajor: boolean): Limit[] {
  return contract.commitments
    .filter((one: Data) => one.clock === clock && (one.majorOnly !== true || anyMajor))
    .map((one: Data) => ({ seconds: one.limitMinutes * 60, majorOnly: one.majorOnly === true }))
    .sort((a: Limit, b: Limit) => a.seconds - b.seconds);
}

function responseLimit(world: World, limits: readonly Limit[], isMajor: boolean): number | undefined {
  if (optionOf(world, 'response', 'stricter').chosen !== 'by-kind') return limits[0]?.seconds;
  const own = isMajor ? limits.find((one) => one.majorOnly) : undefined;
  return (own ?? limits.find((one) => !one.majorOnly))?.seconds;
}

function timeOf(
  start: string,
  end: string | undefined,
  limit: number,
  { asOf, over, missing }: { asOf: string; over: boolean; missing: State },
): ClockTime {
  const limitAt = ms(start) + limit * 1000;
  if (end !== undefined) {
    const used = Math.max(0, seconds(start, end));
    return { state: used <= limit ? 'met' : 'missed', seconds: used, end: ms(end), limitAt, limit };
  }
  if (over) return { state: missing, seconds: null, limitAt, limit };
  const used = Math.max(0, seconds(start, asOf));
  return { state: used <= limit ? 'running' : 'overrun', seconds: used, limitAt, limit };
}

/** Remote start or arrival: one in time is enough. */
function either(parts: readonly ClockTime[]): ClockTime {
  const own = parts.filter((one) => one.state !== 'not-applicable');
  const order: State[] = ['met', 'running', 'overrun'];
  const state = order.find((one) => own.some((part) => part.state === one)) ?? 'missed';
  const ended = own.filter((one) => one.end !== undefined);
  const told = ended.find((one) => one.state === state) ?? ended[0] ?? own[0];
  return { seconds: null, ...told, state };
}

function restorationOf(used: number, rtoMinutes: number, limitAt: number, restoredAt: string | undefined): ClockTime {
  const limit = rtoMinutes * 60;
  const inTime = used <= limit;
  if (restoredAt === undefined) return { state: inTime ? 'running' : 'overrun', seconds: used, limitAt, limit };
  return { state: inTime ? 'met' : 'missed', seconds: used, end: ms(restoredAt), limitAt, limit };
}

function agreed({ clock }: World, record: Data, end: string | undefined, asOf: string): ClockTime {
  const used = end === undefined ? null : seconds(typedStart(record), end);
  if (record.agreedOn === undefined) return { state: 'to-be-agreed', seconds: used };
  if (end !== undefined) return { state: clock.day(end) <= record.agreedOn ? 'met' : 'missed', seconds: used };
  return { state: clock.day(asOf) <= record.agreedOn ? 'running' : 'overrun', seconds: used };
}
