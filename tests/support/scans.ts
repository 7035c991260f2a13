/** Files that show something, as they are given in evidence: each its own bytes, the same ones each time. */
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { sheetPdf } from '../../src/demo/kit/signatures.ts';

/** A page with a line on it. */
export const pdfSaying = (line: string): Buffer => Buffer.from(sheetPdf([line]));

const SIDE = 16;

/** A small picture in grey. @param light of 0–255, of each field */
export function greyPng(light: (row: number, column: number) => number): Buffer {
  const rows = Array.from({ length: SIDE }, (_, row) =>
    Buffer.from([0, ...Array.from({ length: SIDE }, (__, column) => light(row, column))]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([signature, ...parts]);
}

/** A picture of its own for each number: a photo in place of one. */
export const photoPng = (seed = 1): Buffer =>
  greyPng((row, column) => ((row + 1) * 37 * seed + (column + 3) * 91 * (seed + row * column)) % 256);

/** The same as a camera keeps it that writes when it was taken. @param taken `2026:11-24 09:12:30` as Exif has it @param offset `+08:00`, or none */
export const photoTaken = (taken: string, offset?: string): Promise<Buffer> =>
  sharp(photoPng(7))
    .resize(320, 240, { fit: 'fill' })
    .withExif({ IFD2: { DateTimeOriginal: taken, ...(offset === undefined ? {} : { OffsetTimeOriginal: offset }) } })
    .jpeg()
    .toBuffer();

/** The same as a telephone keeps it. */
export const photoJpeg = (seed = 1): Promise<Buffer> =>
  sharp(photoPng(seed)).resize(320, 240, { fit: 'fill' }).jpeg().toBuffer();
