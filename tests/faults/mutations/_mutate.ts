/** Mutations of one workspace, one after the other, each undone; and what anybody may do, the same way. */
import { join } from 'node:path';
import { seeded } from '../_seeded.ts';
import { onFiles } from './_files.ts';
import { git, openGround } from './_ground.ts';
import { type Harmless, harmless } from './_harmless.ts';
import { onHistory } from './_history.ts';
import { type Judged, judge, keptOf, openVerify } from './_judge.ts';
import { onLog } from './_log.ts';
import { onPacks, openPackGround, type PackAttack } from './_packs.ts';
import { type Attack, type Kind, marksOf, NotHere } from './_scene.ts';

/** On a workspace, or on a pack of it. */
type Mutation = Attack | PackAttack;

/** Each once. */
const everyAttack: readonly Mutation[] = [...onFiles, ...onLog, ...onHistory, ...onPacks];

/** Of those that differ by how they are finished one, a different one each time. */
export const oneOfEach: readonly Mutation[] = [
  ...Map.groupBy(everyAttack, ({ name }) => name.split(', ')[0]).values(),
].map((list, n) => list[n % list.length] as Mutation);

/** One kind after the other, so that each has its share of a run of any length. */
const inTurn: readonly Mutation[] = inTurns(everyAttack);

function inTurns(all: readonly Mutation[]): Mutation[] {
  const kinds = [...Map.groupBy(all, ({ kind }) => kind).values()];
  const most = Math.max(...kinds.map(({ length }) => length));
  return Array.from({ length: most }, (_, n) => kinds.map((list) => list[n % list.length] as Mutation)).flat();
}

export interface Tried extends Judged {
  kind: Kind | 'harmless';
  name: string;
  seed: number;
  milliseconds: number;
}

export interface MutateRequest {
  /** Folder with the workspace `w` and the keys of this machine, `data`. */
  base: string;
  /** Where it is kept as it was. */
  twin: string;
  seed: number;
  /** The first one, and how far it is to the next: several processes share the work. */
  from: number;
  step: number;
  /** Mutations in all, and harmless doings in all. */
  count: number;
  harmless: number;
  /** In place of those of a whole run. */
  attacks?: readonly Mutation[];
  doings?: readonly Harmless[];
  seen(one: Tried): void;
}

/** Throws of the dice until one changes something. */
const THROWS = 50;

export async function mutate({ base, twin, seed, from, step, count, seen, ...request }: MutateRequest): Promise<void> {
  const { attacks = inTurn, doings = harmless } = request;
  // Before anything is watched: making it writes its entry into the log.
  const packs = attacks.some((one) => 'inPack' in one)
    ? await openPackGround(join(base, 'w'), `${twin}-pack`)
    : undefined;
  // Of a copy git's index knows no file by its times: each command would read them all again.
  git(join(base, 'w'), ['update-index', '-q', '--refresh']);
  const ground = openGround(base, twin);
  const { root } = ground;
  const marks = marksOf(root);
  const newest = marks.at(-1);
  if (newest === undefined) throw new Error('the log was never signed');
  const verifying = openVerify(root);
  const claims = keptOf(newest);
  const begun = await verifying(root, { claims });
  if (!begun.ok) throw new Error(`wrong before anything was done: ${begun.problems[0]?.message}`);
  const attempt = async (attack: Mutation, random: () => number): Promise<Judged | undefined> => {
    if ('inPack' in attack)
      return thrown(
        () => packs?.attack(attack, random),
        () => undefined,
      );
    const told = await thrown(() => attack.run({ root, random, marks }), ground.undo);
    if (told === undefined) return undefined;
    const judged = await judge(verifying, root, told, newest);
    ground.undo();
    return judged;
  };
  const attacked = async (n: number) => {
    const first = attacks[n % attacks.length] as Mutation;
    const random = seeded(seed * 1_000_003 + n);
    const start = performance.now();
    // Where there is nothing to do one to, another of its kind takes its place.
    const others = attacks.filter((one) => one.kind === first.kind && one !== first);
    for (const attack of [first, ...others]) {
      const judged = await attempt(attack, random);
      if (judged === undefined) continue;
      seen({ kind: attack.kind, name: attack.name, seed: n, milliseconds: performance.now() - start, ...judged });
      return;
    }
    throw new Error(`${first.kind}: nothing to do it to`);
  };
  const left = async (n: number) => {
    const one = doings[n % doings.length] as Harmless;
    const start = performance.now();
    const place = one.run({ root, random: seeded(seed * 1_000_003 + n), marks }) ?? root;
    const { ok, problems } = await verifying(place, { claims });
    ground.undo();
    const told = problems.slice(0, 5).map(({ path, message }) => `${path} ${message}`);
    const judged = { found: !ok, named: ok, told, twice: [] };
    seen({ kind: 'harmless', name: one.name, seed: n, milliseconds: performance.now() - start, ...judged });
  };
  // Both all the way, so that a run that is stopped has done its share of each.
  let next = from;
  for (let n = from; n < count; n += step) {
    await attacked(n);
    for (; next < request.harmless && next * count <= n * request.harmless; next += step) await left(next);
  }
  for (; next < request.harmless; next += step) await left(next);
}

async function thrown<T>(run: () => T | Promise<T>, undo: () => void): Promise<Awaited<T> | undefined> {
  for (let n = 0; n < THROWS; n += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof NotHere)) throw error;
      undo();
    }
  }
  return undefined;
}
