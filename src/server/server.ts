/** Serves the built site and the archive, read-only, on this machine. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { EnvironmentError } from '../contract/error.ts';
import { type Folders, type FoundFile, findFile } from './files.ts';
import { isText, securityHeaders } from './headers.ts';

export interface ServeOptions {
  siteDir: string;
  /** `archive/` of the workspace. */
  archiveDir: string;
  /** 0 takes any free port. */
  port: number;
  /** Address to bind; the machine itself without it. */
  host?: string;
  /** Told of a request that failed for a reason of our own; the client only learns that it failed. */
  onError?: (error: unknown, path: string) => void;
}

export interface SiteServer {
  /** Address to open, without a slash at its end. */
  url: string;
  close(): Promise<void>;
}

const GZIP_FROM = 1024;
/** Compressed bodies that are kept, in bytes. */
const CACHE_BYTES = 32 * 1024 * 1024;
const NOT_FOUND = '没有这个页面\n';

/**
 * Starts the server.
 * @throws EnvironmentError when the port is taken or may not be used
 */
export async function serveSite(options: ServeOptions): Promise<SiteServer> {
  const host = options.host ?? '127.0.0.1';
  const compressed = compressor();
  const server = createServer((request, response) => {
    answer(options, compressed, request, response).catch((error: unknown) => {
      options.onError?.(error, request.url ?? '');
      if (response.headersSent) response.destroy();
      else send(response, 500, 'page', '服务器读取文件时出错\n');
    });
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 15_000;
  await listen(server, options.port, host);
  const { port } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, close: () => close(server) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const summary = error.code === 'EADDRINUSE' ? `端口 ${port} 已被占用` : `无法在 ${host}:${port} 提供网站`;
      const made = new EnvironmentError(summary, {
        found: error.code ?? error.message,
        hint: '换一个端口，例如 --port 8081',
      });
      made.cause = error;
      fail(made);
    });
    server.listen(port, host, () => done());
  });
}

function close(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

type Compress = (file: FoundFile) => Promise<Buffer>;

/** Compresses each version of a file once. */
function compressor(): Compress {
  const kept = new Map<string, Buffer>();
  let bytes = 0;
  return async (file) => {
    const key = `${file.path}\0${file.tag}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const body = await promisify(gzip)(await readFile(file.path));
    bytes += body.length;
    if (bytes > CACHE_BYTES) {
      kept.clear();
      bytes = body.length;
    }
    kept.set(key, body);
    return body;
  };
}

async function answer(
  options: Folders,
  compress: Compress,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return send(response, 405, 'page', '本站只读\n');
  }
  const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const file = await findFile(options, pathname, new URLSearchParams(query).has('download'));
  if (file === null) return notFound(options, request, response);
  return sendFile(file, 200, compress, request, response);
}

async function notFound(options: Folders, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = await findFile(options, '/404.html', false);
  if (page === null) return send(response, 404, 'page', NOT_FOUND);
  const body = await readFile(page.path);
  return send(response, 404, 'page', request.method === 'HEAD' ? '' : body, page.type);
}

async function sendFile(
  file: FoundFile,
  status: number,
  compress: Compress,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const shrink = isText(file.type) && file.size >= GZIP_FROM && acceptsGzip(request);
  const tag = `"${file.tag}${shrink ? '-g' : ''}"`;
  const headers: Record<string, string | number> = {
    ...securityHeaders(file.kind),
    'Content-Type': file.type,
    ETag: tag,
    Vary: 'Accept-Encoding',
    'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(file.disposition === null ? {} : { 'Content-Disposition': file.disposition }),
  };
  if (matches(request.headers['if-none-match'], tag)) {
    response.writeHead(304, headers).end();
    return;
  }
  if (shrink) {
    const body = await compress(file);
    response.writeHead(status, { ...headers, 'Content-Encoding': 'gzip', 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  response.writeHead(status, { ...headers, 'Content-Length': file.size });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file.path), response).catch(ignoreClientGone);
}

/** A reader who closed the tab is no fault of ours. */
function ignoreClientGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE' && error.code !== 'ECONNRESET' && error.code !== 'EPIPE') throw error;
}

function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(String(request.headers['accept-encoding'] ?? ''));
}

function matches(header: string | undefined, tag: string): boolean {
  const tags = header?.split(',').map((one) => one.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(tag) || tags.includes('*');
}

function send(
  response: ServerResponse,
  status: number,
  kind: 'page' | 'document',
  body: string | Buffer,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { ...securityHeaders(kind), 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(body);
}
