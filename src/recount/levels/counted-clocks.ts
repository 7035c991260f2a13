/** The clocks of an incident from one start, as far as the contract has a limit for them. */
import { type Data, ms, seconds } from '../data.ts';
import type { Terms } from '../terms.ts';
import { afterSeconds, secondsWithin } from './hours.ts';
import { endOf, isInTime, type Limit, usedOf, withTravel } from './level-limits.ts';
import { readingsOf } from './options.ts';

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
  /** The limit itself, in seconds, where it is no number of days. */
  limit?: number;
  /** Clauses that set the limit. */
  clauses?: readonly string[];
  /** Of reports that are owed again and again: how many were late or never came. */
  broken?: number;
  /** false: shown, but another clock decides. */
  decides?: false;
}

export const NONE: ClockTime = { state: 'not-applicable', seconds: null };

export interface Stop {
  from: number;
  to: number;
}

export interface Course {
  world: Terms;
  record: Data;
  start: string;
  /** 申报, or 发现 where the own watch was first. */
  typed: string;
  asOf: string;
  known(value: string | undefined): string | undefined;
  limits(clock: string): Limit[];
  /** By the reading in force. */
  isOf(id: string | null): boolean;
  until: string;
  restoredAt: string | undefined;
  closedAt: string | undefined;
  /** What stops its restoration, and what its arrival: that one until the moment of judging. */
  stops: readonly Stop[];
  arrivalStops: readonly Stop[];
}

/** Those that the contract has a limit for. */
export function faultClocks(course: Course): [string, ClockTime][] {
  const { limits } = course;
  const arrived = arrivedAt(course);
  const response = responseLimit(course);
  const [remoteLimit] = limits('remote-start');
  const remote = remoteLimit === undefined ? null : remoteStartOf(course, remoteLimit);
  const ways = [remote, arrivalOf(course, arrived, remoteLimit === undefined)].filter((one) => one !== null);
  const owed = remoteLimit === undefined || limits('arrival').some((one) => course.isOf(one.class));
  const faults: Record<string, ClockTime | null> = {
    response: response === undefined ? null : against(course, respondedAt(course), response),
    'remote-start': apart(remote, remoteLimit?.orArrival !== true),
    arrival: apart(arrivalOf(course, arrived, owed), owed),
    diagnosis: remoteLimit?.orArrival === true ? either(ways) : null,
    restoration: restorationOf(course),
    notice: noticesOf(course),
  };
  return Object.entries(faults).filter((one): one is [string, ClockTime] => one[1] !== null);
}

/** What counts as arrival by the reading of it: what was written down, at the gate, by the purchaser's hand, or that somebody was on duty. */
function arrivedAt({ world, record, known, start }: Course): string | undefined {
  const told = known(record.arrivedAt) ?? (record.residentOnSpot === true ? known(record.respondedAt) : undefined);
  const { effect } = readingsOf(world, 'arrival', 'spot').chosen;
  if (effect === 'gate') return known(record.gateAt) ?? told;
  if (effect === 'signed') return known(record.arrivalSignedAt);
  return effect === 'on-duty' && record.onDuty === true ? start : told;
}

/** On the spot, arriving and responding are one act. */
const respondedAt = ({ record, known }: Course): string | undefined =>
  known(record.respondedAt) ?? (record.residentOnSpot === true ? known(record.arrivedAt) : undefined);

/** What every other limit makes of the response, told beside the one that decides; what several clauses ask for alike is one. */
export function responseBeside(course: Course): Record<string, ClockTime> {
  const deciding = responseLimit(course);
  if (deciding === undefined) return {};
  const others = course.limits('response').map((limit) => [likenessOf(limit), limit] as const);
  return Object.fromEntries(
    others
      .filter(([likeness]) => likeness !== likenessOf(deciding))
      .map(([likeness, limit]) => [likeness, against(course, respondedAt(course), limit)]),
  );
}

const likenessOf = ({ seconds: length, days, at, calendar, class: own }: Limit): string =>
  JSON.stringify([length, days, at, calendar, own]);

const apart = (clock: ClockTime | null, decides: boolean): ClockTime | null =>
  clock === null || decides ? clock : { ...clock, decides: false };

function against(
  { world, start, asOf, restoredAt, closedAt }: Course,
  end: string | undefined,
  limit: Limit,
  missing: State = 'unrecorded',
  stops: readonly Stop[] = [],
): ClockTime {
  const over = restoredAt !== undefined || closedAt !== undefined;
  return timeOf(world, { start, end, limit, stops }, { asOf, over, missing });
}

function responseLimit({ world, limits, isOf }: Course): Limit | undefined {
  const all = limits('response');
  if (readingsOf(world, 'response-limit', 'strictest').chosen.effect !== 'by-class') return all[0];
  return all.find((one) => isOf(one.class)) ?? all.find((one) => one.class === null);
}

function remoteStartOf(course: Course, limit: Limit): ClockTime {
  const { record, known } = course;
  const begun = known(record.remoteStartedAt);
  return record.diagnosis === 'onsite' && begun === undefined ? NONE : against(course, begun, limit);
}

function arrivalOf(course: Course, arrived: string | undefined, required: boolean): ClockTime | null {
  const { world, record, limits } = course;
  const [first, ...others] = limits('arrival');
  const shortest = withTravel(world, first, record);
  if (shortest === undefined) return null;
  // One way to the spot: who sets a longer time for it sets this one, too.
  const limit = { ...shortest, clauses: [shortest, ...others].flatMap(({ clauses }) => clauses) };
  if (!required && record.diagnosis === 'remote' && arrived === undefined) return NONE;
  const isOfClass = limits('arrival').some((one) => course.isOf(one.class));
  return against(course, arrived, limit, isOfClass ? 'missed' : 'unrecorded', course.arrivalStops);
}

/** When the clock has run for so many seconds, pauses left out. */
export function ranFor(length: number, start: number, stops: readonly Stop[]): number {
  let end = start + length * 1000;
  for (const stop of stops) if (stop.from < end) end += stop.to - stop.from;
  return end;
}

/** When a limit passes, in the time that counts for it, pauses left out; nothing: never. */
function passing(world: Terms, limit: Limit, start: string, stops: readonly Stop[]): { limitAt?: number } {
  const { seconds: length, days, calendar } = limit;
  const plain = endOf(world, limit, start);
  if (plain === null) return {};
  if (days !== null || calendar === null || length === null)
    return { limitAt: ranFor((plain - ms(start)) / 1000, ms(start), stops) };
  let [at, left] = [ms(start), length];
  for (const stop of stops) {
    const ran = secondsWithin(world, calendar, at, stop.from);
    if (ran >= left) break;
    [at, left] = [stop.to, left - ran];
  }
  const end = afterSeconds(world, calendar, at, left);
  return end === null ? {} : { limitAt: end };
}

export function timeOf(
  world: Terms,
  { start, end, limit, stops = [] }: { start: string; end: string | undefined; limit: Limit; stops?: readonly Stop[] },
  { asOf, over, missing }: { asOf: string; over: boolean; missing: State },
): ClockTime {
  const own = stops
    .map((stop) => ({ from: stop.from, to: Math.min(stop.to, ms(end ?? asOf)) }))
    .filter((stop) => stop.from < stop.to);
  const stood = own.reduce((sum, stop) => sum + usedOf(world, limit, stop.from, stop.to), 0);
  const limitAt = { ...passing(world, limit, start, own), ...lengthOf(limit) };
  if (end !== undefined) {
    const used = usedOf(world, limit, ms(start), ms(end)) - stood;
    return { state: isInTime(world, limit, start, used) ? 'met' : 'missed', seconds: used, end: ms(end), ...limitAt };
  }
  if (over) return { state: missing, seconds: null, ...limitAt };
  const used = usedOf(world, limit, ms(start), Math.max(ms(start), ms(asOf))) - stood;
  return { state: isInTime(world, limit, start, used) ? 'running' : 'overrun', seconds: used, ...limitAt };
}

/** Reports of progress, each in time after the one before: from moment to moment, up to the end of the fault. */
function noticesOf({ world, record, start, asOf, limits, restoredAt, closedAt }: Course): ClockTime | null {
  const [limit] = limits('notice');
  if (limit === undefined) return null;
  const over = restoredAt ?? closedAt;
  const until = over ?? asOf;
  const told = (record.notices ?? []).map(({ at }: Data) => at).filter((at: string) => ms(at) <= ms(until));
  const moments = [start, ...told.filter((at: string) => ms(at) >= ms(start))];
  const gaps = [...moments, until].slice(1).map((to, n) => usedOf(world, limit, ms(moments[n] as string), ms(to)));
  const most = limit.seconds ?? Number.POSITIVE_INFINITY;
  // So many whole limits lie in a gap that the next second is beyond another one.
  const broken = gaps.reduce((sum, gap) => sum + (gap > most ? Math.ceil(gap / most) - 1 : 0), 0);
  const longest = Math.max(0, ...gaps);
  if (over !== undefined && broken === 0 && told.length === 0) return NONE;
  const first = gaps.findIndex((gap) => gap > most);
  const limitAt = endOf(world, limit, moments[first === -1 ? moments.length - 1 : first] as string);
  return {
    state: over === undefined ? (broken > 0 ? 'overrun' : 'running') : broken > 0 ? 'missed' : 'met',
    seconds: longest,
    ...(over === undefined ? {} : { end: ms(over) }),
    ...(limitAt === null ? {} : { limitAt }),
    ...lengthOf(limit),
    broken,
  };
}

/** Remote start or arrival: one in time is enough. */
function either(parts: readonly ClockTime[]): ClockTime {
  const own = parts.filter((one) => one.state !== 'not-applicable');
  const order: State[] = ['met', 'running', 'overrun'];
  const state = order.find((one) => own.some((part) => part.state === one)) ?? 'missed';
  const ended = own.filter((one) => one.end !== undefined);
  const told = ended.find((one) => one.state === state) ?? ended[0] ?? own[0];
  return { seconds: null, ...told, state, clauses: own.flatMap(({ clauses = [] }) => clauses) };
}

function restorationOf({
  world,
  record,
  start,
  until,
  restoredAt,
  closedAt,
  stops,
  limits,
  asOf,
  typed,
}: Course): ClockTime | null {
  const [limit] = limits('restoration');
  if (limit === undefined) return null;
  if (limit.agreed) return agreed({ world, record, typed, asOf }, restoredAt ?? closedAt);
  const gross = usedOf(world, limit, ms(start), ms(until));
  const used = gross - stops.reduce((sum, stop) => sum + usedOf(world, limit, stop.from, stop.to), 0);
  const inTime = isInTime(world, limit, start, used);
  const limitAt = { ...passing(world, limit, start, stops), ...lengthOf(limit) };
  if (restoredAt === undefined) return { state: inTime ? 'running' : 'overrun', seconds: used, ...limitAt };
  return { state: inTime ? 'met' : 'missed', seconds: used, end: ms(restoredAt), ...limitAt };
}

const lengthOf = ({ seconds: limit, days, clauses }: Limit): Pick<ClockTime, 'limit' | 'clauses'> => ({
  clauses,
  ...(days !== null || limit === null ? {} : { limit }),
});

function agreed(
  { world: { clock }, record, typed, asOf }: Pick<Course, 'world' | 'record' | 'typed' | 'asOf'>,
  end: string | undefined,
): ClockTime {
  const used = end === undefined ? null : seconds(typed, end);
  if (record.agreedOn === undefined) return { state: 'to-be-agreed', seconds: used };
  if (end !== undefined) return { state: clock.day(end) <= record.agreedOn ? 'met' : 'missed', seconds: used };
  return { state: clock.day(asOf) <= record.agreedOn ? 'running' : 'overrun', seconds: used };
}
