/** The tree as files: the examples of C2SP tlog-tiles, and that growing by steps gives the files of growing at once. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/proof/bytes.ts';
import {
  bundleBytes,
  entryOf,
  MAX_ENTRY,
  parseBundle,
  type Tile,
  tileBytes,
  tilePath,
  tilesBetween,
} from '../../src/proof/tiles.ts';
import { leafHash, openTree, type Tree } from '../../src/proof/tree.ts';

const hash = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

describe('tiles', () => {
  it('are named as the standard says', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', index: 5, width: 12 })).toBe('tile/entries/005.p/12');
    expect(tilePath({ level: 63, index: 1000, width: 1 })).toBe('tile/63/x001/000.p/1');
  });
  it('of 70,000 entries, and of 256', () => {
    const tiles = tilesBetween(0, 70_000).filter(({ level }) => level !== 'entries');
    const of = (level: number, isWhole: boolean) =>
      tiles.filter((one) => one.level === level && (one.width === 256) === isWhole).map(({ width }) => width);
    expect(of(0, true)).toHaveLength(273);
    expect([of(0, false), of(1, true), of(1, false), of(2, false)]).toEqual([[112], [256], [17], [1]]);
    expect(tilesBetween(0, 256)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
      { level: 'entries', index: 0, width: 256 },
    ]);
  });
  it('what grew by steps has the files of what grew at once, but for partial ones of before', () => {
    const hashTiles = (from: number, size: number) =>
      tilesBetween(from, size).filter((one): one is Tile & { level: number } => one.level !== 'entries');
    const grow = (files: Map<string, string>, tree: Tree, size: number) => {
      const from = tree.size;
      while (tree.size < size) tree.append(leafHash(hash, entryOf(String(tree.size))));
      for (const tile of hashTiles(from, size)) files.set(tilePath(tile), toHex(tileBytes(tree, tile, tile.level)));
    };
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 1, maxLength: 6 }), (steps) => {
        const [files, whole] = [new Map<string, string>(), new Map<string, string>()];
        const tree = openTree(hash);
        for (const step of steps) grow(files, tree, tree.size + step);
        grow(whole, openTree(hash), tree.size);
        for (const [path, bytes] of whole) expect(files.get(path)).toBe(bytes);
        for (const { index, level, width } of hashTiles(0, tree.size))
          expect(width).toBe(Math.min(256, Math.floor(tree.size / 256 ** level) - index * 256));
      }),
      { numRuns: 15 },
    );
  });
});

describe('entry bundles', () => {
  it('give back what was put in, and nothing of what is cut short', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 8 }), (entries) => {
        const bytes = bundleBytes(entries);
        expect(parseBundle(bytes)).toEqual(entries);
        expect(parseBundle(bytes.subarray(0, -1))).not.toEqual(entries);
      }),
    );
    expect(bundleBytes([Uint8Array.of(7)])).toEqual(Uint8Array.of(0, 1, 7));
  });
  it('an entry of 65,535 bytes is the longest', () => {
    expect(parseBundle(bundleBytes([new Uint8Array(MAX_ENTRY)]))?.[0]?.length).toBe(MAX_ENTRY);
    expect(() => bundleBytes([new Uint8Array(MAX_ENTRY + 1)])).toThrow(RangeError);
    expect(() => entryOf('字'.repeat(22_000))).toThrow(RangeError);
  });
});
