/** A question of which no word stands anywhere, asked in the words of those who wrote the answers. Pure. */

import { parseQuery } from './ask/query.ts';
import type { Rankable } from './index/types.ts';
import { postingsOf } from './postings.ts';

/**
 * The other word for the whole question that most documents hold: 花了多少钱 → 费用. The question itself where a word of it
 * stands somewhere, or nothing else is said for all of it.
 * @param index holds the postings of the question's words and of the other words for them
 */
export function inOtherWords(index: Rankable, query: string): string {
  const { terms, concepts } = parseQuery(query);
  if (terms.some((term) => term.sort !== 'single' && postingsOf(index, term).length > 0)) return query;
  const held = concepts
    .filter(({ share }) => share === 1)
    .flatMap(({ words, alternatives }) =>
      words.map((word, n) => ({
        word,
        found: Math.min(...(alternatives[n] ?? []).map((term) => postingsOf(index, term).length)),
      })),
    );
  return [...held].sort((a, b) => b.found - a.found).find(({ found }) => found > 0)?.word ?? query;
}
