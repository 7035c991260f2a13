/** Looking into a PDF with a library that had no part in making it. */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  type PDFRef,
} from '@cantoo/pdf-lib';

export const load = (bytes: Uint8Array): Promise<PDFDocument> => PDFDocument.load(bytes, { updateMetadata: false });

/** Text of each page, in the order in which it is drawn. */
export async function pageTexts(bytes: Uint8Array): Promise<string[]> {
  return (await load(bytes)).getPages().map((page) =>
    page
      .extractContents()
      .flatMap((asset) => (asset.kind === 'text' ? [asset.getText().replaceAll('\n', '')] : []))
      .join(' '),
  );
}

/** All objects that are dictionaries, or streams' dictionaries. */
export function dictionaries(pdf: PDFDocument): PDFDict[] {
  return pdf.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (object instanceof PDFDict) return [object];
    return object instanceof PDFRawStream ? [object.dict] : [];
  });
}

export const ofType = (pdf: PDFDocument, key: string, value: string): PDFDict[] =>
  dictionaries(pdf).filter((dict) => dict.get(PDFName.of(key)) === PDFName.of(value));

export function streamText(pdf: PDFDocument, object: unknown): string {
  const stream = pdf.context.lookup(object as PDFRef) as PDFRawStream;
  return Buffer.from(decodePDFRawStream(stream).decode()).toString('utf8');
}

/** The streams that make up a page, decoded. */
export function contentStreams(pdf: PDFDocument, page: number): string[] {
  const contents = pdf.getPage(page).node.get(PDFName.of('Contents'));
  const list = contents instanceof PDFArray ? contents.asArray() : [contents];
  return list.map((one) => streamText(pdf, one));
}

/** The code drawn by rectangles `x y w h re`, as rows of dark modules from the top. */
export function drawnModules(operators: string): string[] {
  const runs = [...operators.matchAll(/^(\d+) (\d+) (\d+) 1 re$/gm)].map(
    (match) => match.slice(1).map(Number) as [number, number, number],
  );
  const size = Math.max(...runs.map(([, y]) => y)) + 1;
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => '.'));
  for (const [x, y, width] of runs) for (let i = 0; i < width; i++) (rows[size - 1 - y] as string[])[x + i] = '#';
  return rows.map((row) => row.join(''));
}
