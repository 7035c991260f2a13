/** The search of the site and of the terminal: one code, no I/O. */
import { absentText } from './absent.ts';
import { correctQuery } from './ask/correct.ts';
import { needlesOf, parseQuery } from './ask/query.ts';
import { readQuestion } from './ask/question.ts';
import { heard } from './ask/sounds.ts';
import type { Found, IndexedDocument, Rankable, SearchIndex, SearchResult } from './index/types.ts';
import { namedFirst, namedIn } from './named.ts';
import { rank } from './rank.ts';
import { makeSnippet, marksIn } from './snippet.ts';

export { buildIndex } from './index/build.ts';
export type { SearchDocument, SearchIndex, SearchResult, SnippetPart } from './index/types.ts';

export interface Wanted {
  /** Most results wanted. */
  limit: number;
  /** Local date `YYYY-MM-DD`, for 上个月 and the like. */
  today?: string | undefined;
  /** The kinds that alone are wanted; without it all. */
  kinds?: readonly string[] | undefined;
}

/** A query as it is looked for: by what it sounds like, and without a slip. */
export function askedAs(index: Rankable, query: string): string {
  const spoken = heard(index, query) ?? query;
  return correctQuery(index, spoken) ?? spoken;
}

/** @returns best first; and the question without its period, of which the words are marked */
export function find(
  index: Rankable,
  query: string,
  { limit, today, kinds }: Wanted,
  places?: ReadonlyMap<string, string>,
): { found: Found[]; words: string } {
  const question = readQuestion(index.documents, askedAs(index, query), today);
  const needles = needlesOf(question.words);
  const ranked = rank(index, question, parseQuery(question.words), limit, kinds).map((hit): Found => {
    const { length: _, series: _s, ...one } = index.documents[hit.document] as IndexedDocument;
    return { ...one, ...hit, marked: marksIn(one.title, needles) };
  });
  const named = namedIn(index.documents, query, places).filter(({ kind }) => kinds?.includes(kind) !== false);
  return { found: namedFirst(ranked, named).slice(0, limit), words: question.words };
}

/**
 * Finds the best documents for a query as people type it: whole questions, no spaces, Chinese and Latin mixed.
 * @param limit most results wanted
 * @param today local date `YYYY-MM-DD`, for 上个月 and the like
 * @returns best first; empty when no term of the query stands anywhere
 */
export function search(index: SearchIndex, query: string, limit = 10, today?: string): SearchResult[] {
  const { found, words } = find(index, query, { limit, today }, index.places);
  const needles = needlesOf(words);
  return found.map((one) => ({
    ...one,
    snippet: one.document === undefined ? [] : makeSnippet(index.texts.get(one.document) ?? '', needles),
  }));
}

/**
 * What the question names that is not there (see `absentText`); null when there is no such thing.
 * @param today local date `YYYY-MM-DD`, for 上个月 and the like
 */
export const missing = (index: SearchIndex, query: string, today?: string): string | null =>
  absentText(index, query, (id) => index.places?.has(id) === true, today);
