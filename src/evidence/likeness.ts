/** Patterns of pictures held against each other. Pure. */

/** Bits of two patterns that differ; of the same photo saved anew a few at most. */
export function differenceOf(a: string, b: string): number {
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits > 0n; bits >>= 1n) count += Number(bits & 1n);
  return count;
}
