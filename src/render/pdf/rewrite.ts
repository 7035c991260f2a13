/**
 * Writing a PDF of Chromium's anew in one pass: with what was added and changed, its objects in object streams, numbered without gaps
 * in the order in which they stood, its tags without empty shells (`tags.ts`), and without what is not the document's own: structure
 * ids count up over the life of a page, dates are the clock's.
 */
import { bodyOf, objectOf, type PdfObject, type PdfSource } from '../../proof/pdf/read.ts';
import { findReference, listOf, referencesIn } from '../../proof/pdf/syntax.ts';
import { withoutShells } from './tags.ts';
import { openWriter, pack, streamDictionary } from './write.ts';

export interface PdfRewrite {
  /** The objects of the file as they were read, in its order. */
  objects: ReadonlyMap<number, PdfObject>;
  /** Adds an object and gives the number by which others may refer to it. @param body dictionary or other object, as PDF syntax */
  add(body: string): number;
  /** Adds a stream. @param extra further dictionary entries @param plain left uncompressed when true */
  addStream(data: Uint8Array, extra?: string, plain?: boolean): number;
  /** Adds a stream as it is. @param dictionary with its /Length and /Filter */
  addPacked(dictionary: string, data: Uint8Array): number;
  /** Writes a stream otherwise, as it is. @param dictionary with its /Length and /Filter */
  replacePacked(number: number, dictionary: string, data: Uint8Array): void;
  /** Writes an object otherwise. */
  replace(number: number, body: string): void;
  /** Writes a stream otherwise, compressed. */
  replaceStream(number: number, data: Uint8Array): void;
  /** The whole file; its /ID is made of its content. @param info its only information dictionary */
  finish(root: number, info: number): Buffer;
}

interface NewStream {
  dictionary: string;
  data: Uint8Array;
}

/** Begins to write a file that was read by `readPdf`. */
export function beginRewrite(source: PdfSource): PdfRewrite {
  const objects = inOrder(source);
  const bodies = new Map<number, string>();
  const streams = new Map<number, NewStream>();
  let next = source.size;
  const put = (number: number, data: Uint8Array, extra: string, plain: boolean): void => {
    const packed = plain ? data : pack(data);
    streams.set(number, { dictionary: streamDictionary(extra, packed.length, plain), data: packed });
  };
  return {
    objects,
    add(body) {
      bodies.set(next, body);
      return next++;
    },
    addStream(data, extra = '', plain = false) {
      put(next, data, extra, plain);
      return next++;
    },
    addPacked(dictionary, data) {
      streams.set(next, { dictionary, data });
      return next++;
    },
    replacePacked: (number, dictionary, data) => void streams.set(number, { dictionary, data }),
    replace: (number, body) => void bodies.set(number, body),
    replaceStream: (number, data) => put(number, data, '', false),
    finish: (root, info) => write(source, objects, { bodies, streams }, root, info),
  };
}

function inOrder(source: PdfSource): Map<number, PdfObject> {
  const numbers = [...source.places].sort(([, a], [, b]) => ('offset' in a && 'offset' in b ? a.offset - b.offset : 0));
  return new Map(numbers.map(([number]) => [number, objectOf(source, number)]));
}

interface Changes {
  bodies: ReadonlyMap<number, string>;
  streams: ReadonlyMap<number, NewStream>;
}

function write(
  source: PdfSource,
  objects: ReadonlyMap<number, PdfObject>,
  changes: Changes,
  root: number,
  info: number,
): Buffer {
  const bodies = new Map<number, string>();
  const streams = new Map<number, NewStream>();
  for (const [number, { body, stream }] of objects) {
    if (source.infos.has(number) && number !== info) continue;
    if (stream === null) bodies.set(number, body);
    else streams.set(number, { dictionary: body, data: source.bytes.subarray(stream.from, stream.to) });
  }
  for (const [number, body] of changes.bodies) bodies.set(number, body);
  for (const [number, stream] of changes.streams) streams.set(number, stream);
  const merged = withoutShells(bodies);
  const writer = openWriter();
  const references: string[] = [];
  const first = writer.reserve(bodies.size + streams.size);
  let own = first;
  for (const old of [...bodies.keys(), ...streams.keys()]) references[old] = `${own++} 0 R`;
  for (const [shell, owner] of merged) references[shell] = references[owner] as string;
  const ids = structureIds(source);
  own = first;
  for (const body of bodies.values()) writer.put(own++, renumbered(body, references, ids));
  for (const { dictionary, data } of streams.values())
    writer.putStream(own++, renumbered(dictionary, references, ids), data);
  const numberOf = (old: number): number => Number.parseInt(references[old] as string, 10);
  return writer.finish(numberOf(root), numberOf(info));
}

/** Digits of an id as Chromium writes it. */
const ID_DIGITS = 8;
const ID = /\(node(\d{8})\)/g;
/** A string that is none: in it nothing is a reference. */
const STRING = /\((?!node\d{8}\))/;
const TOKENS = /\((?:[^()\\]|\\[\s\S])*\)|(\d+) 0 R\b/g;
const MARK = ' 0 R';
const [ZERO, NINE] = [0x30, 0x39];

/** A body whose references and ids are the new ones. A reference to what is not there means null (ISO 32000-1, 7.3.10). */
function renumbered(body: string, references: readonly string[], ids: ReadonlyMap<string, string>): string {
  const named = body.includes('(node') ? body.replace(ID, (token, id: string) => ids.get(id) ?? token) : body;
  if (STRING.test(named))
    return named.replace(TOKENS, (token, number?: string) =>
      number === undefined ? token : (references[Number(number)] ?? 'null'),
    );
  let text = '';
  let from = 0;
  // By hand: thousands of tags hold nothing but references, and a replacement by pattern takes three times as long.
  for (let at = named.indexOf(MARK); at !== -1; at = named.indexOf(MARK, at + MARK.length)) {
    let begin = at;
    let number = 0;
    for (let unit = 1; begin > from; unit *= 10) {
      const code = named.charCodeAt(begin - 1);
      if (code < ZERO || code > NINE) break;
      number += (code - ZERO) * unit;
      begin -= 1;
    }
    if (begin === at) continue;
    text += named.slice(from, begin) + (references[number] ?? 'null');
    from = at + MARK.length;
  }
  return from === 0 ? named : text + named.slice(from);
}

/** The ids numbered from 1 in the order of their old numbers, which keeps the tree of ids sorted. */
function structureIds(source: PdfSource): Map<string, string> {
  const structure = findReference(bodyOf(source, source.root), 'StructTreeRoot');
  if (structure === undefined) return new Map();
  const found: string[] = [];
  const nodes = [findReference(bodyOf(source, structure), 'IDTree')];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const body = bodyOf(source, node);
    nodes.push(...referencesIn(listOf(body, 'Kids')));
    for (const [, id = ''] of listOf(body, 'Names').matchAll(ID)) found.push(id);
  }
  return new Map(found.sort().map((id, n) => [id, `(node${String(n + 1).padStart(ID_DIGITS, '0')})`]));
}
