/** Faults that came again within the days of a rule, as their records say, counted again. */
import { balanceOf } from '../balance.ts';
import { type Data, datesOf } from '../data.ts';
import type { Judged } from '../incidents.ts';
import type { World } from '../world.ts';
import type { Hit } from './sums.ts';

/** Those that this document counts; the day on which the first began is day 0. What nobody says may be one of an earlier one waits. */
export function faultsAgain(world: World, { levels, withinDays }: Data): Hit[] {
  const { incidents, counts } = balanceOf(world);
  const faults = incidents.filter((one) => !one.requirement);
  const dayOf = (one: Judged): string => world.clock.day(one.start);
  const isNear = (first: Judged, one: Judged): boolean =>
    Date.parse(first.start) < Date.parse(one.start) &&
    datesOf(dayOf(first), dayOf(one)).length - 1 <= Number(withinDays);
  return faults
    .filter((one) => counts(`${one.record.id} level`))
    .filter((one) => levels === undefined || levels.includes(one.level))
    .flatMap((one): Hit[] => {
      const near = faults.filter((first) => isNear(first, one));
      const told = { record: one.record.id, day: dayOf(one), count: 1 };
      if (near.some(({ record }) => record.id === one.record.repeatOf)) {
        if (isOthers(one)) return [];
        return [{ ...told, ...(one.record.responsibility === 'supplier' ? {} : { waits: 'undecided' as const }) }];
      }
      const isAsked = one.record.repeatOf === undefined && one.record.notRepeat === undefined;
      return isAsked && near.some((first) => mayBeOne(first.record, one.record))
        ? [{ ...told, waits: 'undecided' as const }]
        : [];
    });
}

/** That others answer for it is the word of the supplier until it is closed. */
export const isOthers = ({ record: { responsibility }, closed }: Judged): boolean =>
  responsibility !== 'supplier' && responsibility !== 'pending' && closed !== null;

/** Of one asset at least, and not of two causes that are both known. */
function mayBeOne(first: Data, again: Data): boolean {
  const [a, b] = [first.causeCategory ?? 'unknown', again.causeCategory ?? 'unknown'];
  return (
    (a === b || a === 'unknown' || b === 'unknown') && first.assets.some((id: string) => again.assets.includes(id))
  );
}
