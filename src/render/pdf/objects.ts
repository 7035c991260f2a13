/**
 * Reading the few objects of a Chromium PDF that must be added to. Chromium (Skia) writes a plain cross-reference table
 * and uncompressed dictionaries, so each object's text can be cut out; a general parser takes as long as printing itself
 * (measured: 40–60 ms of 80). Whatever does not look as expected is refused loudly.
 */

export interface PdfFile {
  bytes: Buffer;
  /** Byte offset of each object by number. */
  offsets: Map<number, number>;
  /** Number of objects, `/Size` of the trailer. */
  size: number;
  root: number;
  info: number;
  /** Offset of the cross-reference table. */
  xref: number;
}

const TAIL = 64;
const ENTRY = 20;

function refuse(what: string): never {
  throw new Error(`浏览器生成的 PDF 结构与预期不符：${what}`);
}

function reference(text: string, key: string): number {
  const match = new RegExp(`/${key} (\\d+) 0 R`).exec(text);
  return match === null ? refuse(`缺少 /${key}`) : Number(match[1]);
}

/** Reads trailer and cross-reference table. @throws Error when the file is not as Chromium writes it */
export function openPdf(bytes: Buffer): PdfFile {
  const start = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString('latin1', Math.max(0, bytes.length - TAIL)));
  if (start === null) refuse('缺少 startxref');
  const xref = Number(start[1]);
  const table = bytes.toString('latin1', xref);
  const head = /^xref\s+0 (\d+)\s*?\n/.exec(table);
  if (head === null) refuse('交叉引用表不是单段表格');
  const size = Number(head[1]);
  const offsets = new Map<number, number>();
  for (let n = 0; n < size; n++) {
    const at = head[0].length + n * ENTRY;
    if (table[at + 17] === 'n') offsets.set(n, Number(table.slice(at, at + 10)));
  }
  const trailer = table.slice(head[0].length + size * ENTRY);
  if (!trailer.startsWith('trailer')) refuse('缺少 trailer');
  return { bytes, offsets, size, root: reference(trailer, 'Root'), info: reference(trailer, 'Info'), xref };
}

/** Text of an object without stream, between `obj` and `endobj`. @throws Error when it is missing */
export function objectText(file: PdfFile, number: number): string {
  const offset = file.offsets.get(number);
  if (offset === undefined) return refuse(`缺少对象 ${number}`);
  const end = file.bytes.indexOf('endobj', offset, 'latin1');
  const text = file.bytes.toString('latin1', offset, end);
  const head = /^\d+ 0 obj\s*/.exec(text);
  return head === null ? refuse(`对象 ${number} 位置不对`) : text.slice(head[0].length).trimEnd();
}

/** Bytes of a stream object as stored, that is compressed. @throws Error when it is missing or its length is not given */
export function streamData(file: PdfFile, number: number): Buffer {
  const offset = file.offsets.get(number);
  if (offset === undefined) return refuse(`缺少对象 ${number}`);
  const begin = file.bytes.indexOf('stream\n', offset, 'latin1');
  const length = /\/Length (\d+)\s*(?:\/|>>)/.exec(file.bytes.toString('latin1', offset, begin));
  if (length === null) return refuse(`对象 ${number} 不是数据流`);
  const data = begin + 'stream\n'.length;
  return file.bytes.subarray(data, data + Number(length[1]));
}

export interface PdfPage {
  number: number;
  text: string;
  /** Object of its content stream. */
  contents: number;
  /** Width and height in points. */
  width: number;
  height: number;
}

function pageOf(number: number, text: string): PdfPage {
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text);
  if (box === null) return refuse(`第 ${number} 号页面缺少 /MediaBox`);
  return { number, text, contents: reference(text, 'Contents'), width: Number(box[1]), height: Number(box[2]) };
}

function kids(file: PdfFile, node: number): PdfPage[] {
  const text = objectText(file, node);
  if (/\/Type \/Page\b(?!s)/.test(text)) return [pageOf(node, text)];
  const list = /\/Kids \[([^\]]*)\]/.exec(text);
  if (list === null) return refuse(`页面树节点 ${node} 缺少 /Kids`);
  return [...(list[1] as string).matchAll(/(\d+) 0 R/g)].flatMap((kid) => kids(file, Number(kid[1])));
}

/** All pages in order. */
export function pagesOf(file: PdfFile): PdfPage[] {
  return kids(file, reference(objectText(file, file.root), 'Pages'));
}

/**
 * How many pages a PDF of ours has. An update that was appended changes pages and adds none, so that the tree that Chromium wrote
 * still holds: it is looked for from the front, where it stands in clear.
 * @throws Error when the file is not as Chromium writes it
 */
export function pageCount(pdf: Uint8Array): number {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  let count = 0;
  for (let at = bytes.indexOf(PAGES); at !== -1; at = bytes.indexOf(PAGES, at + 1)) {
    const own = /\/Count (\d+)/.exec(bytes.toString('latin1', at, bytes.indexOf('endobj', at)));
    count = Math.max(count, Number(own?.[1] ?? 0));
  }
  return count > 0 ? count : refuse('没有页面树');
}

const PAGES = '/Type /Pages';
