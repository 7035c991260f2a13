/** The trade's words for the same thing, as data: a query that holds one word of a group is also searched for the others. */
import { normalise } from '../text/normalise.ts';
import { isLatin } from '../text/tokenise.ts';
import { GROUPS } from './groups.ts';

const groups: readonly (readonly string[])[] = GROUPS.trim()
  .split('\n')
  .map((line) => normalise(line).split(' '));

export interface Expansion {
  /** What of the query called for it. */
  matched: string;
  /** Other words for that, without those that stand in the query already. */
  words: string[];
}

/** Other words for what stands in `query` (normalised text), one entry for each group of which a word stands there. */
export function expand(query: string): Expansion[] {
  const latinWords = new Set(query.split(/[^\p{Script=Latin}\p{N}.+-]+/u));
  // One in Latin letters stands only as a whole word.
  const stands = (word: string): boolean => (isLatin(word) ? latinWords.has(word) : query.includes(word));
  return groups.flatMap((words): Expansion[] => {
    const [matched] = words.filter(stands).sort((a, b) => b.length - a.length);
    const others = words.filter((word) => !query.includes(word));
    return matched === undefined || others.length === 0 ? [] : [{ matched, words: others }];
  });
}
