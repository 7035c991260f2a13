/** Appending to a PDF: new and changed objects, a cross-reference section for them and a new trailer (ISO 32000, 7.5.6). */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { PdfFile } from './objects.ts';

export interface PdfUpdate {
  /** Adds an object and gives its number. @param body dictionary or other object, as PDF syntax */
  add(body: string): number;
  /** Adds a stream. @param extra further dictionary entries @param plain left uncompressed when true */
  addStream(data: Uint8Array, extra?: string, plain?: boolean): number;
  /** Writes an existing object anew. */
  replace(number: number, body: string): void;
  /** Writes an existing stream anew, compressed. */
  replaceStream(number: number, data: Uint8Array): void;
  /** The whole file with everything appended; its /ID is made of its content. */
  finish(root: number, info: number): Buffer;
}

/** Cross-reference subsections: runs of consecutive object numbers. */
function crossReference(offsets: Map<number, number>): string {
  const numbers = [...offsets.keys()].sort((a, b) => a - b);
  let text = 'xref\n';
  for (let i = 0; i < numbers.length; ) {
    let end = i;
    while (numbers[end + 1] === (numbers[end] as number) + 1) end++;
    text += `${numbers[i]} ${end - i + 1}\n`;
    for (; i <= end; i++) text += `${String(offsets.get(numbers[i] as number)).padStart(10, '0')} 00000 n \n`;
  }
  return text;
}

function stream(data: Uint8Array, extra: string, plain: boolean): Buffer {
  const packed = plain ? data : deflateSync(data);
  const filter = plain ? '' : '/Filter /FlateDecode ';
  const head = `<<${extra}${filter}/Length ${packed.length}>>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), packed, Buffer.from('\nendstream')]);
}

/** Begins an update of a file that was read by `openPdf`. */
export function beginUpdate(file: PdfFile): PdfUpdate {
  const parts: Buffer[] = [file.bytes];
  let length = file.bytes.length;
  const offsets = new Map<number, number>();
  let next = file.size;

  const append = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  const write = (number: number, body: Buffer): void => {
    offsets.set(number, length);
    append(Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]));
  };

  return {
    add(body) {
      write(next, Buffer.from(body, 'latin1'));
      return next++;
    },
    addStream(data, extra = '', plain = false) {
      write(next, stream(data, extra, plain));
      return next++;
    },
    replace(number, body) {
      write(number, Buffer.from(body, 'latin1'));
    },
    replaceStream(number, data) {
      write(number, stream(data, '', false));
    },
    finish(root, info) {
      const start = length;
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      const id = hash.digest('hex').slice(0, 32).toUpperCase();
      const trailer = `trailer\n<</Size ${next} /Root ${root} 0 R /Info ${info} 0 R /Prev ${file.xref} /ID [<${id}> <${id}>]>>\n`;
      return Buffer.concat([...parts, Buffer.from(`${crossReference(offsets)}${trailer}startxref\n${start}\n%%EOF\n`)]);
    },
  };
}
