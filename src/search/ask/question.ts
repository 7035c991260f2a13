/** A question as the ranker takes it: its period apart from its words. */
import type { IndexedDocument } from '../index/types.ts';
import { normalise } from '../text/normalise.ts';
import { readPeriod } from './periods.ts';

export interface Question {
  /** Without the period; what is looked for. */
  words: string;
  /** Documents of the period that it names, and how well they fit; null when nothing was issued for one. */
  ofPeriod: ReadonlyMap<number, number> | null;
  /** A period that the question names and nothing that was issued is of, as it was typed; null when there is none. */
  missing: string | null;
}

/** @param today local date `YYYY-MM-DD`, for 上个月 and the like */
export function readQuestion(documents: readonly IndexedDocument[], query: string, today?: string): Question {
  const period = readPeriod(query, today);
  if (period === null) return { words: query, ofPeriod: null, missing: null };
  const ofPeriod = new Map<number, number>();
  for (const [number, title] of titlesOf(documents).entries()) {
    const fit = period.fit(title);
    if (fit > 0) ofPeriod.set(number, fit);
  }
  // 三月 of a question that no document is for is a word like any other.
  return ofPeriod.size === 0
    ? { words: query, ofPeriod: null, missing: isIssuing(documents) ? period.said : null }
    : { words: period.rest, ofPeriod, missing: null };
}

/** Titles folded once for each index, without the spaces that people leave out. */
const foldedTitles = new WeakMap<readonly unknown[], string[]>();

export function titlesOf(documents: readonly IndexedDocument[]): string[] {
  const known = foldedTitles.get(documents);
  if (known !== undefined) return known;
  const titles = documents.map(({ title }) => normalise(title).replace(/\s+/g, ''));
  foldedTitles.set(documents, titles);
  return titles;
}

/** Whether anything in the index is issued for periods; of a knowledge base alone none can be missing. */
const isIssuing = (documents: readonly IndexedDocument[]): boolean => documents.some(({ kind }) => kind === 'document');
