import { type TermSort, tokenise } from '../text/tokenise.ts';
import type { IndexedDocument, Postings, SearchDocument, SearchIndex } from './types.ts';

/** How much a term counts by the field where it stands (measured: facts, "Chinese search"). */
export const TITLE_WEIGHT = 5;
export const LEAD_WEIGHT = 2.5;
const LEAD_LENGTH = 90;
/** What the sound of a title counts; it adds nothing to a document's length. */
const SOUND_WEIGHT = 3;

/** How much a term counts by its sort; single characters are everywhere and must not make a text look long. */
const SORT_WEIGHT: Record<TermSort, number> = { single: 0.25, pair: 1, latin: 1, part: 0.5 };

/** Other ways to type a title, each one Latin word. */
export type Spell = (title: string) => readonly string[];

/**
 * Builds the index of all documents. Deterministic: the same documents in the same order give the same index.
 * @param documents position in the array becomes the document's number
 * @param spell how a title is typed otherwise (`spellings`); without it titles are found as they are written alone
 */
export function buildIndex(documents: readonly SearchDocument[], spell: Spell = () => []): SearchIndex {
  const postings = new Map<string, Postings>();
  const texts = new Map<number, string>();
  const indexed: IndexedDocument[] = documents.map((document, number) => {
    const { frequencies, length } = weigh(document, spell);
    for (const [term, frequency] of frequencies) {
      const list = postings.get(term);
      // Half steps are exact enough for BM25 and keep the stored lists whole numbers.
      const pair = [number, Math.max(1, Math.round(frequency * 2))] as const;
      if (list === undefined) postings.set(term, [...pair]);
      else list.push(...pair);
    }
    texts.set(number, document.text);
    const { url, title, kind, series, pdf } = document;
    const more = { ...(series === undefined ? {} : { series }), ...(pdf === undefined ? {} : { pdf }) };
    return { url, title, kind, length: Math.round(length), ...more };
  });
  const total = indexed.reduce((sum, document) => sum + document.length, 0);
  const averageLength = indexed.length === 0 ? 1 : Math.max(1, total / indexed.length);
  return { schema: 2, documents: indexed, averageLength, postings, texts };
}

function weigh(document: SearchDocument, spell: Spell): { frequencies: Map<string, number>; length: number } {
  const frequencies = new Map<string, number>();
  let length = 0;
  const add = (text: string, weight: number): void => {
    for (const { text: term, sort } of tokenise(text)) {
      frequencies.set(term, (frequencies.get(term) ?? 0) + weight);
      length += SORT_WEIGHT[sort];
    }
  };
  add(document.title, TITLE_WEIGHT);
  add(document.lead ?? document.text.slice(0, LEAD_LENGTH), LEAD_WEIGHT);
  add((document.topics ?? []).join('\n'), LEAD_WEIGHT);
  add(document.text, 1);
  for (const sound of spell(document.title)) frequencies.set(sound, (frequencies.get(sound) ?? 0) + SOUND_WEIGHT);
  return { frequencies, length };
}
