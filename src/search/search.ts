/** The search of the site and of the terminal: one code, no I/O. */
import { absentText } from './absent.ts';
import { correctQuery } from './ask/correct.ts';
import { needlesOf, parseQuery } from './ask/query.ts';
import { readQuestion } from './ask/question.ts';
import type { SearchIndex, SearchResult } from './index/types.ts';
import { namedFirst, namedIn } from './named.ts';
import { inOtherWords } from './otherwise.ts';
import { rank } from './rank.ts';
import { makeSnippet } from './snippet.ts';

export { buildIndex } from './index/build.ts';
export type { SearchDocument, SearchIndex, SearchResult, SnippetPart } from './index/types.ts';

/**
 * Finds the best documents for a query as people type it: whole questions, no spaces, Chinese and Latin mixed.
 * @param limit most results wanted
 * @param today local date `YYYY-MM-DD`, for 上个月 and the like
 * @returns best first; empty when no term of the query stands anywhere
 */
export function search(index: SearchIndex, query: string, limit = 10, today?: string): SearchResult[] {
  const asked = inOtherWords(index, correctQuery(index, query) ?? query);
  const question = readQuestion(index.documents, asked, today);
  const needles = needlesOf(question.words);
  const ranked = rank(index, question, parseQuery(question.words), limit).map(({ document, ...scored }) => {
    const { length: _, series: _s, ...one } = index.documents[document] as SearchIndex['documents'][number];
    return { ...one, ...scored, snippet: makeSnippet(index.texts.get(document) ?? '', needles) };
  });
  const named = namedIn(index.documents, query, index.places);
  return namedFirst(ranked, named, (one): SearchResult => ({ ...one, snippet: [] })).slice(0, limit);
}

/**
 * What the question names that is not there (see `absentText`); null when there is no such thing.
 * @param today local date `YYYY-MM-DD`, for 上个月 and the like
 */
export const missing = (index: SearchIndex, query: string, today?: string): string | null =>
  absentText(index, query, (id) => index.places?.has(id) === true, today);
