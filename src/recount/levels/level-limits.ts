/** The limits of the contract that hold for a clock, a level and a start, the strictest first. */
import type { Data } from '../data.ts';
import { ms } from '../data.ts';
import type { Terms } from '../terms.ts';
import { afterSeconds, calendarOf, endOfDays, isWithin, secondsWithin } from './hours.ts';

type World = Pick<Terms, 'clock' | 'workdays' | 'contract' | 'assets'>;

export interface Limit {
  seconds: number | null;
  days: number | null;
  at: string | null;
  /** Seconds by which the last of the days ends later, for the way. */
  later?: number;
  calendar: Data | null;
  class: string | null;
  agreed: boolean;
  orArrival: boolean;
  /** That set it, of those that say the same; with those of what multiplies it. */
  clauses: readonly string[];
}

/** Whom and what a fault hit, as its record says. */
interface Hit {
  assets?: readonly string[];
  customers?: readonly string[];
}

/** @param over calendar that a 口径 lays over minutes of this level */
export function limitsFor(
  world: World,
  clock: string,
  level: string,
  start: string,
  over: string | null,
  { assets = [], customers = [] }: Hit = {},
): Limit[] {
  const { contract } = world;
  const own = contract.levels.flatMap((one: Data) => (one.id === level ? (one.limits ?? []) : []));
  const shared = (contract.limits ?? []).filter((one: Data) => one.levels === undefined || one.levels.includes(level));
  const within = (id: string | undefined): boolean => {
    const calendar = calendarOf(world, id);
    return calendar !== null && isWithin(world, calendar, ms(start));
  };
  const applying: Data[] = [...shared, ...own].filter(
    (one: Data) =>
      one.clock === clock &&
      [one.during, one.when?.season].every((id) => id === undefined || within(id)) &&
      !(one.outside !== undefined && within(one.outside)),
  );
  // Each thing with each kind of customers is a fault of its own; the shortest of what they get is met or not.
  const found = (assets.length === 0 ? [''] : assets).flatMap((asset) =>
    (customers.length === 0 ? [''] : customers).flatMap((customer) => {
      const rows = applying.filter(
        ({ when = {} }) =>
          (when.assets ?? [asset]).includes(asset) && (when.customers ?? [customer]).includes(customer),
      );
      const factors = rows
        .filter((one) => one.times !== undefined)
        .filter((one, _, all) => isDecided(one, all, caseOf))
        .filter((one, n, all) => all.findIndex((other) => isSameFactor(other, one)) === n);
      return rows
        .filter((one) => one.times === undefined)
        .filter((one, _, all) => isDecided(one, all, classOf))
        .filter((one, _, all) => !all.some((other) => classOf(other) === classOf(one) && isNarrower(other, one)))
        .map((one) => limitOf(world, one, over, factors));
    }),
  );
  const alike = Map.groupBy(found, ({ clauses: _, ...one }) => JSON.stringify(one));
  const limits = [...alike.values()].map((own) => ({
    ...(own[0] as Limit),
    clauses: [...new Set(own.flatMap(({ clauses }) => clauses))],
  }));
  return limits.sort((a, b) => (endOf(world, a, start) ?? Infinity) - (endOf(world, b, start) ?? Infinity));
}

function limitOf(world: World, one: Data, over: string | null, factors: readonly Data[]): Limit {
  const working = one.workingMinutes !== undefined || one.workingDays !== undefined;
  const minutes = one.workingMinutes ?? one.minutes;
  const parts = factors.map(({ times }) => String(times).split('/').map(Number));
  const product = (n: number, none: number): number => parts.reduce((all, part) => all * (part[n] ?? none), 1);
  return {
    seconds: minutes === undefined ? null : Math.floor((minutes * 60 * product(0, 1)) / product(1, 1)),
    days: one.workingDays ?? null,
    at: one.time ?? null,
    calendar: calendarOf(world, working ? one.calendar : minutes === undefined ? null : over),
    class: one.class ?? null,
    agreed: minutes === undefined && one.workingDays === undefined,
    orArrival: one.or === 'arrival',
    clauses: [one, ...factors].map(({ clause }) => String(clause)),
  };
}

const classOf = (one: Data): string => one.class ?? '';

/** What a factor is about, as text. */
const caseOf = ({ when = {} }: Data): string =>
  JSON.stringify([when.assets?.toSorted(), when.customers?.toSorted(), when.season]);

/** Two clauses that say the same of the same case multiply once. */
const isSameFactor = (a: Data, b: Data): boolean => caseOf(a) === caseOf(b) && String(a.times) === String(b.times);

/** Whether every fault of the first row is one of the second, and not the other way round. */
const isNarrower = (a: Data, b: Data): boolean => isPart(a.when, b.when) && !isPart(b.when, a.when);

const isPart = (a: Data = {}, b: Data = {}): boolean =>
  ['assets', 'customers'].every(
    (key) => b[key] === undefined || a[key]?.every((id: string) => b[key].includes(id)) === true,
  ) &&
  (b.season === undefined || a.season === b.season);

/** By the paper of the highest rank among those about the same matter, or as that one says it. */
function isDecided(one: Data, all: readonly Data[], matter: (one: Data) => string): boolean {
  const alike = all.filter((other) => matter(other) === matter(one));
  const top = Math.max(...alike.map(({ rank }) => rank ?? 0));
  const said = (term: Data): string =>
    [term.minutes, term.workingMinutes, term.workingDays, term.time, term.agreed, term.calendar, term.times].join(' ');
  return alike.some((other) => (other.rank ?? 0) === top && said(other) === said(one));
}

/** Longer by the way to the place of the incident: its own, else the farthest of its assets. */
export function withTravel({ contract, assets }: World, limit: Limit | undefined, record: Data): Limit | undefined {
  if (limit === undefined || (limit.seconds === null && limit.days === null)) return limit;
  const placeOf = (id: string): string | undefined => assets.find((one) => one.id === id)?.placeId;
  const ids = record.placeId === undefined ? record.assets.map(placeOf) : [record.placeId];
  const ways = (contract.places ?? [])
    .filter((one: Data) => ids.includes(one.id))
    .map((one: Data) => one.travelMinutes);
  const way = 60 * Math.max(0, ...ways);
  return limit.seconds === null ? { ...limit, later: way } : { ...limit, seconds: limit.seconds + way };
}

/** Seconds that count against a limit. */
export function usedOf(world: World, { calendar, days }: Limit, from: number, to: number): number {
  if (calendar === null || days !== null) return Math.max(0, Math.floor((to - from) / 1000));
  return secondsWithin(world, calendar, from, to);
}

/** When a limit passes, in milliseconds; null: by agreement, or never. */
export function endOf(world: World, { seconds, days, at, later = 0, calendar }: Limit, start: string): number | null {
  if (days !== null) {
    const end = calendar === null ? null : endOfDays(world, calendar, ms(start), days, at);
    return end === null ? null : end + later * 1000;
  }
  if (seconds === null) return null;
  return calendar === null ? ms(start) + seconds * 1000 : afterSeconds(world, calendar, ms(start), seconds);
}

/** Whether so many seconds are still in time. */
export function isInTime(world: World, limit: Limit, start: string, used: number): boolean {
  if (limit.days === null) return limit.seconds === null || used <= limit.seconds;
  const end = endOf(world, limit, start);
  return end === null || used <= (end - ms(start)) / 1000;
}
