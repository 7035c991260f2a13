/**
 * The files of the log in a workspace: `archive/log/` as C2SP tlog-tiles has them, which any web server may serve, and beside it
 * `archive/log-salts/`, which nobody is served.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromHex, toHex } from '../../proof/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../../proof/checkpoint.ts';
import { parseNote } from '../../proof/note.ts';
import {
  bundleBytes,
  parseBundle,
  TILE_WIDTH,
  type Tile,
  tileBytes,
  tilePath,
  tilesBetween,
} from '../../proof/tiles.ts';
import { leafHash, openTree, type Tree } from '../../proof/tree.ts';
import { errorCode, isUnreachable } from '../../workspace/disk/faults.ts';
import { filesBelow } from '../../workspace/disk/files-below.ts';
import { treeHash } from './digests.ts';

export const LOG_FOLDER = 'archive/log';
export const SALTS_FOLDER = 'archive/log-salts';
export const CHECKPOINT = `${LOG_FOLDER}/checkpoint`;

/** true for a file that belongs to the log itself. */
export const isOfLog = (path: string): boolean =>
  path.startsWith(`${LOG_FOLDER}/`) || path.startsWith(`${SALTS_FOLDER}/`);

/** A log as its files give it. */
export interface LogFiles {
  /** The signed checkpoint, to the letter. */
  note: string;
  checkpoint: Checkpoint;
  /** Index of the first entry that is held: 0, but for the edge of a log. */
  first: number;
  entries: Uint8Array[];
  /** In the order of the entries; undefined for one without a salt, or whose salt is gone. */
  salts: (Uint8Array | undefined)[];
  /** The tree of all entries. */
  tree: Tree;
}

/** What keeps a log from being read at all. */
export interface Unreadable {
  path: string;
  /** `missing`: the file is not there. `malformed`: it is not what its name says. */
  fault: 'missing' | 'malformed';
}

/** What reading a log gave; undefined where there is none. */
export interface LogRead {
  log: LogFiles | Unreadable | undefined;
}

/** Reads a file of a workspace; undefined when there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

export const readFrom =
  (root: string): ReadFile =>
  async (path) => {
    try {
      // Without waiting: the files are small and many, and each turn of waiting takes longer than to read one.
      return readFileSync(join(root, path));
    } catch (error) {
      // A folder in the place of a file has no bytes, as if nothing were there.
      if (isUnreachable(error) || errorCode(error) === 'EISDIR') return undefined;
      throw error;
    }
  };

export const tileAt = (tile: Tile): string => `${LOG_FOLDER}/${tilePath(tile)}`;

/** The bundle that an entry is in, in a log of `size` entries. */
export function bundleOf(index: number, size: number): Tile {
  const number = Math.floor(index / TILE_WIDTH);
  return { level: 'entries', index: number, width: Math.min(TILE_WIDTH, size - number * TILE_WIDTH) };
}

/** File of the salts of the entries of a bundle. */
export const saltsAt = (index: number): string =>
  `${SALTS_FOLDER}/${tilePath({ level: 0, index, width: TILE_WIDTH }).slice('tile/0/'.length)}.txt`;

/** The checkpoint of a workspace; undefined when it has no log. */
export async function readCheckpoint(
  read: ReadFile,
): Promise<{ note: string; checkpoint: Checkpoint } | Unreadable | undefined> {
  const bytes = await read(CHECKPOINT);
  if (bytes === undefined) return undefined;
  const note = Buffer.from(bytes).toString('utf8');
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? '');
  return checkpoint === undefined ? { path: CHECKPOINT, fault: 'malformed' } : { note, checkpoint };
}

/**
 * The whole log, not judged but for what keeps it from being read; undefined when the workspace has none. One that grew meanwhile, and
 * whose partial tiles larger ones took the place of, is read anew.
 */
export async function readLog(read: ReadFile): Promise<LogFiles | Unreadable | undefined> {
  for (let look = 1; ; look += 1) {
    const head = await readCheckpoint(read);
    const log = head === undefined || 'fault' in head ? head : await readWhole(read, head);
    if (log === undefined || !('fault' in log) || look === LOOKS) return log;
    const now = await readCheckpoint(read);
    if (noteOf(now) === noteOf(head)) return log;
  }
}

/** How often a log is read that grows each time before its end is reached. */
const LOOKS = 5;

const noteOf = (head: Awaited<ReturnType<typeof readCheckpoint>>): string | undefined =>
  head !== undefined && 'note' in head ? head.note : undefined;

async function readWhole(
  read: ReadFile,
  head: { note: string; checkpoint: Checkpoint },
): Promise<LogFiles | Unreadable> {
  const { size } = head.checkpoint;
  const entries: Uint8Array[] = [];
  const salts: (Uint8Array | undefined)[] = [];
  const tree = openTree(treeHash);
  for (const tile of tilesBetween(0, size).filter(({ level }) => level === 'entries')) {
    const path = tileAt(tile);
    const bytes = await read(path);
    if (bytes === undefined) return { path, fault: 'missing' };
    const held = parseBundle(bytes);
    if (held?.length !== tile.width) return { path, fault: 'malformed' };
    entries.push(...held);
    salts.push(...saltsOf(await read(saltsAt(tile.index)), tile.width));
  }
  for (const entry of entries) tree.append(leafHash(treeHash, entry));
  return { ...head, first: 0, entries, salts, tree };
}

/** The last entry alone; undefined when it cannot be read. */
export async function lastEntry(read: ReadFile, size: number): Promise<Uint8Array | undefined> {
  const bytes = size === 0 ? undefined : await read(tileAt(bundleOf(size - 1, size)));
  return bytes && parseBundle(bytes)?.at(-1);
}

/** The salts in such a file. @param bytes undefined: it is gone */
export function saltsOf(bytes: Uint8Array | undefined, width: number): (Uint8Array | undefined)[] {
  const lines = bytes === undefined ? [] : Buffer.from(bytes).toString('utf8').split('\n');
  return Array.from({ length: width }, (_, n) => {
    const salt = fromHex(lines[n] ?? '');
    return salt === undefined || salt.length === 0 ? undefined : salt;
  });
}

/**
 * The file with the salt of an entry, and of those beside it, a line each.
 * @param salts of all entries from `held` on
 */
export function saltsFile(salts: LogFiles['salts'], index: number, held = 0): { path: string; bytes: Uint8Array } {
  const number = Math.floor(index / TILE_WIDTH);
  const some = salts.slice(number * TILE_WIDTH - held, (number + 1) * TILE_WIDTH - held);
  const lines = some.map((salt) => `${salt === undefined ? '-' : toHex(salt)}\n`);
  return { path: saltsAt(number), bytes: Buffer.from(lines.join('')) };
}

/** Files of a log of so many entries, but for its checkpoint and salts. */
export const fileNames = (size: number): string[] => tilesBetween(0, size).map(tileAt);

/** What is to be written, and what is to go, when a log grows. */
export interface Growth {
  write: { path: string; bytes: Uint8Array }[];
  /** Partial tiles that larger ones take the place of. */
  remove: string[];
}

/**
 * @param log as it will be, with its new signed checkpoint; of its entries at least those from the last bundle before on
 * @param from entries that it had before
 * The checkpoint comes last.
 */
export function growth(
  { note, first: held, entries, salts, tree }: Omit<LogFiles, 'checkpoint'>,
  from: number,
): Growth {
  const size = held + entries.length;
  const tiles = tilesBetween(from, size);
  const write = tiles.map((tile) => {
    const first = tile.index * TILE_WIDTH - held;
    const bytes =
      tile.level === 'entries'
        ? bundleBytes(entries.slice(first, first + tile.width))
        : tileBytes(tree, tile, tile.level);
    return { path: tileAt(tile), bytes };
  });
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < size; index += 1) {
    write.push(saltsFile(salts, index * TILE_WIDTH, held));
  }
  const now = new Set(fileNames(size));
  write.push({ path: CHECKPOINT, bytes: Buffer.from(note) });
  return { write, remove: fileNames(from).filter((path) => !now.has(path)) };
}

/** The files of salts that a log has, each as its salts give it. */
export function saltFiles({ entries, salts }: LogFiles): { path: string; bytes: Uint8Array }[] {
  const count = Math.ceil(entries.length / TILE_WIDTH);
  return Array.from({ length: count }, (_, index) => saltsFile(salts, index * TILE_WIDTH));
}

/** Everything below `archive/log/`, or another folder, that is there, relative to the workspace. */
export async function filesOfLog(root: string, folder = LOG_FOLDER): Promise<string[]> {
  return filesBelow(root, folder);
}
