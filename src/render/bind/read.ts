/**
 * Reading a whole PDF of ours, object by object, to bind it with others. What Chromium writes and `pdf/finish.ts` appends has plain
 * cross-reference tables and uncompressed dictionaries, so that each object is cut out by its offset; a general library reads, keeps
 * and writes every dictionary as an object of its own and loses the tags on the way. Whatever does not look as expected is refused.
 */
import { findReference } from './syntax.ts';

export interface PdfSource {
  /** The bytes as latin1 text, so that offsets are those of the file. */
  text: string;
  /** Newest offset of each object, by number. */
  offsets: ReadonlyMap<number, number>;
  /** Where objects and tables begin, in order: an object ends before the next one. */
  bounds: readonly number[];
  /** One more than the highest object number. */
  size: number;
  root: number;
  /** Information dictionaries of all sections: nothing else refers to them. */
  infos: ReadonlySet<number>;
}

/** An object as it is written: its dictionary or other value, and the bytes of its stream. */
export interface PdfObject {
  body: string;
  /** From where to where in the text; null: no stream. */
  stream: { from: number; to: number } | null;
}

function refuse(what: string): never {
  throw new Error(`PDF 结构与预期不符：${what}`);
}

/** Follows the cross-reference tables from the newest. @throws Error when the file is not as ours are */
export function readPdf(bytes: Uint8Array): PdfSource {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const last = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-TAIL));
  if (last === null) return refuse('缺少 startxref');
  const offsets = new Map<number, number>();
  const bounds: number[] = [];
  const infos = new Set<number>();
  let size = 0;
  let root: number | undefined;
  for (let at: number | undefined = Number(last[1]); at !== undefined; ) {
    bounds.push(at);
    const { end, entries } = readTable(text, at);
    for (const [number, offset] of entries) {
      bounds.push(offset);
      if (!offsets.has(number)) offsets.set(number, offset);
      size = Math.max(size, number + 1);
    }
    const trailer = text.slice(end, text.indexOf('startxref', end));
    root ??= findReference(trailer, 'Root');
    const info = findReference(trailer, 'Info');
    if (info !== undefined) infos.add(info);
    const before = /\/Prev (\d+)/.exec(trailer)?.[1];
    at = before === undefined ? undefined : Number(before);
  }
  if (root === undefined) return refuse('缺少 /Root');
  return { text, offsets, bounds: [...new Set(bounds)].sort((a, b) => a - b), size, root, infos };
}

const TAIL = 64;
const ENTRY = 20;

function readTable(text: string, at: number): { end: number; entries: [number, number][] } {
  if (!text.startsWith('xref', at)) return refuse('缺少交叉引用表');
  const entries: [number, number][] = [];
  let place = text.indexOf('\n', at) + 1;
  for (;;) {
    const head = /^(\d+) (\d+)\s*?\n/.exec(text.slice(place, place + HEAD));
    if (head === null) break;
    place += head[0].length;
    for (let n = 0; n < Number(head[2]); n++, place += ENTRY) {
      if (text[place + 17] === 'n') entries.push([Number(head[1]) + n, Number(text.slice(place, place + 10))]);
    }
  }
  if (!text.startsWith('trailer', place)) return refuse('缺少 trailer');
  return { end: place, entries };
}

const HEAD = 32;

/** @throws Error when the object is missing or unfinished */
export function objectOf({ text, offsets, bounds }: PdfSource, number: number): PdfObject {
  const offset = offsets.get(number);
  if (offset === undefined) return refuse(`缺少对象 ${number}`);
  const next = bounds[after(bounds, offset)] ?? text.length;
  // Cut out first: looking back for a word in the whole file would go through all of it for each object.
  const own = text.slice(offset, next);
  const end = own.lastIndexOf('endobj');
  const head = `${number} 0 obj`;
  if (end === -1 || !own.startsWith(head)) return refuse(`对象 ${number} 位置不对`);
  const rest = own.slice(head.length, end).trim();
  if (!rest.endsWith('endstream')) return { body: rest, stream: null };
  const begin = streamBegin(own, head.length);
  const body = own.slice(head.length, begin.dictionary).trim();
  const length = /\/Length (\d+)(?! \d+ R)/.exec(body);
  if (length === null) return refuse(`对象 ${number} 没有写明长度`);
  const from = offset + begin.data;
  return { body, stream: { from, to: from + Number(length[1]) } };
}

/** Place of the first bound after an offset. */
function after(bounds: readonly number[], offset: number): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] as number) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The dictionary before a stream: the word may stand in one of its strings, which are passed over. */
function streamBegin(text: string, from: number): { dictionary: number; data: number } {
  const parts = /\((?:[^()\\]|\\[\s\S])*\)|>>\s*stream\r?\n/g;
  parts.lastIndex = from;
  for (let found = parts.exec(text); found !== null; found = parts.exec(text)) {
    if (found[0].startsWith('(')) continue;
    return { dictionary: found.index + 2, data: parts.lastIndex };
  }
  return refuse('数据流没有开头');
}
