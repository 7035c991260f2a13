/** Roots from tiles are those of the tree, and what a browser remembers is held against them. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contradiction, parseSeen, seenHead } from '../../src/proof/remembered.ts';
import { type ReadTile, rootFromTiles } from '../../src/proof/tile-root.ts';
import { tileBytes } from '../../src/proof/tiles.ts';
import { leafHash, openTree, type Tree } from '../../src/proof/tree.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

function treeOf(size: number, word = (n: number) => `${n}`): Tree {
  const tree = openTree(sha256);
  for (let n = 0; n < size; n += 1) tree.append(leafHash(sha256, Buffer.from(word(n))));
  return tree;
}
const tilesOf =
  (tree: Tree): ReadTile =>
  (tile) =>
    Promise.resolve(tileBytes(tree, tile, tile.level));
const headOf = (tree: Tree, origin = 'log') => ({ origin, size: tree.size, root: tree.root(), extensions: [] });

it('are those of the tree, for any part of it', async () => {
  const large = treeOf(70_000);
  const sizes = fc.oneof(
    fc.integer({ min: 0, max: 70_000 }),
    fc.constantFrom(1, 255, 256, 257, 65_535, 65_536, 65_537),
  );
  await fc.assert(
    fc.asyncProperty(sizes, async (size) => {
      expect(await rootFromTiles(sha256, size, large.size, tilesOf(large))).toEqual(large.root(size));
    }),
    { numRuns: 40 },
  );
});

it('hold a log to what was seen of it', async () => {
  const [before, after] = [treeOf(300), treeOf(700)];
  const seen = seenHead(headOf(before));
  expect(parseSeen(JSON.stringify(seen))).toEqual(seen);
  expect(await contradiction(sha256, seen, headOf(after), tilesOf(after))).toBeNull();
  expect(await contradiction(sha256, seen, headOf(before), tilesOf(before))).toBeNull();
  const rewritten = treeOf(700, (n) => (n === 123 ? 'x' : `${n}`));
  expect(await contradiction(sha256, seen, headOf(rewritten), tilesOf(rewritten))).toMatch(/前 300 条.*改写/);
  expect(await contradiction(sha256, seen, headOf(treeOf(299)), tilesOf(treeOf(299)))).toMatch(/只有 299 条/);
  expect(await contradiction(sha256, seen, headOf(treeOf(300, () => 'y')), tilesOf(before))).toMatch(/改写/);
  expect(await contradiction(sha256, seen, headOf(after, 'other'), tilesOf(after))).toMatch(/另一个（other）/);
  const claimed = { ...headOf(after), root: treeOf(700, () => 'z').root() };
  expect(await contradiction(sha256, seen, claimed, tilesOf(after))).toMatch(/与它的哈希不一致/);
});

it.each([
  null,
  '',
  '{',
  '{}',
  '[]',
  'null',
  '{"origin":"a","size":-1,"root":""}',
  '{"origin":"a","size":1,"root":"zz"}',
])('forgets what is no head: %s', (text) => expect(parseSeen(text)).toBeNull());
