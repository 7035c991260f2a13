/** Every request's way to its answer: the desk below `/desk` where there is one, the site and the archive for the rest. */
import { IncomingMessage } from 'node:http';
import { type Context, Hono } from 'hono';
import { findFile } from './files.ts';
import { keptGzip } from './gzip.ts';
import { securityHeaders } from './headers.ts';
import { servedNames } from './hosts.ts';
import { takeInRest } from './rest-of-request.ts';
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
