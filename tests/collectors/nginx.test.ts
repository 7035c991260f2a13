import { describe, expect, test } from 'vitest';
import nginx from '../../src/collectors/nginx.ts';
import tcp from '../../src/collectors/tcp.ts';
import { asPrevious, measured, readingOf, runCollector, until } from '../support/collect.ts';
import { answer, serve, startAnswering, startFault } from '../support/fault-server.ts';
import { keepServers } from '../support/kept-servers.ts';
import { meetsFaults } from './_faults.ts';

const keep = keepServers();
const page = (accepts: number, handled: number, requests: number) =>
  `Active connections: 291 \nserver accepts handled requests\n ${accepts} ${handled} ${requests} \nReading: 6 Writing: 179 Waiting: 106 \n`;
const collect = async (text: string, clock: string, previous: ReturnType<typeof asPrevious> = []) => {
  const server = await keep(startAnswering(() => answer(text)));
  return runCollector(nginx, { url: `http://127.0.0.1:${server.port}/status` }, { clock: () => clock, previous });
};

describe('nginx', () => {
  test('rates come from the earlier reading', async () => {
    const first = await collect(page(1000, 1000, 5000), '2026-11-24T09:00:00+08:00');
    expect(measured(first, 'nginx.active')).toBe(291);
    expect(measured(first, 'nginx.waiting')).toBe(106);
    expect(measured(first, 'nginx.dropped-rate')).toBe(0);
    expect(readingOf(first, 'nginx.requests-rate').problem).toMatch('首次采集');
    const second = await collect(page(1200, 1190, 6000), '2026-11-24T09:01:40+08:00', asPrevious(first));
    expect(measured(second, 'nginx.requests-rate')).toBe(10);
    expect(measured(second, 'nginx.dropped-rate')).toBe(5);
  });

  test('a counter that went back gives no rate, never a negative one', async () => {
    const first = await collect(page(1000, 1000, 5000), '2026-11-24T09:00:00+08:00');
    const second = await collect(page(10, 9, 40), '2026-11-24T09:01:40+08:00', asPrevious(first));
    expect(readingOf(second, 'nginx.requests-rate')).toMatchObject({
      value: null,
      problem: expect.stringContaining('计数器已重置'),
    });
    expect(readingOf(second, 'nginx.dropped-rate').problem).toMatch(/^数值不可信（计数器回退/);
    const third = await collect(page(110, 109, 90), '2026-11-24T09:03:20+08:00', asPrevious(second));
    expect(measured(third, 'nginx.dropped-rate')).toBe(0);
  });

  test('Tengine’s four columns', async () => {
    const tengine = (requests: number, time: number) =>
      `Active connections: 2 \nserver accepts handled requests request_time\n 10 10 ${requests} ${time}\nReading: 0 Writing: 1 Waiting: 1 \n`;
    const first = await collect(tengine(100, 2000), '2026-11-24T09:00:00+08:00');
    const second = await collect(tengine(200, 5000), '2026-11-24T09:01:40+08:00', asPrevious(first));
    expect(measured(second, 'nginx.request-time')).toBe(30);
  });

  meetsFaults(nginx, {
    options: (server) => ({ url: `http://127.0.0.1:${server.port}/status` }),
    said: { html: '应答是网页，不是状态页' },
  });
});

describe('tcp', () => {
  test('a port that answers, and one that does not', async () => {
    const server = await keep(startFault('silent'));
    const good = await runCollector(tcp, { host: '127.0.0.1', port: String(server.port) });
    expect(measured(good, 'tcp.ok')).toBe(true);
    expect(measured(good, 'tcp.latency')).toBeLessThan(1000);
    await until(() => server.open() === 0);
    const closed = await keep(startFault('refuse'));
    expect((await runCollector(tcp, { host: '127.0.0.1', port: closed.port })).reason).toBe('连接被拒绝');
    // TEST-NET-1 is routed nowhere: the packets are lost, or the machine says so at once.
    const lost = await runCollector(tcp, { host: '192.0.2.1', port: 9 }, { seconds: 0.5 });
    expect(lost.reason).toMatch(/超时（0.5 s）|网络不可达|连接被拒绝|连接超时/);
    expect(lost.seconds).toBeLessThan(30);
  });

  test('where the server speaks first, what it says must begin as the settings say', async () => {
    const ssh = await keep(serve((socket) => socket.write('SSH-2.0-OpenSSH_9.9\r\n')));
    const settings = { host: '127.0.0.1', port: ssh.port, greeting: 'SSH-2.0-' };
    const good = await runCollector(tcp, settings);
    expect(measured(good, 'tcp.ok')).toBe(true);
    expect(JSON.parse(String(good.collected?.raw[0]?.body))).toMatchObject({ said: 'SSH-2.0-' });
    await until(() => ssh.open() === 0);
    const other = await runCollector(tcp, { ...settings, greeting: '220 ' });
    expect(other).toMatchObject({ collected: null, reason: '端口应答与设置的开头不符' });
    const silent = await keep(startFault('silent'));
    const hung = await runCollector(tcp, { ...settings, port: silent.port }, { seconds: 0.5 });
    expect(hung.reason).toBe('超时（0.5 s）');
    await until(() => silent.open() === 0);
  });

  test('ports are ports', () => {
    expect(tcp.options.safeParse({ host: 'x', port: 70_000 }).success).toBe(false);
    expect(tcp.options.safeParse({ host: 'x', port: 'ssh' }).success).toBe(false);
  });
});
