/** Reading PDFs of ours, with the compression of Node. */
import { inflateSync } from 'node:zlib';
import {
  bodyOf,
  MOST_UNPACKED,
  type PdfSource,
  type PdfTools,
  pagesIn,
  readPdf as readWith,
} from '../../proof/pdf/read.ts';
import { findNumber, findReference } from '../../proof/pdf/syntax.ts';

/** What Node brings. */
export const TOOLS: PdfTools = {
  latin1: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'),
  inflate: (bytes) => inflateSync(bytes, { maxOutputLength: MOST_UNPACKED }),
};

/** @throws Error when the file is damaged or not as expected */
export const readPdf = (bytes: Uint8Array): PdfSource => readWith(bytes, TOOLS);

/** How many pages a PDF has. @throws Error when the file is damaged or not as expected */
export function pageCount(pdf: Uint8Array): number {
  const source = readPdf(pdf);
  const tree = findReference(bodyOf(source, source.root), 'Pages');
  const count = tree === undefined ? undefined : findNumber(bodyOf(source, tree), 'Count');
  return count ?? pagesIn(source).length;
}
