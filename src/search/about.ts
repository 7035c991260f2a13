/**
 * Whether what was found is about what was asked at all. BM25 has no zero of its own: how much must be found grows with what was
 * asked, and the rare words of a question decide, not how many of its words stand anywhere.
 */
import { isEmptyCharacter, type ParsedQuery, type QueryTerm } from './ask/query.ts';
import type { Rankable } from './index/types.ts';
import { postingsOf, RARITY, rarityOf } from './postings.ts';

/**
 * Of a logistic regression over 827 questions with an answer and 384 without one, of ten knowledge bases of different fields: leaving
 * each base out in turn, 86 of 100 questions without an answer were told at 4 of 100 denied ones.
 */
const SCORE = 3.1;
const TELLING = -0.63;
const LENGTH = 3;
const FOUND = 3.5;
/**
 * Moves zero to where about 4 in 100 answerable questions of those ten bases are denied; of two that were written afterwards it denied 14
 * and 6 in 100.
 */
const BASE = -9.6;

/** What a pair says with a character that only asks, and a Latin word, against a pair. */
const HALF_EMPTY = 0.4;
const LATIN = 2;

/** What finding the term says of the subject; 0 for words that only ask. */
function says({ text, sort }: QueryTerm): number {
  if (sort === 'latin') return LATIN;
  if (sort !== 'pair') return 0;
  const empty = [...text].filter(isEmptyCharacter).length;
  return [1, HALF_EMPTY, 0][empty] ?? 0;
}

/**
 * Judges the documents that were found for a question.
 * @returns for a document and its score the log of the odds that it is about what was asked
 */
export function aboutness(
  index: Rankable,
  { terms, concepts, length }: ParsedQuery,
): (document: number, score: number) => number {
  const count = index.documents.length;
  const asked = terms
    .map((term) => ({ says: says(term), found: documentsOf(index, term) }))
    .filter((one) => one.says > 0)
    .map(({ says, found }) => ({ says, found, worth: says * rarityOf(count, found.size) }));
  const telling = asked.filter((one) => one.says >= 1).length;
  const whole = asked.reduce((sum, { worth }) => sum + worth, 0);
  const otherwise = concepts.map(({ share, alternatives }) => ({ share, found: holdersOf(index, alternatives) }));
  const unit = rarityOf(count, 0) ** RARITY;
  return (document, score) => {
    const found = asked.reduce((sum, one) => sum + (one.found.has(document) ? one.worth : 0), 0);
    const said = otherwise.reduce((sum, one) => sum + (one.found.has(document) ? one.share : 0), 0);
    const share = Math.min(1, (whole === 0 ? 0 : found / whole) + said);
    return (
      SCORE * Math.log(Math.max(0.01, score / unit)) +
      TELLING * telling +
      LENGTH * Math.log(length) +
      FOUND * share +
      BASE
    );
  };
}

function documentsOf(index: Rankable, term: QueryTerm): Set<number> {
  const postings = postingsOf(index, term);
  const documents = new Set<number>();
  for (let i = 0; i < postings.length; i += 2) documents.add(postings[i] as number);
  return documents;
}

/** The documents that hold one of the alternatives whole. */
function holdersOf(index: Rankable, alternatives: readonly QueryTerm[][]): Set<number> {
  const holders = new Set<number>();
  for (const terms of alternatives) {
    const [first = new Set<number>(), ...others] = terms.map((term) => documentsOf(index, term));
    for (const document of first) if (others.every((found) => found.has(document))) holders.add(document);
  }
  return holders;
}

/**
 * true: the results share odd words with the query and no more, so that a reader should rather ask another way.
 * @param results what `search` found; of nothing there is nothing to say
 */
export function isFarOff(results: readonly { about: number }[]): boolean {
  return results.length > 0 && results.every(({ about }) => about < 0);
}
