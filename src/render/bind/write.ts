/**
 * Writing a PDF 1.7 file whose plain objects are packed into compressed object streams (ISO 32000-1, 7.5.7): of tagged documents the
 * tags are three quarters, and pack to a tenth.
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
  /** Writes a stream of ours, compressed unless `plain`. @param entries further dictionary entries */
  addStream(data: Uint8Array, entries?: string, plain?: boolean): number;
  /** The whole file; its /ID is made of its content. */
  finish(root: number, info: number): Buffer;
}

/** Objects of one stream: more pack better, fewer are found faster. */
const PACKED = 200;
/** Longest text of one object stream. */
const PACK_LENGTH = 1 << 17;
/** Bytes of an entry: kind, place, index. */
const ENTRY = 7;

export function openWriter(): PdfWriter {
  const chunks: Buffer[] = [];
  const hash = createHash('sha256');
  let length = 0;
  let next = 1;
  let table = Buffer.alloc(ENTRY << 16);
  let pack: { numbers: number[]; bodies: string[]; length: number } = { numbers: [], bodies: [], length: 0 };

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
    if (pack.numbers.length === 0) return;
    const own = next++;
    let place = 0;
    const heads = pack.numbers.map((number, index) => {
      const head = `${number} ${place}`;
      place += (pack.bodies[index] as string).length + 1;
      enter(number, 2, own, index);
      return head;
    });
    const head = `${heads.join(' ')}\n`;
    const data = deflateSync(Buffer.from(`${head}${pack.bodies.join('\n')}\n`, 'latin1'));
    const { numbers } = pack;
    stream(
      own,
      `<</Type /ObjStm /N ${numbers.length} /First ${head.length} /Filter /FlateDecode /Length ${data.length}>>`,
      data,
    );
    pack = { numbers: [], bodies: [], length: 0 };
  };

  append(Buffer.from('%PDF-1.7\n%\xD3\xEB\xE9\xE1\n', 'latin1'));
  return {
    reserve(count) {
      const first = next;
      next += count;
      return first;
    },
    put(number, body) {
      pack.numbers.push(number);
      pack.bodies.push(body);
      pack.length += body.length;
      if (pack.numbers.length >= PACKED || pack.length >= PACK_LENGTH) flush();
    },
    putStream: stream,
    addStream(data, entries = '', plain = false) {
      const packed = plain ? data : deflateSync(data);
      const number = next++;
      stream(number, `<<${entries}${plain ? '' : '/Filter /FlateDecode '}/Length ${packed.length}>>`, packed);
      return number;
    },
    finish(root, info) {
      flush();
      const own = next++;
      enter(own, 1, length, 0);
      const start = length;
      const id = hash.copy().digest('hex').slice(0, 32).toUpperCase();
      // The first entry is the head of the list of free ones.
      table.writeUInt16BE(0xffff, 5);
      const data = deflateSync(table.subarray(0, next * ENTRY));
      stream(
        own,
        `<</Type /XRef /Size ${next} /W [1 4 2] /Root ${root} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>] /Filter /FlateDecode /Length ${data.length}>>`,
        data,
      );
      append(Buffer.from(`startxref\n${start}\n%%EOF\n`));
      return Buffer.concat(chunks, length);
    },
  };
}
