/** Every request's way to its answer: the desk below `/desk` where there is one, the site and the archive for the rest. */
import { IncomingMessage } from 'node:http';
import { type Context, Hono } from 'hono';
import { keptGzip } from './gzip.ts';
import { securityHeaders } from './headers.ts';
import { servedNames } from './hosts.ts';
import { findFile } from './requested-file.ts';
import { sendFile, sendMissing } from './send.ts';

export interface AppOptions {
  siteDir: string;
  /** `archive/` of the workspace. */
  archiveDir: string;
  /** Names and addresses by which others open the site; this machine's own names are always answered. */
  hosts: readonly string[];
  /** The desk and its door; without it the site alone is served, to whoever reaches it. */
  desk?: DeskMount;
  /** Told of a request that failed for a reason of our own; the client only learns that it failed. */
  onError?: (error: unknown, path: string) => void;
}

export interface DeskMount {
  /** Routes below `/desk`. */
  routes: Hono;
  /**
   * Which site a reader of site and archive is shown.
   * @returns its folder; or the answer to who may read neither
   */
  siteOf(c: Context): Promise<{ siteDir: string } | Response>;
}

/** Methods whose requests bring nothing along. */
const BODILESS = new Set(['GET', 'HEAD']);

/** The site and the archive, read-only, where no route that is added to the app answers. */
export function createApp(options: AppOptions): Hono {
  // The address of a page is the same with a slash at its end.
  const app = new Hono({ strict: false });
  const served = servedNames(options.hosts);
  const gzip = keptGzip();
  app.use(async (c, next) => {
    await next();
    const { incoming } = (c.env ?? {}) as { incoming?: unknown };
    if (incoming instanceof IncomingMessage && !BODILESS.has(c.req.method)) await takeInRest(incoming);
  });
  app.use(async (c, next) => {
    await next();
    const headers = { 'Cache-Control': 'no-store', ...securityHeaders('page') };
    for (const [name, value] of Object.entries(headers)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  });
  app.use(async (c, next) => {
    const { hostname } = new URL(c.req.url);
    if (!served.has(hostname)) return c.text(refusal(hostname), 421);
    return next();
  });
  if (options.desk !== undefined) app.route('/desk', options.desk.routes);
  app.notFound(async (c) => {
    if (!BODILESS.has(c.req.method)) return c.text('本站只读\n', 405, { Allow: 'GET, HEAD' });
    const chosen = options.desk === undefined ? options : await options.desk.siteOf(c);
    if (chosen instanceof Response) return chosen;
    const folders = { siteDir: chosen.siteDir, archiveDir: options.archiveDir };
    const url = new URL(c.req.url);
    const file = await findFile(folders, url.pathname, url.searchParams.has('download'));
    return file === null ? sendMissing(c, folders) : sendFile(c, file, gzip);
  });
  app.onError((error, c) => {
    options.onError?.(error, c.req.path);
    return c.text('服务器读取文件时出错\n', 500);
  });
  return app;
}

const refusal = (hostname: string): string =>
  `本服务器不以“${hostname}”提供网站。\n请用 127.0.0.1 或 localhost 打开；确应以此打开的，在 opsledger.yaml 的 site.hosts 中写明后重新启动。\n`;

/** As much as a form may hold that was refused for its size alone, and as long as it takes over an intranet. */
const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST = 10_000;

/**
 * Takes in and drops what the answer did not wait for. Without it the server hangs up while the rest is on its way: whoever sends it
 * loses the answer that says why, and whoever asks next over the same connection is cut off.
 * @param incoming the request; nothing is done for one that is already in
 * @returns when it is in, was cut off, or is larger or slower than anybody is waited for
 */
function takeInRest(incoming: IncomingMessage): Promise<void> {
  if (incoming.complete || incoming.destroyed) return Promise.resolve();
  return new Promise((done) => {
    let size = 0;
    const count = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > MOST_BYTES) end();
    };
    const end = (): void => {
      clearTimeout(timer);
      for (const event of ['end', 'error', 'close']) incoming.off(event, end);
      incoming.off('data', count);
      done();
    };
    const timer = setTimeout(end, LONGEST).unref();
    for (const event of ['end', 'error', 'close']) incoming.on(event, end);
    // Whoever read it until now has left, and would hold it up at each piece, or keep it all in memory.
    incoming.removeAllListeners('data').on('data', count).resume();
  });
}
