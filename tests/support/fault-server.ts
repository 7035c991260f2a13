/** A server with every bad manner that a source can meet, on a free loopback port. */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TestCertificate } from './certificate.ts';

export const faults = ['refuse', 'silent', 'drip', 'half', 'huge', 'html', 'unauthorized'] as const;
export type Fault = (typeof faults)[number];

export interface RunningServer {
  port: number;
  /** Connections that the client still holds open. */
  open(): number;
  /** Everything that clients sent, to prove what was asked. */
  received(): string;
  close(): Promise<void>;
}

const head = (length: number, type = 'text/plain', status = '200 OK') =>
  `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n`;

const HUGE = 200 * 1024 * 1024;

const behaviours: Record<Exclude<Fault, 'refuse'>, (socket: Socket) => void> = {
  silent: () => undefined,
  drip: (socket) => {
    const text = `${head(100)}${'x'.repeat(100)}`;
    let sent = 0;
    const timer = setInterval(() => socket.write(text.charAt(sent++)), 1000);
    socket.once('close', () => clearInterval(timer));
  },
  half: (socket) => {
    socket.write(`${head(1000)}half of it`, () => socket.destroy());
  },
  huge: (socket) => {
    socket.write(head(HUGE));
    const block = Buffer.alloc(64 * 1024, 'x');
    let left = HUGE;
    const more = () => {
      while (left > 0 && !socket.destroyed) {
        left -= block.length;
        if (!socket.write(block)) return;
      }
      socket.end();
    };
    socket.on('drain', more);
    more();
  },
  html: (socket) => socket.end(answer('<!doctype html><title>登录</title><p>请登录</p>', 'text/html')),
  unauthorized: (socket) => socket.end(`${head(0, 'text/plain', '401 Unauthorized')}`),
};

/** A complete HTTP answer. */
export function answer(body: string, type = 'text/plain; charset=utf-8', status = '200 OK'): string {
  return `${head(Buffer.byteLength(body), type, status)}${body}`;
}

/**
 * The deadline to give a collector against a fault, in seconds: short where only the deadline ends the wait, and where
 * the fault itself does, so long that a busy machine never reaches it first.
 */
export function deadlineFor(fault: Fault): number {
  return fault === 'silent' || fault === 'drip' ? 1 : 60;
}

/** A server that shows one fault to every connection. For `refuse` the port is closed again. */
export async function startFault(fault: Fault): Promise<RunningServer> {
  if (fault !== 'refuse') return serve((socket) => socket.once('data', () => behaviours[fault](socket)));
  const server = await serve(() => undefined);
  await server.close();
  return server;
}

/** A server that speaks first, for protocols in which the client waits (MySQL). */
export function startGreetingFault(fault: Exclude<Fault, 'refuse'>): Promise<RunningServer> {
  return serve(behaviours[fault]);
}

/** An HTTP server that answers every request with what `reply` gives for its first line. */
export function startAnswering(reply: (requestLine: string, request: string) => string, certificate?: TestCertificate) {
  return serve((socket) => {
    socket.once('data', (data) => {
      const text = data.toString();
      socket.end(reply(text.split('\r\n')[0] ?? '', text));
    });
  }, certificate);
}

/** Starts a TCP (or TLS) server on a free loopback port. */
export async function serve(handle: (socket: Socket) => void, certificate?: TestCertificate): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const received: Buffer[] = [];
  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.on('data', (data: Buffer) => received.push(data));
    // A client that hangs up is what these tests are about; the server has nothing to do about it.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    handle(socket);
  };
  const server: Server =
    certificate === undefined
      ? createServer(accept)
      : createTlsServer({ key: certificate.key, cert: certificate.cert }, accept);
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    open: () => sockets.size,
    received: () => Buffer.concat(received).toString(),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
