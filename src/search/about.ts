/**
 * Whether what was found is about what was asked at all. BM25 has no zero of its own: how much must be found grows with what was
 * asked, and the rare words of a question decide, not how many of its words stand anywhere.
 */
import { isEmptyCharacter, type ParsedQuery, type QueryTerm } from './ask/query.ts';
import type { Rankable } from './index/types.ts';
import { postingsOf, RARITY, rarityOf } from './postings.ts';

/**
 * Of a logistic regression over 827 questions with an answer and 384 without one, of ten knowledge bases of different fields. Leaving
 * each base out in turn, 41.5 of 48 questions without an answer are told (36 to 46) and 4.0 in 100 of the others denied (0 to 7); the
 * first four terms alone tell 40.5 and deny 4.6. A threshold of each base's own, from what its titles find among its other articles, a
 * list of everyday words of the nine other bases, and the margin to the next result were tried so and were no better.
 */
const SCORE = 3.7;
const TELLING = -0.75;
const LENGTH = 4.75;
const FOUND = 4.75;
/** What is found in one piece, or as another word, counts in the score as well: a common word says more there than of the subject. */
const IN_ONE_PIECE = -1.2;
const OTHERWISE = -2.5;
/** A name or an abbreviation that was typed and is not there. */
const LATIN_MISSED = -2.2;
/**
 * Moves zero to where 4 in 100 answerable questions of those ten bases are denied. Of two that had no part in it 41 and 43 of 48 were
 * told, 14 and 4 in 100 denied.
 */
const BASE = -13.1;

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
  const all = terms.map((term) => ({ ...term, says: says(term), found: documentsOf(index, term) }));
  const asked = all
    .filter((one) => one.says > 0)
    .map(({ says, found }) => ({ says, found, worth: says * rarityOf(count, found.size) }));
  const telling = asked.filter((one) => one.says >= 1).length;
  const whole = asked.reduce((sum, { worth }) => sum + worth, 0);
  const pairs = all.filter(({ sort }) => sort === 'pair');
  const latin = all.filter(({ sort }) => sort === 'latin');
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
      IN_ONE_PIECE * Math.log(1 + longestPiece(pairs, document)) +
      OTHERWISE * Math.sqrt(Math.min(1, said)) +
      (latin.some((one) => !one.found.has(document)) ? LATIN_MISSED : 0) +
      BASE
    );
  };
}

/** Pairs of the longest piece of the question of which the document holds every pair. @param pairs in the order of the question */
function longestPiece(pairs: readonly { text: string; found: ReadonlySet<number> }[], document: number): number {
  let longest = 0;
  let piece = 0;
  let before = '';
  for (const { text, found } of pairs) {
    const held = found.has(document);
    if (!held) piece = 0;
    else piece = before !== '' && text.startsWith(before.slice(-1)) ? piece + 1 : 1;
    before = held ? text : '';
    longest = Math.max(longest, piece);
  }
  return longest;
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
