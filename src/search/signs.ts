/** What speaks for it that a document is about a question, and against it; `aboutness` weighs it. Pure. */
import type { ParsedQuery } from './ask/query.ts';
import { isEveryday } from './ask/subject.ts';
import type { Rankable } from './index/types.ts';
import { documentsOf, holdersOf, RARITY, rarityOf } from './postings.ts';
import { normalise } from './text/normalise.ts';
import { type TermSort, tokenise } from './text/tokenise.ts';

/** What speaks for a document, and against it. */
export interface Signs {
  /** Log of the score, in terms that one document alone holds, by the log of the question's length. */
  score: number;
  /** Log of one and the rarity of what it holds of the question's telling pairs and Latin words. */
  held: number;
  /**
   * Share of the title's characters and Latin words that the question holds, or another word for what was asked: a document on a
   * neighbouring matter has a title that says more than what it shares with the question.
   */
  title: number;
  /**
   * Share of the question that is characters which the document lacks, but for those for which it has another word. Of UPS能撑多久 the
   * name is most, and whoever holds it lacks little.
   */
  missing: number;
  /** Rarity of those that it holds and that are not of everyday. */
  heldCharacters: number;
  /** Log of one and the things that the question names and the document lacks. */
  lacksThings: number;
  /** Whether a name or an abbreviation that was typed is not there: 1 or 0. */
  lacksLatin: number;
  /** Log of one and the things that the question names; nought where a case is told (`CASE`). */
  things: number;
  /** Log of one and the things of which no document holds the whole name. */
  unknownThings: number;
  /** Log of one and the question's pairs of characters and Latin words that say what it is about: more must be found. */
  telling: number;
  /** Log of one and its other pairs: who asks in everyday's words names less of what the answer is written in. */
  everyday: number;
  /** What of it can be said in other words: a score is the easier to come by. */
  otherwise: number;
  /** Whether a case is told, in one's own words, of which an answer holds few: 1 or 0. */
  tells: number;
  /** Whether it asks with a word for what is wanted, as of a fact that any body may have to tell: 1 or 0. */
  asks: number;
}

/**
 * Characters of a question from which on it may tell more than a thing and what befell it (电梯坏了). Who tells more names what lies at
 * hand where it happened, and that it is much says nothing.
 */
const CASE = 6;

/** What speaks for and against a document, and what of the question it lacks; for a document and its score. */
export function signsFor(
  index: Rankable,
  { terms, concepts, things, length, tells, asks: isAsking }: ParsedQuery,
): (document: number, score: number) => { signs: Signs; lacks: string[] } {
  const holders = new Map(terms.map((term) => [term.text, documentsOf(index, term)]));
  const said = concepts.map(({ matched, words, alternatives }) => ({
    ...{ matched, words },
    holders: holdersOf(index, alternatives),
  }));
  const named = things.map((one) => ({
    ...one,
    otherwise: said.filter(({ matched }) => matched.includes(one.text) || one.text.includes(matched)),
  }));
  const holds = (document: number, term: string): boolean => holders.get(term)?.has(document) === true;
  const most = rarityOf(index.documents.length, 0);
  const rarity = (term: string): number => rarityOf(index.documents.length, holders.get(term)?.size ?? 0) / most;
  const textsOf = (sort: TermSort): string[] => terms.filter((term) => term.sort === sort).map(({ text }) => text);
  const [characters, pairs] = [textsOf('single'), textsOf('pair')];
  const latin = textsOf('latin').filter((one) => /\p{L}/u.test(one));
  const telling = [...pairs.filter((pair) => !isEveryday(pair)), ...latin];
  const asks = new Set(terms.map(({ text }) => text));
  const unit = most ** RARITY;
  const asked = {
    things: tells && length >= CASE ? 0 : Math.log(1 + named.length),
    unknownThings: Math.log(1 + named.filter(({ terms: own }) => own.some((one) => !holders.get(one)?.size)).length),
    telling: Math.log(1 + telling.length),
    everyday: Math.log(1 + pairs.filter(isEveryday).length),
    otherwise: concepts.length,
    tells: tells ? 1 : 0,
    asks: isAsking ? 1 : 0,
  };
  return (document, score) => {
    const another = said.filter(({ holders: found }) => found.has(document));
    const covered = new Set(another.flatMap(({ matched }) => [...matched]));
    const isHeld = ({ terms: own, otherwise }: (typeof named)[number]): boolean =>
      own.every((one) => holds(document, one)) || otherwise.some((one) => another.includes(one));
    const missed = named.filter((one) => !isHeld(one));
    const lacked = characters.filter((one) => !holds(document, one) && !covered.has(one));
    const signs: Signs = {
      ...asked,
      score: Math.log(Math.max(0.01, score / unit)) * Math.log(length),
      held: Math.log(1 + sumOf(telling.filter((one) => holds(document, one)).map(rarity))),
      title: shareAsked(
        normalise(index.documents[document]?.title ?? ''),
        asks,
        another.flatMap(({ words }) => words),
      ),
      missing: lacked.length / length,
      heldCharacters: sumOf(characters.filter((one) => !isEveryday(one) && holds(document, one)).map(rarity)),
      lacksThings: Math.log(1 + missed.length),
      lacksLatin: latin.some((one) => !holds(document, one)) ? 1 : 0,
    };
    const none = missed.filter(({ terms: own }) => !own.some((one) => holds(document, one)));
    return { signs, lacks: none.map(({ text }) => text) };
  };
}

/** How much of a title is asked for: 0 to 1. @param words the other words for what was asked */
function shareAsked(title: string, asks: ReadonlySet<string>, words: readonly string[]): number {
  const otherwise = new Set(
    words.filter((word) => title.includes(word)).flatMap((word) => tokenise(word).map(({ text }) => text)),
  );
  const told = new Set(
    tokenise(title)
      .filter(({ text, sort }) => (sort === 'single' && !isEveryday(text)) || sort === 'latin')
      .map(({ text }) => text),
  );
  return [...told].filter((one) => asks.has(one) || otherwise.has(one)).length / Math.max(1, told.size);
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);
