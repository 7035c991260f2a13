/**
 * Writing a PDF 1.7 file whose plain objects are packed into compressed object streams (ISO 32000-1, 7.5.7): of tagged documents the
 * tags are three quarters, and pack to a tenth. The cross-reference stream is written row against row, since neighbours differ by one.
 */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

export interface PdfWriter {
  /** Takes so many numbers in a row. @returns the first */
  reserve(count: number): number;
  /** Writes an object without stream. @param body PDF syntax */
  put(number: number, body: string): void;
  /** Writes a stream. @param dictionary with its /Length and /Filter, as they are */
  putStream(number: number, dictionary: string, data: Uint8Array): void;
  /** Writes a stream of ours, compressed unless `plain`. @param entries further dictionary entries @returns its number */
  addStream(data: Uint8Array, entries?: string, plain?: boolean): number;
  /** The whole file; its /ID is made of its content. */
  finish(root: number, info: number): Buffer;
}

/** Longest text of one object stream: longer ones pack little better, shorter ones are found faster. */
const PACK_LENGTH = 1 << 18;
/** Bytes of an entry: kind, place, index. */
const ENTRY = 7;

export function openWriter(): PdfWriter {
  const chunks: Buffer[] = [];
  const hash = createHash('sha256');
  let length = 0;
  let next = 1;
  let table = Buffer.alloc(ENTRY << 16);
  let waiting: { numbers: number[]; bodies: string[]; length: number } = { numbers: [], bodies: [], length: 0 };

  const append = (chunk: Buffer): void => {
    chunks.push(chunk);
    hash.update(chunk);
    length += chunk.length;
  };
  const enter = (number: number, kind: number, place: number, index: number): void => {
    const at = number * ENTRY;
    if (at + ENTRY > table.length) {
      const larger = Buffer.alloc(Math.max(table.length * 2, at + ENTRY));
      table.copy(larger);
      table = larger;
    }
    table[at] = kind;
    table.writeUInt32BE(place, at + 1);
    table.writeUInt16BE(index, at + 5);
  };
  const stream = (number: number, dictionary: string, data: Uint8Array): void => {
    enter(number, 1, length, 0);
    append(Buffer.from(`${number} 0 obj\n${dictionary}\nstream\n`, 'latin1'));
    append(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    append(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  };
  const flush = (): void => {
    if (waiting.numbers.length === 0) return;
    const own = next++;
    let place = 0;
    const heads = waiting.numbers.map((number, index) => {
      const head = `${number} ${place}`;
      place += (waiting.bodies[index] as string).length + 1;
      enter(number, 2, own, index);
      return head;
    });
    const head = `${heads.join(' ')}\n`;
    const data = pack(Buffer.from(`${head}${waiting.bodies.join('\n')}\n`, 'latin1'));
    const { numbers } = waiting;
    stream(
      own,
      `<</Type /ObjStm /N ${numbers.length} /First ${head.length} /Filter /FlateDecode /Length ${data.length}>>`,
      data,
    );
    waiting = { numbers: [], bodies: [], length: 0 };
  };
  append(Buffer.from('%PDF-1.7\n%\xD3\xEB\xE9\xE1\n', 'latin1'));
  return {
    reserve(count) {
      const first = next;
      next += count;
      return first;
    },
    put(number, body) {
      waiting.numbers.push(number);
      waiting.bodies.push(body);
      waiting.length += body.length;
      if (waiting.length >= PACK_LENGTH) flush();
    },
    putStream: stream,
    addStream(data, entries = '', plain = false) {
      const packed = plain ? data : pack(data);
      stream(next, streamDictionary(entries, packed.length, plain), packed);
      return next++;
    },
    finish(root, info) {
      flush();
      const own = next++;
      enter(own, 1, length, 0);
      const start = length;
      const id = hash.copy().digest('hex').slice(0, 32).toUpperCase();
      // The first entry is the head of the list of free ones.
      table.writeUInt16BE(0xffff, 5);
      const data = pack(againstAbove(table.subarray(0, next * ENTRY)));
      stream(
        own,
        `<</Type /XRef /Size ${next} /W [1 4 2] /Root ${root} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>] /Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns ${ENTRY}>> /Length ${data.length}>>`,
        data,
      );
      append(Buffer.from(`startxref\n${start}\n%%EOF\n`));
      return Buffer.concat(chunks, length);
    },
  };
}

/** Shorter data are packed with a small window: setting up the large one costs more than they do. */
const SMALL = 4096;

/** Data of a stream as zlib packs them. */
export const pack = (data: Uint8Array): Buffer =>
  data.length < SMALL ? deflateSync(data, { windowBits: 12, memLevel: 5 }) : deflateSync(data);

/** Its dictionary. @param entries further ones @param length bytes as stored @param plain stored as they are */
export const streamDictionary = (entries: string, length: number, plain: boolean): string =>
  `<<${entries}${plain ? '' : '/Filter /FlateDecode '}/Length ${length}>>`;

/** Each row as what it is more than the one above it, byte by byte, behind the mark of that predictor (RFC 2083, 6.4). */
function againstAbove(rows: Uint8Array): Uint8Array {
  const count = rows.length / ENTRY;
  const told = new Uint8Array(count * (ENTRY + 1));
  for (let row = 0; row < count; row++) {
    told[row * (ENTRY + 1)] = 2;
    for (let n = 0; n < ENTRY; n++) {
      const at = row * ENTRY + n;
      told[row * (ENTRY + 1) + 1 + n] = (rows[at] as number) - (row === 0 ? 0 : (rows[at - ENTRY] as number));
    }
  }
  return told;
}
