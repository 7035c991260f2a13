/** Numbers that come by chance alone, the same in every run. */

/** Mulberry32: uniform in [0, 1). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function poisson(next: () => number, mean: number): number {
  const stop = Math.exp(-mean);
  let count = 0;
  for (let left = next(); left > stop; left *= next()) count += 1;
  return count;
}

export const normal = (next: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

export const below = (next: () => number, n: number): number => Math.floor(next() * n);

/** Share of the runs in which something is said. */
export function spoken(runs: number, says: (next: () => number) => boolean): number {
  let said = 0;
  for (let run = 1; run <= runs; run += 1) if (says(chance(run * 7919))) said += 1;
  return said / runs;
}
