/** 备份保留, counted again: each set that had to be kept is followed from its day to the first on which it might go. */
import { belongs, upToPeriod } from '../belongs.ts';
import type { Figures } from '../counted.ts';
import { type Data, ms, plusDays } from '../data.ts';
import { decidedOn } from '../levels/held.ts';
import type { Fact } from '../spans.ts';
import type { World } from '../world.ts';
import { isDay, MATTER } from './asked.ts';

/** What was decided of the sets of an object of one day, in the period of the document. */
export interface Kept {
  asked: Data;
  asset: string;
  /** Day of the sets. */
  day: string;
  state: 'met' | 'missed' | 'unseen';
  /** Day on which it was gone, else the first on which it might go. */
  on: string;
  /** Ids of the records that tell of it. */
  records: string[];
}

/** Moments at which a set was looked for: there, or gone. */
interface Look {
  time: number;
  entered: number;
  id: string;
  there: boolean;
  deleted: boolean;
}

export const clausesOf = ({ keepClauses, clauses }: Data): string[] => (keepClauses ?? clauses).map(String);

/** Of every row of the contract that says how long. */
export const keptOf = (world: World): Kept[] =>
  followed(world).filter((one): one is Kept => one.state !== 'open' && one.state !== 'elsewhere');

/** `open`: nothing is decided yet; `elsewhere`: by another document. */
type Followed = Omit<Kept, 'state'> & { state: Kept['state'] | 'open' | 'elsewhere' };

/**
 * Clauses that ask for the keeping and not for the sets, where the document decides of no set: whether any has to be kept still. That sets
 * were made proves nothing of them.
 */
export function undecidedKeeping(world: World): Map<string, 'not-due' | 'no-evidence'> {
  const rows: Data[] = world.contract.requirements?.backups ?? [];
  const making = rows.flatMap(({ clauses }) => clauses.map(String));
  const all = followed(world);
  const of = (isWanted: (one: Followed) => boolean): string[] =>
    all.filter(isWanted).flatMap(({ asked }) => clausesOf(asked));
  const known = of(({ state }) => state !== 'open' && state !== 'elsewhere');
  const open = of(({ state }) => state === 'open');
  return new Map(
    rows
      .filter(({ keepDays }) => keepDays !== undefined)
      .flatMap(clausesOf)
      .filter((clause) => !making.includes(clause) && !known.includes(clause))
      .map((clause) => [clause, open.includes(clause) ? 'not-due' : 'no-evidence']),
  );
}

function followed(world: World): Followed[] {
  const rows: Data[] = world.contract.requirements?.backups ?? [];
  if (rows.every(({ keepDays }) => keepDays === undefined)) return [];
  const sets = knownSets(world);
  const days = [...new Set(sets.map(({ day }) => day))].sort();
  return days.flatMap((day) =>
    decidedOn(world.contract, rows, day, MATTER)
      .filter((row) => row.keepDays !== undefined && isDay(row, day))
      .flatMap((asked) =>
        asked.assets.flatMap((asset: string): Followed[] => {
          const own = sets.filter(
            (one) => one.asset === asset && one.day === day && (asked.plans ?? [one.plan]).includes(one.plan),
          );
          if (own.length === 0) return [];
          const looks = own.map((one) => looksAt(world, one));
          return [{ asked, asset, day, ...decided(world, plusDays(day, Number(asked.keepDays)), looks) }];
        }),
      ),
  );
}

/** Good sets that were recorded, and sets of which the record of their deletion alone says that they were there. */
function knownSets(world: World): Data[] {
  const { clock } = world;
  const made = upToPeriod(world, 'backup');
  const names = new Set(made.map(({ asset, plan, set }) => JSON.stringify([asset, plan, set])));
  return [
    ...made
      .filter(({ result, verified }) => result === 'success' && verified !== 'failed')
      .map(({ asset, plan, set, startedAt }) => ({ asset, plan, set, from: ms(startedAt), day: clock.day(startedAt) })),
    ...past(world, 'backup-deletion')
      .filter(({ asset, plan, set }) => !names.has(JSON.stringify([asset, plan, set])))
      .map(({ asset, plan, set, madeAt }) => ({ asset, plan, set, from: ms(madeAt), day: clock.day(madeAt) })),
  ];
}

const past = (world: World, kind: string): Data[] =>
  upToPeriod(world, kind).filter(({ at }) => ms(at) <= ms(world.asOf));

/** In order of time; of one moment first that it was there. */
function looksAt(world: World, { asset, plan, set, from }: Data): Look[] {
  const isOwn = (one: Data): boolean => one.asset === asset && one.plan === plan;
  const looks: Look[] = [
    ...past(world, 'backup-deletion')
      .filter((one) => isOwn(one) && one.set === set)
      .map((one) => ({ ...timesOf(one), there: false, deleted: true })),
    ...past(world, 'backup-list')
      .filter((one) => isOwn(one) && ms(one.at) > from)
      .map((one) => ({
        ...timesOf(one),
        there: one.sets.some((row: Data) => row.set === set),
        deleted: false,
      })),
  ];
  return looks.sort((a, b) => a.time - b.time || Number(b.there) - Number(a.there));
}

const timesOf = ({ at, enteredAt, id }: Data): Pick<Look, 'time' | 'entered' | 'id'> => ({
  ...{ time: ms(at), entered: ms(enteredAt), id },
});

/** The look by which a set was gone for good; undefined: it was there when it was last looked for, or nobody looked. */
function goneBy(looks: readonly Look[]): Look | undefined {
  let found: Look | undefined;
  for (const look of looks) found = look.there ? undefined : (found ?? look);
  return found;
}

/** @param free first day on which it may go */
function decided(world: World, free: string, looks: readonly Look[][]): Pick<Followed, 'state' | 'on' | 'records'> {
  const { clock } = world;
  const dayOf = ({ time }: Look): string => clock.day(new Date(time).toISOString());
  const end = clock.at(free, '00:00');
  const here = (fact: Fact): boolean => belongs(world, fact);
  const gone = looks.map(goneBy);
  // As long as one of them is there the data of the day are.
  const last = gone.includes(undefined)
    ? undefined
    : (gone as Look[]).reduce((one, other) => (other.time >= one.time ? other : one));
  if (last !== undefined && last.time < end) {
    const fact = { event: last.time, entered: Math.max(last.time, last.entered) };
    return { state: here(fact) ? 'missed' : 'elsewhere', on: dayOf(last), records: [last.id] };
  }
  if (ms(world.asOf) < end) return { state: 'open', on: free, records: [] };
  if (!here({ event: end, entered: end })) return { state: 'elsewhere', on: free, records: [] };
  const eve = plusDays(free, -1);
  const shows = looks
    .flat()
    .find((look) => (look.there && dayOf(look) >= eve) || (look.deleted && dayOf(look) >= free));
  const isMuddled = looks.some((own) => own.some((look, n) => look.deleted && own.slice(n).some(({ there }) => there)));
  const state = shows !== undefined && !isMuddled ? 'met' : 'unseen';
  return { state, on: free, records: shows === undefined ? [] : [shows.id] };
}

/** Of the figures of the document; none where the contract wants nothing kept. */
export function keptFigures(world: World): Figures {
  const rows: Data[] = world.contract.requirements?.backups ?? [];
  const all = keptOf(world);
  return Object.assign(
    {},
    ...rows
      .filter(({ keepDays }) => keepDays !== undefined)
      .map(({ id }): Figures => {
        const own = all.filter(({ asked }) => asked.id === id);
        const of = (state: Kept['state']): number => own.filter((one) => one.state === state).length;
        const name = `owed.kept.${id}`;
        return {
          [`${name}.owed`]: own.length,
          [`${name}.met`]: of('met'),
          [`${name}.missed`]: of('missed'),
          [`${name}.unseen`]: of('unseen'),
        };
      }),
  );
}
