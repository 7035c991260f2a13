/** How the oracle judges one fault: where its clocks start, which row holds, whether it was kept (R5–R26). */
import { afterWhere, countWhere, dayOf, MINUTE, momentOf, secondOf } from './_time.ts';
import {
  type ConditionRow,
  type Facts,
  type FaultRow,
  holdsOn,
  inForce,
  type LimitRow,
  type OptionRow,
  optionOf,
  rankOf,
  type World,
} from './_world.ts';

export type State = 'met' | 'broken' | 'running' | 'undecided' | 'not-applicable' | 'to-be-agreed';
export const clocks = ['response', 'remote-start', 'arrival', 'restoration'] as const;
export type ClockId = (typeof clocks)[number];

/** One bound that holds, with the clauses' own row. */
interface Bound {
  row: LimitRow;
  /** Seconds that are allowed, of a length; undefined of a bound at a moment. */
  seconds: number | undefined;
  /** In whose time alone seconds count; undefined: in every one. */
  calendar: string | undefined;
  /** When it passes, nothing paused. */
  at: number;
}

export interface Verdict {
  state: State;
  /** Seconds that are compared; null where nothing ended it and nothing more comes. */
  used: number | null;
  /** Seconds that are allowed, in the same measure. */
  allowed: number;
  start: number;
  end: number | null;
  /** When the bound passes, nothing paused. */
  passes: number;
  /** The last second at which it is kept, pauses taken out. */
  turns: number;
  /** From when it is settled; null: it is not. */
  settledAt: number | null;
  /** Nobody wrote down when it ended, and nothing says that this is missed (R25). */
  untold?: boolean;
}

export interface JudgedFault {
  fault: FaultRow;
  level: string;
  requirement: boolean;
  /** By the reading in force. */
  start: number;
  restored: number | null;
  clocks: Partial<Record<ClockId | 'diagnosis', Verdict>>;
  /** Ids of the classes of which it is. */
  classes: string[];
  /** Seconds down by each reading of the start that stands, the one in force first, pauses taken out. */
  downs: number[];
}

const known = (text: string | undefined, asOf: number): number | null => {
  const second = text === undefined ? Number.NaN : secondOf(text);
  return second <= asOf ? second : null;
};

/** R5. */
export function reportedStart({ foundBy, discoveredAt, reportedAt }: FaultRow): number {
  const discovered = secondOf(discoveredAt);
  if (reportedAt === undefined) return discovered;
  const reported = secondOf(reportedAt);
  return foundBy !== 'user' && discovered < reported ? discovered : reported;
}

/** R6. */
function startBy(effect: string, fault: FaultRow, restored: number, { alerts, samples }: Facts): number {
  const own = reportedStart(fault);
  if (effect === 'report' && fault.reportedAt !== undefined) return secondOf(fault.reportedAt);
  const fired = alerts.filter((one) => one.fault === fault.id).map((one) => secondOf(one.at));
  const begin = Math.min(secondOf(fault.discoveredAt), ...fired);
  const lastDay = Math.max(dayOf(secondOf(fault.discoveredAt)), reportedDay(fault));
  const failed = fault.assets
    .flatMap((asset) => outagesOf(samples.filter((one) => one.asset === asset)))
    .filter(([from, to]) => from <= restored && to >= begin && dayOf(from) <= lastDay)
    .map(([from]) => from);
  const first = (list: number[]): number | undefined => list.toSorted((a, b) => a - b)[0];
  const [alert, sample] = [first(fired), first(failed)];
  const seen = effect === 'sample' ? (sample ?? alert) : (alert ?? sample);
  return seen !== undefined && seen < own ? seen : own;
}

/** Failed samples of one asset that touch are one outage (R6). */
function outagesOf(samples: Facts['samples']): [number, number][] {
  const found: [number, number][] = [];
  for (const { from, to } of samples.toSorted((a, b) => secondOf(a.from) - secondOf(b.from))) {
    const last = found.at(-1);
    if (last !== undefined && secondOf(from) <= last[1]) last[1] = Math.max(last[1], secondOf(to));
    else found.push([secondOf(from), secondOf(to)]);
  }
  return found;
}

/** The day by which rows are in force (R9). */
const reportedDay = ({ reportedAt, discoveredAt }: FaultRow): number => dayOf(secondOf(reportedAt ?? discoveredAt));

/** R8. */
function levelOf(world: World, { levels }: FaultRow, restored: number | null, asOf: number): string {
  const rank = (id: string): number => world.contract.levels.findIndex((one) => one.id === id);
  let own = levels[0]?.level ?? '';
  for (const row of levels.slice(1)) {
    const at = secondOf(row.at);
    if (at > asOf) continue;
    const isConfirmed = known(row.confirmedAt, asOf) !== null;
    const isRaised = rank(row.level) <= rank(own) && (restored === null || at <= restored);
    if (isConfirmed || isRaised) own = row.level;
  }
  return own;
}

/** One way to read what the contract leaves open. */
interface Reading {
  start: OptionRow | undefined;
  working: OptionRow | undefined;
  pauses: OptionRow | undefined;
  arrival: OptionRow | undefined;
}

/** Everything that one reading of one fault is judged from. */
interface Case {
  world: World;
  facts: Facts;
  fault: FaultRow;
  asOf: number;
  day: number;
  level: string;
  requirement: boolean;
  start: number;
  restored: number | null;
  closed: number | null;
  working: OptionRow | undefined;
  /** What the 口径 about pauses and about arrivals say; undefined: nobody asks. */
  pauses: OptionRow | undefined;
  arrival: string;
}

function caseOf(world: World, facts: Facts, fault: FaultRow, reading: Reading, asOf: number): Case {
  const day = reportedDay(fault);
  const restored = known(fault.confirmedRestoredAt, asOf) ?? known(fault.restoredAt, asOf);
  const level = levelOf(world, fault, restored, asOf);
  const start = startBy(reading.start?.effect ?? 'report-or-own', fault, restored ?? asOf, facts);
  return {
    ...{ world, facts, fault, asOf, day, level, start, restored },
    requirement: world.contract.levels.some((one) => one.id === level && one.requirement === 'true'),
    closed: known(fault.closedAt, asOf),
    working: reading.working,
    pauses: reading.pauses,
    arrival: reading.arrival?.effect ?? 'spot',
  };
}

/** The spans in which a clock stands still (R21). */
function pausesOf({ world, fault, asOf, pauses }: Case, clock: string): [number, number][] {
  if (pauses?.effect === 'none' || (clock !== 'arrival' && clock !== 'restoration')) return [];
  const terms = world.contract.pauses;
  const said = pauses?.clocks;
  return (fault.pauses ?? [])
    .filter(({ evidence, confirmedAt }) => evidence !== undefined && known(confirmedAt, asOf) !== null)
    .filter(({ from, reason }) =>
      terms === undefined
        ? (said ?? ['restoration']).includes(clock)
        : terms.some(
            (one) =>
              (said ?? one.clocks).includes(clock) &&
              (one.reasons === undefined || one.reasons.includes(reason)) &&
              (one.during === undefined || world.calendars.holds(one.during, secondOf(from))),
          ),
    )
    .map(({ from, to }) => [secondOf(from), to === undefined ? Number.POSITIVE_INFINITY : secondOf(to)]);
}

/** Seconds of a bound's time between two moments, each pause left out once (R18, R22). */
function elapsed(one: Case, bound: Pick<Bound, 'calendar'>, pauses: [number, number][], from: number, to: number) {
  const { calendars } = one.world;
  const { calendar } = bound;
  const runs = (second: number): boolean =>
    (calendar === undefined || calendars.holds(calendar, second)) &&
    !pauses.some(([begin, end]) => second >= begin && second < end);
  return countWhere(from, to, runs, calendars, pauses.flat());
}

/** When so much of a bound's time has run although pauses held it up. */
function reached(one: Case, bound: Bound, allowed: number, pauses: [number, number][]): number {
  const { calendars } = one.world;
  const { calendar } = bound;
  const runs = (second: number): boolean =>
    (calendar === undefined || calendars.holds(calendar, second)) &&
    !pauses.some(([begin, end]) => second >= begin && second < end);
  return afterWhere(one.start, allowed, runs, calendars, pauses.flat()) ?? Number.POSITIVE_INFINITY;
}

/** R19, R20. */
function dayBound({ world }: Case, row: LimitRow, start: number): number {
  const { calendars } = world;
  const name = row.calendar ?? 'all';
  const endOf = (day: number): number =>
    row.time === undefined ? (calendars.endOf(name, day) ?? Number.NaN) : momentOf(day, row.time);
  let day = dayOf(start);
  let left = Number(row.workingDays);
  if (left === 0) {
    while (!calendars.isDay(name, day) || start > endOf(day)) day += 1;
    return endOf(day);
  }
  while (left > 0) {
    day += 1;
    if (calendars.isDay(name, day)) left -= 1;
  }
  return endOf(day);
}

const subset = (a: string[] | undefined, b: string[] | undefined): boolean =>
  b === undefined || (a?.every((one) => b.includes(one)) ?? false);

/** true when the first case is narrower than the second (R12). */
function isNarrower(a: LimitRow, b: LimitRow): boolean {
  const implies = ({ when: x = {} }: LimitRow, { when: y = {} }: LimitRow): boolean =>
    subset(x.assets, y.assets) && subset(x.customers, y.customers) && (y.season === undefined || x.season === y.season);
  return implies(a, b) && !implies(b, a);
}

/** Of rows that hold for the fault (R11): those of one class, or of none, are about the same thing. */
const thingOf = (row: LimitRow): string => row.class ?? '';

/** The rows of a clock that stand for one pair of a system and a kind of customers, and what multiplies them (R9–R14). */
function rowsFor(one: Case, clock: string, pair: Pair, classes: readonly string[]): [LimitRow, number][] {
  const { world, start, day, level } = one;
  const { contract, calendars } = world;
  const ofLevel = contract.levels
    .filter((row) => row.id === level && holdsOn(row, day))
    .flatMap((row) => row.limits ?? []);
  const holds = (row: LimitRow): boolean =>
    row.clock === clock &&
    (row.levels === undefined || row.levels.includes(level)) &&
    inForce(contract, row, day) &&
    (row.class === undefined || classes.includes(row.class)) &&
    (row.during === undefined || calendars.holds(row.during, start)) &&
    (row.outside === undefined || !calendars.holds(row.outside, start)) &&
    (row.when?.season === undefined || calendars.holds(row.when.season, start)) &&
    (row.when?.assets === undefined || (pair.asset !== undefined && row.when.assets.includes(pair.asset))) &&
    (row.when?.customers === undefined || (pair.customer !== undefined && row.when.customers.includes(pair.customer)));
  const all = [...ofLevel, ...(contract.limits ?? [])].filter(holds);
  const amounts = all.filter((row) => row.times === undefined);
  const ranked = amounts.filter((row) =>
    amounts.every(
      (other) => thingOf(other) !== thingOf(row) || rankOf(contract, other.clause) <= rankOf(contract, row.clause),
    ),
  );
  const standing = ranked.filter((row) => !ranked.some((other) => other.class === row.class && isNarrower(other, row)));
  const factors = all.filter((row) => row.times !== undefined);
  const times = factors.reduce((sum, row) => {
    const [over = '1', under = '1'] = (row.times ?? '1').split('/');
    return (sum * Number(over)) / Number(under);
  }, 1);
  return standing.map((row) => [row, times]);
}

interface Pair {
  asset: string | undefined;
  customer: string | undefined;
}

function pairsOf({ fault }: Case): Pair[] {
  const customers: (string | undefined)[] = fault.customers ?? [undefined];
  const assets: (string | undefined)[] = fault.assets.length === 0 ? [undefined] : fault.assets;
  return assets.flatMap((asset) => customers.map((customer) => ({ asset, customer })));
}

/** Seconds of travel to where one had to go (R16). */
function travelOf({ world, fault }: Case): number {
  const places = world.contract.places ?? [];
  const ids =
    fault.placeId === undefined
      ? fault.assets.map((id) => world.assets.find((one) => one.id === id)?.placeId)
      : [fault.placeId];
  return MINUTE * Math.max(0, ...places.filter(({ id }) => ids.includes(id)).map((one) => Number(one.travelMinutes)));
}

/** The bound that passes first (R15); undefined: the clock is not held. `agreed`: by the date of the record. */
function boundOf(one: Case, clock: string, classes: readonly string[]): Bound | 'agreed' | undefined {
  const rows = pairsOf(one).flatMap((pair) => rowsFor(one, clock, pair, classes));
  if (rows.some(([row]) => 'agreed' in row)) return 'agreed';
  const travel = clock === 'arrival' ? travelOf(one) : 0;
  const bounds = rows.map(([row, times]): Bound => {
    if (row.workingDays !== undefined)
      return { row, seconds: undefined, calendar: undefined, at: dayBound(one, row, one.start) + travel };
    const seconds = Number(row.minutes ?? row.workingMinutes) * MINUTE * times + travel;
    const over = one.working?.levels?.includes(one.level) === true ? one.working.calendar : undefined;
    const bound = { row, seconds, calendar: row.workingMinutes === undefined ? over : row.calendar };
    return { ...bound, at: reached(one, { ...bound, at: 0 }, seconds, []) };
  });
  return bounds.toSorted((a, b) => a.at - b.at)[0];
}

/** R17, R22, R25. @param over nothing more is to come */
function judge(one: Case, bound: Bound, clock: string, end: number | null): Verdict {
  const { start, asOf } = one;
  const pauses = pausesOf(one, clock);
  const allowed = bound.seconds ?? bound.at - start;
  const over = one.restored ?? one.closed;
  const until = end ?? (over === null ? asOf : null);
  const used = until === null ? null : elapsed(one, bound, pauses, start, Math.max(start, until));
  const turns = reached(one, bound, allowed, pauses);
  const late = Math.min(turns, end ?? over ?? Number.POSITIVE_INFINITY);
  const told = { used, allowed, start, end, turns, passes: bound.at };
  if (end !== null && used !== null)
    return used <= allowed ? { ...told, state: 'met', settledAt: end } : { ...told, state: 'broken', settledAt: late };
  if (used === null) return { ...told, state: 'broken', untold: true, settledAt: over };
  return used <= allowed
    ? { ...told, state: 'running', settledAt: null }
    : { ...told, state: 'broken', settledAt: late };
}

/** R26, of a fault that is restored. */
export function meets(
  conditions: readonly ConditionRow[],
  { level, outage, down }: { level: string; outage: string; down: number },
) {
  return conditions.some(
    (one) =>
      (one.levels === undefined || one.levels.includes(level)) &&
      (one.outages === undefined || one.outages.includes(outage)) &&
      (one.fromMinutes === undefined || down >= Number(one.fromMinutes) * MINUTE) &&
      (one.overMinutes === undefined || down > Number(one.overMinutes) * MINUTE),
  );
}

function judgeReading(one: Case): JudgedFault {
  const { world, fault, level, requirement, start, restored, asOf } = one;
  const down = elapsed(
    one,
    { calendar: undefined },
    pausesOf(one, 'restoration'),
    start,
    Math.max(start, restored ?? asOf),
  );
  const classes = requirement
    ? []
    : (world.contract.classes ?? [])
        .filter(({ when }) => meets(when, { level, outage: fault.outage, down }))
        .map(({ id }) => id);
  const judged: JudgedFault = { fault, level, requirement, start, restored, classes, downs: [down], clocks: {} };
  if (requirement) return judged;
  const responded = known(fault.respondedAt, asOf);
  const arrived = known(fault.arrivedAt, asOf);
  const spot = fault.residentOnSpot;
  const ends: Record<ClockId, number | null> = {
    response: responded ?? (spot ? arrived : null),
    'remote-start': known(fault.remoteStartedAt, asOf),
    arrival: arrivalOf(one, arrived ?? (spot ? responded : null)),
    restoration: restored,
  };
  for (const clock of clocks) {
    const bound = boundOf(one, clock, classes);
    if (bound === undefined || bound === 'agreed') continue;
    judged.clocks[clock] = judge(one, bound, clock, ends[clock]);
  }
  return withDiagnosis(one, judged, ends);
}

/** R23a. @param spot when they were on the spot, as it was written down */
function arrivalOf({ fault, start, asOf, arrival }: Case, spot: number | null): number | null {
  if (arrival === 'gate') return known(fault.gateAt, asOf) ?? spot;
  if (arrival === 'signed') return known(fault.arrivalSignedAt, asOf);
  return arrival === 'on-duty' && fault.onDuty === true ? start : spot;
}

/** R23. */
function withDiagnosis(one: Case, judged: JudgedFault, ends: Record<ClockId, number | null>): JudgedFault {
  const remote = boundOf(one, 'remote-start', judged.classes);
  const { arrival, 'remote-start': started } = judged.clocks;
  const isOfClass = pairsOf(one).some((pair) =>
    rowsFor(one, 'arrival', pair, judged.classes).some(([row]) => row.class),
  );
  if (isOfClass && arrival?.untold === true && arrival.settledAt !== null)
    judged.clocks.arrival = { ...arrival, untold: false, settledAt: Math.min(arrival.passes, arrival.settledAt) };
  if (remote === undefined || remote === 'agreed') return judged;
  if (arrival !== undefined && one.fault.diagnosis === 'remote' && ends.arrival === null)
    judged.clocks.arrival = { ...arrival, state: 'not-applicable', settledAt: one.closed };
  if (remote.row.or !== 'arrival' || started === undefined) return judged;
  const either = [started, judged.clocks.arrival].filter((own) => own !== undefined && own.state !== 'not-applicable');
  const kept = either.find((own) => own?.state === 'met') ?? either.find((own) => own?.state === 'running');
  judged.clocks.diagnosis = { ...started, state: kept?.state ?? 'broken' };
  return judged;
}

/** Every reading that stands, the one in force first (R7). */
function readingsOf(world: World, day: number): Reading[] {
  const of = (binds: string): (OptionRow | undefined)[] => {
    const found = optionOf(world, binds, day);
    if (found === undefined) return [undefined];
    return found.settled ? [found.own] : [found.own, ...found.all.filter((one) => one !== found.own)];
  };
  return of('working-time').flatMap((working) =>
    of('pauses').flatMap((pauses) =>
      of('arrival').flatMap((arrival) => of('clock-start').map((start) => ({ start, working, pauses, arrival }))),
    ),
  );
}

/** One fault by every reading that stands. @param asOf at which it is looked at */
export function judgeFault(world: World, facts: Facts, fault: FaultRow, asOf = secondOf(facts.asOf)): JudgedFault {
  const all = readingsOf(world, reportedDay(fault)).map((reading) =>
    judgeReading(caseOf(world, facts, fault, reading, asOf)),
  );
  const [own] = all as [JudgedFault];
  own.downs = all.flatMap(({ downs }) => downs);
  for (const clock of [...clocks, 'diagnosis'] as const) {
    const verdict = own.clocks[clock];
    if (verdict === undefined) continue;
    const states = new Set(all.map(({ clocks: own }) => `${own[clock]?.state} ${own[clock]?.untold === true}`));
    if (states.size === 1) continue;
    const over = verdict.end ?? own.restored ?? null;
    own.clocks[clock] = { ...verdict, state: 'undecided', settledAt: over };
  }
  return own;
}
