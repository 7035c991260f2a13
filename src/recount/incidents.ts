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
import { type Limit, limitsFor } from './levels/level-limits.ts';
import { combined } from './levels/open-questions.ts';
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
  /** What the limits beside the one that decides make of the response, by limit; and by clock the names of the readings told beside it. */
  others: { response: Record<string, ClockTime>; readings: Record<string, string[]> };
}

/**
 * The incident by the readings that are in force; a clock on which the other options differ is undecided.
 * @param issued when its 故障分析处理记录 was issued. @param asOf ISO; later facts are not known yet
 */
export function judge(whole: World, told: Data, issued?: string, asOf: string = whole.asOf): Judged {
  const record = vouchedIncident(told);
  const day = whole.clock.day(record.reportedAt ?? record.discoveredAt);
  const contract = termsOn(whole.contract, day);
  const { readings, isUnproven } = combined(record, openBefore(whole.interpretations, day));
  const [own, ...others] = readings.map(({ interpretations }) =>
    judgeByStarts({ ...whole, interpretations, contract }, record, { issued, asOf }),
  );
  if (own === undefined) throw new RangeError(`${record.id} has no reading`);
  const clocks = undecidedWhere(
    own.clocks,
    others.map((one) => one.clocks),
  );
  const all = [own, ...others].map((one, n) => ({ taken: readings[n]?.taken ?? [], clocks: one.clocks }));
  return {
    ...own,
    ...mergedClasses(own, others),
    clocks: isUnproven ? unprovenOf(clocks, others) : clocks,
    others: { ...own.others, readings: isUnproven ? {} : readingsBeside(all) },
  };
}

/** Of what was not tried by every combination nothing is said, where there is a limit at all. */
function unprovenOf(own: Record<string, ClockTime>, others: readonly Judged[]): Record<string, ClockTime> {
  const applies = (id: string): boolean =>
    [own, ...others.map((one) => one.clocks)].some((clocks) => (clocks[id] ?? NONE).state !== 'not-applicable');
  return Object.fromEntries(
    Object.entries(own).map(([id, time]) => [id, applies(id) ? { ...time, state: 'undecided' } : time]),
  );
}

/** What is told beside each clock: the names of the combinations that make another of it, the one in force with them where they differ in state. */
function readingsBeside(
  all: readonly { taken: readonly Data[]; clocks: Record<string, ClockTime> }[],
): Record<string, string[]> {
  const [first] = all;
  const ids = Object.keys(first?.clocks ?? {});
  return Object.fromEntries(
    ids.map((id) => {
      const own = all.map(({ taken, clocks }) => ({ taken, time: clocks[id] ?? NONE }));
      const isSame = (a: ClockTime, b: ClockTime): boolean => a.state === b.state && a.seconds === b.seconds;
      const moving = (first?.taken ?? []).map((_, k) =>
        own.some((one) =>
          own.some(
            (other) =>
              one.taken.every((option, n) => n === k || option === other.taken[n]) && !isSame(one.time, other.time),
          ),
        ),
      );
      const told = own.filter(({ taken }) => taken.every((option, k) => moving[k] || option === first?.taken[k]));
      const isOpen = own.some(({ time }) => time.state !== own[0]?.time.state);
      const names = told.map(({ taken }) =>
        taken
          .filter((_, k) => moving[k])
          .map(({ label }) => label)
          .join('、'),
      );
      return [id, !moving.includes(true) ? [] : isOpen ? names : names.slice(1)];
    }),
  );
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
}

function judgeByStarts(world: World, record: Data, given: Given): Judged {
  const starts = startsOf(world, record, given.asOf);
  const [own, ...others] = starts.map((start) => judgeFrom(world, record, start, given));
  if (own === undefined) throw new RangeError(`${record.id} has no start`);
  const clocks = undecidedWhere(
    own.clocks,
    others.map((one) => one.clocks),
  );
  const response = undecidedWhere(
    own.others.response,
    others.map((one) => one.others.response),
  );
  return { ...own, ...mergedClasses(own, others), clocks, others: { ...own.others, response } };
}

/** Since when it is one of each class by any of the readings, and the options on which they disagree. */
function mergedClasses(own: Judged, others: readonly Judged[]): Pick<Judged, 'classes' | 'open'> {
  const open: Record<string, string[]> = {};
  const classes: Record<string, Since> = {};
  for (const [id, since] of Object.entries(own.classes)) {
    const same = others.map((one) => one.classes[id] ?? {});
    const options = Object.keys(since);
    const differs = options.filter((option) => same.some((one) => (one[option] == null) !== (since[option] == null)));
    open[id] = [...new Set([own, ...others].flatMap((one) => one.open[id] ?? []).concat(differs))];
    classes[id] = Object.fromEntries(
      options.map((option) => {
        const known = [since, ...same].flatMap((one) => one[option] ?? []);
        return [option, known.length === 0 ? null : Math.min(...known)];
      }),
    );
  }
  return { classes, open };
}

function judgeFrom(world: World, record: Data, start: string, { issued, asOf }: Given): Judged {
  const known = (value: string | undefined): string | undefined => (upTo(value, asOf) ? value : undefined);
  const restoredAt = known(record.confirmedRestoredAt) ?? known(record.restoredAt);
  const closedAt = known(record.closedAt);
  const level = levelOf(world, record, restoredAt, asOf);
  const requirement = world.contract.levels.find((one: Data) => one.id === level.level).requirement === true;
  const until = restoredAt ?? (ms(asOf) > ms(start) ? asOf : start);
  const { chosen: pausing } = readingsOf(world, 'pauses', 'confirmed');
  const { chosen: hours } = readingsOf(world, 'working-time', '');
  const withPauses = pausing.effect !== 'none';
  const stops = withPauses ? pausesOf(stoppedIn(world, record, 'restoration', pausing), start, until, asOf) : [];
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
    arrivalStops: withPauses ? pausesOf(stoppedIn(world, record, 'arrival', pausing), start, asOf, asOf) : [],
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
      readings: {},
    },
    clocks: {
      ...Object.fromEntries(clocks),
      ...analysisOf(world, limits('analysis', closedAt ?? start)[0], closedAt, known(issued), asOf),
    },
  };
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

/**
 * The pauses of a record that stop a clock by the contract: without its word the restoration's, whatever the reason. An option of the 口径
 * about pauses may name the clocks itself.
 */
function stoppedIn(world: World, { pauses = [] }: Data, clock: string, { clocks: said }: Data): Data {
  const rows: Data[] = world.contract.pauses ?? [{ clocks: ['restoration'] }];
  const holds = ({ reasons, during }: Data, { reason, from }: Data): boolean => {
    const calendar = calendarOf(world, during);
    return (
      (reasons === undefined || reasons.includes(reason)) && (calendar === null || isWithin(world, calendar, ms(from)))
    );
  };
  const own = rows.filter(({ clocks }) => (said ?? clocks).includes(clock));
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
