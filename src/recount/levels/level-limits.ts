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
  calendar: Data | null;
  class: string | null;
  agreed: boolean;
  orArrival: boolean;
}

/** @param over calendar that a 口径 lays over minutes of this level */
export function limitsFor(world: World, clock: string, level: string, start: string, over: string | null): Limit[] {
  const { contract } = world;
  const own = contract.levels.flatMap((one: Data) => (one.id === level ? (one.limits ?? []) : []));
  const shared = (contract.limits ?? []).filter((one: Data) => one.levels === undefined || one.levels.includes(level));
  const within = (id: string): boolean => {
    const calendar = calendarOf(world, id);
    return calendar !== null && isWithin(world, calendar, ms(start));
  };
  const applying: Data[] = [...shared, ...own]
    .filter((one: Data) => one.clock === clock)
    .filter(
      (one: Data) =>
        (one.during === undefined || within(one.during)) && !(one.outside !== undefined && within(one.outside)),
    );
  return applying
    .filter((one) => isDecided(one, applying))
    .map((one: Data): Limit => {
      const working = one.workingMinutes !== undefined || one.workingDays !== undefined;
      const minutes = one.workingMinutes ?? one.minutes;
      return {
        seconds: minutes === undefined ? null : minutes * 60,
        days: one.workingDays ?? null,
        at: one.time ?? null,
        calendar: calendarOf(world, working ? one.calendar : minutes === undefined ? null : over),
        class: one.class ?? null,
        agreed: minutes === undefined && one.workingDays === undefined,
        orArrival: one.or === 'arrival',
      };
    })
    .sort((a: Limit, b: Limit) => (endOf(world, a, start) ?? Infinity) - (endOf(world, b, start) ?? Infinity));
}

/** By the paper of the highest rank among those about the same class, or as that one says it. */
function isDecided(one: Data, all: readonly Data[]): boolean {
  const alike = all.filter((other) => other.class === one.class);
  const top = Math.max(...alike.map(({ rank }) => rank ?? 0));
  const said = (term: Data): string =>
    [term.minutes, term.workingMinutes, term.workingDays, term.time, term.agreed, term.calendar].join(' ');
  return alike.some((other) => (other.rank ?? 0) === top && said(other) === said(one));
}

/** Longer by the way to the place of the incident: its own, else the farthest of its assets. */
export function withTravel({ contract, assets }: World, limit: Limit | undefined, record: Data): Limit | undefined {
  if (limit === undefined || limit.seconds === null) return limit;
  const placeOf = (id: string): string | undefined => assets.find((one) => one.id === id)?.placeId;
  const ids = record.placeId === undefined ? record.assets.map(placeOf) : [record.placeId];
  const ways = (contract.places ?? [])
    .filter((one: Data) => ids.includes(one.id))
    .map((one: Data) => one.travelMinutes);
  return { ...limit, seconds: limit.seconds + 60 * Math.max(0, ...ways) };
}

/** Seconds that count against a limit. */
export function usedOf(world: World, { calendar, days }: Limit, from: number, to: number): number {
  if (calendar === null || days !== null) return Math.max(0, Math.floor((to - from) / 1000));
  return secondsWithin(world, calendar, from, to);
}

/** When a limit passes, in milliseconds; null: by agreement, or never. */
export function endOf(world: World, { seconds, days, at, calendar }: Limit, start: string): number | null {
  if (days !== null) return calendar === null ? null : endOfDays(world, calendar, ms(start), days, at);
  if (seconds === null) return null;
  return calendar === null ? ms(start) + seconds * 1000 : afterSeconds(world, calendar, ms(start), seconds);
}

/** Whether so many seconds are still in time. */
export function isInTime(world: World, limit: Limit, start: string, used: number): boolean {
  if (limit.days === null) return limit.seconds === null || used <= limit.seconds;
  const end = endOf(world, limit, start);
  return end === null || used <= (end - ms(start)) / 1000;
}
