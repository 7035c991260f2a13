/** Faults that came again within the days of a rule, as their records say, counted again. */
import { balanceOf } from '../balance.ts';
import { type Data, datesOf } from '../data.ts';
import type { Judged } from '../incidents.ts';
import type { World } from '../world.ts';

/** Those that this document counts; the day on which the first began is day 0. */
export function faultsAgain(world: World, { levels, withinDays }: Data): { record: string; day: string; count: 1 }[] {
  const { incidents, counts } = balanceOf(world);
  const faults = new Map(incidents.filter((one) => !one.requirement).map((one) => [one.record.id, one]));
  const dayOf = (one: Judged): string => world.clock.day(one.start);
  return [...faults.values()]
    .filter((one) => counts(`${one.record.id} level`) && one.record.responsibility === 'supplier')
    .filter((one) => levels === undefined || levels.includes(one.level))
    .filter((one) => {
      const first = faults.get(one.record.repeatOf);
      if (first === undefined || Date.parse(first.start) >= Date.parse(one.start)) return false;
      return datesOf(dayOf(first), dayOf(one)).length - 1 <= Number(withinDays);
    })
    .map((one) => ({ record: one.record.id, day: dayOf(one), count: 1 }));
}
