/**
 * What the contract's `permits` ask, read again: which operations need leave, in which window, how long before. A contract without
 * that list asks it for every operation.
 */
import { type Data, ms } from '../data.ts';
import { calendarOf, isWithin, secondsWithin } from '../levels/hours.ts';
import type { World } from '../world.ts';
import type { Operation } from './operations.ts';

/** Entries that ask leave for the operation; null: every operation needs it. */
export function askedOf({ contract }: World, { does, assets, record }: Operation): Data[] | null {
  const all: Data[] | undefined = contract.permits;
  if (all === undefined) return null;
  return all.filter(({ operations, changes, assets: only }) => {
    if (does !== undefined && !operations.includes(does)) return false;
    if (does === 'release' && changes !== undefined && !changes.includes(record.type)) return false;
    return only === undefined || assets.length === 0 || assets.some((asset) => only.includes(asset));
  });
}

/** Those that hold under a permit: an oral one of an emergency is let off where the paper says so. */
const holding = (asked: readonly Data[], permit: Data | undefined): Data[] =>
  asked.filter(({ emergency }) => !(permit?.type === 'emergency' && String(emergency) === 'true'));

/** A part of the operation lies outside a window; both ends of a window are in it. */
export function leavesWindow(world: World, one: Operation, permit: Data | undefined): boolean {
  if (one.does === undefined) return false;
  const [from, to] = [ms(one.from), ms(one.to)];
  return holding(askedOf(world, one) ?? [], permit).some(({ window }) => {
    const calendar = calendarOf(world, window);
    if (calendar === null) return false;
    if (from < to) return secondsWithin(world, calendar, from, to) * 1000 < to - from;
    return !isWithin(world, calendar, from) && !isWithin(world, calendar, from - 1000);
  });
}

/** Nobody wrote down when it began, and something is asked of that. */
export const lacksStart = (world: World, one: Operation, permit: Data | undefined): boolean =>
  one.does === 'release' &&
  one.record.startedAt === undefined &&
  holding(askedOf(world, one) ?? [], permit).some(
    ({ window, leadWorkingDays }) => window !== undefined || leadWorkingDays !== undefined,
  );

/** The written leave came later than so many working days before the day of the start, or never. */
export function isTooShort(world: World, one: Operation, permit: Data): boolean {
  if (one.does === undefined) return false;
  const written = permit.type === 'emergency' ? permit.writtenAt : permit.grantedAt;
  return holding(askedOf(world, one) ?? [], permit).some(({ leadWorkingDays }) => {
    if (leadWorkingDays === undefined) return false;
    let day = world.clock.day(one.from);
    for (let n = Number(leadWorkingDays); n > 0; n -= 1) day = world.workdays.step(day, -1);
    return written === undefined || world.clock.day(written) > day;
  });
}
