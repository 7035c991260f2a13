import type { IndexedDocument } from '../index/types.ts';
import { normalise } from '../text/normalise.ts';

/** Least likeness at which a title is offered. */
const THRESHOLD = 0.2;

/**
 * Titles that look like a query that found nothing: shared character pairs, so that a wrong letter or a missing
 * character does not hide them.
 */
export function suggest(documents: readonly Pick<IndexedDocument, 'title'>[], query: string, limit: number): string[] {
  const wanted = pairs(query);
  if (wanted.size === 0) return [];
  const scored = [...new Set(documents.map((document) => document.title))]
    .map((title) => ({ title, likeness: likeness(wanted, title) }))
    .filter(({ likeness }) => likeness >= THRESHOLD);
  scored.sort((a, b) => b.likeness - a.likeness);
  return scored.slice(0, limit).map(({ title }) => title);
}

/** The best likeness of the query to the title or to one of its words. */
function likeness(wanted: ReadonlySet<string>, title: string): number {
  return Math.max(...[title, ...title.split(/\s+/)].map((text) => dice(wanted, pairs(text))));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared++;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}

function pairs(text: string): Set<string> {
  const characters = [...normalise(text).replace(/\s+/g, '')];
  return new Set(characters.slice(1).map((character, i) => `${characters[i]}${character}`));
}
