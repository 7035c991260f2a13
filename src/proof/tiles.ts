/** The tree as static files: C2SP tlog-tiles. Paths are relative to the folder of the log. Pure. */
import { concat, utf8 } from './bytes.ts';
import { HASH_SIZE, type Tree } from './tree.ts';

/** Hashes of a whole tile, entries of a whole bundle. */
export const TILE_WIDTH = 256;
/** Levels of the tree in a level of tiles. */
export const TILE_HEIGHT = 8;
/** An entry's length is written in two bytes. */
export const MAX_ENTRY = 65_535;
const LENGTH_BYTES = 2;

export interface Tile {
  /** 0 for leaves; each above has one hash for a whole tile below. `entries`: the entries themselves. */
  level: number | 'entries';
  /** From the left. */
  index: number;
  /** 1 to 256. */
  width: number;
}

/** `tile/0/x001/234.p/7` */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  const number = groups.map((group, n) => (n < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${number}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/**
 * Tiles and bundles that a tree of `size` leaves consists of and one of `from` leaves does not; every partial one that there is.
 * Lowest level first, bundles last.
 */
export function tilesBetween(from: number, size: number): Tile[] {
  const found: Tile[] = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
    found.push(...tilesOfLevel(level, Math.floor(from / TILE_WIDTH ** level), count));
  }
  return [...found, ...tilesOfLevel('entries', from, size)];
}

function tilesOfLevel(level: Tile['level'], from: number, count: number): Tile[] {
  const found: Tile[] = [];
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < count; index += 1)
    found.push({ level, index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) });
  return found;
}

/** What stands in a tile of hashes: 32 bytes each. */
export function tileBytes(tree: Tree, { index, width }: Tile, level: number): Uint8Array {
  const bytes = new Uint8Array(width * HASH_SIZE);
  for (let n = 0; n < width; n += 1) bytes.set(tree.node(level * TILE_HEIGHT, index * TILE_WIDTH + n), n * HASH_SIZE);
  return bytes;
}

/** A bundle: each entry behind its length, big-endian. @throws RangeError for an entry that is too long */
export function bundleBytes(entries: readonly Uint8Array[]): Uint8Array {
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY) throw new RangeError(`an entry of ${entry.length} bytes`);
      return [Uint8Array.of(Math.floor(entry.length / 256), entry.length % 256), entry];
    }),
  );
}

/** @returns undefined for bytes that end in the middle of an entry */
export function parseBundle(bytes: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if (high === undefined || low === undefined) return undefined;
    const end = at + LENGTH_BYTES + high * 256 + low;
    if (end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return entries;
}

/** For whoever writes text into a log. @throws RangeError for a text that is too long */
export function entryOf(text: string): Uint8Array {
  const bytes = utf8(text);
  if (bytes.length > MAX_ENTRY) throw new RangeError(`an entry of ${bytes.length} bytes`);
  return bytes;
}
