/** Every bad manner of a server, through the whole collect: in time, sockets closed, the reason said, never 正常. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../support/certificate.ts';
import { until } from '../../support/collect.ts';
import {
  answer,
  deadlineFor,
  type Fault,
  faults,
  type RunningServer,
  serve,
  startAnswering,
  startFault,
  startGreetingFault,
} from '../../support/fault-server.ts';
import { keepServers } from '../../support/kept-servers.ts';
import { startMysqlBehindTls, startRefusingMysql } from '../../support/mysql-server.ts';
import { judged, place } from './_collect.ts';
import { addChecks, type Case, casesAt } from './_fault-cases.ts';

/** Ten times the short deadline, the one second of the promise, and what this machine takes to commit a record. */
const limit = (saving: number) => 10 * (deadlineFor('silent') + 1 + saving);

let saving = 0;
const keep = keepServers();
process.env['COLLECT_FAULTS_PASSWORD'] = 'pw-of-the-fault-test';
// What a run costs that reads nothing: judged apart, because the promise is about waiting for sources.
const at = await place();
await addChecks(at);
await at.sources([]);
const started = performance.now();
await at.run();
saving = (performance.now() - started) / 1000;
afterAll(() => {
  delete process.env['COLLECT_FAULTS_PASSWORD'];
});

/** One server a protocol, each with the fault as a client of that protocol meets it. */
async function serversOf(fault: Fault): Promise<Record<Case['speaks'], RunningServer>> {
  const http = await keep(startFault(fault));
  if (fault === 'refuse') return { http, mysql: http, redis: http, greeting: http };
  const greeting = await keep(startGreetingFault(fault));
  if (fault !== 'unauthorized') return { http, mysql: greeting, redis: http, greeting };
  const wrong = () => '-WRONGPASS invalid username-password pair or user is disabled.\r\n';
  return { http, mysql: await keep(startRefusingMysql()), redis: await keep(startAnswering(wrong)), greeting };
}

describe.each(faults)('a server that is %s', (fault) => {
  it('makes every kind of source 无法采集 with its reason, in time and with sockets closed', async () => {
    const spoken = await serversOf(fault);
    const portOf = (n: number) => spoken[casesAt(0)[n]?.speaks ?? 'http'].port;
    const all = casesAt(0).map((_, n) => {
      const one = casesAt(portOf(n))[n] as Case;
      return { ...one, source: { name: `${fault}-${n}`, deadlineSeconds: deadlineFor(fault), ...one.source } };
    });
    await at.sources(all.map((one) => one.source));
    const started = performance.now();
    await at.run();
    const seconds = (performance.now() - started) / 1000;
    expect(seconds).toBeLessThan(limit(saving));
    await until(() => Object.values(spoken).every((server) => server.open() === 0));
    const record = await at.last();
    const row = await judged(at);
    for (const one of all) {
      const { source, check } = one;
      const shown = `${source.type} against ${fault}`;
      const judgedRow = row(check, one.asset ?? source.target);
      expect(judgedRow.outcome, shown).toBe('unreachable');
      expect(judgedRow.reason, shown).toMatch(/[\u4e00-\u9fff]/);
      const run = record.runs.find((r) => r.source === source.name);
      expect(run?.ok, shown).toBe(false);
      expect(run?.reason, shown).toMatch(reasonOf(fault, one.speaks));
    }
    expect(record.readings).toEqual([]);
    expect(await at.everything()).not.toContain('pw-of-the-fault-test');
  });
});

/** What the engineer reads: a text that names the fault, not merely any text. */
function reasonOf(fault: Fault, speaks: Case['speaks']): RegExp {
  if (fault === 'refuse') return /连接被拒绝/;
  // A machine that is busy takes the rest of a second from the last of its turn.
  if (fault === 'silent') return /超时（(?:1|0\.\d) s）/;
  // One byte a second is too slow for an answer; two bytes that are no greeting are seen at once.
  if (fault === 'drip') return speaks === 'greeting' ? /超时（1 s）|开头不符/ : /超时（1 s）/;
  if (fault === 'half') return /连接中断|不是|不符/;
  if (fault === 'huge') return /应答过大|不是|不符/;
  if (fault === 'html') return /不是|不符/;
  return speaks === 'greeting' ? /不符/ : /账号或口令有误/;
}

it.each([
  ['expired', -10, -1, '证书已过期'],
  ['not valid yet', 1, 10, '证书尚未生效'],
])(
  'a certificate that is %s is named by every kind of source, and nothing is 正常',
  async (_what, from, to, reason) => {
    const certificate = makeCertificate(from, to);
    // Trusted, so that its dates are all that is wrong with it.
    const ca = join(at.root, 'ca.pem');
    await writeFile(ca, certificate.cert);
    const web = await keep(serve((socket) => socket.end(answer('ok')), certificate));
    const database = await keep(startMysqlBehindTls(certificate));
    const secure = casesAt(0).filter((one) => one.speaks !== 'greeting');
    const sources = secure.map(({ source, speaks }, n) => ({
      name: `tls${-from}-${n}`,
      // What is tested is the certificate: no busy machine makes a deadline of it.
      deadlineSeconds: 60,
      ...secured(source, speaks === 'mysql' ? database.port : web.port, ca),
    }));
    await at.sources(sources);
    await at.run();
    const row = await judged(at);
    for (const { source, check, asset } of secure) {
      const found = row(check, asset ?? source.target);
      expect(found.outcome, source.type).toBe('unreachable');
      expect(found.reason, source.type).toContain(reason);
    }
    const own = (await at.last()).readings.filter((one) => one.metric === 'tls.chain');
    expect(own.map((one) => one.value)).toEqual([reason]);
    await until(() => web.open() + database.open() === 0);
  },
);

/** The same source over TLS. */
function secured(source: Case['source'], port: number, ca: string): object {
  if (source.url !== undefined) return { ...source, url: `https://localhost:${port}/`, ca };
  const server = { host: 'localhost', port, tls: true, ca };
  if (!('sender' in source)) return { ...source, ...server };
  const side = (one: object) => ({ ...one, ...server });
  const { sender, receiver, ...rest } = source as unknown as Record<'sender' | 'receiver', object>;
  return { ...rest, sender: side(sender), receiver: side(receiver) };
}
