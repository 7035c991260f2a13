/** The tree against RFC 6962: published vectors (those of certificate-transparency, kept by transparency-dev/merkle), and a slow second implementation. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/proof/bytes.ts';
import { verifyConsistency, verifyInclusion } from '../../src/proof/proofs.ts';
import { leafHash, nodeHash, openTree, type Tree } from '../../src/proof/tree.ts';

const hash = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array();
const letters = (text: string): Uint8Array => new TextEncoder().encode(text);

const LEAVES = [
  ...['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'],
].map(bytes);
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const INCLUSION: [leaf: number, size: number, proof: string[]][] = [
  [0, 1, []],
  [
    ...([0, 8] as [number, number]),
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    ...([5, 8] as [number, number]),
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    ...([1, 5] as [number, number]),
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const CONSISTENCY: [from: number, to: number, proof: string[]][] = [
  [1, 1, []],
  [
    ...([1, 8] as [number, number]),
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    ...([6, 8] as [number, number]),
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    ...([2, 5] as [number, number]),
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
  [
    ...([6, 7] as [number, number]),
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
];

function treeOf(entries: readonly Uint8Array[]): Tree {
  const tree = openTree(hash);
  for (const entry of entries) tree.append(leafHash(hash, entry));
  return tree;
}

/** The definitions of section 2.1, word for word. */
function mth(d: readonly Uint8Array[]): Uint8Array {
  if (d.length === 0) return hash(new Uint8Array());
  if (d.length === 1) return hash(Buffer.concat([Buffer.of(0), d[0] as Uint8Array]));
  const k = below(d.length);
  return hash(Buffer.concat([Buffer.of(1), mth(d.slice(0, k)), mth(d.slice(k))]));
}
function path(m: number, d: readonly Uint8Array[]): Uint8Array[] {
  if (d.length === 1) return [];
  const k = below(d.length);
  return m < k ? [...path(m, d.slice(0, k)), mth(d.slice(k))] : [...path(m - k, d.slice(k)), mth(d.slice(0, k))];
}
function subproof(m: number, d: readonly Uint8Array[], b: boolean): Uint8Array[] {
  if (m === d.length) return b ? [] : [mth(d)];
  const k = below(d.length);
  return m <= k
    ? [...subproof(m, d.slice(0, k), b), mth(d.slice(k))]
    : [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))];
}
const below = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));

describe('published vectors', () => {
  it('hashes of leaf and node', () => {
    expect(toHex(openTree(hash).root())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(toHex(leafHash(hash, new Uint8Array()))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(toHex(leafHash(hash, letters('L123456')))).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    expect(toHex(nodeHash(hash, letters('N123'), letters('N456')))).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });
  it('roots of one to eight leaves', () => {
    expect(ROOTS.map((_, n) => toHex(treeOf(LEAVES).root(n + 1)))).toEqual(ROOTS);
  });
  it.each(INCLUSION)('leaf %i in %i', (leaf, size, proof) => {
    const tree = treeOf(LEAVES);
    expect(tree.inclusion(leaf, size).map(toHex)).toEqual(proof);
    const head = { size, root: bytes(ROOTS[size - 1] ?? '') };
    expect(verifyInclusion(hash, leafHash(hash, LEAVES[leaf] ?? bytes('')), leaf, proof.map(bytes), head)).toBe(true);
  });
  it.each(CONSISTENCY)('from %i to %i', (from, to, proof) => {
    expect(treeOf(LEAVES).consistency(from, to).map(toHex)).toEqual(proof);
    const [older, newer] = [from, to].map((size) => ({ size, root: bytes(ROOTS[size - 1] ?? '') }));
    if (older && newer) expect(verifyConsistency(hash, older, newer, proof.map(bytes))).toBe(true);
  });
});

const cases = fc
  .array(fc.uint8Array({ maxLength: 4 }), { minLength: 1, maxLength: 70 })
  .chain((entries) =>
    fc.tuple(fc.constant(entries), fc.nat(entries.length - 1), fc.nat(entries.length), fc.nat(), fc.nat(255)),
  );

/** One hash more, one less at either end, one byte changed. */
function mutated(proof: Uint8Array[], more: Uint8Array, place: number, flip: number): Uint8Array[][] {
  if (proof.length === 0) return [[more]];
  const changed = proof.map((one) => new Uint8Array(one));
  const one = changed[place % changed.length] ?? bytes('');
  one[place % one.length] = (one[place % one.length] ?? 0) ^ (flip === 0 ? 1 : flip);
  return [[...proof, more], proof.slice(1), proof.slice(0, -1), changed];
}

describe('random trees', () => {
  it('give the roots and proofs of the definitions, and these verify', () => {
    fc.assert(
      fc.property(cases, ([entries, index, from]) => {
        const tree = treeOf(entries);
        const head = { size: entries.length, root: mth(entries) };
        expect(tree.root()).toEqual(head.root);
        const inclusion = tree.inclusion(index);
        expect(inclusion).toEqual(path(index, entries));
        expect(verifyInclusion(hash, leafHash(hash, entries[index] ?? bytes('')), index, inclusion, head)).toBe(true);
        const older = { size: from, root: mth(entries.slice(0, from)) };
        const consistency = tree.consistency(from);
        if (from > 0) expect(consistency).toEqual(subproof(from, entries, true));
        expect(verifyConsistency(hash, older, head, consistency)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('a proof with one byte changed, one hash more or less, or of another place proves nothing', () => {
    fc.assert(
      fc.property(cases, ([entries, index, from, place, flip]) => {
        const tree = treeOf(entries);
        const head = { size: entries.length, root: tree.root() };
        const leaf = leafHash(hash, entries[index] ?? bytes(''));
        const older = { size: from, root: tree.root(from) };
        const checks = [
          { proof: tree.inclusion(index), holds: (p: Uint8Array[]) => verifyInclusion(hash, leaf, index, p, head) },
          { proof: tree.consistency(from), holds: (p: Uint8Array[]) => verifyConsistency(hash, older, head, p) },
        ];
        for (const { proof, holds } of checks) {
          for (const wrong of mutated(proof, head.root, place, flip)) expect(holds(wrong)).toBe(false);
        }
        const other = { size: head.size, root: hash(head.root) };
        expect(verifyInclusion(hash, leaf, index, tree.inclusion(index), other)).toBe(false);
        if (from > 0) expect(verifyConsistency(hash, older, other, tree.consistency(from))).toBe(false);
        if (from > 0 && from < head.size)
          expect(verifyConsistency(hash, { size: from, root: other.root }, head, tree.consistency(from))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('what is outside the tree is refused', () => {
    const tree = treeOf(LEAVES);
    expect(() => tree.inclusion(8)).toThrow(RangeError);
    expect(() => tree.root(9)).toThrow(RangeError);
    expect(() => tree.consistency(5, 4)).toThrow(RangeError);
    expect(() => tree.node(3, 1)).toThrow(RangeError);
    const head = { size: 8, root: tree.root() };
    expect(verifyConsistency(hash, head, { size: 4, root: tree.root(4) }, [])).toBe(false);
    expect(verifyInclusion(hash, tree.node(0, 0), 9, tree.inclusion(0), head)).toBe(false);
  });
});
