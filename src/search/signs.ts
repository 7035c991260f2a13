/** What speaks for it that a document is about a question, and against it; `aboutness` weighs it. Pure. */
import type { ParsedQuery } from './ask/query.ts';
import { isEveryday } from './ask/subject.ts';
import type { Rankable } from './index/types.ts';
import { documentsOf, holdersOf, RARITY, rarityOf } from './postings.ts';
import { normalise, runs } from './text/normalise.ts';
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
  /** Whether a name or an abbreviation that was typed is not there: 1 or 0. */
  lacksLatin: number;
  /** Log of one and its telling pairs that stand nowhere: of what nobody wrote of the base has no words. */
  odd: number;
  /** Log of one and the question's pairs of characters and Latin words that say what it is about: more must be found. */
  telling: number;
  /** Log of one and its other pairs: who asks in everyday's words names less of what the answer is written in. */
  everyday: number;
  /** Whether a case is told, in one's own words, of which an answer holds few: 1 or 0. */
  tells: number;
  /** Whether it asks with a word for what is wanted, as of a fact that any body may have to tell: 1 or 0. */
  asks: number;
}

/** What speaks for and against a document; for a document and its score. */
export function signsFor(
  index: Rankable,
  { terms, concepts, length, tells, asks: isAsking }: ParsedQuery,
): (document: number, score: number) => Signs {
  const holders = new Map(terms.map((term) => [term.text, documentsOf(index, term)]));
  const said = concepts.map(({ matched, words, alternatives }) => ({
    ...{ matched, words },
    holders: holdersOf(index, alternatives),
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
  const stands = (text: string): boolean => (holders.get(text)?.size ?? 0) > 0;
  const asked = {
    odd: Math.log(1 + pairs.filter((pair) => !isEveryday(pair) && !stands(pair)).length),
    telling: Math.log(1 + telling.length),
    everyday: Math.log(1 + pairs.filter(isEveryday).length),
    tells: tells ? 1 : 0,
    asks: isAsking ? 1 : 0,
  };
  return (document, score) => {
    const another = said.filter(({ holders: found }) => found.has(document));
    const covered = new Set(another.flatMap(({ matched }) => [...matched]));
    const lacked = characters.filter((one) => !holds(document, one) && !covered.has(one));
    return {
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
      lacksLatin: latin.some((one) => !holds(document, one)) ? 1 : 0,
    };
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

/** What of a question none of some documents holds, in its order: Latin words, and Chinese ones of which they hold no pair. */
export function lackedByAll(
  index: Rankable,
  { text, terms, concepts }: ParsedQuery,
  documents: readonly number[],
): string[] {
  const isHeld = (holders: ReadonlySet<number>): boolean => documents.some((one) => holders.has(one));
  const held = new Set(terms.filter((term) => isHeld(documentsOf(index, term))).map((term) => term.text));
  for (const { matched, alternatives } of concepts)
    if (isHeld(holdersOf(index, alternatives))) for (const { text: one } of tokenise(matched)) held.add(one);
  return runs(text).flatMap(({ text: run, han }) => {
    if (!han) return held.has(run) || !/\p{L}/u.test(run) ? [] : [run];
    const characters = [...run];
    const isLacked = (n: number): boolean =>
      !isEveryday(characters[n] as string) &&
      [n - 1, n].every((at) => !held.has(`${characters[at] ?? ''}${characters[at + 1] ?? ''}`));
    const marked = characters.map((one, n) => (isLacked(n) ? one : ' ')).join('');
    return marked.split(/ +/).filter((word) => [...word].length > 1);
  });
}
