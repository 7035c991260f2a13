import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import http from '../../src/collectors/http.ts';
import { makeCertificate } from '../support/certificate.ts';
import { measured, readingOf, runCollector } from '../support/collect.ts';
import { answer, type RunningServer, startAnswering, startFault } from '../support/fault-server.ts';
import { keepServers } from '../support/kept-servers.ts';
import { meetsFaults } from './_faults.ts';

const keep = keepServers();
const at = (server: RunningServer, path = '/') => `http://127.0.0.1:${server.port}${path}`;

describe('expectations', () => {
  test('status, text, JSON and latency', async () => {
    const server = await keep(
      startAnswering(() => answer('{"data":{"status":"UP"},"title":"用户登录"}', 'application/json')),
    );
    const outcome = await runCollector(http, {
      url: at(server, '/health?token=s3cret'),
      expectStatus: '200',
      expectText: '用户登录',
      expectJson: { path: 'data.status', equals: 'UP' },
    });
    expect(measured(outcome, 'http.ok')).toBe(true);
    expect(measured(outcome, 'http.status')).toBe(200);
    expect(measured(outcome, 'http.text')).toBe(true);
    expect(measured(outcome, 'http.json')).toBe(true);
    expect(measured(outcome, 'http.latency')).toBeLessThan(2000);
    expect(outcome.collected?.raw.map((r) => r.name)).toEqual([`GET http://127.0.0.1:${server.port}/health HTTP 200`]);
  });

  test.each([
    [{}, answer('x', 'text/plain', '503 Service Unavailable'), '状态码 503'],
    [{ expectText: '用户登录' }, answer('维护中'), '缺少文字“用户登录”'],
    [{ expectJson: { path: 'a.b', equals: '1' } }, answer('{"a":{"b":2}}'), 'a.b 为 2'],
    [{ expectJson: { path: 'constructor.name', equals: 'Object' } }, answer('{}'), 'constructor.name 为 空'],
  ])('%j not met is said in words', async (expectation, reply, words) => {
    const server = await keep(startAnswering(() => reply));
    expect(measured(await runCollector(http, { url: at(server), ...expectation }), 'http.ok')).toBe(words);
  });

  test('several steps carry cookies, and the step that fails is named', async () => {
    const server = await keep(
      startAnswering((line, request) => {
        if (line.startsWith('GET /login'))
          return answer('ok').replace('\r\n\r\n', '\r\nset-cookie: sid=42; Path=/\r\n\r\n');
        return /cookie: sid=42/i.test(request) ? answer('欢迎') : answer('no', 'text/plain', '401 Unauthorized');
      }),
    );
    const steps = [
      { name: '登录页', url: at(server, '/login') },
      { name: '首页', url: at(server, '/home'), expectText: '欢迎' },
    ];
    const good = await runCollector(http, { steps });
    expect([measured(good, 'http.ok'), measured(good, 'http.status', '首页')]).toEqual([true, 200]);
    const bad = await runCollector(http, { steps: steps.slice(1).concat(steps.slice(0, 1)) });
    expect(bad).toMatchObject({ collected: null, reason: '首页：账号或口令有误（HTTP 401）' });
  });

  test('a header may hold a secret: it is sent, and is in nothing that comes back', async () => {
    const server = await keep(startAnswering(() => answer('x', 'text/plain', '403 Forbidden')));
    const outcome = await runCollector(http, { url: at(server), headers: { authorization: 'Bearer s3cret-token' } });
    expect(server.received()).toContain('authorization: Bearer s3cret-token');
    expect(JSON.stringify(outcome)).not.toContain('s3cret-token');
  });

  test.each([
    [{ url: 'ftp://x/' }],
    [{ url: 'https://user:pw@x/' }],
    [{ url: 'http://x', method: 'POST' }],
    [{ steps: [] }],
    [{ url: 'http://x', unknown: '1' }],
  ])('settings %j are refused', (settings) => expect(http.options.safeParse(settings).success).toBe(false));
});

describe('faults', () => {
  meetsFaults(http, {
    options: (server) => ({ url: at(server) }),
    said: { huge: '应答过大（超过 8 MB）', html: null, unauthorized: null },
  });

  test('a name that does not exist', async () => {
    const outcome = await runCollector(http, { url: 'http://no-such-host.invalid/' });
    expect(outcome.reason).toBe('域名无法解析');
  });

  test.each([
    [{ expectJson: { path: 'status', equals: 'UP' } }, '应答是网页，不是 JSON'],
    [{ expectType: 'json' }, '应答是网页，不是 JSON'],
    [{ expectType: 'text', expectText: 'up' }, '应答是网页，不是文字'],
  ])('HTML in place of what %j asks for is no measurement', async (expectation, reason) => {
    const server = await keep(startFault('html'));
    const outcome = await runCollector(http, { url: at(server), ...expectation });
    expect(outcome).toMatchObject({ collected: null, reason });
  });

  test('a page that lacks its words, and an error status with a page, were measured', async () => {
    const page = await keep(startFault('html'));
    const lacking = await runCollector(http, { url: at(page), expectText: '欢迎' });
    expect(measured(lacking, 'http.ok')).toBe('缺少文字“欢迎”');
    const broken = await keep(startAnswering(() => answer('<html>', 'text/html', '500 Internal Server Error')));
    const outage = await runCollector(http, { url: at(broken), expectJson: { path: 'status', equals: 'UP' } });
    expect([measured(outage, 'http.ok'), measured(outage, 'http.status')]).toEqual(['状态码 500', 500]);
  });

  test('a wrong password says nothing about the page; where 401 is what is expected, it does', async () => {
    const server = await keep(startFault('unauthorized'));
    const refused = await runCollector(http, { url: at(server) });
    expect(refused).toMatchObject({ collected: null, reason: '账号或口令有误（HTTP 401）' });
    const expected = await runCollector(http, { url: at(server), expectStatus: 401 });
    expect(measured(expected, 'http.ok')).toBe(true);
  });
});

describe('certificates', () => {
  const secure = (server: RunningServer) => `https://127.0.0.1:${server.port}/`;
  const withAuthority = <T>(pem: string, run: (file: string) => Promise<T>) => {
    const folder = mkdtempSync(join(tmpdir(), 'opsledger-ca-'));
    writeFileSync(join(folder, 'ca.pem'), pem);
    return run(join(folder, 'ca.pem')).finally(() => rmSync(folder, { recursive: true }));
  };

  test('days left and a trusted chain', async () => {
    const certificate = makeCertificate(-1, 40.5);
    const server = await keep(startAnswering(() => answer('ok'), certificate));
    const outcome = await withAuthority(certificate.cert, (ca) => runCollector(http, { url: secure(server), ca }));
    expect([measured(outcome, 'http.ok'), measured(outcome, 'tls.chain'), measured(outcome, 'tls.days-left')]).toEqual([
      true,
      'valid',
      40,
    ]);
  });

  test('an expired certificate: its age is measured, and nothing was sent over the connection', async () => {
    const certificate = makeCertificate(-30, -2.5);
    const server = await keep(startAnswering(() => answer('ok'), certificate));
    const outcome = await withAuthority(certificate.cert, (ca) => runCollector(http, { url: secure(server), ca }));
    expect([measured(outcome, 'tls.chain'), measured(outcome, 'tls.days-left')]).toEqual(['证书已过期', -3]);
    expect(readingOf(outcome, 'http.ok')).toMatchObject({ value: null, problem: '证书已过期' });
    expect(server.received()).toBe('');
  });

  test('a certificate that nobody vouches for', async () => {
    const server = await keep(startAnswering(() => answer('ok'), makeCertificate(-1, 40)));
    const outcome = await runCollector(http, { url: secure(server) });
    expect(readingOf(outcome, 'http.ok').problem).toBe('自签名证书，不受信任');
  });

  test('plain HTTP behind an https address', async () => {
    const server = await keep(startAnswering(() => answer('ok')));
    expect((await runCollector(http, { url: secure(server) })).reason).toBe('TLS 握手失败');
  });
});
