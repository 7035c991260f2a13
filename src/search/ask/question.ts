/** A question as the ranker takes it: its period apart from its words. */
import type { IndexedDocument } from '../index/types.ts';
import { normalise } from '../text/normalise.ts';
import { COVERING, readPeriod } from './periods.ts';

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
  let isTitled = false;
  for (const [number, title] of titlesOf(documents).entries()) {
    const byTitle = period.fit(title);
    isTitled ||= byTitle > COVERING;
    const fit = byTitle > 0 ? byTitle : period.fit(recordOf(documents[number]?.url));
    // Who types nothing but a day wants what is of it.
    if (fit > (period.rest === '' ? COVERING : 0)) ofPeriod.set(number, fit);
  }
  // That a fault or a consultation is of that time does not make up for the document of it.
  const missing = isTitled || !isIssuing(documents) ? null : period.said;
  // 三月 of a question that nothing is of is a word like any other.
  return ofPeriod.size === 0 ? { words: query, ofPeriod: null, missing } : { words: period.rest, ofPeriod, missing };
}

/** The id of the record whose page it is, which tells its day where the title tells only what happened; empty of other pages. */
const recordOf = (url = ''): string => /\/([A-Z]{2,4}-\d{8}-\d{1,4})$/.exec(url)?.[1] ?? '';

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
