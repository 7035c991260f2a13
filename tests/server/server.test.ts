import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readlink, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { domainToASCII } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServeOptions, type SiteServer, serveSite } from '../../src/server/server.ts';

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
    [`archive/${REVISION}/document.json.gz`]: '{}',
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
  server = await serve();
});
afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

const serve = (more: Partial<ServeOptions> = {}): Promise<SiteServer> =>
  serveSite({ siteDir: join(dir, 'site'), archiveDir: join(dir, 'archive'), hosts: [], port: 0, ...more });

/** In place of the server that stands. */
async function serveAnew(more: Partial<ServeOptions>): Promise<void> {
  await server.close();
  server = await serve(more);
}

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
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
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
    expect(Number(head.headers['content-length'])).toBe((await ask('/')).body.length);
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
    `/archive/${REVISION}/document.json.gz`,
    '/archive/log/tree.json',
    '/archive/2026/inspection-log/2026-11-25/r1/unfinished.pdf',
    '/archive/',
    `/archive/${REVISION}/`,
  ])('%s is none of them', async (path) => expect((await ask(path)).status).toBe(404));
});

describe('a part of a file', () => {
  const whole = '%PDF-1.7 test';
  const part = (headers: Record<string, string>, method = 'GET') => ask(archived('pdf'), headers, method);

  it('is sent with its place', async () => {
    const { status, headers, body } = await part({ Range: 'bytes=1-3' });
    expect([status, body.toString(), headers['content-range'], headers['content-length']]).toEqual([
      206,
      'PDF',
      `bytes 1-3/${whole.length}`,
      '3',
    ]);
    expect([headers['content-type'], headers['content-disposition']]).toEqual([
      'application/pdf',
      expect.stringMatching(/^inline;/),
    ]);
  });

  it('is offered, and refused where the file has none', async () => {
    expect((await part({}, 'HEAD')).headers['accept-ranges']).toBe('bytes');
    const { status, headers } = await part({ Range: `bytes=${whole.length}-` });
    expect([status, headers['content-range'], headers['cache-control']]).toEqual([
      416,
      `bytes */${whole.length}`,
      'no-store',
    ]);
  });

  it('is the whole for several at once and for HEAD', async () => {
    expect((await part({ Range: 'bytes=0-1,3-4' })).body.toString()).toBe(whole);
    const head = await part({ Range: 'bytes=0-1' }, 'HEAD');
    expect([head.status, head.headers['content-length']]).toEqual([200, String(whole.length)]);
  });

  it('is one of the version that the reader has, or the whole of the new one', async () => {
    const tag = String((await part({})).headers['etag']);
    const Range = 'bytes=9-12';
    expect((await part({ Range, 'If-Range': tag })).status).toBe(206);
    await writeFile(join(dir, `archive/${REVISION}/${NUMBER}.pdf`), `${whole} two`);
    for (const old of [tag, 'Tue, 24 Nov 2026 00:00:00 GMT']) {
      const { status, body } = await part({ Range, 'If-Range': old });
      expect([status, body.toString()]).toEqual([200, `${whole} two`]);
    }
    const known = String((await part({})).headers['etag']);
    expect((await part({ Range, 'If-None-Match': known })).status).toBe(304);
  });

  it('is never one of the compressed bytes', async () => {
    const { status, headers, body } = await ask('/_assets/x.abc.js', { Range: 'bytes=0-4', 'Accept-Encoding': 'gzip' });
    expect([status, body.toString(), headers['content-encoding']]).toEqual([206, '// xx', undefined]);
    expect(headers['etag']).toBe((await ask('/_assets/x.abc.js')).headers['etag']);
  });
});

describe('the name that is asked for', () => {
  const port = () => new URL(server.url).port;
  const statusFor = async (host: string) => (await ask('/', { Host: host })).status;

  it.each(['localhost', '127.0.0.1', '[::1]', 'LocalHost'])(
    '%s is this machine, with a port and without',
    async (name) => {
      expect([await statusFor(name), await statusFor(`${name}:${port()}`), await statusFor(`${name}:1`)]).toEqual([
        200, 200, 200,
      ]);
    },
  );

  it.each([
    'foreign.example',
    'foreign.example:8080',
    'localhost.foreign.example',
    '127.0.0.1.foreign.example',
    '0.0.0.0',
    '10.0.0.5',
    'nameless.invalid',
  ])('%s is foreign, and the answer says where it would be allowed', async (name) => {
    const { status, headers, body } = await ask(archived('pdf'), { Host: name });
    expect(status).toBe(421);
    expect(headers['content-type']).toMatch(/^text\/plain; charset=utf-8$/i);
    expect(body.toString()).toContain('site.hosts');
    expect(body.toString()).not.toContain('PDF');
  });

  it.each(['foreign.example@localhost', 'localhost/', 'a b'])('%s is none', async (name) => {
    const { status, body } = await ask('/', { Host: name });
    expect([status, body.toString()]).toEqual([404, '没有这个页面\n']);
  });

  it('is not left out, as HTTP/1.0 allows', async () => {
    const socket = connect(Number(port()), '127.0.0.1');
    socket.end('GET / HTTP/1.0\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1\.1 421 /);
    expect(text).not.toContain('首页');
  });

  it('is one of the settings, or the address that is bound', async () => {
    await serveAnew({ hosts: ['Ledger.Example.internal', 'fd00:0::5', '台账.example'] });
    const names = [
      'ledger.example.internal:80',
      'LEDGER.example.internal',
      '[fd00::5]:9',
      domainToASCII('台账.example'),
    ];
    for (const name of names) expect([name, await statusFor(name)]).toEqual([name, 200]);
    expect([await statusFor('other.example'), await statusFor('127.0.0.2')]).toEqual([421, 421]);
    await serveAnew({ host: '127.0.0.2' });
    expect([await statusFor('127.0.0.2'), server.refusesOthers]).toEqual([200, false]);
  });

  it('is foreign although every address is bound, which is told unless the settings name one', async () => {
    await serveAnew({ host: '0.0.0.0' });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect([server.refusesOthers, await statusFor('0.0.0.0'), await statusFor('foreign.example')]).toEqual([
      true,
      421,
      421,
    ]);
    await serveAnew({ host: '0.0.0.0', hosts: ['ledger.example'] });
    expect([server.refusesOthers, await statusFor('ledger.example')]).toEqual([false, 200]);
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

/** Which of the answers below are of a document. */
const DOCUMENTS = [3, 5];

it('every answer carries the strict headers, whatever its status', async () => {
  const answers = [
    await ask('/'),
    await ask('/no'),
    await ask('/', {}, 'POST'),
    await ask(archived('pdf')),
    await ask('/', { 'If-None-Match': String((await ask('/')).headers['etag']) }),
    await ask(archived('pdf'), { Range: 'bytes=0-3' }),
    await ask(archived('pdf'), { Range: 'bytes=99-' }),
    await ask('/', { Host: 'foreign.example' }),
    await ask('/a\\b'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 405, 200, 304, 206, 416, 421, 404]);
  for (const [n, { headers }] of answers.entries()) {
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['permissions-policy']).toContain('camera=()');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    // A document may stand in a page of this server, which shows the way back.
    const isDocument = DOCUMENTS.includes(n);
    expect(policy).toContain(isDocument ? "frame-ancestors 'self'" : "frame-ancestors 'none'");
    expect(headers['x-frame-options']).toBe(isDocument ? 'SAMEORIGIN' : 'DENY');
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).not.toMatch(/https?:/);
  }
});

describe('the server', () => {
  it('listens on this machine only, and says which port is taken', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(server.url).port);
    await expect(serve({ port })).rejects.toThrow(`端口 ${port} 已被占用`);
  });

  it('keeps a connection for whoever turns a page every few seconds', async () => {
    const answer = await fetch(`${server.url}/`);
    expect(answer.headers.get('keep-alive')).toBe('timeout=65');
  });

  it('closes although a client keeps its connection open', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    await serveAnew({});
    expect((await ask('/')).status).toBe(200);
  });

  it('tells its owner what went wrong, and the client only that something did', async () => {
    const seen: unknown[] = [];
    await serveAnew({ onError: (error) => seen.push(error) });
    await writeFile(join(dir, `archive/${REVISION}/manifest.json`), 'not json');
    const { status, headers, body } = await ask(archived('pdf'));
    expect(status).toBe(500);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body.toString()).not.toContain('JSON');
    expect(seen).toHaveLength(1);
  });

  it('sends a big file as it is read, and closes it when the reader goes away', async () => {
    const file = join(dir, 'site/big.pdf');
    await writeFile(file, '');
    await truncate(file, 2 ** 30);
    const before = process.memoryUsage().arrayBuffers;
    const outgoing = request(`${server.url}/big.pdf`).on('error', () => undefined);
    outgoing.end();
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    await once(response, 'readable');
    expect(await openFiles()).toContain(file);
    await setTimeout(200);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 2 ** 20);
    outgoing.destroy();
    await expect.poll(openFiles).not.toContain(file);
    await ask('/big.pdf', {}, 'HEAD');
    expect(await openFiles()).not.toContain(file);
  });
});

/** What this process, the server among it, has open. */
async function openFiles(): Promise<string[]> {
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
  return Promise.all(links);
}
