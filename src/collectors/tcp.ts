/**
 * Whether a port answers, and how fast: for what speaks no protocol of ours. A hung program's port still accepts, so
 * where the server speaks first the settings may say how. Clauses 5.5.4, 5.6.2.
 */
import type { Socket } from 'node:net';
import { z } from 'zod';
import { count, optional, text } from '../contract/scalars.ts';
import { SourceError } from '../sources/error.ts';
import { toSourceError } from '../sources/network-error.ts';
import { openSocket } from '../sources/socket.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { defineCollector } from './_collector.ts';
import { toReading } from './parts/separate-readings.ts';

const options = z.strictObject({
  host: text().meta({ label: '主机', example: '10.0.0.11' }),
  port: count()
    .refine((port) => port >= 1 && port <= 65535, '应为 1 到 65535')
    .meta({ label: '端口', example: 3306 }),
  greeting: optional(text())
    .meta({ label: '应答开头', example: 'SSH-2.0-' })
    .describe('What the server says by itself must begin with this; without it the connection alone counts.'),
});

export default defineCollector<z.infer<typeof options>>({
  id: 'tcp',
  label: sourceTypeWords.tcp,
  options,
  async collect({ host, port, greeting }, { target, signal, clock }) {
    const started = performance.now();
    const { socket, release } = await openSocket({ host, port }, signal);
    const latency = Math.round(performance.now() - started);
    const peer = socket.remoteAddress ?? '';
    const said = greeting === undefined ? '' : await greetingOf(socket, greeting, signal).finally(release);
    release();
    const values = [
      { metric: 'tcp.ok', value: true },
      { metric: 'tcp.latency', value: latency },
    ];
    return {
      readings: values.map((value) => toReading(value, target, clock())),
      raw: [{ name: `TCP ${host}:${port}`, body: JSON.stringify({ peer, latency, ...(said !== '' && { said }) }) }],
    };
  },
});

/** Reads just as much as was expected. @throws SourceError when the server says something else, or hangs up before */
async function greetingOf(socket: Socket, expected: string, signal: AbortSignal): Promise<string> {
  const wanted = Buffer.from(expected);
  let said = Buffer.alloc(0);
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      said = Buffer.concat([said, chunk]).subarray(0, wanted.length);
      if (!said.equals(wanted.subarray(0, said.length))) throw new SourceError('端口应答与设置的开头不符');
      if (said.length === wanted.length) return expected;
    }
  } catch (error) {
    throw toSourceError(error, signal);
  }
  throw toSourceError(new SourceError('连接中断'), signal);
}
