/**
 * What is done for users from day to day, counted again: registered in the period that first knows of it, done in the one in
 * which it is finished or that learns of it.
 */

import { belongs, factOf, ofPeriod, upToPeriod } from './belongs.ts';
import { type Data, ms } from './data.ts';
import type { Thing } from './spans.ts';
import { counts } from './units.ts';
import { serviceRecords, type World } from './world.ts';

/** By the ids of the figures: the kind, the letters of its ids, and when one was finished; undefined while it is not. */
const WORK: Readonly<Record<string, { kind: string; letters: string; finished(one: Data): string | undefined }>> = {
  requests: {
    ...{ kind: 'service-request', letters: 'SQ' },
    finished: ({ result, finishedAt, at }) => (result === 'done' ? (finishedAt ?? at) : undefined),
  },
  calls: {
    ...{ kind: 'call', letters: 'LD' },
    finished: ({ outcome, calledBackAt, answeredAt, at }) =>
      outcome === 'missed' ? undefined : (calledBackAt ?? answeredAt ?? at),
  },
  consultations: {
    ...{ kind: 'consultation', letters: 'ZX' },
    finished: ({ status, answeredAt, at }) => (status === 'open' ? undefined : (answeredAt ?? at)),
  },
  orders: {
    ...{ kind: 'service-order', letters: 'FW' },
    finished: ({ result, leftAt, arrivedAt }) => (result === 'done' ? (leftAt ?? arrivedAt) : undefined),
  },
};

const keyIn = ({ id }: Data): string => `${id} done`;

/** What is finished, as far as the document may know of it. */
export function workThings(world: World): Thing[] {
  if (!counts(world, 'work')) return [];
  return Object.values(WORK).flatMap(({ kind, finished }) =>
    upToPeriod(world, kind).flatMap((one): Thing[] => {
      const event = finished(one);
      return event === undefined
        ? []
        : [{ key: keyIn(one), value: 'done', event: ms(event), entered: ms(one.enteredAt) }];
    }),
  );
}

/** Ids of those that belong to a later period. */
export function waitingWork(world: World): string[] {
  return Object.values(WORK).flatMap(({ kind }) => {
    const told = new Set(upToPeriod(world, kind));
    return serviceRecords(world, kind).flatMap((one) => (told.has(one) ? [] : [one.id]));
  });
}

/**
 * By the ids of the figures.
 * @param counts true of the key of a thing that this document counts. @param held what it counted, its corrections among it
 */
export function workCounts(
  world: World,
  counts: (key: string) => boolean,
  held: Readonly<Record<string, Record<string, number>>>,
): Record<string, number> {
  return Object.assign(
    {},
    ...Object.entries(WORK).map(([name, { kind, letters }]) => {
      const own = new Set(ofPeriod(world, kind));
      const done = upToPeriod(world, kind).filter((one) => counts(keyIn(one)));
      const all = Object.entries(held).filter(([key]) => key.startsWith(`${letters}-`) && key.endsWith(' done'));
      const balance = all.reduce((sum, [, values]) => sum + (values['done'] ?? 0), 0);
      const here = done.filter((one) => own.has(one)).length;
      return {
        [`${name}.count`]: own.size,
        [`${name}.done`]: here,
        [`${name}.earlier.done`]: done.length - here,
        [`${name}.corrected.count`]: 0 - takenBackOf(world, kind).length,
        [`${name}.corrected.done`]: balance - done.length,
      };
    }),
  );
}

/** Withdrawn since an earlier document counted them. */
export const takenBackOf = (world: World, kind: string): Data[] =>
  world.withdrawn(kind).filter((one) => {
    const fact = factOf(world, one);
    return !belongs(world, fact) && belongs(world, { ...fact, entered: ms(one.withdrawn.at) });
  });
