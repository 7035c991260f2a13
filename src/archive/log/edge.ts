/**
 * The right edge of the log: what signing needs of it, however long it is. The last tile of each level gives the tree that goes on, the
 * last bundle its last entries. What an edge cannot tell, whose key reigns and which omissions are entered, is kept beside it by the
 * last signing, for exactly the head that it left. Whatever is not as it should be, the whole log is read.
 */

import { sameBytes } from '../../proof/bytes.ts';
import { parseBundle, TILE_HEIGHT, TILE_WIDTH, type Tile } from '../../proof/tiles.ts';
import { HASH_SIZE, leafHash, openTree } from '../../proof/tree.ts';
import { keyOf, readKeptFile, writeKeptFile } from '../../workspace/store/kept-file.ts';
import { treeHash } from './digests.ts';
import { type LogFiles, type ReadFile, readCheckpoint, readFrom, saltsAt, saltsOf, tileAt } from './log-folder.ts';

/** What is kept of the entries before. */
export interface LogMemory {
  /** The last entry that names a key, and its index. */
  rotated: { from: number; entry: string };
  /** Omissions that are entered; see `missed.ts`. */
  missed: string[];
}

/** The end of a log, and what is remembered of the rest. */
export interface LogEdge extends LogFiles {
  memory: LogMemory;
}

const NAME = 'log-edge';
/** Another form of what is kept has another number. */
const FORM = '1';

/**
 * @returns undefined where the whole log has to be read: nothing is kept for this head, or its edge is not that of the head
 */
export async function readEdge(root: string): Promise<LogEdge | undefined> {
  const read = readFrom(root);
  const head = await readCheckpoint(read);
  if (head === undefined || 'fault' in head) return undefined;
  const kept = await readKeptFile(root, NAME, keyOf(FORM, head.note)).catch(() => undefined);
  const memory = kept === undefined ? undefined : memoryOf(kept);
  const { size } = head.checkpoint;
  const tiles = memory === undefined ? undefined : await edgeTiles(read, size);
  if (memory === undefined || tiles === undefined) return undefined;
  const tree = openTree(treeHash, { size, height: TILE_HEIGHT, tiles });
  if (!isRoot(tree.root, head.checkpoint.root)) return undefined;
  const first = size - (size % TILE_WIDTH);
  const index = first / TILE_WIDTH;
  const width = size - first;
  const entries = width === 0 ? [] : await edgeEntries(read, { level: 'entries', index, width }, tiles[0] ?? []);
  if (entries === undefined) return undefined;
  const salts = width === 0 ? [] : saltsOf(await read(saltsAt(index)), width);
  return { ...head, tree, first, entries, salts, memory };
}

/** Keeps what the next signing needs. @param note the signed head; where it cannot be written, the whole log is read again */
export async function keepEdge(root: string, note: string, memory: LogMemory): Promise<void> {
  await writeKeptFile(root, NAME, keyOf(FORM, note), Buffer.from(JSON.stringify(memory), 'utf8'));
}

function memoryOf(bytes: Buffer): LogMemory | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as LogMemory;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A tile that lacks hashes has no root. */
function isRoot(rootOf: () => Uint8Array, signed: Uint8Array): boolean {
  try {
    return sameBytes(rootOf(), signed);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The hashes of the last tile of each level, none of one that ends with a whole one; undefined when a file is not as it should be. */
async function edgeTiles(read: ReadFile, size: number): Promise<Uint8Array[][] | undefined> {
  const tiles: Uint8Array[][] = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
    const width = count % TILE_WIDTH;
    const bytes =
      width === 0 ? new Uint8Array(0) : await read(tileAt({ level, index: Math.floor(count / TILE_WIDTH), width }));
    if (bytes?.length !== width * HASH_SIZE) return undefined;
    tiles.push(Array.from({ length: width }, (_, n) => bytes.subarray(n * HASH_SIZE, (n + 1) * HASH_SIZE)));
  }
  return tiles;
}

/** The entries of the last bundle, which have to be those of the leaves. */
async function edgeEntries(
  read: ReadFile,
  tile: Tile,
  leaves: readonly Uint8Array[],
): Promise<Uint8Array[] | undefined> {
  const bytes = await read(tileAt(tile));
  const entries = bytes === undefined ? undefined : parseBundle(bytes);
  if (entries?.length !== tile.width) return undefined;
  const isWhole = entries.every((entry, n) => sameBytes(leafHash(treeHash, entry), leaves[n] ?? new Uint8Array(0)));
  return isWhole ? entries : undefined;
}
