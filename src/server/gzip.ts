/** Compressed files, kept: a page is read by many, and compressing it takes ten times as long as sending it. */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { isText } from './headers.ts';
import type { FoundFile } from './requested-file.ts';

const compress = promisify(gzip);

/** Bytes from which a body shrinks by more than the header that says so. */
const GZIP_FROM = 1024;
/** Compressed bodies that are kept, in bytes. */
const KEPT_BYTES = 32 * 1024 * 1024;

/** true when the file is sent compressed to a reader who accepts it. */
export const shrinks = (c: Context, file: FoundFile): boolean =>
  file.size >= GZIP_FROM &&
  isText(file.type) &&
  accepts(c, { header: 'Accept-Encoding', supports: ['gzip'], default: 'identity' }) === 'gzip';

export type Gzip = (file: FoundFile) => Promise<Buffer<ArrayBuffer>>;

/** Compresses each version of a file once. */
export function keptGzip(): Gzip {
  const kept = new Map<string, Buffer<ArrayBuffer>>();
  let bytes = 0;
  return async (file) => {
    const key = `${file.path}\0${file.tag}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const body = await compress(await readFile(file.path));
    bytes += body.length;
    if (bytes > KEPT_BYTES) {
      kept.clear();
      bytes = body.length;
    }
    kept.set(key, body);
    return body;
  };
}
