/** Seeded pseudo-random numbers: the same seed tells the same story on every machine. Pure. */

export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** Whole number, both ends included. */
  int(low: number, high: number): number;
  /** true with this probability. */
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T;
  /** Around `mean`, two thirds within `spread` of it. */
  around(mean: number, spread: number): number;
  /** A stream of its own for a topic, so that one more number drawn here does not change the others. */
  of(topic: string): Random;
}

/** Stream of numbers for a seed text. */
export function random(seed: string): Random {
  let state = hash(seed);
  const next = (): number => {
    // mulberry32: small, fast, even; nothing here needs more.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError('nothing to pick from');
      return list[Math.floor(next() * list.length)] as T;
    },
    around: (mean, spread) => mean + spread * (next() + next() + next() - 1.5) * 1.15,
    of: (topic) => random(`${seed}/${topic}`),
  };
}

/** FNV-1a over the code units. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}
