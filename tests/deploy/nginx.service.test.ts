import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../support/services.ts';
import { type Answer, PASSWORD, startSite, type TestNginx } from './_nginx.ts';

const SECRET = 'SECRET-OF-THE-WORKSPACE';
const PDF = '/archive/2026/inspection-log/2026-11-24/r1/HQSF-XJ-20261124-r1.pdf';
const ROLES = { zhangsan: 'supplier', lisi: 'purchaser', wangwu: 'audit', zhaoliu: 'archive', qianqi: 'nobody' };

const workspace = makeFolder('workspace');
const cache = '.opsledger/cache';
for (const view of ['site', 'site-purchaser', 'site-audit']) {
  put(`${cache}/${view}/index.html`, `<!doctype html><title>${view}</title>${'内容'.repeat(600)}`);
  put(`${cache}/${view}/404.html`, '<!doctype html><title>没有这个页面</title>');
  put(`${cache}/${view}/faults.html`, `faults of ${view}`);
  put(`${cache}/${view}/faults/GZ-20261124-001.html`, `fault of ${view}`);
  put(`${cache}/${view}/attachments/ab12.pdf`, '%PDF-1.7');
  put(`${cache}/${view}/attachments/ab12.bin`, '<script>');
  put(`${cache}/${view}/attachments/ab12.html`, '<script>');
  put(`${cache}/${view}/verify.html`, `verify of ${view}`);
  put(`${cache}/${view}/_verify/d/ab.json`, '{}');
  put(`${cache}/${view}/heartbeat.json`, '{}');
  put(`${cache}/${view}/_assets/x.js`, 'let x');
  put(`${cache}/${view}/knowledge-base/设备/考勤机 离线.html`, 'article');
  put(`${cache}/${view}/.hidden.html`, SECRET);
  put(`${cache}/${view}/manual/.git/config`, SECRET);
}
put(PDF.slice(1), '%PDF-1.7');
put(PDF.slice(1).replace('.pdf', '.html'), '<!doctype html>');
put(`${dirname(PDF.slice(1))}/manifest.json`, SECRET);
put('archive/log/log.html', SECRET);
put('records/incident/2026/11/GZ-20261124-001.yaml', SECRET);
put('opsledger.yaml', SECRET);
put('.git/config', SECRET);
put('inbox/x.html', SECRET);
symlinkSync(join(workspace, 'opsledger.yaml'), join(workspace, cache, 'site/link.html'));
symlinkSync(workspace, join(workspace, cache, 'site/out'));
const nginx = await startSite(workspace, ROLES);
afterAll(async () => {
  await nginx?.stop();
  rmSync(workspace, { recursive: true, force: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
}

const outside = [
  ...'/opsledger.yaml /records/incident/2026/11/GZ-20261124-001.yaml /inbox/x.html /.git/config'.split(' '),
  ...'/../opsledger.yaml /../../../opsledger.yaml /%2e%2e/%2e%2e/%2e%2e/opsledger.yaml'.split(' '),
  ...'/..%2f..%2f..%2fopsledger.yaml /archive/../opsledger.yaml'.split(' '),
  ...'/archive/2026/inspection-log/..%2f..%2f..%2f..%2fopsledger.yaml/r1/x.html'.split(' '),
  ...'/archive/2026/../../opsledger.yaml /archive/2026/inspection-log/2026-11-24/r1/manifest.json'.split(' '),
  ...'/archive/log/log.html /archive/ /archive /.hidden /.hidden.html /manual/.git/config /link /link.html'.split(' '),
  ...'/out/opsledger.yaml /out/inbox/x.html /.opsledger/cache/site/index.html'.split(' '),
];

/** true when the decoded address climbs above `/`: Nginx refuses it with 400 before it looks for anything. */
function leavesTheRoot(path: string): boolean {
  let depth = 0;
  for (const part of decodeURIComponent(path)
    .split('/')
    .filter((one) => one !== '')) {
    depth += part === '..' ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

function expectHeaders({ headers }: Answer, kind: 'page' | 'document'): void {
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': kind === 'page' ? 'DENY' : 'SAMEORIGIN',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers['permissions-policy']).toContain('camera=()');
  expect(headers['content-security-policy']).toContain(kind === 'page' ? "script-src 'self'" : "script-src 'none'");
  expect(headers['content-security-policy']).toContain(`frame-ancestors '${kind === 'page' ? 'none' : 'self'}'`);
  expect(headers['cache-control']).toMatch(/^private/);
  expect(headers.server).toBe('nginx');
}

describe('without credentials', () => {
  const paths = ['/', '/faults', '/no/such/page', '/404.html', '/_assets/x.js', PDF, '/theme.js', ...outside];

  it.each(paths)('%s is 401 and nothing else', async (path) => {
    const answer = await nginx.get(path);
    // Nginx itself refuses an address that leaves the root, before anything is looked for.
    expect(leavesTheRoot(path) ? [400, 401] : [401]).toContain(answer.status);
    expect(answer.body).not.toContain(SECRET);
    if (answer.status === 401) {
      expect(answer.headers['www-authenticate']).toContain('Basic');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it.each(['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])('%s is 401', async (method) => {
    for (const path of ['/', PDF, '/archive/']) expect((await nginx.get(path, { method })).status).toBe(401);
  });

  it('a wrong password and an unknown user are 401', async () => {
    for (const login of ['zhangsan:wrong', `nobody:${PASSWORD}`, 'zhangsan:', ':']) {
      const headers = { Authorization: `Basic ${btoa(login)}` };
      expect((await nginx.get('/', { headers })).status).toBe(401);
    }
  });

  it('plain http only points to https', async () => {
    const answer = await fetch(`http://127.0.0.1:${nginx.httpPort}/faults`, { redirect: 'manual' });
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe('https://127.0.0.1/faults');
  });
});

describe('with credentials', () => {
  it.each(outside)('%s is not reachable', async (path) => {
    for (const user of ['zhangsan', 'zhaoliu']) {
      const answer = await nginx.get(path, { user });
      expect([400, 403, 404]).toContain(answer.status);
      expect(answer.body).not.toContain(SECRET);
    }
  });

  it('pages are found by their addresses, Chinese ones too', async () => {
    expect((await nginx.get('/', { user: 'zhangsan' })).body).toContain('<title>site</title>');
    expect((await nginx.get('/faults', { user: 'zhangsan' })).body).toBe('faults of site');
    expect((await nginx.get('/faults?level=P1', { user: 'zhangsan' })).status).toBe(200);
    expect((await nginx.get('/faults/GZ-20261124-001', { user: 'zhangsan' })).body).toBe('fault of site');
    expect((await nginx.get(encodeURI('/knowledge-base/设备/考勤机 离线'), { user: 'zhangsan' })).body).toBe('article');
  });

  it('nothing can be written', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'MKCOL', 'PROPFIND']) {
      for (const path of ['/', '/faults', PDF]) {
        expect((await nginx.get(path, { user: 'zhangsan', method })).status, `${method} ${path}`).toBe(405);
      }
    }
  });
});

describe('headers', () => {
  it('stand on 200, also compressed', async () => {
    const answer = await nginx.get('/', { user: 'zhangsan', headers: { 'Accept-Encoding': 'gzip' } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expectHeaders(answer, 'page');
  });

  it('stand on 304', async () => {
    const first = await nginx.get('/faults', { user: 'zhangsan' });
    const headers = { 'If-None-Match': String(first.headers.etag) };
    const answer = await nginx.get('/faults', { user: 'zhangsan', headers });
    expect(answer.status).toBe(304);
    expectHeaders(answer, 'page');
  });

  it('stand on 404, which is the site’s own page', async () => {
    const answer = await nginx.get('/no/such/page', { user: 'zhangsan' });
    expect(answer.status).toBe(404);
    expect(answer.body).toContain('没有这个页面');
    expectHeaders(answer, 'page');
  });

  it('stand on PDFs and archived pages, in which nothing runs', async () => {
    const answer = await nginx.get(PDF, { user: 'zhangsan' });
    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([200, 'application/pdf', '%PDF-1.7']);
    expectHeaders(answer, 'document');
    expectHeaders(await nginx.get(PDF.replace('.pdf', '.html'), { user: 'zhangsan' }), 'document');
  });

  it('stand on attachments, of which a browser shows what it can and saves the rest', async () => {
    for (const [name, disposition] of [
      ['ab12.pdf', undefined],
      ['ab12.bin', 'attachment'],
      ['ab12.html', 'attachment'],
    ] as const) {
      const answer = await nginx.get(`/attachments/${name}`, { user: 'wangwu' });
      expect([name, answer.status, answer.headers['content-disposition']]).toEqual([name, 200, disposition]);
      expectHeaders(answer, 'document');
    }
    // Who is for the archive alone reads records, and what is attached to them.
    expect((await nginx.get('/attachments/ab12.pdf', { user: 'zhaoliu' })).status).toBe(200);
  });

  it('let only files be kept whose name holds their digest', async () => {
    expect((await nginx.get('/_assets/x.js', { user: 'zhangsan' })).headers['cache-control']).toContain('immutable');
    expect((await nginx.get('/', { user: 'zhangsan' })).headers['cache-control']).toBe('private, no-cache');
  });
});

describe('roles', () => {
  it('see their own view', async () => {
    expect((await nginx.get('/faults', { user: 'lisi' })).body).toBe('faults of site-purchaser');
    expect((await nginx.get('/faults', { user: 'wangwu' })).body).toBe('faults of site-audit');
  });

  it('that are for the archive alone see no other part', async () => {
    expect((await nginx.get('/verify', { user: 'zhaoliu' })).body).toBe('verify of site-audit');
    expect((await nginx.get('/_verify/d/ab.json', { user: 'zhaoliu' })).status).toBe(200);
    expect((await nginx.get(PDF, { user: 'zhaoliu' })).status).toBe(200);
    // Each page asks for it, theirs too.
    expect((await nginx.get('/heartbeat.json', { user: 'zhaoliu' })).status).toBe(200);
    for (const path of ['/', '/faults', '/verifyx', '/knowledge-base', '/faults/GZ-20261124-001']) {
      expect((await nginx.get(path, { user: 'zhaoliu' })).status, path).toBe(403);
    }
  });

  it('that nobody defined see nothing', async () => {
    for (const path of ['/', PDF, '/verify', '/heartbeat.json'])
      expect((await nginx.get(path, { user: 'qianqi' })).status).toBe(403);
  });
});

it('the rate limit answers 429 to a flood, and people again afterwards', async () => {
  // Each address has an allowance of its own; what the tests before have left of theirs depends on the machine.
  const from = '127.0.0.2';
  const statuses = await nginx.flood('/faults', 400, from);
  expect(statuses).toHaveLength(400);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(20);
  // Without a password each is refused, the first ones for that alone.
  expect(new Set(statuses)).toEqual(new Set([401, 429]));
  expect((await nginx.get('/faults', { user: 'zhangsan', from })).status).toBe(200);
});

describe('with the organisation’s sign-in', () => {
  let identity: Server;
  let site: TestNginx;
  beforeAll(async () => {
    // Stands for oauth2-proxy: a session cookie names its user.
    identity = createServer((request, response) => {
      const user = /session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
      if (user === undefined) response.writeHead(401).end();
      else response.writeHead(202, { 'X-Auth-Request-Preferred-Username': user }).end();
    });
    await new Promise<void>((ready) => identity.listen(0, '127.0.0.1', ready));
    site = await startSite(workspace, ROLES, (identity.address() as AddressInfo).port);
  });
  afterAll(async () => {
    await site?.stop();
    await new Promise((done) => identity.close(done));
  });

  it('gives everybody without a session 401, and no role by a header of their own', async () => {
    for (const path of ['/', PDF, '/no/such/page', '/archive/']) expect((await site.get(path)).status).toBe(401);
    const headers = { 'X-Auth-Request-Preferred-Username': 'zhangsan' };
    expect((await site.get('/', { headers, user: 'zhangsan' })).status).toBe(401);
  });

  it('gives a session its role', async () => {
    const as = (user: string) => ({ headers: { Cookie: `session=${user}` } });
    expect((await site.get('/faults', as('lisi'))).body).toBe('faults of site-purchaser');
    expect((await site.get('/faults', as('zhaoliu'))).status).toBe(403);
    expect((await site.get('/faults', as('stranger'))).status).toBe(403);
    expectHeaders(await site.get('/no', as('zhangsan')), 'page');
  });
});
