/** The trade's words for the same thing, as data: a query that holds one word of a group is also searched for the others. */
import { normalise } from '../text/normalise.ts';
import { GROUPS } from './groups.ts';

const equal: readonly (readonly string[])[] = GROUPS.trim()
  .split('\n')
  .map((line) => line.split(' ').map((word) => word.replaceAll('~', ' ')));

const words = new Set(equal.flat().map(normalise));

/** Whether it is a word of some group. @param word normalised */
export const isWord = (word: string): boolean => words.has(word);

interface Rule {
  needles: readonly (readonly string[])[];
  words: readonly string[];
}

/** `系统…版本`: both parts, in this order, whatever stands between. */
const parts = (needle: string): readonly string[] => needle.split('…').map(normalise);

const rules: readonly Rule[] = [...equal.map((group) => ({ needles: group.map(parts), words: group }))];

const LATIN_WORD = /^[\p{Script=Latin}\p{N}.+-]+$/u;

export interface Expansion {
  /** What of the query called for it. */
  matched: string;
  /** Other words for that, without those that stand in the query already. */
  words: string[];
}

/** Other words for what stands in `query` (normalised text), one entry for each rule that applies. */
export function expand(query: string): Expansion[] {
  const latinWords = new Set(query.split(/[^\p{Script=Latin}\p{N}.+-]+/u));
  const stands = (needle: readonly string[]): boolean => {
    let from = 0;
    for (const part of needle) {
      const at = LATIN_WORD.test(part) ? (latinWords.has(part) ? query.indexOf(part) : -1) : query.indexOf(part, from);
      if (at < from) return false;
      from = at + part.length;
    }
    return true;
  };
  const expansions: Expansion[] = [];
  for (const { needles, words } of rules) {
    const matched = needles.filter(stands).map((needle) => needle.join(''));
    if (matched.length === 0) continue;
    const others = words.filter((word) => !query.includes(normalise(word)));
    const longest = matched.reduce((best, one) => (one.length > best.length ? one : best));
    if (others.length > 0) expansions.push({ matched: longest, words: others });
  }
  return expansions;
}
