/** An index with some documents taken out and others put in, for much less than building it anew. */
import { buildIndex, type Spell } from './build.ts';
import type { Postings, SearchDocument, SearchIndex } from './types.ts';

/**
 * The same as `buildIndex` of the documents that remain, followed by the new ones.
 * @param spell as the index was built with
 * @param gone addresses of documents that are taken out; one that is not there is none
 */
export function changedIndex(
  index: SearchIndex,
  gone: ReadonlySet<string>,
  added: readonly SearchDocument[],
  spell?: Spell,
): SearchIndex {
  const numbers = new Map<number, number>();
  for (const [number, { url }] of index.documents.entries()) if (!gone.has(url)) numbers.set(number, numbers.size);
  const fresh = buildIndex(added, spell);
  const documents = [...index.documents.filter((_, number) => numbers.has(number)), ...fresh.documents];
  const postings = new Map<string, Postings>();
  for (const [term, list] of index.postings) {
    const rest = renumbered(list, (number) => numbers.get(number));
    if (rest.length > 0) postings.set(term, rest);
  }
  for (const [term, list] of fresh.postings) {
    const own = renumbered(list, (number) => numbers.size + number);
    postings.set(term, [...(postings.get(term) ?? []), ...own]);
  }
  const texts = new Map<number, string>();
  for (const [number, place] of numbers) texts.set(place, index.texts.get(number) ?? '');
  for (const [number, text] of fresh.texts) texts.set(numbers.size + number, text);
  const total = documents.reduce((sum, { length }) => sum + length, 0);
  return {
    schema: 2,
    documents,
    averageLength: documents.length === 0 ? 1 : Math.max(1, total / documents.length),
    postings,
    texts,
    ...(index.places === undefined ? {} : { places: index.places }),
  };
}

/** @param to place of a document in the new index; undefined: it is gone */
function renumbered(list: Postings, to: (number: number) => number | undefined): Postings {
  const found: Postings = [];
  for (let n = 0; n < list.length; n += 2) {
    const place = to(list[n] as number);
    if (place !== undefined) found.push(place, list[n + 1] as number);
  }
  return found;
}
