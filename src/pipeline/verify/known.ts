/**
 * What earlier verifications found of contents that are still the same to the byte. It lies beside the program, not in the
 * workspace: whoever can write there can change the program itself, and whoever can write to the workspace can say nothing by it.
 * Every file is read and every digest made each time; what is kept is what follows from them.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Known, type KnownContents, NOTHING_KNOWN, type Statement } from '../../archive/known.ts';
import { isMissing } from '../../workspace/disk/faults.ts';
import type { ObjectStore } from '../../workspace/git/object-store.ts';
import { readKeptAt, writeKeptAt } from '../../workspace/store/kept-file.ts';
import { stampOfProgram } from '../../workspace/store/program-stamp.ts';
import { toolRoot } from '../program.ts';
import type { Session } from '../session.ts';
import { ANSWERS } from './blob-names.ts';
import { indexedFiles } from './entries.ts';

export interface KnownStore extends KnownContents {
  /** true: nothing was kept. */
  readonly isEmpty: boolean;
  /**
   * To be called before `objects` are asked for: they hold as long as git takes them from where it took them then.
   * @param read gives the files of git's objects as they are now; not asked where nothing is kept of any
   * @returns false: what only git can say has to be looked at anew
   */
  holds(read: () => Promise<ObjectStore>): Promise<boolean>;
  /** How many answers were taken over. */
  used(): number;
  /** Keeps what this verification asked for, where that is worth it; where it cannot be written, nothing is lost but time. */
  save(): Promise<void>;
}

/** What is kept of one workspace. */
interface Kept {
  /** The files in which git held its objects. */
  store: ObjectStore;
  bytes: Readonly<Record<Statement, string>>;
  objects: Readonly<Record<Statement, string>>;
}

/** Of a few files it takes longer to ask what is known of them than to look at them. */
const WORTH_KEEPING = 2000;
/** Workspaces of which something is kept: an older one is found anew. */
const MOST = 12;
/** All that an answer can depend on. */
const PROGRAM = ['reports', 'src', 'data', 'package-lock.json'];

/** Where answers are kept. */
export interface KnownPlace {
  /** Absolute path of a folder that nobody but who runs the program can write to. */
  folder: string;
  /** Files, and answers, of a workspace from which on they are kept. */
  worth: number;
}

/** What is known of a workspace; nothing of one whose history cannot be read, which is told elsewhere. */
export async function knownOf(
  { workspace: { git, root } }: Session,
  place: KnownPlace = { folder: ANSWERS, worth: WORTH_KEEPING },
): Promise<KnownStore> {
  if (indexedFiles(root) < place.worth) return nothingKnown();
  const first = (await git.history().catch(() => [])).at(-1)?.commit;
  return first === undefined ? nothingKnown() : openKnown(first, place);
}

/** For whoever looks at everything anew. */
export const nothingKnown = (): KnownStore => ({
  ...NOTHING_KNOWN,
  isEmpty: true,
  holds: () => Promise.resolve(false),
  used: () => 0,
  save: () => Promise.resolve(),
});

/** @param name of the workspace, the same in every copy of it: its first commit */
export async function openKnown(name: string, { folder, worth }: KnownPlace): Promise<KnownStore> {
  const program = stampOfProgram(
    PROGRAM.map((one) => join(toolRoot, one)),
    performance.timeOrigin,
  );
  const file = join(folder, name);
  const kept = program === null ? undefined : await readKept(file, program);
  const bytes = openAnswers(kept?.bytes ?? {});
  const objects = openAnswers(kept?.objects ?? {});
  let now: ObjectStore | undefined;
  return {
    isEmpty: kept === undefined,
    bytes,
    objects: {
      of: (statement) => (now === undefined ? undefined : objects.of(statement)),
      keep: objects.keep,
    },
    async holds(read) {
      const store = await read();
      now = store;
      const same = kept !== undefined && stillHolds(store, kept.store);
      if (!same) objects.forget();
      return same;
    },
    used: () => bytes.used() + objects.used(),
    async save() {
      if (program === null || now === undefined || bytes.added() + objects.added() === 0) return;
      const asked = { store: now, bytes: bytes.asked(), objects: objects.asked() };
      if (Object.keys(asked.bytes).length + Object.keys(asked.objects).length < worth) return;
      await writeKeptAt(file, program, Buffer.from(JSON.stringify(asked), 'utf8'));
      await removeOldest(folder);
    },
  };
}

async function readKept(file: string, program: string): Promise<Kept | undefined> {
  const content = await readKeptAt(file, program);
  return content && (JSON.parse(content.toString('utf8')) as Kept);
}

/**
 * Whether git still takes every object from where it took it then: the packs are the same and no others, since of two that hold an
 * object nobody can tell which one it reads, and no single object is gone or changed. New ones may have come.
 */
function stillHolds(now: ObjectStore, then: ObjectStore): boolean {
  const packs = (store: ObjectStore) => Object.keys(store).filter((path) => path.startsWith('pack/'));
  return (
    packs(now).length === packs(then).length && Object.entries(then).every(([path, sha256]) => now[path] === sha256)
  );
}

interface Answers extends Known {
  used(): number;
  added(): number;
  asked(): Record<Statement, string>;
  forget(): void;
}

function openAnswers(kept: Readonly<Record<Statement, string>>): Answers {
  const known = new Map(Object.entries(kept).map(([statement, found]) => [statement, { found, isUsed: false }]));
  const added = new Map<Statement, string>();
  let used = 0;
  return {
    of(statement) {
      const one = known.get(statement);
      if (one === undefined) return undefined;
      used += 1;
      one.isUsed = true;
      return one.found;
    },
    keep(statement, found = '') {
      const one = known.get(statement);
      if (one === undefined) added.set(statement, found);
      else one.isUsed = true;
    },
    used: () => used,
    added: () => added.size,
    asked: () =>
      Object.fromEntries([
        ...[...known].flatMap(([statement, { found, isUsed }]) => (isUsed ? [[statement, found] as const] : [])),
        ...added,
      ]),
    forget: () => known.clear(),
  };
}

async function removeOldest(folder: string): Promise<void> {
  const names = await readdir(folder).catch(nothingWhereMissing);
  if (names.length <= MOST) return;
  const times = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  for (const { name } of times.toSorted((a, b) => b.at - a.at).slice(MOST))
    await rm(join(folder, name), { force: true });
}

function nothingWhereMissing(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}
