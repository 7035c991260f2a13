/** What became of each 应交项 by the moment of a document. */

import { belongs, factOf, issueFact } from './belongs.ts';
import { type Due, dueList } from './calendar.ts';
import { type Data, ms, upTo } from './data.ts';
import { type Told, toldOf } from './happenings.ts';
import { countsHandover, type Fact, factFor } from './levels/on-time.ts';
import { countedSignoffs, silentSince } from './receipts.ts';
import type { Thing } from './spans.ts';
import { isVouched, shownSince } from './vouched.ts';
import { dayOf, serviceRecords, type World } from './world.ts';

const keyOf = (one: Data): string => `${one.obligation} ${one.period}`;

/** Key of the thing that an 应交项 is. */
export const keyIn = ({ obligation, period }: Due): string => `due ${obligation.id} ${period}`;

/** Every 应交项 as a thing that is decided once its due time, which is still in time, has passed. */
export function dueThings(world: World): Thing[] {
  const more = countsHandover(world);
  return judgedDues(world).map(({ due, outcome: { state, issued, delivered, signed, received } }) => {
    const event = due.due === null ? Number.POSITIVE_INFINITY : due.due + 1;
    const value = [state, delivered, received, ...(more ? [issued, signed] : [])].join(' ');
    return { key: keyIn(due), value, event, entered: event };
  });
}

/** Keys of those of which a document was issued, handed over, signed for, sent back or waived in the document's interval. */
export function touchedDues(world: World): ReadonlySet<string> {
  const acts = [
    ...serviceRecords(world, 'signoff').filter((one) => one.action !== 'confirm'),
    ...serviceRecords(world, 'waiver'),
  ];
  const signed = acts.filter((one) => belongs(world, factOf(world, one)));
  const issued = world.known.filter((one) => belongs(world, issueFact(one)));
  const told = dueList(world).filter((one) => toldOf(world, one) !== undefined);
  return new Set([
    ...[...signed, ...issued].map((one) => `due ${keyOf(one)}`),
    ...openDays(world),
    ...told.map(keyIn),
    ...handedOver(world),
  ]);
}

/** Issued documents that go by their delivery or receipt: whatever is said of that, or taken back, moves them. */
function handedOver(world: World): string[] {
  const issued = new Set(world.known.map(keyOf));
  return dueList(world)
    .filter(({ obligation, period }) => issued.has(`${obligation.id} ${period}`))
    .filter(({ obligation }) => factFor(world, obligation) !== 'issued')
    .map(keyIn);
}

/** Of one day, or a part of it. */
const isOfDay = ({ cadence, every, timesADay }: Data): boolean =>
  cadence === 'day' || timesADay !== undefined || (every?.unit === 'day' && Number(every.n ?? 1) === 1);

/** Daily documents that are not issued: what is written down of their day, or withdrawn, decides until they are. */
function openDays(world: World): string[] {
  const issued = new Set(world.known.map(keyOf));
  const open = dueList(world).filter(
    ({ obligation, period }) =>
      isOfDay(obligation) && madeOf(obligation) !== undefined && !issued.has(`${obligation.id} ${period}`),
  );
  return open.map(keyIn);
}

export interface Outcome {
  state: 'on-time' | 'late' | 'delivered-late' | 'undelivered' | 'awaiting' | 'overdue' | 'missing' | 'open' | 'waived';
  /** Issued, handed over and signed for in time; nothing of what was waived. */
  issued: boolean;
  delivered: boolean;
  signed: boolean;
  /** By the purchaser's own hand. */
  received: boolean;
  /** Something that the supplier alone says the purchaser did. */
  claimed: boolean;
  /** By silence, where the contract says so. */
  deemed: boolean;
  /** First issue, delivery and receipt, in milliseconds. */
  times: Record<Fact, number | null>;
  /** Of its revisions that stand, the first one first. */
  numbers: readonly string[];
}

/** 未到期. */
export const isOpen = ({ state }: Outcome): boolean => state === 'open' || state === 'awaiting';

/** 应交: 豁免 and 未到期 are none of it. */
export const isOwed = (one: Outcome): boolean => one.state !== 'waived' && !isOpen(one);

const judgedBefore = new WeakMap<World, { due: Due; outcome: Outcome }[]>();

/** Every 应交项 with what became of it. */
export function judgedDues(world: World): { due: Due; outcome: Outcome }[] {
  const before = judgedBefore.get(world);
  if (before !== undefined) return before;
  const known = knownOf(world);
  const judged = dueList(world).map((due) => ({ due, outcome: judgeOne(world, due, known) }));
  judgedBefore.set(world, judged);
  return judged;
}

interface Known {
  issued: Map<string, Data[]>;
  signoffs: Map<string, Data[]>;
  waivers: Map<string, Data[]>;
  days: Days;
}

function knownOf(world: World): Known {
  const happened = (all: Data[]): Map<string, Data[]> =>
    Map.groupBy(
      all.filter((one) => upTo(one.at, world.asOf)),
      keyOf,
    );
  return {
    issued: Map.groupBy(world.known, keyOf),
    signoffs: happened(countedSignoffs(world)),
    waivers: Map.groupBy(serviceRecords(world, 'waiver'), keyOf),
    days: daysIn(world),
  };
}

function judgeOne(world: World, due: Due, known: Known): Outcome {
  const key = `${due.obligation.id} ${due.period}`;
  const all = (known.issued.get(key) ?? []).toSorted((a, b) => a.revision - b.revision);
  const fact = factFor(world, due.obligation, dueDay(world, due));
  const acts = known.signoffs.get(key) ?? [];
  const waivers = known.waivers.get(key) ?? [];
  const isWaived = waivers.some((one) => isVouched(one, one.at));
  // What was made void takes with it what it had replaced.
  const voids = acts.filter((one) => one.action === 'void').map((one) => Number(one.revision));
  const revisions = all.filter((one) => voids.every((gone) => one.revision > gone));
  const numbers = new Set(revisions.map((one) => one.revision));
  const ofAny = acts.filter((one) => numbers.has(one.revision));
  const signed = firstOf(ofAny, (one) => one.action === 'receive' && isVouched(one, one.at));
  // Who signed for a document had it by then.
  const delivered = firstOf(
    ofAny,
    (one) => one.action === 'deliver' || (one.action === 'receive' && isVouched(one, one.at)),
  );
  const told = toldOf(world, due);
  const times = {
    issued: withTold(revisions[0]?.times.issued, told),
    delivered: withTold(writtenDown(delivered), told),
    received: withTold(writtenDown(signed) ?? earliestSilence(world, ofAny), told),
  };
  const newest = acts.filter((one) => one.revision === (revisions.at(-1)?.revision ?? 0));
  const received = firstOf(newest, (one) => one.action === 'receive' && isVouched(one, one.at));
  const claimed = firstOf(newest, (one) => one.action === 'receive' && !isVouched(one, one.at));
  const returned = firstOf(newest, (one) => one.action === 'return');
  const state = stateOf(world, due, times, { fact, isWaived, days: known.days, told });
  const inTime = (one: Fact): boolean =>
    state !== 'waived' && due.due !== null && times[one] !== null && (times[one] as number) <= due.due;
  return {
    state,
    issued: inTime('issued'),
    delivered: inTime('delivered'),
    signed: inTime('received'),
    received: received !== null && !(returned !== null && ms(returned.at) > ms(received.at)),
    claimed:
      (received === null && claimed !== null) ||
      (waivers.length > 0 && !isWaived) ||
      (received === null && returned !== null && !isVouched(returned, returned.at)),
    deemed: silentSince(world, newest, writtenMs) !== null,
    times,
    numbers: revisions.map(({ number }) => number),
  };
}

const writtenMs = (act: Data): number => ms(writtenDown(act) as string);

/** The first revision that counts as received by silence. */
function earliestSilence(world: World, acts: readonly Data[]): string | undefined {
  const own = [...Map.groupBy(acts, (one) => one.revision).values()];
  const since = own.flatMap((list) => silentSince(world, list, writtenMs) ?? []);
  return since.length === 0 ? undefined : new Date(Math.min(...since)).toISOString();
}

/** The day on which it is due. */
export const dueDay = ({ clock }: World, { due }: Pick<Due, 'due'>): string | null =>
  due === null ? null : clock.day(new Date(due).toISOString());

/** What was handed in counts since it could tell of all that had to happen. */
function withTold(time: string | undefined, told: Told | undefined): number | null {
  if (time === undefined || told?.whole === false) return null;
  return Math.max(ms(time), told?.since ?? 0);
}

/** The earliest that passes the test. */
/** An act counts from when it was written down, whatever time it names. */
const writtenDown = (act: Data | null): string | undefined => {
  if (act === null) return undefined;
  const shown = act.action === 'deliver' ? Number.NEGATIVE_INFINITY : shownSince(act);
  return new Date(Math.max(ms(act.at), ms(act.enteredAt), shown)).toISOString();
};

const firstOf = (acts: readonly Data[], test: (one: Data) => boolean): Data =>
  acts.filter(test).sort((a, b) => ms(writtenDown(a) ?? '') - ms(writtenDown(b) ?? '') || ms(a.at) - ms(b.at))[0] ??
  null;

function stateOf(
  world: World,
  due: Due,
  times: Outcome['times'],
  { fact, isWaived, days, told }: { fact: Fact; isWaived: boolean; days: Days; told: Told | undefined },
): Outcome['state'] {
  const end = due.due;
  if (times.issued !== null) {
    if (end === null) return 'on-time';
    const at = times[fact];
    if (at !== null && at <= end) return 'on-time';
    if (at !== null) return fact === 'issued' ? 'late' : 'delivered-late';
    if (isWaived) return 'waived';
    return ms(world.asOf) <= end ? 'awaiting' : 'undelivered';
  }
  if (isWaived) return 'waived';
  if (due.due === null || ms(world.asOf) <= due.due) return 'open';
  return told?.some !== false && observed(world, due, days) ? 'overdue' : 'missing';
}

/** What anybody wrote down of a day. */
const OF_A_DAY = [
  ...['call', 'change', 'consultation', 'duty', 'incident', 'inspection', 'note', 'remote-session', 'service-request'],
];

/** The log rests on the day's inspection, the report of a day on anything that was written down of it; the rest can be written. */
function madeOf({ id, unit = id }: Data): readonly string[] | undefined {
  if (unit === 'inspection-log') return ['inspection'];
  return unit === 'daily-maintenance' ? OF_A_DAY : undefined;
}

type Days = (kind: string) => readonly string[];

/** Days on which there are records of a kind. */
function daysIn(world: World): Days {
  const known = new Map<string, string[]>();
  return (kind) => {
    const days = known.get(kind) ?? [...new Set(serviceRecords(world, kind).map((one) => dayOf(world, one)))];
    known.set(kind, days);
    return days;
  };
}

/** A shift has no day: what was written down between its bounds decides. */
function observed(world: World, { obligation, period, from, to, clock }: Due, days: Days): boolean {
  const isIn = (kind: string): boolean => {
    if (clock === undefined || !/-s\d+$/.test(period)) return days(kind).some((day) => day >= from && day <= to);
    const [start, end] = [world.clock.at(...clock.from), world.clock.at(...clock.to)];
    return serviceRecords(world, kind).some(({ at }) => ms(at) >= start && ms(at) < end);
  };
  return madeOf(obligation)?.some(isIn) ?? true;
}
