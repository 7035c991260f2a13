/**
 * Reading a whole PDF, object by object: what Chromium writes (plain tables), what was issued (object streams, or before that an
 * appended update) and what signing programs append to it. Each object is cut out by its offset; a general library reads, keeps and
 * writes every dictionary as an object of its own and loses the tags on the way. Whatever does not look as expected is refused. Pure:
 * the same code in terminal and browser, which each bring how to inflate (ISO 32000-1, 7.5).
 */
import { findNumber, findReference } from './syntax.ts';
import { type Entry, readTable, streamEntries } from './tables.ts';

/** What differs between terminal and browser. */
export interface PdfTools {
  /** One character a byte, so that places in the text are those of the file. */
  latin1(bytes: Uint8Array): string;
  /** zlib data unpacked. @throws when they are damaged, or more than `MOST_UNPACKED` */
  inflate(bytes: Uint8Array): Uint8Array;
}

/** Bytes of one unpacked stream: hundreds of times what a document holds, and nothing to a machine. */
export const MOST_UNPACKED = 32 * 1024 * 1024;
/** Updates of one file: each signature is one. */
const MOST_TABLES = 200;

export interface PdfSource {
  bytes: Uint8Array;
  /** The bytes as latin1 text, so that offsets are those of the file. */
  text: string;
  /** Newest place of each object, by number: its offset, or the object stream that holds it. */
  places: ReadonlyMap<number, Entry>;
  /** Where objects and tables begin, in order: an object ends before the next one. */
  bounds: readonly number[];
  /** Where the tables begin, the newest first. */
  tables: readonly number[];
  /** One more than the highest object number. */
  size: number;
  root: number;
  /** Information dictionaries of all sections: nothing else refers to them. */
  infos: ReadonlySet<number>;
  tools: PdfTools;
  /** Object streams that were unpacked. */
  unpacked: Map<number, string[]>;
}

/** An object as it is written: its dictionary or other value, and the bytes of its stream. */
export interface PdfObject {
  body: string;
  /** From where to where in the file; null: no stream. */
  stream: { from: number; to: number } | null;
}

export function refuse(what: string): never {
  throw new Error(`PDF 结构与预期不符：${what}`);
}

const TAIL = 1024;

/** Follows the cross-reference tables from the newest. @throws Error when the file is damaged or not as expected */
export function readPdf(bytes: Uint8Array, tools: PdfTools): PdfSource {
  const text = tools.latin1(bytes);
  const last = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-TAIL));
  if (last === null) return refuse('缺少 startxref');
  const places = new Map<number, Entry>();
  const bounds = new Set<number>();
  const infos = new Set<number>();
  const tables: number[] = [];
  let size = 0;
  let root: number | undefined;
  const waiting = [Number(last[1])];
  const enter = ([number, entry]: [number, Entry | null]): void => {
    if (entry !== null && 'offset' in entry) bounds.add(entry.offset);
    if (!places.has(number)) places.set(number, entry ?? FREE);
    size = Math.max(size, number + 1);
  };
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    if (tables.includes(at)) return refuse('交叉引用表绕成一圈');
    if (tables.length === MOST_TABLES) return refuse('更新次数过多');
    tables.push(at);
    bounds.add(at);
    const { entries, trailer } = text.startsWith('xref', at) ? readTable(text, at) : readStream(bytes, text, at, tools);
    for (const entry of entries) enter(entry);
    root ??= findReference(trailer, 'Root');
    const info = findReference(trailer, 'Info');
    if (info !== undefined) infos.add(info);
    // Of a hybrid file the table hides what its stream has; that one comes before what was before both.
    const next = [findNumber(trailer, 'XRefStm'), findNumber(trailer, 'Prev')].filter((one) => one !== undefined);
    waiting.unshift(...next);
  }
  if (root === undefined) return refuse('缺少 /Root');
  for (const [number, place] of places) if (place === FREE) places.delete(number);
  const sorted = [...bounds].sort((a, b) => a - b);
  return { bytes, text, places, bounds: sorted, tables, size, root, infos, tools, unpacked: new Map() };
}

/** Stands in the way of an older entry. */
const FREE: Entry = { offset: -1 };

function readStream(bytes: Uint8Array, text: string, at: number, tools: PdfTools) {
  const begin = /^\d+\s+\d+\s+obj/.exec(text.slice(at, at + HEAD));
  if (begin === null) return refuse('缺少交叉引用表');
  const { dictionary, data } = streamBegin(text, at + begin[0].length);
  const body = text.slice(at + begin[0].length, dictionary);
  const length = findNumber(body, 'Length');
  if (length === undefined || !/\/Type\s*\/XRef\b/.test(body)) return refuse('缺少交叉引用表');
  return { entries: streamEntries(body, tools.inflate(bytes.subarray(data, data + length))), trailer: body };
}

const HEAD = 32;

/** @throws Error when the object is missing or unfinished */
export function objectOf(source: PdfSource, number: number): PdfObject {
  const place = source.places.get(number);
  if (place === undefined) return refuse(`缺少对象 ${number}`);
  if ('index' in place) return { body: packedBody(source, place, number), stream: null };
  const { text, bounds } = source;
  const { offset } = place;
  const next = bounds[after(bounds, offset)] ?? text.length;
  // Cut out first: looking back for a word in the whole file would go through all of it for each object.
  const own = text.slice(offset, next);
  const end = own.lastIndexOf('endobj');
  const head = /^(\d+)\s+\d+\s+obj/.exec(own.slice(0, HEAD));
  if (end === -1 || head === null || Number(head[1]) !== number) return refuse(`对象 ${number} 位置不对`);
  const rest = own.slice(head[0].length, end).trim();
  if (!rest.endsWith('endstream')) return { body: rest, stream: null };
  const begin = streamBegin(own, head[0].length);
  const body = own.slice(head[0].length, begin.dictionary).trim();
  const length = findNumber(body, 'Length') ?? referredLength(source, body);
  if (length === undefined) return refuse(`对象 ${number} 没有写明长度`);
  const from = offset + begin.data;
  return { body, stream: { from, to: from + length } };
}

function referredLength(source: PdfSource, body: string): number | undefined {
  const other = findReference(body, 'Length');
  return other === undefined ? undefined : Number(objectOf(source, other).body);
}

/** All objects but those that only hold or list others. */
export function* objectsOf(source: PdfSource): Generator<[number, PdfObject]> {
  for (const number of source.places.keys()) {
    const object = objectOf(source, number);
    if (object.stream === null || !/\/Type\s*\/(?:ObjStm|XRef)\b/.test(object.body)) yield [number, object];
  }
}

/** Text of an object without its stream. */
export const bodyOf = (source: PdfSource, number: number): string => objectOf(source, number).body;

/** Bytes of a stream as stored, that is compressed. @throws Error when the object is missing or has none */
export function streamOf(source: PdfSource, number: number): Uint8Array {
  const { stream } = objectOf(source, number);
  return stream === null ? refuse(`对象 ${number} 不是数据流`) : source.bytes.subarray(stream.from, stream.to);
}

function packedBody(
  source: PdfSource,
  { container, index }: { container: number; index: number },
  number: number,
): string {
  const bodies = source.unpacked.get(container) ?? unpack(source, container);
  source.unpacked.set(container, bodies);
  return bodies[index] ?? refuse(`缺少对象 ${number}`);
}

function unpack(source: PdfSource, container: number): string[] {
  if ('index' in (source.places.get(container) ?? refuse(`缺少对象 ${container}`))) return refuse('对象流互相包含');
  const body = bodyOf(source, container);
  const first = findNumber(body, 'First');
  if (first === undefined) return refuse(`对象流 ${container} 没有开头`);
  const stored = streamOf(source, container);
  const data = source.tools.latin1(/\/FlateDecode\b/.test(body) ? source.tools.inflate(stored) : stored);
  const heads = data.slice(0, first).trim().split(/\s+/).map(Number);
  const starts = heads.filter((_, n) => n % 2 === 1);
  return starts.map((start, n) => data.slice(first + start, first + (starts[n + 1] ?? data.length)).trim());
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

/** The pages in order. @throws Error when the tree is not whole */
export function pagesIn(source: PdfSource, node = findReference(bodyOf(source, source.root), 'Pages')): number[] {
  if (node === undefined) return refuse('缺少 /Pages');
  return pagesBelow(source, node, new Set());
}

function pagesBelow(source: PdfSource, node: number, seen: Set<number>): number[] {
  if (seen.has(node)) return refuse('页面树绕成一圈');
  seen.add(node);
  const body = bodyOf(source, node);
  if (/\/Type\s*\/Page\b(?!s)/.test(body)) return [node];
  const list = /\/Kids\s*\[([^\]]*)\]/.exec(body);
  if (list === null) return refuse(`页面树节点 ${node} 缺少 /Kids`);
  return [...(list[1] as string).matchAll(/(\d+)\s+\d+\s+R/g)].flatMap((kid) =>
    pagesBelow(source, Number(kid[1]), seen),
  );
}
