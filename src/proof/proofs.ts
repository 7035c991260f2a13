/** What whoever holds roots alone can check: RFC 9162, sections 2.1.3.2 and 2.1.4.2 (the trees of RFC 6962). Pure. */
import { sameBytes } from './bytes.ts';
import { HASH_SIZE, type Hash, nodeHash } from './tree.ts';

export interface TreeHead {
  /** Leaves. */
  size: number;
  /** 32 bytes. */
  root: Uint8Array;
}

const half = (number: number): number => Math.floor(number / 2);
const isOdd = (number: number): boolean => number % 2 === 1;
const isCount = (number: number): boolean => Number.isSafeInteger(number) && number >= 0;
const areHashes = (proof: readonly Uint8Array[]): boolean => proof.every(({ length }) => length === HASH_SIZE);

/** Where a hash stands in its level, and the last place of that level. */
type Place = readonly [place: number, last: number];

const above = ([place, last]: Place): Place => [half(place), half(last)];
/** true: its sibling is on the left, or it has none and is carried up. */
const isRight = ([place, last]: Place): boolean => isOdd(place) || place === last;

/** From a right edge that has no sibling up to where it has one. */
function carried(from: Place): Place {
  let at = from;
  while (!isOdd(at[0]) && at[0] !== 0) at = above(at);
  return at;
}

/** true when the leaf with this hash is the one with the index in the tree of that head. @param proof the sibling of the leaf first */
export function verifyInclusion(
  hash: Hash,
  leaf: Uint8Array,
  index: number,
  proof: readonly Uint8Array[],
  { size, root }: TreeHead,
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || leaf.length !== HASH_SIZE || !areHashes(proof))
    return false;
  let at: Place = [index, size - 1];
  let made = leaf;
  for (const sibling of proof) {
    if (at[1] === 0) return false;
    made = isRight(at) ? nodeHash(hash, sibling, made) : nodeHash(hash, made, sibling);
    at = above(isRight(at) ? carried(at) : at);
  }
  return at[1] === 0 && sameBytes(made, root);
}

/** true when the newer tree begins with all the leaves of the older one, in their order. An empty tree is continued by every one. */
export function verifyConsistency(hash: Hash, older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (!isCount(older.size) || !isCount(newer.size) || older.size > newer.size || !areHashes(proof)) return false;
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root);
  return older.size === 0 ? proof.length === 0 : proof.length > 0 && leadsToBoth(hash, older, newer, proof);
}

function leadsToBoth(hash: Hash, older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]): boolean {
  let at: Place = [older.size - 1, newer.size - 1];
  while (isOdd(at[0])) at = above(at);
  // An old tree that is one whole subtree is its own first hash.
  const [first, ...rest] = at[0] === 0 ? [older.root, ...proof] : proof;
  let old = first as Uint8Array;
  let made = old;
  for (const sibling of rest) {
    if (at[1] === 0) return false;
    if (isRight(at)) old = nodeHash(hash, sibling, old);
    made = isRight(at) ? nodeHash(hash, sibling, made) : nodeHash(hash, made, sibling);
    at = above(isRight(at) ? carried(at) : at);
  }
  return at[1] === 0 && sameBytes(old, older.root) && sameBytes(made, newer.root);
}
