/** Serves the built site and the archive, read-only, on this machine. */
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { EnvironmentError } from '../contract/error.ts';
import { type AppOptions, createApp } from './app.ts';
import { securityHeaders } from './headers.ts';
import { isEveryAddress, urlHost } from './hosts.ts';
import { dropWhenSlow } from './slow-body.ts';

export interface ServeOptions extends AppOptions {
  /** 0 takes any free port. */
  port: number;
  /** Address to bind; the machine itself without it. */
  host?: string;
  /** PEM texts; without them plain http is spoken. */
  tls?: { cert: string; key: string };
}

export interface SiteServer {
  /** Address to open, without a slash at its end. */
  url: string;
  /** Others reach it, and all of them are refused: no name is served but the machine's own. */
  refusesOthers: boolean;
  close(): Promise<void>;
}

/** Milliseconds in which a request must be in: a page's is small, one with photos over a poor line is not. */
const READ_TIMEOUT = 30_000;
const UPLOAD_TIMEOUT = 600_000;

/**
 * Milliseconds for which a connection waits for the next request: people turn a page every few seconds, and Node by itself hangs up
 * after five, often just as the next one is on its way.
 */
const BETWEEN_PAGES = 65_000;

/**
 * Starts the server.
 * @throws EnvironmentError when the port is taken or may not be used
 */
export async function serveSite({ port, host = '127.0.0.1', tls, ...options }: ServeOptions): Promise<SiteServer> {
  const everywhere = isEveryAddress(host);
  const app = createApp({ ...options, hosts: everywhere ? options.hosts : [...options.hosts, host] });
  const listener = getRequestListener(app.fetch, {
    // Stands for the name of a request that gives none; nobody serves it (RFC 2606).
    hostname: 'nameless.invalid',
    errorHandler: unreadable,
    // The rest of the program keeps the Request and Response of Node.
    overrideGlobalObjects: false,
  });
  const requestTimeout = options.desk === undefined ? READ_TIMEOUT : UPLOAD_TIMEOUT;
  const limits = {
    ...{ requestTimeout, headersTimeout: 15_000, keepAliveTimeout: BETWEEN_PAGES },
    // Node looks every half minute by itself, so that a head could take three times as long as it may.
    connectionsCheckingInterval: 5_000,
  };
  const server =
    tls === undefined
      ? createServer(limits, listener)
      : createTlsServer({ ...limits, ...tls, minVersion: 'TLSv1.2' }, listener);
  server.on('request', dropWhenSlow);
  await listen(server, port, host);
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${urlHost(host)}:${(server.address() as AddressInfo).port}`,
    refusesOthers: everywhere && options.hosts.length === 0,
    close: () => close(server),
  };
}

/** Answers what is no request for a page of any site: its address or its host name cannot be read. */
function unreadable(error: unknown): Response {
  if (!(error instanceof RequestError)) throw error;
  const headers = {
    ...securityHeaders('page'),
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  };
  return new Response('没有这个页面\n', { status: 404, headers });
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
