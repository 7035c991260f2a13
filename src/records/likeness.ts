/** Patterns of pictures held against each other. Pure. */

/** Bits of 64 by which a photo differs from itself, saved anew. */
const ALIKE = 2;
/** A pattern that differs by so few bits is the same in one of three parts at least. */
const PARTS = [
  [0, 6],
  [6, 11],
  [11, 16],
] as const;

/** Bits of two patterns that differ; of the same photo saved anew a few at most. */
export function differenceOf(a: string, b: string): number {
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits > 0n; bits >>= 1n) count += Number(bits & 1n);
  return count;
}

export const isAlike = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && differenceOf(a, b) <= ALIKE;

/** Keys of which two patterns that are alike share one: nobody holds each picture against every other. */
export const likenessKeys = (pattern: string): string[] =>
  PARTS.map(([from, to]) => `${from} ${pattern.slice(from, to)}`);
