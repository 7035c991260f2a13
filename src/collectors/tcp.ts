/** Whether a port answers, and how fast: for what speaks no protocol of ours. Clauses 5.5.4, 5.6.2. */
import { z } from 'zod';
import { count, text } from '../contract/scalars.ts';
import { openSocket } from '../sources/socket.ts';
import { defineCollector } from './_collector.ts';
import { toReading } from './_probe.ts';

const options = z.strictObject({
  host: text().meta({ label: '主机', example: '10.0.0.11' }),
  port: count()
    .refine((port) => port >= 1 && port <= 65535, '应为 1 到 65535')
    .meta({ label: '端口', example: 3306 }),
});

export default defineCollector<z.infer<typeof options>>({
  id: 'tcp',
  label: '端口',
  options,
  async collect({ host, port }, { target, signal, clock }) {
    const started = performance.now();
    const { socket, release } = await openSocket({ host, port }, signal);
    const latency = Math.round(performance.now() - started);
    const peer = socket.remoteAddress ?? '';
    release();
    const values = [
      { metric: 'tcp.ok', value: true },
      { metric: 'tcp.latency', value: latency },
    ];
    return {
      readings: values.map((value) => toReading(value, target, clock())),
      raw: [{ name: `TCP ${host}:${port}`, body: JSON.stringify({ peer, latency }) }],
    };
  },
});
