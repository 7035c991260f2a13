/** From a printed number to the page that shows what it names. Pure. */
import type { SiteModel } from '../../report/site-model.ts';

/** Documents about a part of what happened are named by the record and a letter: `GZ-20260320-001-z`. */
const PART = /^([A-Z]{2,3}-\d{8}-\d{3,})(?:-[a-z]\d*){1,2}$/;

/** @returns the address of a number; undefined where nothing of that number is known */
export function numberedPlaces({
  places,
  documents,
}: Pick<SiteModel, 'places' | 'documents'>): (number: string) => string | undefined {
  const files = new Map(documents.map(({ number, files }) => [number, files.html]));
  const of = (number: string): string | undefined =>
    Object.hasOwn(places, number) ? places[number] : files.get(number);
  return (number) => of(number) ?? of(PART.exec(number)?.[1] ?? '');
}

/** @returns the days of a document's number that does not say them itself; undefined of any other number */
export function numberedDays({ documents }: Pick<SiteModel, 'documents'>): (number: string) => string | undefined {
  const days = new Map(documents.flatMap(({ number, days }) => (days === undefined ? [] : [[number, days] as const])));
  return (number) => days.get(number);
}
