/** Where the site shows each record: the one answer of search and links to `GZ-20260320-001`. Pure. */
import type { ComposedSection, SiteDocument, SiteModel, SitePage, SiteRecord } from '../report/site-model.ts';
import { outsideNumberOf } from '../search/ask/ids.ts';

/** `GZ-20260320-001` */
const RECORD = /^[A-Z]{2,4}-\d{8}-\d+$/;

export const isRecordId = (text: string): boolean => RECORD.test(text);

export const pageHref = (section: string, path: string): string =>
  path === '' ? `/${section}` : `/${section}/${path.split('/').map(encodeURIComponent).join('/')}`;

/**
 * By the record's id its page, else its row on a page, else its entry among the ids of its month; of one that was withdrawn, which no
 * list counts, where it stands whole.
 */
export function recordPlaces(sections: readonly Pick<ComposedSection, 'id' | 'pages'>[]): Map<string, string> {
  const places = new Map<string, string>();
  const put = (id: string, href: string): void => {
    if (isRecordId(id) && !places.has(id)) places.set(id, href);
  };
  const pages = sections.flatMap(({ id, pages: own }) => own.map((page) => ({ page, href: pageHref(id, page.path) })));
  for (const { page, href } of pages) put(page.path, href);
  for (const { page, href } of pages) for (const id of rowsOf(page)) put(id, `${href}#${id}`);
  for (const { page, href } of pages) for (const item of idsOf(page)) put(item.id, item.href ?? `${href}#${item.id}`);
  for (const { page, href } of pages) for (const id of wholeOf(page)) put(id, `${href}#${id}`);
  return places;
}

/**
 * By a number that a paper from outside bears, as it is typed, the record that has it; of several the last, and none by what is the id
 * of a record.
 */
export const outsidePlaces = (sections: readonly Pick<ComposedSection, 'id' | 'pages'>[]): Map<string, string> =>
  new Map(
    sections.flatMap(({ id, pages }) =>
      pages.flatMap((page) =>
        itemsOf(page).flatMap(({ id: record, bears = [] }) =>
          bears.flatMap((text): [string, string][] => {
            const number = outsideNumberOf(text);
            return number === undefined || isRecordId(number) ? [] : [[number, `${pageHref(id, page.path)}#${record}`]];
          }),
        ),
      ),
    ),
  );

/** All of these, and where the earlier revisions of documents are, which are not searched, by their numbers in capitals. */
export function numberPlaces({ sections, documents }: Pick<SiteModel, 'sections' | 'documents'>): Map<string, string> {
  const newest = new Map<string, number>();
  const keyOf = ({ obligation, period }: SiteDocument): string => `${obligation}|${period}`;
  for (const one of documents) newest.set(keyOf(one), Math.max(one.revision, newest.get(keyOf(one)) ?? 0));
  const earlier = documents.filter((one) => one.revision < (newest.get(keyOf(one)) ?? 0));
  return new Map([
    ...outsidePlaces(sections),
    ...recordPlaces(sections),
    ...earlier.map((one) => [one.number.toUpperCase(), one.files.html] as const),
  ]);
}

const rowsOf = ({ sections }: SitePage): string[] =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.type === 'table' ? block.rows.flatMap(({ id }) => id ?? []) : [])),
  );

const itemsOf = ({ sections }: SitePage): SiteRecord[] =>
  sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'records' ? block.items : [])));

const wholeOf = (page: SitePage): string[] => itemsOf(page).map(({ id }) => id);

const idsOf = ({ sections }: SitePage) =>
  sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'ids' ? block.items : [])));
