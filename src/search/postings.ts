/** What the index holds of a term, and how much that says. */
import type { QueryTerm } from './ask/query.ts';
import type { Postings, Rankable } from './index/types.ts';

/** What a word counts that only begins with what was typed. */
const PREFIX_FACTOR = 0.5;
const PREFIX_LIMIT = 24;

/** Power of a term's rarity: a rare pair is often one across two words, and weighs less than statistics would have it. */
export const RARITY = 0.5;

/** Inverse document frequency (BM25). @param found documents that hold the term; 0 for one that none does */
export function rarityOf(documents: number, found: number): number {
  const held = Math.max(0.5, found);
  return Math.log(1 + (documents - held + 0.5) / (held + 0.5));
}

/** Postings of the term, joined with those of words that begin with it when it may be such a beginning. */
export function postingsOf(index: Rankable, term: QueryTerm): Postings {
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

/** The documents that hold the term. */
export function documentsOf(index: Rankable, term: QueryTerm): Set<number> {
  const postings = postingsOf(index, term);
  const documents = new Set<number>();
  for (let i = 0; i < postings.length; i += 2) documents.add(postings[i] as number);
  return documents;
}

/** The documents that hold one of the alternatives whole. */
export function holdersOf(index: Rankable, alternatives: readonly QueryTerm[][]): Set<number> {
  const holders = new Set<number>();
  for (const terms of alternatives) {
    const [first = new Set<number>(), ...others] = terms.map((term) => documentsOf(index, term));
    for (const document of first) if (others.every((found) => found.has(document))) holders.add(document);
  }
  return holders;
}
