/** The same entries as the same bytes: sorted names, one fixed time. */
import { crc32, deflateRawSync } from 'node:zlib';
import { unzipSync, Zip, type ZipInputFile } from 'fflate';
import { withInnerLinks } from './inner-links.ts';
import { slimParts, slimSheets } from './slim-sheets.ts';

/** fflate writes the local wall clock of the time it is given; built from local fields it reads the same in every time zone. */
const fixedTime = (): Date => new Date(1980, 0, 1, 12);
const DEFLATE = 8;

/** Packs a zip anew. Node's own deflate takes a fifth of the time of one written in JavaScript. */
export function stableZip(zip: Uint8Array): Uint8Array {
  const entries = unzipSync(zip);
  withInnerLinks(entries);
  slimSheets(entries);
  slimParts(entries);
  const chunks: Uint8Array[] = [];
  const packer = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  for (const filename of Object.keys(entries).sort()) {
    const bytes = entries[filename] as Uint8Array;
    const content = { size: bytes.length, crc: crc32(bytes), compression: DEFLATE };
    const file: ZipInputFile = { filename, ...content, mtime: fixedTime() };
    packer.add(file);
    file.ondata?.(null, deflateRawSync(bytes, { level: 9 }), true);
  }
  packer.end();
  return Buffer.concat(chunks);
}
