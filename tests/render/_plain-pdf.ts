/** A PDF as Chromium writes it: objects in clear behind a plain table. */
import { deflateSync } from 'node:zlib';

/** @param objects their bodies, numbered from 1 @param info number of the information dictionary @param root of the catalogue */
export function plainPdf(objects: readonly (string | Buffer)[], { root = 2, info = 1 } = {}): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  let length = (parts[0] as Buffer).length;
  const places = objects.map((body, n) => {
    const place = length;
    const bytes = typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
    const part = Buffer.concat([Buffer.from(`${n + 1} 0 obj\n`), bytes, Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size} /Root ${root} 0 R /Info ${info} 0 R>>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end, 'latin1')]);
}

/** A stream with its dictionary, compressed. */
export function packedStream(text: string, entries = ''): Buffer {
  const data = deflateSync(Buffer.from(text, 'latin1'));
  const head = `<<${entries}/Filter /FlateDecode\n/Length ${data.length}>> stream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), data, Buffer.from('\nendstream')]);
}

const CMAP = `begincmap
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfchar
<0022> <0041>
endbfchar
endcmap`;

export interface PrintedPage {
  /** Operators of its content. */
  drawn?: string;
  /** Where the page's life began to count its ids. */
  firstId?: number;
  /** Of the font. */
  descriptor?: string;
  /** Of a heading, whose strings are left as they are. */
  alt?: string;
}

/**
 * One page as Chromium prints it: a table with one heading and one cell, each with its text in a shell; the second piece of the cell
 * stands on another page.
 */
export function printedPdf({ drawn = '', firstId = 1, descriptor = '/FontFile2 11 0 R', alt = 'x' }: PrintedPage = {}) {
  const id = (n: number): string => `(node${String(firstId + n).padStart(8, '0')})`;
  const shell = (parent: number, page: number, content: number): string =>
    `<</Type /StructElem\n/S /NonStruct\n/P ${parent} 0 R\n/Pg ${page} 0 R\n/K ${content}>>`;
  return plainPdf([
    '<</Title (x)\n/CreationDate (D:20300101000000)>>',
    '<</Type /Catalog\n/Pages 3 0 R\n/StructTreeRoot 12 0 R>>',
    '<</Type /Pages\n/Count 2\n/Kids [4 0 R 5 0 R]>>',
    '<</Type /Page\n/Resources <</Font <</F4 8 0 R>>>>\n/MediaBox [0 0 595 842]\n/Contents 6 0 R\n/StructParents 0\n/Parent 3 0 R>>',
    '<</Type /Page\n/Resources <<>>\n/MediaBox [0 0 595 842]\n/Contents 7 0 R\n/StructParents 1\n/Parent 3 0 R>>',
    packedStream(`BT /F4 10 Tf <0022> Tj ${drawn} ET`),
    packedStream('q Q'),
    '<</Type /Font\n/Subtype /Type0\n/BaseFont /AAAAAA+Noto\n/DescendantFonts [9 0 R]\n/ToUnicode 20 0 R>>',
    '<</Type /Font\n/FontDescriptor 10 0 R\n/BaseFont /AAAAAA+Noto\n/Subtype /CIDFontType2>>',
    `<</Type /FontDescriptor\n/FontName /AAAAAA+Noto\n${descriptor}>>`,
    packedStream('font', '/Length1 4\n'),
    '<</Type /StructTreeRoot\n/K 13 0 R\n/ParentTree 18 0 R\n/IDTree 19 0 R>>',
    `<</Type /StructElem\n/S /Table\n/P 12 0 R\n/Alt (${alt})\n/K [14 0 R 15 0 R]>>`,
    `<</Type /StructElem\n/S /TH\n/P 13 0 R\n/ID ${id(1)}\n/K 16 0 R>>`,
    `<</Type /StructElem\n/S /TD\n/P 13 0 R\n/ID ${id(9)}\n/K [17 0 R 21 0 R]\n/A [<</O /Table\n/Headers [${id(1)}]>>]>>`,
    shell(14, 4, 0),
    shell(15, 4, 1),
    '<</Nums [0 22 0 R 1 [21 0 R]]>>',
    `<</Limits [${id(1)} ${id(9)}]\n/Names [${id(1)} 14 0 R ${id(9)} 15 0 R]>>`,
    packedStream(CMAP),
    shell(15, 5, 0),
    '[16 0 R 17 0 R]',
  ]);
}

/** The smallest document that can be signed, in clear: one page, and its number in the title. */
export const titledPdf = (number: string): Buffer =>
  plainPdf([
    `<</Title (${number})>>`,
    '<</Type /Catalog /Pages 3 0 R>>',
    '<</Type /Pages /Count 1 /Kids [4 0 R]>>',
    '<</Type /Page /Parent 3 0 R /MediaBox [0 0 595 842] /Contents 5 0 R>>',
    '<</Length 3>> stream\nq Q\nendstream',
  ]);
