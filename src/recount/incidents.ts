/** The clocks of an incident, counted again from its record, as far as the contract has a limit for them. */
import { type Data, ms, seconds, upTo } from './data.ts';
import { classesOf, type Since } from './levels/classes.ts';
import {
  type ClockTime,
  type Course,
  faultClocks,
  NONE,
  ranFor,
  responseBeside,
  type Stop,
  timeOf,
} from './levels/counted-clocks.ts';
import { termsOn } from './levels/held.ts';
import { calendarOf, isWithin } from './levels/hours.ts';
import { type Limit, limitsFor, usedOf } from './levels/level-limits.ts';
import { openBefore, readingsOf } from './levels/options.ts';
import { startsOf, typedStart } from './starts.ts';
import { vouchedIncident } from './vouched.ts';
import type { World } from './world.ts';

export interface Judged {
  record: Data;
  level: string;
  requirement: boolean;
  start: string;
  /** In milliseconds, when they are over. */
  restored: number | null;
  closed: number | null;
  /** By class, and option that is shown: since when it is one, in milliseconds; null when it is none. */
  classes: Record<string, Since>;
  /** By class: options on which the readings of its start disagree. */
  open: Record<string, string[]>;
  clocks: Record<string, ClockTime>;
  /** What the limits beside the one that decides make of the response, by limit; and how many figures the other reading of pauses gives. */
  others: { response: Record<string, ClockTime>; pauses: number };
}

/**
 * The incident by the reading of its start that is in force; a clock on which the other options differ is undecided.
 * @param issued when its 故障分析处理记录 was issued. @param asOf ISO; later facts are not known yet
 */
export function judge(whole: World, told: Data, issued?: string, asOf: string = whole.asOf): Judged {
  const record = vouchedIncident(told);
  const day = whole.clock.day(record.reportedAt ?? record.discoveredAt);
  const interpretations = openBefore(whole.interpretations, day);
  const world = { ...whole, interpretations, contract: termsOn(whole.contract, day) };
  const { chosen, all } = readingsOf(world, 'working-time', '');
  const by = (hours: Data): Judged => judgeByStarts(world, record, { issued, asOf, hours });
  const own = by(chosen);
  const others = all.filter((one) => one.id !== chosen.id).map(by);
  return {
    ...own,
    clocks: undecidedWhere(
      own.clocks,
      others.map((one) => one.clocks),
    ),
  };
}

/** What differs by another reading that stands is not decided. */
function undecidedWhere(
  own: Record<string, ClockTime>,
  others: readonly Record<string, ClockTime>[],
): Record<string, ClockTime> {
  const clocks = Object.entries(own).map(([id, time]): [string, ClockTime] => {
    const same = others.every((one) => (one[id] ?? time).state === time.state);
    return [id, same ? time : { ...time, state: 'undecided' }];
  });
  return Object.fromEntries(clocks);
}

interface Given {
  issued: string | undefined;
  asOf: string;
  /** Option that says for which levels a calendar's time alone counts. */
  hours: Data;
}

function judgeByStarts(world: World, record: Data, given: Given): Judged {
  const starts = startsOf(world, record, given.asOf);
  const [own, ...others] = starts.map((start) => judgeFrom(world, record, start, given));
  if (own === undefined) throw new RangeError(`${record.id} has no start`);
  const open: Record<string, string[]> = {};
  const classes: Record<string, Since> = {};
  for (const [id, since] of Object.entries(own.classes)) {
    const same = others.map((one) => one.classes[id] ?? {});
    const options = Object.keys(since);
    open[id] = options.filter((option) => same.some((one) => (one[option] == null) !== (since[option] == null)));
    classes[id] = Object.fromEntries(
      options.map((option) => {
        const known = [since, ...same].flatMap((one) => one[option] ?? []);
        return [option, known.length === 0 ? null : Math.min(...known)];
      }),
    );
  }
  const clocks = undecidedWhere(
    own.clocks,
    others.map((one) => one.clocks),
  );
  const response = undecidedWhere(
    own.others.response,
    others.map((one) => one.others.response),
  );
  return { ...own, open, classes, clocks, others: { ...own.others, response } };
}

function judgeFrom(world: World, record: Data, start: string, { issued, asOf, hours }: Given): Judged {
  const known = (value: string | undefined): string | undefined => (upTo(value, asOf) ? value : undefined);
  const restoredAt = known(record.confirmedRestoredAt) ?? known(record.restoredAt);
  const closedAt = known(record.closedAt);
  const level = levelOf(world, record, restoredAt, asOf);
  const requirement = world.contract.levels.find((one: Data) => one.id === level.level).requirement === true;
  const until = restoredAt ?? (ms(asOf) > ms(start) ? asOf : start);
  const withPauses = readingsOf(world, 'pauses', 'confirmed').chosen.effect !== 'none';
  const confirmed = pausesOf(stoppedIn(world, record, 'restoration'), start, until, asOf);
  const stops = withPauses ? confirmed : [];
  const used = Math.max(0, seconds(start, until)) - stops.reduce((sum, stop) => sum + (stop.to - stop.from) / 1000, 0);
  const ran = (length: number): number => ranFor(length, ms(start), stops);
  const classes = classesOf(world, { record, level, requirement, used, start, ranFor: ran });
  const over = (hours.levels ?? []).includes(level.level) ? (hours.calendar ?? null) : null;
  const limits = (clock: string, from = start): Limit[] =>
    limitsFor(world, clock, level.level, from, over, record).filter(
      (one) => one.class === null || Object.values(classes[one.class] ?? {}).some((since) => since !== null),
    );
  const isOf = (id: string | null): boolean =>
    id !== null && classes[id]?.[readingsOf(world, 'class', '', id).chosen.id] != null;
  const course: Course = {
    world,
    record,
    start,
    typed: typedStart(record),
    asOf,
    known,
    limits,
    isOf,
    until,
    restoredAt,
    closedAt,
    stops,
    arrivalStops: withPauses ? pausesOf(stoppedIn(world, record, 'arrival'), start, asOf, asOf) : [],
  };
  // Of what is no fault only the date that was agreed is judged.
  const clocks = faultClocks(course).map(
    ([id, time]) => [id, requirement && id !== 'restoration' ? NONE : time] as const,
  );
  return {
    record,
    level: level.level,
    requirement,
    start,
    restored: restoredAt === undefined ? null : ms(restoredAt),
    closed: closedAt === undefined ? null : ms(closedAt),
    classes,
    open: {},
    others: {
      response: requirement ? {} : responseBeside(course),
      pauses: pausedOtherwise(world, limits('restoration')[0], confirmed),
    },
    clocks: {
      ...Object.fromEntries(clocks),
      ...analysisOf(world, limits('analysis', closedAt ?? start)[0], closedAt, known(issued), asOf),
    },
  };
}

/** 1 where both sides have still to agree whether pauses count, and there were some within the time that counts. */
function pausedOtherwise(world: World, limit: Limit | undefined, stops: readonly Stop[]): number {
  const { all } = readingsOf(world, 'pauses', 'confirmed');
  if (limit === undefined || limit.agreed || all.every(({ effect }) => effect === all[0].effect)) return 0;
  return stops.some((one) => usedOf(world, limit, one.from, one.to) > 0) ? 1 : 0;
}

/** Written when it was submitted, which is the issue of its first revision, not when the supplier says it was ready. */
function analysisOf(
  world: World,
  limit: Limit | undefined,
  closedAt: string | undefined,
  end: string | undefined,
  asOf: string,
): Record<string, ClockTime> {
  if (limit === undefined) return {};
  if (closedAt === undefined) return { record: NONE };
  return { record: timeOf(world, { start: closedAt, end, limit }, { asOf, over: false, missing: 'unrecorded' }) };
}

/** A level counts once confirmed, or when it was raised before restoration. */
function levelOf(world: World, record: Data, restoredAt: string | undefined, asOf: string): Data {
  const rank = (row: Data): number => world.contract.levels.findIndex((one: Data) => one.id === row.level);
  const rows = record.levels.filter((row: Data, n: number) => n === 0 || upTo(row.at, asOf));
  return rows.reduce((used: Data, row: Data) => {
    const inTime = restoredAt === undefined || ms(row.at) <= ms(restoredAt);
    if (!upTo(row.confirmedAt, asOf) && !(inTime && rank(row) <= rank(used))) return used;
    return row.level === used.level ? { ...row, at: used.at } : row;
  });
}

/** The pauses of a record that stop a clock by the contract: without its word the restoration's, whatever the reason. */
function stoppedIn(world: World, { pauses = [] }: Data, clock: string): Data {
  const rows: Data[] = world.contract.pauses ?? [{ clocks: ['restoration'] }];
  const holds = ({ reasons, during }: Data, { reason, from }: Data): boolean => {
    const calendar = calendarOf(world, during);
    return (
      (reasons === undefined || reasons.includes(reason)) && (calendar === null || isWithin(world, calendar, ms(from)))
    );
  };
  const own = rows.filter(({ clocks }) => clocks.includes(clock));
  return { pauses: pauses.filter((one: Data) => own.some((row) => holds(row, one))) };
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
