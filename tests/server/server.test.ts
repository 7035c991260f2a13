import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SiteServer, serveSite } from '../../src/server/server.ts';

const REVISION = '2026/inspection-log/2026-11-24/r1';
const NUMBER = 'HQSF-XJ-20261124-r1';

let dir: string;
let server: SiteServer;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'opsledger-serve-'));
  const files: Record<string, string> = {
    'site/index.html': '<p>首页</p>',
    'site/404.html': '<p>没有这个页面</p>',
    'site/deliverables.html': '<p>交付物</p>',
    'site/knowledge-base/设备/考勤机 离线.html': '<p>考勤机</p>',
    'site/_assets/x.abc.js': `// ${'x'.repeat(2000)}`,
    'site/preview/d.html': '<p>草稿</p>',
    'site/.secret': 'secret',
    'site/notes.md': 'no type of ours',
    [`archive/${REVISION}/manifest.json`]: JSON.stringify({ title: '系统巡检日志' }),
    [`archive/${REVISION}/document.json`]: '{}',
    [`archive/${REVISION}/${NUMBER}.html`]: '<p>日志</p>',
    [`archive/${REVISION}/${NUMBER}.pdf`]: '%PDF-1.7 test',
    [`archive/${REVISION}/${NUMBER}.xlsx`]: 'PK',
    'archive/2026/inspection-log/2026-11-25/r1/unfinished.pdf': '%PDF half',
    'archive/log/tree.json': '{}',
    'opsledger.yaml': 'secret: 1',
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  server = await serveSite({ siteDir: join(dir, 'site'), archiveDir: join(dir, 'archive'), port: 0 });
});
afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** A raw request: `fetch` would tidy the path before it is sent. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  const outgoing = request({ host: hostname, port, path, headers, method });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
}

const archived = (extension: string): string => `/archive/${REVISION}/${NUMBER}.${extension}`;

describe('pages', () => {
  it.each(['/', '/index.html', '/deliverables', '/deliverables/', '/deliverables?state=due'])(
    '%s is served',
    async (path) => {
      const { status, headers } = await ask(path);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
    },
  );

  it('have Chinese addresses', async () => {
    const path = `/knowledge-base/${encodeURIComponent('设备')}/${encodeURIComponent('考勤机 离线')}`;
    expect((await ask(path)).body.toString()).toContain('考勤机');
  });

  it('that do not exist say so in Chinese, with status 404', async () => {
    const { status, body } = await ask('/no/such');
    expect(status).toBe(404);
    expect(body.toString()).toContain('没有这个页面');
  });

  it('are not sent again when nothing changed, and are when something did', async () => {
    const first = await ask('/');
    const tag = String(first.headers['etag']);
    const second = await ask('/', { 'If-None-Match': tag });
    expect([second.status, second.body.length]).toEqual([304, 0]);
    expect(second.headers['content-security-policy']).toBeDefined();
    await writeFile(join(dir, 'site/index.html'), '<p>新的首页</p>');
    expect((await ask('/', { 'If-None-Match': tag })).status).toBe(200);
  });

  it('shrink for those who ask, and hashed files are kept for ever', async () => {
    const plain = await ask('/_assets/x.abc.js');
    const small = await ask('/_assets/x.abc.js', { 'Accept-Encoding': 'br, gzip' });
    expect(small.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(small.body).equals(plain.body)).toBe(true);
    expect(small.headers['etag']).not.toBe(plain.headers['etag']);
    expect(String(plain.headers['cache-control'])).toContain('immutable');
    expect(
      (await ask('/_assets/x.abc.js', { 'Accept-Encoding': 'gzip;q=0' })).headers['content-encoding'],
    ).toBeUndefined();
  });

  it('answer HEAD without a body and refuse to be written', async () => {
    const head = await ask('/', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const { status, headers } = await ask('/', {}, method);
      expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
    }
  });
});

describe('issued documents', () => {
  it('are served as they were archived, under names that people know', async () => {
    const pdf = await ask(archived('pdf'));
    expect(pdf.body.toString()).toBe('%PDF-1.7 test');
    expect(pdf.headers['content-type']).toBe('application/pdf');
    const name = encodeURIComponent('20261124_系统巡检日志_第1版.pdf');
    // An ASCII name for old programs, the real one beside it.
    expect(pdf.headers['content-disposition']).toMatch(/^inline; filename="20261124[_\d]*\.pdf"; filename\*=UTF-8''/);
    expect(String(pdf.headers['content-disposition'])).toContain(`filename*=UTF-8''${name}`);
    expect(String((await ask(archived('xlsx'))).headers['content-disposition'])).toMatch(/^attachment;/);
    expect(String((await ask(`${archived('pdf')}?download`)).headers['content-disposition'])).toMatch(/^attachment;/);
  });

  it('run nothing', async () => {
    for (const path of [archived('html'), '/preview/d.html']) {
      const { status, headers } = await ask(path);
      expect(status).toBe(200);
      expect(headers['content-security-policy']).toContain("script-src 'none'");
    }
  });

  it.each([
    `/archive/${REVISION}/manifest.json`,
    `/archive/${REVISION}/document.json`,
    '/archive/log/tree.json',
    '/archive/2026/inspection-log/2026-11-25/r1/unfinished.pdf',
    '/archive/',
    `/archive/${REVISION}/`,
  ])('%s is none of them', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });
});

describe('nothing else of the machine can be read', () => {
  it.each([
    '/../opsledger.yaml',
    '/%2e%2e/opsledger.yaml',
    '/..%2fopsledger.yaml',
    '/%2e%2e%2fopsledger.yaml',
    '/a/../../opsledger.yaml',
    '/..\\opsledger.yaml',
    '/%5c..%5copsledger.yaml',
    '/archive/../../opsledger.yaml',
    '/archive/2026/inspection-log/../../../opsledger.yaml',
    '/.secret',
    '/notes.md',
    '/%00',
    '/%',
    '//etc/passwd',
    '/index.html%00.js',
    `/${'a'.repeat(5000)}`,
  ])('%s', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('secret');
  });

  it('not through symbolic links either', async () => {
    await symlink(join(dir, 'opsledger.yaml'), join(dir, 'site/link.txt'));
    await symlink(join(dir, 'opsledger.yaml'), join(dir, `archive/${REVISION}/link.pdf`));
    expect((await ask('/link.txt')).status).toBe(404);
    expect((await ask(`/archive/${REVISION}/link.pdf`)).status).toBe(404);
  });
});

describe('every answer', () => {
  it('carries the strict headers, whatever its status', async () => {
    const answers = [
      await ask('/'),
      await ask('/no'),
      await ask('/', {}, 'POST'),
      await ask(archived('pdf')),
      await ask('/', { 'If-None-Match': String((await ask('/')).headers['etag']) }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 405, 200, 304]);
    for (const { headers } of answers) {
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['permissions-policy']).toContain('camera=()');
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(policy).not.toMatch(/https?:/);
    }
  });
});

describe('the server', () => {
  it('listens on this machine only, and says which port is taken', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(server.url).port);
    await expect(serveSite({ siteDir: dir, archiveDir: dir, port })).rejects.toThrow(`端口 ${port} 已被占用`);
  });

  it('closes although a client keeps its connection open', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    await server.close();
    server = await serveSite({ siteDir: join(dir, 'site'), archiveDir: join(dir, 'archive'), port: 0 });
    expect((await ask('/')).status).toBe(200);
  });

  it('tells its owner what went wrong, and the client only that something did', async () => {
    const seen: unknown[] = [];
    await server.close();
    server = await serveSite({
      siteDir: join(dir, 'site'),
      archiveDir: join(dir, 'archive'),
      port: 0,
      onError: (error) => seen.push(error),
    });
    await writeFile(join(dir, `archive/${REVISION}/manifest.json`), 'not json');
    const { status, body } = await ask(archived('pdf'));
    expect(status).toBe(500);
    expect(body.toString()).not.toContain('JSON');
    expect(seen).toHaveLength(1);
  });
});
