/** Superlatives: who has the most, the least, the longest. What several share is said of all of them. Pure. */
import { namesText, spaced } from './words.ts';

/** Names that a sentence has room for before it says 等 n 个. */
const NAMED = 3;

/**
 * All that have the extreme value, in their order; of one the value of which is unknown nothing is said.
 * @param measure in the unit in which it is printed; null: not known
 * @param printed the value as it is printed, where that is rounded: what reads alike is told together, the more extreme first, with
 * `tiedWord` of whether it is equal
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
  const sign = which === 'most' ? -1 : 1;
  return list
    .flatMap((one) => {
      const value = measure(one);
      return value !== null && printed(value) === shown ? [{ one, value }] : [];
    })
    .sort((a, b) => sign * (a.value - b.value))
    .map(({ one }) => one);
}

/**
 * `并列` of values that are equal; of what only reads alike that it does, and in which order it stands. Nothing of fewer than two.
 * @param values unrounded, as `extremesOf` orders them
 * @param rounding what the printed values have in common: `两位小数相同`
 */
export function tiedWord(values: readonly (number | null)[], rounding: string): string {
  const [first = null, ...others] = values;
  if (first === null || others.length === 0) return '';
  if (others.every((value) => value === first)) return TIED;
  return `${rounding}，${(others.at(-1) ?? first) > first ? '由低到高' : '由高到低'}`;
}

const TIED = '并列';

/** `各 2 起`, `均为 99.73 %`, `均已 30 天`: what each of several has. */
const eachText = (value: string): string =>
  value.startsWith('已') ? `均${value}` : value.endsWith('%') ? `均为 ${value}` : `各 ${value}`;

/**
 * `最多的是 3 月，2 起`; where several are equal `最多的是 3 月、5 月（${tied}），各 2 起`, without a full stop.
 * @param word the superlative: `最多`, `可用率最低`
 * @param value as it is printed
 * @param counter of the names: 个, 日
 * @param tied how several are equal, by `tiedWord`, where the value is rounded
 */
export function extremeText(
  word: string,
  names: readonly string[],
  value: string,
  counter = '个',
  tied = TIED,
): string {
  const is = spaced(`${word}的是`, namesText(names, counter, NAMED));
  return names.length < 2 ? `${is}，${value}` : `${is}（${tied}），${eachText(value)}`;
}
