/** A question as the ranker takes it: its period apart from its words. */
import type { IndexedDocument } from '../index/types.ts';
import { normalise } from '../text/normalise.ts';
import { type Days, daysOf, FIT } from './days.ts';
import { type Period, readPeriod } from './periods.ts';

export interface Question {
  /** Without the period; what is looked for. */
  words: string;
  /** Documents of the period that it names, and of others, and how well they fit (`FIT`); null when there is none of it. */
  ofPeriod: ReadonlyMap<number, number> | null;
  /** What it says of a period; null when it names none. */
  period: Period | null;
}

/** @param today local date `YYYY-MM-DD`, for 上个月 and the like */
export function readQuestion(documents: readonly IndexedDocument[], query: string, today?: string): Question {
  const titles = titlesOf(documents);
  const period = readPeriod(query, today, titles);
  if (period === null) return { words: query, ofPeriod: null, period };
  const ofPeriod = new Map<number, number>();
  const days = daysOfAll(documents);
  // Who types nothing but a day wants what is of it.
  const least = period.rest === '' ? FIT.covering : FIT.around;
  let isOfSome = false;
  for (const [number, title] of titles.entries()) {
    const fit = period.fit(title, days[number] ?? null);
    isOfSome ||= fit > least;
    if (fit > least || fit === FIT.apart) ofPeriod.set(number, fit);
  }
  // 三月 of a question that nothing is of is a word like any other.
  return !isOfSome ? { words: query, ofPeriod: null, period } : { words: period.rest, ofPeriod, period };
}

/** The id of the record whose page it is, which tells its day where the title tells only what happened; empty of other pages. */
const recordOf = (url: string): string => /\/([A-Z]{2,4}-\d{8}-\d{1,4})$/.exec(url)?.[1] ?? '';

/** What follows from the documents of an index, once for each. */
const once = <T>(make: (documents: readonly IndexedDocument[]) => T) => {
  const known = new WeakMap<readonly IndexedDocument[], T>();
  return (documents: readonly IndexedDocument[]): T => {
    const made = known.get(documents) ?? make(documents);
    known.set(documents, made);
    return made;
  };
};

/** Titles folded, without the spaces that people leave out. */
export const titlesOf = once((documents): string[] =>
  documents.map(({ title }) => normalise(title).replace(/\s+/g, '')),
);

/** The days of which each is, by its title, or by the id of the record whose page it is. */
const daysOfAll = once((documents): (Days | null)[] =>
  titlesOf(documents).map((title, n) => daysOf(title) ?? daysOf(recordOf(documents[n]?.url ?? ''))),
);
