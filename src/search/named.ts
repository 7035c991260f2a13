/** What a question names by its number stands before all that was found, and where it names nothing else, it is the answer. Pure. */
import { bearersOf, idsIn, numberOf, outsideNumberOf, RECORD_KIND } from './ask/ids.ts';
import type { IndexedDocument } from './index/types.ts';

/** There is no result that could be surer. */
const SUREST = { score: Number.MAX_SAFE_INTEGER, share: 1, about: Number.MAX_SAFE_INTEGER, lacks: [] as string[] };

export interface Named {
  url: string;
  title: string;
  kind: string;
  pdf?: string;
  /** It bears the number that the whole question is. */
  exact: boolean;
}

/** Ids and numbers of which the places are asked for. */
export const placedIn = (query: string): string[] => [
  ...new Set([numberOf(query) ?? [], outsideNumberOf(query) ?? [], idsIn(query)].flat()),
];

/**
 * @param places where what is no document of the index stands, by its number: records, and earlier revisions of documents
 * @returns each address once
 */
export function namedIn(
  documents: readonly Pick<IndexedDocument, 'url' | 'title' | 'kind' | 'pdf'>[],
  query: string,
  places: ReadonlyMap<string, string> | undefined,
): Named[] {
  const number = numberOf(query);
  const whole = [number, outsideNumberOf(query)];
  const placed = placedIn(query).flatMap((id): Named[] => {
    const url = places?.get(id);
    const kind = url?.startsWith('/archive/') ? 'document' : RECORD_KIND;
    return url === undefined ? [] : [{ ...{ url, title: id, kind }, exact: whole.includes(id) }];
  });
  if (number === undefined || placed.some(({ exact }) => exact)) return placed;
  const own = bearersOf(documents, number).map(({ url, title, kind, pdf }) => ({
    ...{ url, title, kind, exact: true },
    ...(pdf === undefined ? {} : { pdf }),
  }));
  return [...own, ...placed.filter(({ url }) => !own.some((one) => one.url === url))];
}

/** Puts them before all that was found; one that was found is shown as it was. */
export function namedFirst<T extends { url: string; about: number; lacks: readonly string[] }>(
  ranked: readonly T[],
  named: readonly Named[],
  make: (one: Named & typeof SUREST) => T & { exact?: boolean },
): (T & { exact?: boolean })[] {
  const urls = new Set(named.map(({ url }) => url));
  return [
    ...named.map((one) => {
      const found = ranked.find(({ url }) => url === one.url);
      return found === undefined
        ? make({ ...one, ...SUREST })
        : { ...found, about: SUREST.about, lacks: [], exact: one.exact };
    }),
    ...ranked.filter(({ url }) => !urls.has(url)),
  ];
}
