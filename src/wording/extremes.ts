/** Superlatives: who has the most, the least, the longest. What several share is said of all of them. Pure. */
import { namesText, spaced } from './words.ts';

/** Names that a sentence has room for before it says 等 n 个. */
const NAMED = 3;

/**
 * All that have the extreme value, in their order; of one the value of which is unknown nothing is said.
 * @param measure in the unit in which it is printed; null: not known
 * @param printed the value as it is printed, where that is rounded: what reads alike is equal to the reader
 */
export function extremesOf<T>(
  list: readonly T[],
  measure: (one: T) => number | null,
  which: 'most' | 'least' = 'most',
  printed: (value: number) => string = String,
): T[] {
  const known = list.map(measure).filter((value) => value !== null);
  if (known.length === 0) return [];
  const best = which === 'most' ? known.reduce((a, b) => Math.max(a, b)) : known.reduce((a, b) => Math.min(a, b));
  const shown = printed(best);
  return list.filter((one) => {
    const value = measure(one);
    return value !== null && printed(value) === shown;
  });
}

/**
 * `最多的是 3 月，2 起`; where several are equal `最多的是 3 月、5 月（并列），各 2 起`, without a full stop.
 * @param word the superlative: `最多`, `可用率最低`
 * @param value as it is printed
 * @param counter of the names: 个, 日
 */
export function extremeText(word: string, names: readonly string[], value: string, counter = '个'): string {
  const is = spaced(`${word}的是`, namesText(names, counter, NAMED));
  return names.length < 2 ? `${is}，${value}` : `${is}（并列），各 ${value}`;
}
