/** Every bad manner of a server, through the whole collect: in time, sockets closed, the reason said, never 正常. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../support/certificate.ts';
import { until } from '../support/collect.ts';
import {
  answer,
  type Fault,
  faults,
  type RunningServer,
  serve,
  startAnswering,
  startFault,
  startGreetingFault,
} from '../support/fault-server.ts';
import { judged, type Place, place } from './_collect.ts';
import { cleanUp } from './_workspace.ts';

const DEADLINE = 1;
/** Besides the deadline: the one second of the promise, and what this machine takes to commit a record. */
const limit = (saving: number) => DEADLINE + 1 + saving;

let at: Place;
let saving = 0;
const servers: RunningServer[] = [];
async function keep(starting: Promise<RunningServer>): Promise<RunningServer> {
  const server = await starting;
  servers.push(server);
  return server;
}
beforeAll(async () => {
  // What a run costs that reads nothing: judged apart, because the promise is about waiting for sources.
  const empty = await place();
  await empty.sources([]);
  const started = performance.now();
  await empty.run();
  saving = (performance.now() - started) / 1000;
});
beforeEach(async () => {
  at = await place();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
afterAll(cleanUp);

/** A source of every type that asks a server at this port, with the check that its asset is judged by. */
const sourcesAt = (port: number) => {
  const url = `http://127.0.0.1:${port}/x`;
  const login = { host: '127.0.0.1', port, user: 'reader' };
  return [
    { source: { type: 'http', target: 'subsystem-hr', url, expectText: '登录成功' }, check: 'subsystem-access' },
    { source: { type: 'nginx', target: 'nginx-1', url }, check: 'nginx-active' },
    { source: { type: 'node-exporter', target: 'app-server-1', url }, check: 'host-memory' },
    { source: { type: 'prometheus', target: 'app-server-2', url, preset: 'node' }, check: 'host-memory' },
    { source: { type: 'redis', target: 'redis-1', host: '127.0.0.1', port }, check: 'redis-memory' },
    { source: { type: 'mysql', target: 'mysql-primary', ...login }, check: 'mysql-connections' },
    {
      source: {
        type: 'device-activity',
        target: 'subsystem-attendance',
        ...login,
        query: 'SELECT device, last FROM t',
        devices: { a: 'attendance-1' },
      },
      check: 'attendance-data',
      asset: 'attendance-1',
    },
  ];
};

const greeting: readonly Exclude<Fault, 'refuse'>[] = ['silent', 'drip', 'half', 'huge', 'html'];

describe.each(faults)('a server that is %s', (fault) => {
  it('makes every kind of source 无法采集 with its reason, in time and with sockets closed', async () => {
    const asked = await keep(startFault(fault));
    // MySQL waits for the server's greeting, so its server must speak first.
    const spoken = greeting.includes(fault as never) ? await keep(startGreetingFault(fault as never)) : asked;
    const all = sourcesAt(0).map(({ source, ...rest }, n) => {
      const greets = source.type === 'mysql' || source.type === 'device-activity';
      const port = (greets ? spoken : asked).port;
      const own = sourcesAt(port)[n]?.source ?? source;
      return { ...rest, source: { name: `s${n}`, deadlineSeconds: DEADLINE, ...own } };
    });
    await at.sources(all.map((one) => one.source));
    const started = performance.now();
    await at.run();
    const seconds = (performance.now() - started) / 1000;
    expect(seconds).toBeLessThan(limit(saving));
    await until(() => asked.open() + spoken.open() === 0);
    const record = await at.last();
    const row = await judged(at);
    for (const one of all) {
      const { source, check } = one;
      const asset = 'asset' in one ? (one.asset ?? source.target) : source.target;
      const shown = `${source.type} against ${fault}`;
      const judgedRow = row(check, asset);
      // A page that answers, but not as expected, is there and is wrong: that is 异常, and no other kind of source is.
      if (source.type === 'http' && ['html', 'unauthorized', 'huge'].includes(fault))
        expect(['abnormal', 'unreachable'], shown).toContain(judgedRow.outcome);
      else expect(judgedRow.outcome, shown).toBe('unreachable');
      expect(judgedRow.reason ?? judgedRow.measured, shown).toMatch(/[\u4e00-\u9fff]/);
      const run = record.runs.find((r) => r.source === source.name);
      expect(run?.reason ?? '', shown).not.toMatch(/程序错误/);
    }
    expect(
      record.readings.filter((one) => one.value !== null && one.metric.endsWith('.ok') && one.value === true),
    ).toEqual([]);
  });
});

describe('values that cannot be', () => {
  const memory = (total: string, available: string) =>
    answer(`node_memory_MemTotal_bytes ${total}\nnode_memory_MemAvailable_bytes ${available}\n`);
  it.each([
    ['NaN', '100', 'NaN'],
    ['negative', '100', '-5'],
    ['more than all', '100', '500'],
    ['infinite', '+Inf', '50'],
  ])('%s: 数值不可信 or not there, never 正常', async (_what, total, available) => {
    const server = await keep(startAnswering(() => memory(total, available)));
    await at.sources([
      {
        name: 'host',
        type: 'node-exporter',
        target: 'app-server-1',
        url: `http://127.0.0.1:${server.port}/`,
        deadlineSeconds: 5,
      },
    ]);
    await at.run();
    const row = (await judged(at))('host-memory', 'app-server-1');
    expect(row.outcome).toBe('unreachable');
    expect(row.reason).toMatch(/不可信|没有指标/);
  });

  it('a counter that went back gives no rate', async () => {
    let requests = 9000;
    const server = await keep(
      startAnswering(() => {
        const line = `${requests} ${requests} ${requests}`;
        return answer(
          `Active connections: 1 \nserver accepts handled requests\n ${line} \nReading: 0 Writing: 1 Waiting: 0 \n`,
        );
      }),
    );
    await at.sources([{ name: 'web', type: 'nginx', target: 'nginx-1', url: `http://127.0.0.1:${server.port}/` }]);
    await at.run();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    requests = 10;
    await at.run();
    const rate = (await at.last()).readings.find((one) => one.metric === 'nginx.requests-rate');
    expect(rate?.value ?? null).toBeNull();
  });
});

describe('a certificate', () => {
  it.each([
    ['expired', -10, -1, '证书已过期'],
    ['not valid yet', 1, 10, '证书尚未生效'],
  ])('that is %s is named, and the page is not 正常', async (_what, from, to, reason) => {
    const certificate = makeCertificate(from, to);
    // Trusted, so that its dates are all that is wrong with it.
    const ca = join(at.root, 'ca.pem');
    await writeFile(ca, certificate.cert);
    const server = await keep(serve((socket) => socket.end(answer('ok')), certificate));
    const url = `https://localhost:${server.port}/`;
    await at.sources([{ name: 'page', type: 'http', target: 'subsystem-hr', url, ca, deadlineSeconds: 5 }]);
    await at.run();
    const row = (await judged(at))('subsystem-access', 'subsystem-hr');
    expect(row).toMatchObject({ outcome: 'unreachable', measured: reason });
    const own = (await at.last()).readings.filter((one) => one.metric === 'tls.chain');
    expect(own.map((one) => one.value)).toEqual([reason]);
  });
});
