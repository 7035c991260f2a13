/** A real SMTP server and a robot's endpoint on loopback, which note what arrived and do what a test asks of them. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Arrived {
  to: string;
  /** Head and body as they came. */
  raw: string;
}

export interface MailServer {
  port: number;
  arrived: Arrived[];
  /** Connections that were made. */
  connections(): number;
  close(): Promise<void>;
}

export type MailManner = 'take' | 'take-and-drop' | 'busy' | 'bounce' | 'hang' | 'sender';

/** @param manner asked anew for each recipient: what the server does with a message to it */
export async function mailServer(
  manner: (to: string) => MailManner = () => 'take',
  options: SMTPServerOptions = {},
): Promise<MailServer> {
  const arrived: Arrived[] = [];
  let connections = 0;
  const fault = (text: string, responseCode: number) => Object.assign(new Error(text), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    disableReverseLookup: true,
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onRcptTo({ address }, _session, done) {
      const how = manner(address);
      if (how === 'busy') return done(fault('try later, secret-in-answer', 451));
      if (how === 'bounce') return done(fault('no such user, secret-in-answer', 550));
      done();
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const how = manner(to);
        if (how === 'hang') return;
        arrived.push({ to, raw: Buffer.concat(parts).toString('utf8') });
        // It has the message, and dies before it can say so.
        if (how === 'take-and-drop') for (const one of server.connections) one.close();
        else done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  return {
    port: (server.server.address() as AddressInfo).port,
    arrived,
    connections: () => connections,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

export interface Called {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Answer {
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  /** Ends the connection once the request has been read. */
  drop?: boolean;
  /** Never answers. */
  hang?: boolean;
}

export interface HookServer {
  url: string;
  called: Called[];
  close(): Promise<void>;
}

/** @param answer to each request */
export async function hookServer(
  answer: (called: Called) => Answer,
  tls?: { key: string; cert: string },
): Promise<HookServer> {
  const called: Called[] = [];
  const take = (request: IncomingMessage, response: import('node:http').ServerResponse): void => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
      called.push(one);
      const { status = 200, body = '{"errcode":0,"errmsg":"ok"}', headers = {}, drop, hang } = answer(one);
      if (hang === true) return;
      if (drop === true) return void request.socket.destroy();
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    });
  };
  const server: Server = tls === undefined ? createServer(take) : createTlsServer(tls, take);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  return {
    url: `${tls === undefined ? 'http' : 'https'}://localhost:${(server.address() as AddressInfo).port}`,
    called,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** A header of a mail, folded lines joined. */
export function headerOf(raw: string, name: string): string {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
}

/** Words of a header as a reader shows them (RFC 2047). */
export const shownHeader = (text: string): string =>
  text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?(B|Q)\?([^?]*)\?=/gi, (_, how: string, words: string) =>
    how.toUpperCase() === 'B'
      ? Buffer.from(words, 'base64').toString('utf8')
      : Buffer.from(
          words
            .replace(/_/g, ' ')
            .replace(/=([0-9A-F]{2})/gi, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ).toString('utf8'),
  );

/** The parts of a mail by their media type, as a reader has them. */
export function partsOf(raw: string): Record<string, string> {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  if (boundary === undefined) return {};
  const found = raw.split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    found.map((part) => {
      const split = part.indexOf('\r\n\r\n');
      const [head, body] = [part.slice(0, split), part.slice(split + 4)];
      const type = /Content-Type: ([^;\r\n]+)/i.exec(head)?.[1] ?? '';
      const encoding = /Content-Transfer-Encoding: (\S+)/i.exec(head)?.[1] ?? '7bit';
      return [type, decoded(body, encoding)];
    }),
  );
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
