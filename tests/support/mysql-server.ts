/** A server that speaks just enough of MySQL's protocol, for answers that no real database gives. */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { TestCertificate } from './certificate.ts';
import { type RunningServer, serve } from './fault-server.ts';

type Cell = string | number | null;

/** PROTOCOL_41, TRANSACTIONS, SECURE_CONNECTION, PLUGIN_AUTH, CONNECT_WITH_DB. */
const CAPABILITIES = 0x0008_a208;
const SSL = 0x800;
const UTF8 = 33;
/** First byte of a command that is a query. */
const QUERY = '\x03';
const SSL_REQUEST_BYTES = 36;
const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
const EOF = Buffer.from([0xfe, 0, 0, 2, 0]);

type Rows = readonly Record<string, Cell>[];

/** Answers every SELECT and SHOW with what `rowsOf` gives for it (null: it does not know these words), else with OK. */
export function startMysqlServer(rowsOf: (sql: string) => Rows | null): Promise<RunningServer> {
  return serve((socket) => {
    const told = (rows: Rows | null) => (rows === null ? [error(1064, '42000', 'syntax')] : packetsOf(rows));
    const answerTo = (sql: string) => (/^\s*(select|show)/i.test(sql) ? told(rowsOf(sql)) : [OK]);
    converse(socket, (command) => (command[0] === QUERY ? answerTo(command.slice(1)) : [OK]));
  });
}

/** Lets nobody in, as a real one does with a wrong password. */
export function startRefusingMysql(): Promise<RunningServer> {
  const denied = error(1045, '28000', "Access denied for user 'x'@'localhost'");
  return serve((socket) => converse(socket, () => [denied]));
}

/** Greets, and goes on behind this certificate when the client asks for TLS. */
export function startMysqlBehindTls(certificate: TestCertificate): Promise<RunningServer> {
  return serve((socket) => {
    socket.write(framed(greeting(CAPABILITIES | SSL), 0));
    socket.once('data', (data: Buffer) => {
      // The client may have begun with TLS in the same packet.
      socket.removeAllListeners('data').pause();
      if (data.length > SSL_REQUEST_BYTES) socket.unshift(data.subarray(SSL_REQUEST_BYTES));
      const secure = new TLSSocket(socket, { isServer: true, ...certificate });
      // It hangs up over the certificate: that is what this server is for.
      secure.on('error', () => socket.destroy());
      answerPackets(secure, () => [OK]);
    });
  });
}

function converse(socket: Socket, answerTo: (command: string) => Buffer[]): void {
  socket.write(framed(greeting(CAPABILITIES), 0));
  answerPackets(socket, answerTo);
}

/** Answers the sign-in and each command, whose first byte is its kind. */
function answerPackets(socket: Socket, answerTo: (command: string) => Buffer[]): void {
  let waiting = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    waiting = Buffer.concat([waiting, data]);
    while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUIntLE(0, 3)) {
      const length = waiting.readUIntLE(0, 3);
      const sequence = waiting[3] ?? 0;
      const command = waiting.subarray(4, 4 + length).toString('latin1');
      waiting = waiting.subarray(4 + length);
      socket.write(Buffer.concat(answerTo(command).map((one, i) => framed(one, sequence + 1 + i))));
    }
  });
}

const error = (code: number, state: string, message: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, code & 0xff, code >> 8]), Buffer.from(`#${state}${message}`)]);

const framed = (body: Buffer, sequence: number): Buffer =>
  Buffer.concat([Buffer.from([body.length & 0xff, body.length >> 8, 0, sequence]), body]);

function packetsOf(rows: Rows): Buffer[] {
  const names = Object.keys(rows[0] ?? { empty: '' });
  const cells = rows.map((row) => Buffer.concat(names.map((name) => cell(row[name] ?? null))));
  return [Buffer.from([names.length]), ...names.map(column), EOF, ...cells, EOF];
}

const text = (value: string): Buffer => Buffer.concat([Buffer.from([Buffer.byteLength(value)]), Buffer.from(value)]);
const cell = (value: Cell): Buffer => (value === null ? Buffer.from([0xfb]) : text(String(value)));

/** A column of text. */
const column = (name: string): Buffer =>
  Buffer.concat([
    ...['def', '', '', '', name, name].map(text),
    Buffer.from([12, UTF8, 0, 0, 1, 0, 0, 0xfd, 0, 0, 0, 0, 0]),
  ]);

/** The first packet, as the protocol lays it down. */
function greeting(capabilities: number): Buffer {
  return Buffer.concat([
    Buffer.from('\x0a8.4.0\0', 'latin1'),
    Buffer.from([1, 0, 0, 0]),
    Buffer.from('saltsalt\0'),
    Buffer.from([capabilities & 0xff, (capabilities >> 8) & 0xff, UTF8, 2, 0]),
    Buffer.from([(capabilities >> 16) & 0xff, (capabilities >> 24) & 0xff, 21]),
    Buffer.alloc(10),
    Buffer.from('saltsaltsalt\0mysql_native_password\0'),
  ]);
}
