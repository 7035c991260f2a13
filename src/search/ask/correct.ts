/** A mistyped command or product (`chmdo`, `ngnix`): the name in some title that is one slip away. */
import type { IndexedDocument, Rankable } from '../index/types.ts';
import { normalise, runs } from '../text/normalise.ts';

/** Shorter words have a neighbour everywhere. */
const SHORTEST = 4;

/**
 * The query with words that stand nowhere replaced by the title word that is one slip away.
 * @param index holds the postings of the query's words and of those that begin with them
 * @returns null when nothing needs to be corrected, or nothing is near
 */
export function correctQuery(index: Rankable, query: string): string | null {
  const text = normalise(query);
  let corrected = '';
  let from = 0;
  for (const { text: word, han, start } of runs(text)) {
    if (han || word.length < SHORTEST || /\p{N}/u.test(word) || isKnown(index, word)) continue;
    const near = namesOf(index.documents).find((name) => isOneSlip(word, name));
    if (near === undefined) continue;
    corrected += text.slice(from, start) + near;
    from = start + word.length;
  }
  return from === 0 ? null : corrected + text.slice(from);
}

function isKnown(index: Rankable, word: string): boolean {
  if (index.postings.has(word) || index.documents.some(({ title }) => normalise(title).includes(word))) return true;
  for (const term of index.postings.keys()) if (term.startsWith(word)) return true;
  return false;
}

const names = new WeakMap<readonly unknown[], string[]>();

/** Latin words of the titles, once for each index. */
function namesOf(documents: readonly IndexedDocument[]): string[] {
  const known = names.get(documents);
  if (known !== undefined) return known;
  const words = documents.flatMap(({ title }) => runs(normalise(title)).filter(({ han }) => !han));
  const found = [...new Set(words.map(({ text }) => text))].filter((word) => word.length >= SHORTEST);
  names.set(documents, found);
  return found;
}

/** Whether one letter too many, too few or wrong, or two exchanged, make `a` of `b`. */
export function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
