/**
 * Documents of one series (the inspection log of each day): a year of them says the same, so the newest stands first and
 * each further one counts less, lest they fill the page.
 */
import type { IndexedDocument, Scored } from './index/types.ts';

/** Members of a series this near to its best are equally good. */
const EQUAL = 0.8;
/** What each further member counts against the one before. */
const FURTHER = 0.75;

/** @param documents of a series the newest first @returns best first; equal scores keep the documents' order */
export function spreadSeries(documents: readonly IndexedDocument[], hits: readonly Scored[]): Scored[] {
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

export const better = (a: Scored, b: Scored): number => b.score - a.score || a.document - b.document;
