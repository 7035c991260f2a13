/** The trade's words for the same thing, as data: a query that holds one word of a group is also searched for the others. */
import { normalise } from '../text/normalise.ts';
import { GROUPS } from './groups.ts';

const equal: readonly (readonly string[])[] = GROUPS.trim()
  .split('\n')
  .map((line) => line.split(' ').map((word) => word.replaceAll('~', ' ')));

const words = new Set(equal.flat().map(normalise));

/** Whether it is a word of some group. @param word normalised */
export const isWord = (word: string): boolean => words.has(word);

const LATIN_WORD = /^[\p{Script=Latin}\p{N}.+-]+$/u;

/** A part of a word; one in Latin letters stands only as a whole word. */
interface Part {
  text: string;
  latin: boolean;
}

interface Rule {
  needles: readonly { joined: string; parts: readonly Part[] }[];
  words: readonly { word: string; normal: string }[];
}

/** `系统…版本`: both parts, in this order, whatever stands between. */
const needleOf = (word: string): Rule['needles'][number] => {
  const parts = word.split('…').map(normalise);
  return { joined: parts.join(''), parts: parts.map((text) => ({ text, latin: LATIN_WORD.test(text) })) };
};

const rules: readonly Rule[] = equal.map((group) => ({
  needles: group.map(needleOf),
  words: group.map((word) => ({ word, normal: normalise(word) })),
}));

/** The rules of which a word begins with a character: no other can apply where it does not stand. */
const rulesFrom = new Map<string, number[]>();
for (const [n, { needles }] of rules.entries())
  for (const first of new Set(needles.map(({ joined }) => joined[0] ?? '')))
    rulesFrom.set(first, [...(rulesFrom.get(first) ?? []), n]);

export interface Expansion {
  /** What of the query called for it. */
  matched: string;
  /** Other words for that, without those that stand in the query already. */
  words: string[];
}

/** Other words for what stands in `query` (normalised text), one entry for each rule that applies. */
export function expand(query: string): Expansion[] {
  const latinWords = new Set(query.split(/[^\p{Script=Latin}\p{N}.+-]+/u));
  const stands = ({ parts }: Rule['needles'][number]): boolean => {
    let from = 0;
    for (const { text, latin } of parts) {
      const at = latin && !latinWords.has(text) ? -1 : query.indexOf(text, from);
      if (at < from) return false;
      from = at + text.length;
    }
    return true;
  };
  const possible = new Set(query.split('').flatMap((character) => rulesFrom.get(character) ?? []));
  return [...possible]
    .sort((a, b) => a - b)
    .flatMap((n): Expansion[] => {
      const { needles, words } = rules[n] as Rule;
      const matched = needles.filter(stands).map(({ joined }) => joined);
      if (matched.length === 0) return [];
      const others = words.filter(({ normal }) => !query.includes(normal)).map(({ word }) => word);
      const longest = matched.reduce((best, one) => (one.length > best.length ? one : best));
      return others.length > 0 ? [{ matched: longest, words: others }] : [];
    });
}
