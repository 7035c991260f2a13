/**
 * The Merkle tree of RFC 6962, section 2.1 (the same in RFC 9162): a leaf is hashed behind 0x00, two nodes behind 0x01. Pure; the
 * hash is a parameter, so that terminal and browser each bring their own.
 */
import { concat } from './bytes.ts';

/** SHA-256: bytes in, 32 bytes out. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** Bytes of a node. */
export const HASH_SIZE = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (hash: Hash, entry: Uint8Array): Uint8Array => hash(concat(LEAF, entry));

/** Two nodes behind their byte: tens of thousands are hashed one after the other, and a new array takes longer than a hash. */
const both = new Uint8Array(1 + 2 * HASH_SIZE);
both.set(NODE);

export function nodeHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  // What somebody gave as a node need not be one: nothing may be left of the two before.
  if (left.length !== HASH_SIZE || right.length !== HASH_SIZE) return hash(concat(NODE, left, right));
  both.set(left, 1);
  both.set(right, 1 + HASH_SIZE);
  return hash(both);
}

/** A tree that only grows. Sizes and indices count leaves; the first leaf has index 0. */
export interface Tree {
  readonly size: number;
  /** Adds a leaf by its hash (see `leafHash`). */
  append(leaf: Uint8Array): void;
  /** Hash of a whole subtree: that of the leaves from `index · 2^level` on, 2^level of them. @throws RangeError when they are not all there */
  node(level: number, index: number): Uint8Array;
  /** MTH of the first `size` leaves; that of nothing is the hash of nothing. @throws RangeError beyond the tree */
  root(size?: number): Uint8Array;
  /** PATH(index, D[size]): the sibling of the leaf first. @throws RangeError when the leaf is not in such a tree */
  inclusion(index: number, size?: number): Uint8Array[];
  /** PROOF(from, D[size]); nothing from a tree of no leaves. @throws RangeError when that tree is not in this one */
  consistency(from: number, size?: number): Uint8Array[];
}

/** A tree of which only the right edge is known: what is needed to let it grow, to tell its root, and to prove what is added. */
export interface Edge {
  /** Leaves of the tree. */
  size: number;
  /** Whole tiles of `2^height` hashes and the last one, which need not be whole: of each level from the leaves up, in steps of `height`. */
  height: number;
  /** Of each of these levels the hashes of its last tile when that is not whole, none where it is. */
  tiles: readonly (readonly Uint8Array[])[];
}

/**
 * Opens an empty tree, or one that goes on from an edge: there whatever lies left of it cannot be asked for. Every node is hashed once;
 * a proof hashes only what the right edge lacks.
 */
export function openTree(hash: Hash, edge?: Edge): Tree {
  /** Hashes of the whole subtrees of each level, from the leaves up; of those left of an edge there are none. */
  const levels: Uint8Array[][] = edge === undefined ? [[]] : levelsOf(hash, edge);
  const size = (): number => levels[0]?.length ?? 0;
  const node = (level: number, index: number): Uint8Array => {
    const found = levels[level]?.[index];
    if (found === undefined) throw new RangeError(`no node ${index} of level ${level} in a tree of ${size()}`);
    return found;
  };
  /** Hash of the leaves from `from` to before `to`, at least one, where `from` begins a subtree that is as large. */
  const span = (from: number, to: number): Uint8Array => {
    const split = splitOf(to - from);
    const whole = to - from === 1 ? 1 : split * 2;
    if (whole === to - from) return node(Math.round(Math.log2(whole)), from / whole);
    return nodeHash(hash, span(from, from + split), span(from + split, to));
  };
  const within = (wanted: number): void => {
    if (!Number.isInteger(wanted) || wanted < 0 || wanted > size()) throw new RangeError(`no tree of ${wanted} leaves`);
  };
  const path = (index: number, from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle
      ? [...path(index, from, middle), span(middle, to)]
      : [...path(index, middle, to), span(from, middle)];
  };
  /** SUBPROOF: `known` when the old root is the hash of exactly this part, which the verifier has. */
  const subproof = (old: number, from: number, to: number, known: boolean): Uint8Array[] => {
    if (old === to) return known ? [] : [span(from, to)];
    const middle = from + splitOf(to - from);
    return old <= middle
      ? [...subproof(old, from, middle, known), span(middle, to)]
      : [...subproof(old, middle, to, false), span(from, middle)];
  };
  return {
    get size() {
      return size();
    },
    node,
    append(leaf) {
      let made = leaf;
      for (let level = 0; ; level += 1) {
        const row = levels[level] ?? [];
        levels[level] = row;
        const left = row[row.length - 1];
        row.push(made);
        if (left === undefined || row.length % 2 !== 0) return;
        made = nodeHash(hash, left, made);
      }
    },
    root(wanted = size()) {
      within(wanted);
      return wanted === 0 ? hash(new Uint8Array(0)) : span(0, wanted);
    },
    inclusion(index, wanted = size()) {
      within(wanted);
      if (!Number.isInteger(index) || index < 0 || index >= wanted) throw new RangeError(`no leaf ${index}`);
      return path(index, 0, wanted);
    },
    consistency(from, wanted = size()) {
      within(wanted);
      if (!Number.isInteger(from) || from < 0 || from > wanted) throw new RangeError(`no tree of ${from} leaves`);
      return from === 0 ? [] : subproof(from, 0, wanted, true);
    },
  };
}

/** The rows of whole subtrees that the tiles of an edge hold, each in its place. */
function levelsOf(hash: Hash, { size, height, tiles }: Edge): Uint8Array[][] {
  const levels: Uint8Array[][] = [];
  for (let level = 0; level === 0 || size >= 2 ** level; level += 1) {
    const row: Uint8Array[] = [];
    const count = Math.floor(size / 2 ** level);
    const below = levels[level - 1];
    if (level % height === 0) {
      const own = tiles[level / height] ?? [];
      for (const [n, node] of own.entries()) row[count - own.length + n] = node;
    } else if (below !== undefined) {
      for (let index = count - 1; index >= 0; index -= 1) {
        const [left, right] = [below[2 * index], below[2 * index + 1]];
        if (left === undefined || right === undefined) break;
        row[index] = nodeHash(hash, left, right);
      }
    }
    row.length = count;
    levels.push(row);
  }
  return levels;
}

/** Largest power of two below `count`; 1 for 1. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}
