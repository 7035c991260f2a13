/**
 * The objects of a PDF that somebody hands in, whoever wrote it and however damaged its tables are: each object is found where it
 * stands, the last of a number counts, and what is packed into object streams is unpacked within bounds. Pure.
 */
import { inflateSync, constants as zlib } from 'node:zlib';

/** Bytes of one unpacked stream; what is larger is not looked into. */
const MOST_UNPACKED = 64 * 1024 * 1024;
/** Bytes unpacked of one file altogether. */
const MOST_OF_FILE = 256 * 1024 * 1024;

export interface PdfPart {
  /** Its dictionary, or other value, as text. */
  body: string;
  /** Packed bytes of its stream; null: it has none. */
  data: Uint8Array | null;
}

export interface PdfParts {
  parts: ReadonlyMap<number, PdfPart>;
  /** Its content is encrypted: nothing of it can be told. */
  encrypted: boolean;
  /** Number of the catalogue; undefined where no trailer names it. */
  root: number | undefined;
  /** The bytes of a stream, unpacked; null where they cannot be. */
  unpacked(part: PdfPart): Uint8Array | null;
}

export function pdfParts(bytes: Uint8Array): PdfParts {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const budget = { left: MOST_OF_FILE };
  const parts = new Map<number, PdfPart>();
  for (const [number, part] of objectsIn(text, bytes)) parts.set(number, part);
  for (const part of [...parts.values()]) {
    if (!/\/Type\s*\/ObjStm\b/.test(part.body)) continue;
    // An object in clear was written by a later update, or is the same.
    for (const [number, inner] of packedIn(part, budget)) if (!parts.has(number)) parts.set(number, inner);
  }
  const roots = [...text.matchAll(/\/Root\s+(\d+)\s+\d+\s+R/g)];
  const catalogue = [...parts].findLast(([, { body }]) => /\/Type\s*\/Catalog\b/.test(body))?.[0];
  const named = roots.at(-1)?.[1];
  return {
    parts,
    encrypted: /\/Encrypt\s+(\d+\s+\d+\s+R|<<)/.test(text),
    root: named !== undefined && parts.has(Number(named)) ? Number(named) : catalogue,
    unpacked: (part) => unpack(part, budget),
  };
}

function* objectsIn(text: string, bytes: Uint8Array): Generator<[number, PdfPart]> {
  const begins = /(?:^|[^\d])(\d{1,9})\s+\d{1,5}\s+obj\b/g;
  for (let found = begins.exec(text); found !== null; found = begins.exec(text)) {
    const from = begins.lastIndex;
    const stream = /\bstream\r?\n|\bendobj\b|\bobj\b/g;
    stream.lastIndex = from;
    const next = stream.exec(text);
    const end = next === null ? text.length : next.index;
    const body = text.slice(from, end);
    if (next === null || !next[0].startsWith('stream')) {
      yield [Number(found[1]), { body, data: null }];
      continue;
    }
    const begin = stream.lastIndex;
    const last = endOf(text, body, begin);
    yield [Number(found[1]), { body, data: bytes.subarray(begin, last) }];
    begins.lastIndex = last;
  }
}

/** Where a stream ends: after its length where that is written beside it and true, else before the mark. */
function endOf(text: string, body: string, begin: number): number {
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(body)?.[1];
  const said = length === undefined ? Number.NaN : begin + Number(length);
  if (/^\s*endstream/.test(text.slice(said, said + 20))) return said;
  const mark = text.indexOf('endstream', begin);
  return mark === -1 ? text.length : mark;
}

interface Budget {
  left: number;
}

function unpack({ body, data }: PdfPart, budget: Budget): Uint8Array | null {
  if (data === null) return null;
  const filters = filtersOf(body);
  if (filters.length === 0) return data;
  if (filters.length > 1 || filters[0] !== 'FlateDecode' || /\/Predictor\s+(?!1\b)\d/.test(body)) return null;
  try {
    // The end may be cut off or wrong: what came before it was drawn.
    const plain = inflateSync(data, {
      finishFlush: zlib.Z_SYNC_FLUSH,
      maxOutputLength: Math.max(1, Math.min(MOST_UNPACKED, budget.left)),
    });
    budget.left -= plain.byteLength;
    return plain;
  } catch {
    // Damaged, or larger than anybody prints: nothing can be told of it.
    return null;
  }
}

/** Names of the filters of a stream, in the order in which they are undone. */
export function filtersOf(body: string): string[] {
  const found = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(body)?.[1] ?? '';
  return [...found.matchAll(/\/(\w+)/g)].map(([, name]) => (name === 'Fl' ? 'FlateDecode' : (name as string)));
}

function* packedIn(part: PdfPart, budget: Budget): Generator<[number, PdfPart]> {
  const plain = unpack(part, budget);
  const first = Number(/\/First\s+(\d+)/.exec(part.body)?.[1]);
  if (plain === null || !Number.isInteger(first)) return;
  const text = Buffer.from(plain).toString('latin1');
  const numbers = text.slice(0, first).trim().split(/\s+/).map(Number);
  for (let n = 0; n + 1 < numbers.length; n += 2) {
    const from = first + (numbers[n + 1] as number);
    const to = n + 3 < numbers.length ? first + (numbers[n + 3] as number) : text.length;
    yield [numbers[n] as number, { body: text.slice(from, to), data: null }];
  }
}

/** What a key of a dictionary holds, as text: a reference, an array, a dictionary or a name; undefined: it has no such key. */
export function valueAt(body: string, key: string): string | undefined {
  const found = new RegExp(`/${key}(?![\\w.-])\\s*`).exec(body);
  if (found === null) return undefined;
  const rest = body.slice(found.index + found[0].length);
  const reference = /^\d+\s+\d+\s+R\b/.exec(rest)?.[0];
  if (reference !== undefined) return reference;
  if (rest.startsWith('<<')) return balanced(rest, '<<', '>>');
  if (rest.startsWith('[')) return balanced(rest, '[', ']');
  return /^\/?[^\s/[\]<>()]+/.exec(rest)?.[0];
}

function balanced(text: string, open: string, close: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith(open, at)) depth += 1;
    else if (text.startsWith(close, at)) depth -= 1;
    else continue;
    at += open.length - 1;
    if (depth === 0) return text.slice(0, at + 1);
  }
  return text;
}

/** Object numbers that a value names. */
export const numbersIn = (value: string): number[] =>
  [...value.matchAll(/(\d+)\s+\d+\s+R\b/g)].map(([, number]) => Number(number));

/** A value that may stand elsewhere, as the text of it. */
export function resolved(parts: PdfParts['parts'], value: string | undefined): string {
  if (value === undefined) return '';
  const [only] = /^\s*\d+\s+\d+\s+R\s*$/.test(value) ? numbersIn(value) : [];
  return only === undefined ? value : (parts.get(only)?.body ?? '');
}
