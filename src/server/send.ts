/** One file as the answer: whole, a range of it, or the word that the reader has it already. */
import { open, readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { type Gzip, shrinks } from './gzip.ts';
import { securityHeaders } from './headers.ts';
import { type Folders, type FoundFile, findFile } from './requested-file.ts';

/** The file, compressed where the reader accepts it; nothing of it to a reader who has it already. */
export async function sendFile(c: Context, file: FoundFile, gzip: Gzip): Promise<Response> {
  const range = askedRange(c, file);
  const small = range === null && shrinks(c, file);
  const tag = small ? `"${file.tag}-g"` : plainTag(file);
  const headers: Record<string, string> = {
    ...securityHeaders(file.kind),
    'Content-Type': file.type,
    ETag: tag,
    Vary: 'Accept-Encoding',
    'Accept-Ranges': 'bytes',
    'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(file.disposition === null ? {} : { 'Content-Disposition': file.disposition }),
  };
  if (isKnown(c.req.header('If-None-Match'), tag)) return c.body(null, 304, headers);
  if (range === 'outside') return c.text('没有这一段\n', 416, { 'Content-Range': `bytes */${file.size}` });
  if (small) {
    const body = await gzip(file);
    return answer(c, 200, { ...headers, 'Content-Encoding': 'gzip' }, body.length, () => body);
  }
  if (range === null) return answer(c, 200, headers, file.size, () => read(file));
  const { start, end } = range;
  const part = { ...headers, 'Content-Range': `bytes ${start}-${end}/${file.size}` };
  return answer(c, 206, part, end - start + 1, () => read(file, range));
}

type Body = Buffer<ArrayBuffer> | ReadableStream;

/** A HEAD request is told everything but the body, which is not even opened for it. */
async function answer(
  c: Context,
  status: 200 | 206,
  headers: Record<string, string>,
  length: number,
  body: () => Body | Promise<Body>,
): Promise<Response> {
  const all = { ...headers, 'Content-Length': String(length) };
  return c.req.method === 'HEAD' ? c.body(null, status, all) : c.newResponse(await body(), status, all);
}

/** Status 404, with the site's own page where it is built. */
export async function sendMissing(c: Context, folders: Folders): Promise<Response> {
  const page = await findFile(folders, '/404.html', false);
  if (page === null) return c.text('没有这个页面\n', 404);
  return c.body(await readFile(page.path), 404, { 'Content-Type': page.type });
}

const plainTag = (file: FoundFile): string => `"${file.tag}"`;

/** The part asked for, unless it is one of a version that is no more (`If-Range`): then the whole. */
function askedRange(c: Context, file: FoundFile): Range | 'outside' | null {
  if (c.req.method !== 'GET' || (c.req.header('If-Range') ?? plainTag(file)) !== plainTag(file)) return null;
  return rangeOf(c.req.header('Range') ?? '', file.size);
}

/** A tag that a proxy marked as weak is the same page to a reader. */
const isKnown = (header: string | undefined, tag: string): boolean =>
  header?.trim() === '*' || (header?.match(/"[^"]*"/g)?.includes(tag) ?? false);

/** Opened before anything is answered, so that a file that cannot be read is a failure and not half an answer. */
async function read(file: FoundFile, range?: Range): Promise<ReadableStream> {
  const handle = await open(file.path);
  return Readable.toWeb(handle.createReadStream(range)) as ReadableStream;
}

/** Part of a file, as a PDF viewer asks for it or a download that goes on (RFC 9110, 14). */
interface Range {
  start: number;
  /** The last byte, included. */
  end: number;
}

/**
 * @param header `Range` of the request
 * @param size of the whole, in bytes
 * @returns null for the whole: no range is asked for, or several, or what is no range of bytes; `outside` for a part
 *   that the file does not have
 */
export function rangeOf(header: string, size: number): Range | 'outside' | null {
  const [, first, last, suffix] = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/.exec(header) ?? [];
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size);
    return length === 0 ? 'outside' : { start: size - length, end: size - 1 };
  }
  if (first === undefined) return null;
  const start = Number(first);
  const end = last === '' ? size - 1 : Number(last);
  if (last !== '' && end < start) return null;
  return start >= size ? 'outside' : { start, end: Math.min(end, size - 1) };
}
