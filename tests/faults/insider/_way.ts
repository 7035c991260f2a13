/** What a way of an insider is, and the few hands by which most of them are done. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../src/contract/error.ts';
import { addRecordText } from '../../../src/pipeline/record/add.ts';
import { opsledgerHere } from '../../support/command-here.ts';
import { git, PROGRAM } from '../mutations/_ground.ts';
import { setClock } from './_clock.ts';
import { at, day, FAULT, type Place, SUPPLIER } from './_month.ts';
import type { Surface } from './_surfaces.ts';

export interface Way {
  /** What is done, in a few words. */
  name: string;
  /** Documents in which it has to be told, `obligation/period`. */
  documents: string[];
  /** @throws what refuses it */
  act(place: Place): Promise<unknown>;
  /** Machine time at which somebody looks afterwards. */
  seenAt: string;
  /** By place; a place that is not named has nothing to tell. */
  told: Partial<Record<Surface, RegExp>>;
  /** It may be refused, by these words, in place of being told. */
  refused?: RegExp;
  /** Only whoever has the key can do it, or only whoever has not: without it both are tried. */
  key?: boolean;
}

export const RECORD = `records/incident/2026/11/${FAULT}.yaml`;
export const LOG = `inspection-log/${day(20)}`;
export const MONTH = 'monthly-maintenance/2026-11';
const ANALYSIS = `incident-analysis/${FAULT}`;
export const EVENING = at(day(20), '18:30');

export const read = (place: Place, path: string): string => readFileSync(join(place.root, path), 'utf8');

/** Lines of a record put in the place of others. */
export function altered(text: string, ...pairs: readonly (readonly [RegExp, string])[]): string {
  return pairs.reduce((so, [from, to]) => {
    if (!from.test(so)) throw new Error(`nothing to change: ${from}`);
    return so.replace(from, to);
  }, text);
}

/** A correction as the supplier makes one, with a reason. */
export const correction = (name: string, told: RegExp, ...pairs: readonly (readonly [RegExp, string])[]): Way => ({
  name,
  documents: [ANALYSIS, MONTH],
  seenAt: EVENING,
  act: (place) =>
    place.at(at(day(20), '18:10'), (session, now) =>
      addRecordText(session, altered(read(place, RECORD), ...pairs), {
        ...{ kind: 'incident', now, by: SUPPLIER, reason: '核对后更正' },
      }),
    ),
  told: { document: told, status: told, site: told, verify: told, pack: told },
});

/** The same, written into the file and committed in the program's own name. */
export const byHand = (
  name: string,
  path: (place: Place) => string,
  change: (text: string) => string,
  told: RegExp,
): Way => ({
  name,
  documents: [MONTH],
  seenAt: EVENING,
  async act(place) {
    setClock(at(day(20), '18:10'));
    const file = path(place);
    writeFileSync(join(place.root, file), change(read(place, file)));
    git(place.root, ['add', '-A', '-f', '.', ':!.opsledger']);
    git(place.root, ['commit', '-q', '-m', '登记'], { hand: PROGRAM });
  },
  told: { document: told, status: told, site: told, verify: told, pack: told },
});

export const newest = (place: Place, folder: string): string => {
  const name = readdirSync(join(place.root, folder)).sort().at(-1);
  return `${folder}/${name}`;
};

/** A command as somebody types it; refused, it throws what it said. */
export async function typed(place: Place, time: string, ...args: string[]): Promise<void> {
  setClock(time);
  const { code, stderr } = await opsledgerHere([...args, '--workspace', place.root]);
  if (code === null || code > 1) throw new UserError(stderr);
}

export const all = (told: RegExp): Way['told'] => ({
  document: told,
  status: told,
  site: told,
  verify: told,
  pack: told,
});
