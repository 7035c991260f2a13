/** An index with some documents taken out and others put in, for much less than building it anew. */
import { buildIndex } from './build.ts';
import type { Postings, SearchDocument, SearchIndex, Sounds } from './types.ts';

/**
 * The same as `buildIndex` of the documents that remain, followed by the new ones.
 * @param soundsOf how the index's own sounds were made; without it what is new is not found by its sounds
 * @param gone addresses of documents that are taken out; one that is not there is none
 */
export function changedIndex(
  index: SearchIndex,
  gone: ReadonlySet<string>,
  added: readonly SearchDocument[],
  soundsOf?: (fresh: SearchIndex) => Sounds,
): SearchIndex {
  const numbers = new Map<number, number>();
  for (const [number, { url }] of index.documents.entries()) if (!gone.has(url)) numbers.set(number, numbers.size);
  const fresh = buildIndex(added);
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
    documents,
    averageLength: documents.length === 0 ? 1 : Math.max(1, total / documents.length),
    postings,
    texts,
    ...(index.places === undefined ? {} : { places: index.places }),
    ...(index.sounds === undefined ? {} : { sounds: joined(index.sounds, soundsOf?.(fresh) ?? new Map()) }),
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

/** What sounds alike, of both; what stands in both as the first has it. */
function joined(known: Sounds, added: Sounds): Sounds {
  const found = new Map(known);
  for (const [sound, own] of added) {
    const before = known.get(sound) ?? [];
    const more = own.flatMap((text, n) => (n % 2 === 1 || before.includes(text) ? [] : [text, own[n + 1] as number]));
    found.set(sound, [...before, ...more]);
  }
  return found;
}
