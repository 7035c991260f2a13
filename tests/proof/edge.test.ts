/** A tree that goes on from its right edge is the tree that has all of its leaves. */
import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Hash, openTree, type Tree } from '../../src/proof/tree.ts';

const sha256: Hash = (bytes) => hash('sha256', bytes, 'buffer');
const leaf = (n: number): Uint8Array => sha256(Buffer.from(`leaf ${n}`));
/** Small tiles, so that small trees have many levels of them. */
const HEIGHT = 2;
const WIDTH = 2 ** HEIGHT;

function edgeOf(tree: Tree): Uint8Array[][] {
  const tiles: Uint8Array[][] = [];
  for (let level = 0, count = tree.size; count > 0; level += 1, count = Math.floor(count / WIDTH)) {
    const width = count % WIDTH;
    tiles.push(Array.from({ length: width }, (_, n) => tree.node(level * HEIGHT, count - width + n)));
  }
  return tiles;
}

it('has its root, proves what is added, and knows the nodes of every tile that changes', () => {
  fc.assert(
    fc.property(fc.nat(150), fc.integer({ min: 1, max: 80 }), (before, added) => {
      const whole = openTree(sha256);
      for (let n = 0; n < before; n += 1) whole.append(leaf(n));
      const edge = openTree(sha256, { size: before, height: HEIGHT, tiles: edgeOf(whole) });
      expect(edge.size).toBe(before);
      expect(edge.root()).toEqual(whole.root());
      for (let n = 0; n < added; n += 1) {
        whole.append(leaf(before + n));
        edge.append(leaf(before + n));
      }
      expect(edge.root()).toEqual(whole.root());
      for (let n = before; n < before + added; n += 1) expect(edge.inclusion(n)).toEqual(whole.inclusion(n));
      for (let level = 0, count = whole.size; count > 0; level += HEIGHT, count = Math.floor(count / WIDTH)) {
        const first = Math.floor(Math.floor(before / 2 ** level) / WIDTH) * WIDTH;
        for (let index = first; index < count; index += 1)
          expect(edge.node(level, index)).toEqual(whole.node(level, index));
      }
    }),
  );
});

it('knows nothing of what lies left of it', () => {
  const whole = openTree(sha256);
  for (let n = 0; n < 21; n += 1) whole.append(leaf(n));
  const edge = openTree(sha256, { size: 21, height: HEIGHT, tiles: edgeOf(whole) });
  expect(() => edge.node(0, 3)).toThrow(RangeError);
  expect(() => edge.inclusion(3)).toThrow(RangeError);
  expect(() => openTree(sha256, { size: 21, height: HEIGHT, tiles: [] }).root()).toThrow(RangeError);
});
