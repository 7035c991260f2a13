/** Changes, counted again: registered in the period that first knows of one, done in the period that learns of its confirmation. */

import { ofPeriod, upToPeriod } from './belongs.ts';
import { type Data, ms } from './data.ts';
import type { Thing } from './spans.ts';
import { counts } from './units.ts';
import { takenBackOf } from './work.ts';
import { serviceRecords, type World } from './world.ts';

const confirmed = ({ id }: Data): string => `${id} confirmed`;

/** The confirmations that the document may know of. */
export function changeThings(world: World): Thing[] {
  if (!counts(world, 'changes')) return [];
  return upToPeriod(world, 'change')
    .filter((one) => one.confirmedAt !== undefined)
    .map((one) => ({
      key: confirmed(one),
      value: 'confirmed',
      event: ms(one.confirmedAt),
      entered: ms(one.enteredAt),
    }));
}

/** Ids of those that belong to a later period. */
export function waitingChanges(world: World): string[] {
  const told = new Set(upToPeriod(world, 'change'));
  return serviceRecords(world, 'change').flatMap((one) => (told.has(one) ? [] : [one.id]));
}

/**
 * By the ids of the figures.
 * @param counts true of the key of a thing that this document counts. @param held what it counted, its corrections among it
 */
export function changeCounts(
  world: World,
  counts: (key: string) => boolean,
  held: Readonly<Record<string, Record<string, number>>>,
): Record<string, number> {
  const told = upToPeriod(world, 'change');
  const own = new Set(ofPeriod(world, 'change').map(({ id }) => id));
  const done = told.filter((one) => counts(confirmed(one))).length;
  const all = Object.entries(held).filter(([key]) => key.startsWith('BG-'));
  const balance = all.reduce((sum, [, values]) => sum + (values['confirmed'] ?? 0), 0);
  const isOpen = ({ stage }: Data): boolean => stage !== 'confirmed' && stage !== 'withdrawn';
  return {
    count: own.size,
    done,
    'carried.count': told.filter((one) => isOpen(one) && !own.has(one.id)).length,
    'corrected.count': 0 - takenBackOf(world, 'change').length,
    'corrected.done': balance - done,
  };
}
