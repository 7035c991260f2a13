/**
 * BM25 over any matching term, with what people expect on top: what stands in the title counts again, the more of the title the
 * question explains the better, and a title that is the question comes first. The constants were measured over eleven fields.
 */
import { aboutness } from './about.ts';
import { type Concept, cleanQuery, type ParsedQuery, type QueryTerm } from './ask/query.ts';
import { type Question, titlesOf } from './ask/question.ts';
import type { Hit, IndexedDocument, Rankable, Scored } from './index/types.ts';
import { documentsOf, holdersOf, postingsOf, RARITY, rarityOf } from './postings.ts';
import { isLatin, tokenise } from './text/tokenise.ts';

/** How soon a term that stands often in one document counts no more for it, and how much a long document must hold it oftener. */
const K1 = 4;
const B = 0.9;
/** How strongly a document that holds more of the query is preferred over one that holds a rare part of it often. */
const COVERAGE = 0.5;
/** What another word for it counts against the one that was typed. */
const OTHER_WORD = 0.88;
/** What a document gains by each share of the question's pairs that it holds, by its own or another word, beyond what any may hold. */
const PAIRS = { gain: 1.5, beyond: 0.4 };
/** What a term counts again that stands in the title. */
const IN_TITLE = 0.67;
/** What a document gains whose whole title stands in the question, in unique terms. */
const TITLE_SHARE = 2.7;
/** What a term that no document holds takes from every document: mostly it is a pair across two words. */
const UNKNOWN = 0.8;
/** Commands whose name is what people call the thing: who writes them need not mean the command. */
const ALSO_A_NOUN = new Set(['ip', 'mail', 'file', 'host', 'service', 'test', 'time', 'script', 'users']);
/** What a document counts that is of the period that was asked for. */
const OF_PERIOD = 5;
/**
 * What a page counts by its kind: a clause is a few words, which look like a whole answer; the manual is about this
 * program, and rarely is it what was looked for. One of many days is meant by who names it, and not by who asks for all of them.
 */
const KIND: Record<string, number> = { clause: 0.8, manual: 0.85, day: 0.6 };

/** The best `limit` documents, best first; equal scores keep the documents' order. */
export function rank(index: Rankable, { words, ofPeriod }: Question, parsed: ParsedQuery, limit: number): Hit[] {
  // Who types nothing but a month wants all that was issued for it.
  const scores = new Map<number, number>(words === '' ? [...(ofPeriod?.keys() ?? [])].map((one) => [one, 1]) : []);
  const covered = new Map<number, number>();
  const possible = scoreTerms(index, parsed.terms, scores, covered);
  for (const concept of parsed.concepts) scoreConcept(index, concept, possible, scores, covered);
  addTitles(index, parsed.terms, scores);
  addTitleMatches(index, words, scores, covered, possible);
  addNamed(index, words, parsed.terms, scores);
  const pairs = pairsHeld(index, parsed);
  const hits: Scored[] = [];
  for (const [document, score] of scores) {
    const share = possible === 0 ? 1 : Math.min(1, (covered.get(document) ?? 0) / possible);
    const asked = Math.max(1, OF_PERIOD * (ofPeriod?.get(document) ?? 0));
    const kind = KIND[kindOf(index, document)] ?? 1;
    // Its period is not among the pairs: what is of it need not hold the rest.
    const held = asked > 1 ? 1 : (pairs.get(document) ?? 0);
    hits.push({
      document,
      score: score * share ** COVERAGE * (1 + PAIRS.gain * Math.max(0, held - PAIRS.beyond)) * asked * kind,
      share,
    });
  }
  const about = aboutness(index, parsed);
  const best = spreadSeries(index.documents, hits.sort(better)).slice(0, limit);
  // All of a period is what was asked for by who names nothing but it.
  return best.map((hit) => ({ ...hit, ...(words === '' ? { about: 1, lacks: [] } : about(hit.document, hit.score)) }));
}

const kindOf = (index: Rankable, document: number): string => index.documents[document]?.kind ?? '';

const addTo = (map: Map<number, number>, key: number, value: number): void => {
  map.set(key, (map.get(key) ?? 0) + value);
};

/** What finding a term says, by how few documents hold it. */
const worth = (index: Rankable, { weight }: QueryTerm, found: number): number =>
  weight * rarityOf(index.documents.length, found) ** RARITY;

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
    const weight = worth(index, term, postings.length / 2);
    possible += postings.length === 0 ? weight * UNKNOWN : weight;
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
  const best = new Map<number, { gain: number; share: number }>();
  for (const terms of concept.alternatives) {
    const gains = new Map<number, number>();
    const found = new Map<number, number>();
    const whole = scoreTerms(index, terms, gains, found);
    for (const [document, gain] of gains) {
      // Half a synonym is another word: 磁盘空间 is not meant by 空间.
      const share = (found.get(document) ?? 0) / whole;
      const value = gain * share * share;
      if (value > (best.get(document)?.gain ?? 0)) best.set(document, { gain: value, share });
    }
  }
  for (const [document, { gain, share }] of best) {
    addTo(scores, document, gain * OTHER_WORD);
    addTo(covered, document, possible * concept.share * share);
  }
}

/** How much of the question's pairs and Latin words each document holds, by rarity: 0 to 1. */
function pairsHeld(index: Rankable, { terms, concepts }: ParsedQuery): Map<number, number> {
  const held = new Map<number, number>();
  const otherwise = concepts.map(({ matched, alternatives }) => ({ matched, holders: holdersOf(index, alternatives) }));
  const asked = terms
    .filter(({ sort }) => sort === 'pair' || sort === 'latin')
    .map((term) => {
      const holders = documentsOf(index, term);
      return { text: term.text, holders, rarity: rarityOf(index.documents.length, holders.size) };
    });
  const all = asked.reduce((sum, { rarity }) => sum + rarity, 0);
  for (const { text, holders, rarity } of asked) {
    const more = otherwise.filter(({ matched }) => matched.includes(text)).flatMap(({ holders: one }) => [...one]);
    for (const document of new Set([...holders, ...more])) addTo(held, document, rarity / all);
  }
  return held;
}

/** Terms of each title, once for each index. */
const titleTerms = new WeakMap<readonly IndexedDocument[], Set<string>[]>();

function termsOfTitles(documents: readonly IndexedDocument[]): Set<string>[] {
  const known = titleTerms.get(documents);
  if (known !== undefined) return known;
  const terms = documents.map(({ title }) => new Set(tokenise(title).map(({ text }) => text)));
  titleTerms.set(documents, terms);
  return terms;
}

/** What stands in the title, and how much of the title that is. */
function addTitles(index: Rankable, terms: readonly QueryTerm[], scores: Map<number, number>): void {
  const unique = rarityOf(index.documents.length, 0) ** RARITY;
  const weights = terms.map((term) => worth(index, term, postingsOf(index, term).length / 2));
  for (const [document, title] of termsOfTitles(index.documents).entries()) {
    if (!scores.has(document)) continue;
    let gain = 0;
    let shared = 0;
    for (const [i, { text, sort }] of terms.entries()) {
      if (!title.has(text)) continue;
      gain += weights[i] as number;
      if (sort !== 'single') shared++;
    }
    let whole = 0;
    for (const term of title) if (term.length > 1) whole++;
    addTo(scores, document, IN_TITLE * gain + (whole === 0 ? 0 : (TITLE_SHARE * unique * shared) / whole));
  }
}

function saturation(index: Rankable, document: number, frequency: number): number {
  const length = index.documents[document]?.length ?? index.averageLength;
  return (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * length) / index.averageLength));
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
  const bonus = rarityOf(index.documents.length, 1);
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
  const bonus = rarityOf(index.documents.length, 1);
  for (const [number, title] of titlesOf(index.documents).entries()) {
    if (names.has(title)) addTo(scores, number, (bonus * title.length) / Math.max(1, length));
  }
}

/** Members of a series this near to its best are equally good. */
const EQUAL = 0.8;
/** What each further member counts against the one before. */
const FURTHER = 0.75;

/**
 * A year of a series (the inspection log of each day) says the same, so the newest stands first and each further one counts less, lest
 * they fill the page.
 * @param documents of a series the newest first @returns best first; equal scores keep the documents' order
 */
function spreadSeries(documents: readonly IndexedDocument[], hits: readonly Scored[]): Scored[] {
  const series = new Map<string, Scored[]>();
  const spread: Scored[] = [];
  for (const hit of hits) {
    const name = documents[hit.document]?.series;
    if (name === undefined) spread.push(hit);
    else series.set(name, [...(series.get(name) ?? []), hit]);
  }
  for (const members of series.values()) {
    const best = Math.max(...members.map(({ score }) => score));
    const equal = members.filter(({ score }) => score >= best * EQUAL).sort((a, b) => a.document - b.document);
    const others = members.filter(({ score }) => score < best * EQUAL).sort(better);
    for (const [i, hit] of [...equal, ...others].entries()) {
      const most = best * FURTHER ** i;
      spread.push({ ...hit, score: i < equal.length ? most : Math.min(hit.score, most) });
    }
  }
  return spread.sort(better);
}

const better = (a: Scored, b: Scored): number => b.score - a.score || a.document - b.document;
