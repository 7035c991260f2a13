/** BM25 over any matching term, with what people expect on top: a title that is the query comes first. */

import { type Concept, cleanQuery, type ParsedQuery, type QueryTerm } from './ask/query.ts';
import { type Question, titlesOf } from './ask/question.ts';
import type { Hit, Postings, Rankable } from './index/types.ts';
import { better, spreadSeries } from './series.ts';
import { isLatin } from './text/tokenise.ts';

const K1 = 2.2;
const B = 0.55;
/** How strongly a document that holds more of the query is preferred over one that holds a rare part of it often. */
const COVERAGE = 0.6;
/** How much of the query a synonym covers, against the word that was typed. */
const SYNONYM_COVERAGE = 1;
/** What an article counts whose whole title is the synonym, in unique terms: then its length says nothing. */
const TITLE_IS_SYNONYM = 9;
/** What an article gains whose whole title is a word of the query, in title matches. */
const NAMED = 1;
/** Commands whose name is what people call the thing: who writes them need not mean the command. */
const ALSO_A_NOUN = new Set(['ip', 'mail', 'file', 'host', 'service', 'test', 'time', 'script', 'users']);
/** What a document counts that is of the period that was asked for. */
const OF_PERIOD = 5;
/**
 * What a page counts by its kind: a clause is a few words, which look like a whole answer; the manual is about this
 * program, and rarely is it what was looked for.
 */
const KIND: Record<string, number> = { clause: 0.8, manual: 0.85 };
const UNKNOWN_TERM = 0.5;
/** What a word counts that only begins with what was typed. */
const PREFIX_FACTOR = 0.5;
const PREFIX_LIMIT = 24;

/** The best `limit` documents, best first; equal scores keep the documents' order. */
export function rank(index: Rankable, { words, ofPeriod }: Question, parsed: ParsedQuery, limit: number): Hit[] {
  // Who types nothing but a month wants all that was issued for it.
  const scores = new Map<number, number>(words === '' ? [...(ofPeriod?.keys() ?? [])].map((one) => [one, 1]) : []);
  const covered = new Map<number, number>();
  const possible = scoreTerms(index, parsed.terms, scores, covered);
  for (const concept of parsed.concepts) scoreConcept(index, concept, possible, scores, covered);
  addTitleMatches(index, words, scores, covered, possible);
  addNamed(index, words, parsed.terms, scores);
  const hits: Hit[] = [];
  for (const [document, score] of scores) {
    const share = possible === 0 ? 1 : Math.min(1, (covered.get(document) ?? 0) / possible);
    const asked = Math.max(1, OF_PERIOD * (ofPeriod?.get(document) ?? 0));
    const kind = KIND[kindOf(index, document)] ?? 1;
    hits.push({ document, score: score * share ** COVERAGE * asked * kind, share });
  }
  return spreadSeries(index.documents, hits.sort(better)).slice(0, limit);
}

const kindOf = (index: Rankable, document: number): string => index.documents[document]?.kind ?? '';

const addTo = (map: Map<number, number>, key: number, value: number): void => {
  map.set(key, (map.get(key) ?? 0) + value);
};

/** @returns the weight that a document would cover that held every term */
function scoreTerms(
  index: Rankable,
  terms: readonly QueryTerm[],
  scores: Map<number, number>,
  covered: Map<number, number>,
): number {
  let possible = 0;
  for (const term of terms) {
    const postings = postingsOf(index, term);
    const weight = term.weight * idf(index.documents.length, Math.max(1, postings.length / 2));
    // A term that no document holds is mostly a pair across two words: it must not drag everything down.
    possible += postings.length === 0 ? weight * UNKNOWN_TERM : weight;
    for (let i = 0; i < postings.length; i += 2) {
      const document = postings[i] as number;
      addTo(scores, document, weight * saturation(index, document, (postings[i + 1] as number) / 2));
      addTo(covered, document, weight);
    }
  }
  return possible;
}

/** The best of the alternatives counts, so that a long list of synonyms weighs no more than a short one. */
function scoreConcept(
  index: Rankable,
  concept: Concept,
  possible: number,
  scores: Map<number, number>,
  covered: Map<number, number>,
): void {
  const titles = titlesOf(index.documents);
  const unique = idf(index.documents.length, 1);
  const best = new Map<number, { gain: number; share: number }>();
  for (const { name, weight, terms } of concept.alternatives) {
    const gains = new Map<number, number>();
    const found = new Map<number, number>();
    const whole = scoreTerms(index, terms, gains, found);
    for (const [document, gain] of gains) {
      // Half a synonym is another word: 磁盘空间 is not meant by 空间.
      const share = (found.get(document) ?? 0) / whole;
      const value =
        concept.names && titles[document] === name ? weight * unique * TITLE_IS_SYNONYM : gain * share * share;
      if (value > (best.get(document)?.gain ?? 0)) best.set(document, { gain: value, share });
    }
  }
  for (const [document, { gain, share }] of best) {
    addTo(scores, document, gain * concept.strength);
    addTo(covered, document, possible * concept.share * share * SYNONYM_COVERAGE);
  }
}

function idf(documents: number, found: number): number {
  return Math.log(1 + (documents - found + 0.5) / (found + 0.5));
}

function saturation(index: Rankable, document: number, frequency: number): number {
  const length = index.documents[document]?.length ?? index.averageLength;
  return (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * length) / index.averageLength));
}

/** Postings of the term, joined with those of words that begin with it when it may be such a beginning. */
function postingsOf(index: Rankable, term: QueryTerm): Postings {
  const exact = index.postings.get(term.text) ?? [];
  if (!term.prefix) return exact;
  const merged = new Map<number, number>();
  for (let i = 0; i < exact.length; i += 2) merged.set(exact[i] as number, exact[i + 1] as number);
  for (const word of wordsBeginningWith(index, term.text)) {
    const postings = index.postings.get(word) ?? [];
    for (let i = 0; i < postings.length; i += 2) {
      const document = postings[i] as number;
      const frequency = (postings[i + 1] as number) * PREFIX_FACTOR;
      merged.set(document, Math.max(merged.get(document) ?? 0, frequency));
    }
  }
  return [...merged].flat();
}

/** The shortest longer words; the order does not depend on how the index was loaded. */
function wordsBeginningWith(index: Rankable, beginning: string): string[] {
  const words: string[] = [];
  for (const word of index.postings.keys()) {
    if (word.length > beginning.length && word.startsWith(beginning)) words.push(word);
  }
  return words.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, PREFIX_LIMIT);
}

/** The whole query in a title (also in the middle of a word: `sql` in MySQL, `1124` in a document's number). */
function addTitleMatches(
  index: Rankable,
  query: string,
  scores: Map<number, number>,
  covered: Map<number, number>,
  possible: number,
): void {
  const wanted = cleanQuery(query).replace(/\s+/g, '');
  if (wanted.length < 2) return;
  const bonus = idf(index.documents.length, 1);
  for (const [number, title] of titlesOf(index.documents).entries()) {
    if (!title.includes(wanted)) continue;
    const closeness = wanted.length / title.length;
    scores.set(number, (scores.get(number) ?? 0) + bonus * (1 + 3 * closeness));
    covered.set(number, Math.max(covered.get(number) ?? 0, possible));
  }
}

/** An article named by one word of the query (`rpm`, `nginx`): the more of the query it is, the surer it is meant. */
function addNamed(index: Rankable, query: string, terms: readonly QueryTerm[], scores: Map<number, number>): void {
  const length = cleanQuery(query).replace(/\s+/g, '').length;
  const names = new Set(terms.filter(({ text }) => isLatin(text) && !ALSO_A_NOUN.has(text)).map(({ text }) => text));
  if (names.size === 0) return;
  const bonus = idf(index.documents.length, 1) * NAMED;
  for (const [number, title] of titlesOf(index.documents).entries()) {
    if (names.has(title)) addTo(scores, number, (bonus * title.length) / Math.max(1, length));
  }
}
