/** Signed PDFs as signing programs make them: the issued bytes, and an update that is appended to them. */
import { deflateSync } from 'node:zlib';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { bodyOf, pagesIn } from '../../src/proof/pdf/read.ts';
import { readPdf } from '../../src/render/pdf/read.ts';

/** How an update lists its objects. */
export type Listing = 'table' | 'stream';

/**
 * The bytes with an update of these objects appended.
 * @param objects by number; null: it is deleted
 * @param listing as a table in clear, or as a cross-reference stream
 */
export function appendUpdate(
  bytes: Buffer,
  objects: ReadonlyMap<number, string | Buffer | null>,
  { listing = 'table', root, info }: { listing?: Listing; root?: number; info?: number } = {},
): Buffer {
  const source = readPdf(bytes);
  const parts = [bytes, Buffer.from('\n')];
  let length = bytes.length + 1;
  const entries: [number, number | null][] = [];
  for (const [number, body] of objects) {
    entries.push([number, body === null ? null : length]);
    if (body === null) continue;
    const part = Buffer.concat([Buffer.from(`${number} 0 obj\r\n`), Buffer.from(body), Buffer.from('\r\nendobj\r\n')]);
    parts.push(part);
    length += part.length;
  }
  const own = Math.max(source.size, ...objects.keys()) + 1;
  const size = own + 1;
  const [last] = source.tables;
  const known = info === undefined ? '' : `/Info ${info} 0 R`;
  const keys = `/Size ${size}/Root ${root ?? source.root} 0 R${known}/Prev ${last}`;
  if (listing === 'table') {
    const rows = entries.map(([number, at]) =>
      at === null ? `${number} 1\n0000000000 00001 f \n` : `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`,
    );
    parts.push(Buffer.from(`xref\n${rows.join('')}trailer\n<<${keys}>>\nstartxref\n${length}\n%%EOF\n`));
  } else {
    const rows = Buffer.concat(
      [...entries, [own, length] as const].map(([, at]) => {
        const row = Buffer.alloc(6);
        row[0] = at === null ? 0 : 1;
        row.writeUInt32BE(at ?? 0, 1);
        return row;
      }),
    );
    const data = deflateSync(rows);
    const index = [...entries.map(([number]) => number), own].map((number) => `${number} 1`).join(' ');
    const head = `${own} 0 obj\n<</Type/XRef/W[1 4 1]/Index[${index}]${keys}/Filter/FlateDecode/Length ${data.length}>>\nstream\n`;
    parts.push(Buffer.from(head), data, Buffer.from(`\nendstream\nendobj\nstartxref\n${length}\n%%EOF\n`));
  }
  return Buffer.concat(parts);
}

export interface SignOptions {
  listing?: Listing;
  /** Where it is drawn; of no size: nowhere. */
  rect?: string;
  /** Further entries of the field. */
  field?: string;
  /** Further entries of the catalogue, of the page, of the form. */
  catalog?: string;
  page?: (body: string) => string;
  form?: string;
  /** Page that shows it, from 0. */
  on?: number;
  range?: string;
  signature?: string;
  /** Further objects, by how far behind the field their number is. */
  more?: (first: number) => [number, string | Buffer | null][];
}

/** A seal as programs put it on: catalogue and page are written anew, with the form and the mark. */
export function sealed(bytes: Buffer, options: SignOptions = {}): Buffer {
  const { rect = '[400 100 520 220]', field = '', catalog = '', form = '', on = 0, listing = 'table' } = options;
  const source = readPdf(bytes);
  const first = source.size;
  const page = pagesIn(source)[on] as number;
  const old = bodyOf(source, page);
  const annots = /\/Annots\s*\[([^\]]*)\]/.exec(old);
  const marked =
    annots === null
      ? old.replace(/>>$/, `/Annots[${first} 0 R]>>`)
      : old.replace(annots[0], `/Annots [${annots[1]} ${first} 0 R]`);
  const range = options.range ?? `[0 ${bytes.length + 500} ${bytes.length + 600} 0]`;
  const signature = options.signature ?? `/V ${first + 2} 0 R`;
  return appendUpdate(
    bytes,
    new Map<number, string | Buffer | null>([
      [source.root, bodyOf(source, source.root).replace(/>>$/, `/AcroForm ${first + 1} 0 R${catalog}>>`)],
      [page, (options.page ?? ((body) => body))(marked)],
      [first, `<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)${signature}/F 132/P ${page} 0 R/Rect${rect}${field}>>`],
      [first + 1, `<</Fields[${first} 0 R]/SigFlags 3${form}>>`],
      [first + 2, `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange${range}/Contents<00ff>>>`],
      ...(options.more?.(first + 3) ?? []),
    ]),
    { listing },
  );
}

/** The same by a library that had no part in ours. */
export async function sealedByLibrary(bytes: Buffer): Promise<Buffer> {
  const pdf = await PDFDocument.load(bytes, { forIncrementalUpdate: true, updateMetadata: false });
  const { context } = pdf;
  const entries = (values: Record<string, PDFObject>): PDFDict => {
    const made = PDFDict.withContext(context);
    for (const [key, value] of Object.entries(values)) made.set(PDFName.of(key), value);
    return made;
  };
  const numbers = (values: readonly number[]): PDFArray => {
    const made = PDFArray.withContext(context);
    for (const value of values) made.push(PDFNumber.of(value));
    return made;
  };
  // The library's own pages fill in what a page may lack.
  const [number = 0] = pagesIn(readPdf(bytes));
  const page = context.lookup(PDFRef.of(number), PDFDict);
  const signature = context.register(
    entries({
      Type: PDFName.of('Sig'),
      Filter: PDFName.of('Adobe.PPKLite'),
      SubFilter: PDFName.of('adbe.pkcs7.detached'),
      ByteRange: numbers([0, bytes.length + 300, bytes.length + 400, 0]),
      Contents: PDFHexString.of('00ff'),
    }),
  );
  const field = context.register(
    entries({
      Type: PDFName.of('Annot'),
      Subtype: PDFName.of('Widget'),
      FT: PDFName.of('Sig'),
      T: PDFString.of('Seal'),
      V: signature,
      Rect: numbers([400, 100, 520, 220]),
      P: PDFRef.of(number),
    }),
  );
  const fields = PDFArray.withContext(context);
  fields.push(field);
  pdf.catalog.set(PDFName.of('AcroForm'), entries({ Fields: fields, SigFlags: PDFNumber.of(3) }));
  const annotations = PDFArray.withContext(context);
  annotations.push(field);
  page.set(PDFName.of('Annots'), annotations);
  return Buffer.from(await pdf.commit());
}
