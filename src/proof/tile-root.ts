/** Roots of a tree from its tiles alone, as whoever has no entries computes them: a few tiles for any size. Pure. */
import { TILE_WIDTH, type Tile } from './tiles.ts';
import { HASH_SIZE, type Hash, nodeHash } from './tree.ts';

/** Reads a tile of hashes; rejects where it cannot. */
export type ReadTile = (tile: Tile & { level: number }) => Promise<Uint8Array>;

const TILE_HEIGHT = 8;

/**
 * MTH of the first `size` leaves.
 * @param whole leaves of the tree whose tiles are read, at least `size`
 * @throws RangeError for a tile that is too short
 */
export async function rootFromTiles(hash: Hash, size: number, whole: number, read: ReadTile): Promise<Uint8Array> {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const hashAt = async (tileLevel: number, place: number): Promise<Uint8Array> => {
    const index = Math.floor(place / TILE_WIDTH);
    const inLevel = Math.floor(whole / TILE_WIDTH ** tileLevel);
    const key = `${tileLevel} ${index}`;
    const width = Math.min(TILE_WIDTH, inLevel - index * TILE_WIDTH);
    const bytes = tiles.get(key) ?? read({ level: tileLevel, index, width });
    tiles.set(key, bytes);
    const at = (place % TILE_WIDTH) * HASH_SIZE;
    const found = (await bytes).slice(at, at + HASH_SIZE);
    if (found.length !== HASH_SIZE) throw new RangeError(`tile ${key} is too short`);
    return found;
  };
  const node = async (level: number, index: number): Promise<Uint8Array> =>
    level % TILE_HEIGHT === 0
      ? hashAt(level / TILE_HEIGHT, index)
      : nodeHash(hash, await node(level - 1, 2 * index), await node(level - 1, 2 * index + 1));
  /** Of the leaves from `from` to before `to`, where `from` begins a subtree that is as large. */
  const span = async (from: number, to: number): Promise<Uint8Array> => {
    const level = Math.ceil(Math.log2(to - from));
    if (2 ** level === to - from) return node(level, from / 2 ** level);
    const middle = from + 2 ** (level - 1);
    return nodeHash(hash, await span(from, middle), await span(middle, to));
  };
  return size === 0 ? hash(new Uint8Array(0)) : span(0, size);
}
