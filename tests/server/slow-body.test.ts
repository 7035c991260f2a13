/** Whoever sends a form as slowly as they can is hung up on; whoever sends it at the pace of a poor line is not. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dropWhenSlow } from '../../src/server/slow-body.ts';

const STRETCH = 200;
let server: Server;
beforeEach(async () => {
  server = createServer((request, answer) => {
    dropWhenSlow(request, answer, STRETCH);
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
    });
    request.on('end', () => answer.end(String(size)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** @returns what was answered; empty: hung up on */
async function send(bytes: number, times: number, pause: number): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let said = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  socket.on('error', () => undefined);
  // Not `once` of node:events: it rejects at a reset, which is one of the ways of being hung up on.
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${bytes * times}\r\n\r\n`);
  for (let n = 0; n < times && !socket.destroyed; n += 1) {
    socket.write(Buffer.alloc(bytes, 'x'));
    await wait(pause);
  }
  await closed;
  return said.split('\r\n\r\n')[1] ?? '';
}

it('a byte now and then is hung up on', async () => expect(await send(1, 60, 40)).toBe(''));

it('a poor line is not', async () => expect(await send(20_000, 20, 60)).toBe('400000'));
