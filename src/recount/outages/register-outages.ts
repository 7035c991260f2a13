/** The lines of a register's table of outages. */
import { ofPeriod } from '../belongs.ts';
import { type Data, plusDays } from '../data.ts';
import { serviceRecords, type World } from '../world.ts';
import { seenOf } from './availability.ts';

export interface Outage {
  target: string;
  day: string;
}

/**
 * Outages of the targets that the table is about, agreed maintenance left out: those that began on a day that it counts.
 * @param isAbout of a target
 */
export function outages(world: World, isAbout: (target: string) => boolean): Outage[] {
  const days = new Set<string>(ofPeriod(world, 'probe').map((one) => one.date));
  const near = serviceRecords(world, 'probe').filter(({ date }) => days.has(date) || days.has(plusDays(date, 1)));
  const found: Outage[] = [];
  for (const day of days) {
    const on = (date: string): Data[] => near.filter((one) => one.date === date);
    const midnight = world.clock.at(day, '00:00');
    const probes = { counted: on(day), before: on(plusDays(day, -1)) };
    for (const [target, seen] of seenOf(world, probes, midnight, midnight + 86_400_000))
      if (isAbout(target)) found.push(...Array.from({ length: seen.outages }, () => ({ target, day })));
  }
  return found;
}
