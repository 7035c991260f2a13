/** Time that counts by a calendar of the contract, as stretches of milliseconds: worked out day by day. */
import { type Data, plusDays } from '../data.ts';
import { hoursOf } from '../open-days.ts';
import type { Terms } from '../terms.ts';

type World = Pick<Terms, 'clock' | 'workdays' | 'contract'>;

export interface Stretch {
  from: number;
  to: number;
}

/** Days that are looked at beyond a start before a limit is taken for one that never passes. */
const FAR = 1200;

export const calendarOf = ({ contract }: World, id: string | undefined | null): Data | null =>
  id === undefined || id === null
    ? null
    : // A name that the contract does not define is a word for days, whole ones.
      ((contract.calendars ?? []).find((one: Data) => one.id === id) ?? { id, days: id });

const clockOn = (world: World, date: string, time: string): number =>
  time === '24:00' ? world.clock.at(plusDays(date, 1), '00:00') : world.clock.at(date, time);

/** Those that begin on a day, without overlap. */
function onDay(world: World, calendar: Data, day: string): Stretch[] {
  const clock = (date: string, time: string): number => clockOn(world, date, time);
  const all = hoursOf(world, calendar, day)
    .map(({ from, to }) => ({ from: clock(day, from), to: clock(to <= from ? plusDays(day, 1) : day, to) }))
    .sort((a, b) => a.from - b.from);
  const joined: Stretch[] = [];
  for (const one of all) {
    const last = joined.at(-1);
    if (last !== undefined && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else joined.push({ ...one });
  }
  return joined;
}

const dayOf = (world: World, at: number): string => world.clock.day(new Date(at).toISOString());

/** Whether an instant lies in the calendar's time. */
export function isWithin(world: World, calendar: Data, at: number): boolean {
  const day = dayOf(world, at);
  return [plusDays(day, -1), day].some((one) =>
    onDay(world, calendar, one).some(({ from, to }) => from <= at && at < to),
  );
}

/** Seconds of the calendar's time between two instants. */
export function secondsWithin(world: World, calendar: Data, from: number, to: number): number {
  let sum = 0;
  for (let day = plusDays(dayOf(world, from), -1); from < to && day <= dayOf(world, to); day = plusDays(day, 1)) {
    for (const one of onDay(world, calendar, day))
      sum += Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)) / 1000;
  }
  return sum;
}

/** When so many seconds of the calendar's time have run; null: never. */
export function afterSeconds(world: World, calendar: Data, from: number, seconds: number): number | null {
  let left = seconds * 1000;
  let day = plusDays(dayOf(world, from), -1);
  for (let n = 0; n < FAR; n += 1, day = plusDays(day, 1)) {
    for (const one of onDay(world, calendar, day)) {
      const begin = Math.max(one.from, from);
      if (begin >= one.to) continue;
      if (one.to - begin >= left) return begin + left;
      left -= one.to - begin;
    }
  }
  return null;
}

/** The end of the calendar's time, or a time of the clock, on its n-th day after that of the start; null: there is none. */
export function endOfDays(
  world: World,
  calendar: Data,
  from: number,
  days: number,
  time: string | null,
): number | null {
  const first = dayOf(world, from);
  let left = days;
  for (let n = days === 0 ? 0 : 1; n < FAR; n += 1) {
    const day = plusDays(first, n);
    const last = onDay(world, calendar, day).at(-1);
    if (last === undefined) continue;
    const end = time === null ? last.to : clockOn(world, day, time);
    if (days === 0 ? n > 0 || from <= end : --left === 0) return end;
  }
  return null;
}
