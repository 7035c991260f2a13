/** On which page of a printed PDF the named places are that its own links lead to. */
import { bodyOf, type PdfSource, pagesIn } from '../../proof/pdf/read.ts';
import { findReference } from '../../proof/pdf/syntax.ts';

/** Ids of the elements that a link of the document leads to, with their pages from 1; empty without such links. */
export function placesIn(source: PdfSource): ReadonlyMap<string, number> {
  const named = findReference(bodyOf(source, source.root), 'Dests');
  if (named === undefined) return new Map();
  const pages = new Map(pagesIn(source).map((number, n) => [number, n + 1]));
  const places = new Map<string, number>();
  for (const [, name = '', page = ''] of bodyOf(source, named).matchAll(/\/([^\s/<>[\]()]+) \[(\d+) 0 R/g)) {
    const at = pages.get(Number(page));
    if (at !== undefined)
      places.set(
        name.replace(/#([0-9A-Fa-f]{2})/g, (_, hex) => byteOf(hex)),
        at,
      );
  }
  return places;
}

/** Names write what is no plain letter as `#` and two hexadecimal digits. */
const byteOf = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));
