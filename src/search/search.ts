/** The search of the site and of the terminal: one code, no I/O. */
import { correctQuery } from './correct.ts';
import type { SearchIndex, SearchResult } from './index-types.ts';
import { needlesOf, parseQuery } from './query.ts';
import { rank } from './rank.ts';
import { makeSnippet } from './snippet.ts';

export { buildIndex } from './build-index.ts';
export type { SearchDocument, SearchIndex, SearchResult, SnippetPart } from './index-types.ts';

/**
 * Finds the best documents for a query as people type it: whole questions, no spaces, Chinese and Latin mixed.
 * @param limit most results wanted
 * @returns best first; empty when no term of the query stands anywhere
 */
export function search(index: SearchIndex, query: string, limit = 10): SearchResult[] {
  const asked = correctQuery(index, query) ?? query;
  const needles = needlesOf(asked);
  return rank(index, asked, parseQuery(asked), limit).map(({ document, score }) => {
    const { url, title, kind } = index.documents[document] as SearchIndex['documents'][number];
    return { url, title, kind, score, snippet: makeSnippet(index.texts.get(document) ?? '', needles) };
  });
}
