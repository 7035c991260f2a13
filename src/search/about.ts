/**
 * Whether what was found is about what was asked at all. BM25 has no zero of its own: how much must be found grows with what was
 * asked, and what of the question the document lacks decides, above all the things that it names.
 */
import type { ParsedQuery } from './ask/query.ts';
import { isEveryday } from './ask/subject.ts';
import type { Rankable } from './index/types.ts';
import { documentsOf, holdersOf, RARITY, rarityOf } from './postings.ts';
import { normalise } from './text/normalise.ts';
import type { TermSort } from './text/tokenise.ts';
import { BASE, WEIGHTS } from './weights.ts';

/** What speaks for a document, and against it. */
export interface Signs {
  /** Log of the score, in terms that one document alone holds, by the log of the question's length. */
  score: number;
  /** Log of one and the rarity of what it holds of the question's telling pairs and Latin words. */
  held: number;
  /** Rarity of the characters of the question that stand in the title. */
  titled: number;
  /** Whether another word for something that was asked stands in the title: 1 or 0. */
  titledOtherwise: number;
  /** Share of the characters that the document lacks, but for those for which it has another word. */
  missing: number;
  /** Log of one and the things that the question names and the document lacks. */
  lacksThings: number;
  /** Whether a name or an abbreviation that was typed is not there: 1 or 0. */
  lacksLatin: number;
  /** Log of one and the things of which no document holds the whole name. */
  unknownThings: number;
  /** Log of one and the question's pairs of characters and Latin words that say what it is about: more must be found. */
  telling: number;
  /** Log of one and its other pairs: who asks in everyday's words names less of what the answer is written in. */
  everyday: number;
  /** What of it can be said in other words: a score is the easier to come by. */
  otherwise: number;
}

interface Judged {
  /** Log of the odds that it is about what was asked. */
  about: number;
  /** Names of things in the question of which it holds nothing, normalised. */
  lacks: readonly string[];
}

/**
 * Judges the documents that were found for a question.
 * @returns for a document and its score what is to be thought of it
 */
export function aboutness(index: Rankable, parsed: ParsedQuery): (document: number, score: number) => Judged {
  const signsOf = signsFor(index, parsed);
  return (document, score) => {
    const { signs, lacks } = signsOf(document, score);
    const about = (Object.keys(WEIGHTS) as (keyof Signs)[]).reduce(
      (sum, sign) => sum + WEIGHTS[sign] * signs[sign],
      BASE,
    );
    return { about, lacks };
  };
}

/** What speaks for and against a document, and what of the question it lacks; for a document and its score. */
export function signsFor(
  index: Rankable,
  { terms, concepts, things, length }: ParsedQuery,
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
  const unit = most ** RARITY;
  const asked = {
    unknownThings: Math.log(1 + named.filter(({ terms: own }) => own.some((one) => !holders.get(one)?.size)).length),
    telling: Math.log(1 + telling.length),
    everyday: Math.log(1 + pairs.length + latin.length - telling.length),
    otherwise: concepts.length,
  };
  return (document, score) => {
    const title = normalise(index.documents[document]?.title ?? '');
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
      titled: sumOf(characters.filter((one) => !isEveryday(one) && title.includes(one)).map(rarity)),
      titledOtherwise: said.some(({ words }) => words.some((word) => title.includes(word))) ? 1 : 0,
      missing: lacked.length / Math.max(1, characters.length),
      lacksThings: Math.log(1 + missed.length),
      lacksLatin: latin.some((one) => /\p{L}/u.test(one) && !holds(document, one)) ? 1 : 0,
    };
    const none = missed.filter(({ terms: own }) => !own.some((one) => holds(document, one)));
    return { signs, lacks: none.map(({ text }) => text) };
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);

/**
 * true: the results share odd words with the query and no more, so that a reader should rather ask another way.
 * @param results what `search` found; of nothing there is nothing to say
 */
export function isFarOff(results: readonly { about: number }[]): boolean {
  return results.length > 0 && results.every(({ about }) => about < 0);
}

/** What was named and no result holds, as it is told after “没有直接说到…的内容”; empty where there is no such thing. */
export function lackingText(results: readonly { lacks: readonly string[] }[]): string {
  const [first, ...others] = results;
  const words = (first?.lacks ?? []).filter((word) => others.every(({ lacks }) => lacks.includes(word)));
  return words.length === 0 ? '' : `，找到的都没有提到${words.map((word) => `“${word}”`).join('、')}`;
}
