/**
 * Site and desk over real connections: what nobody may reach is not reached, whatever the address looks like, by whoever asks.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { connect as tlsConnect } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { openAuditLog } from '../../src/accounts/audit.ts';
import { DESK_COPY, openDeskDatabase } from '../../src/accounts/database.ts';
import { openDoors } from '../../src/accounts/doors.ts';
import { serveDesk } from '../../src/serve/serve.ts';
import { loadSettings } from '../../src/workspace/settings/settings.ts';
import { putAccount } from '../accounts/_database.ts';
import { makeUnfilledWorkspace, newFolder } from '../pipeline/_workspace.ts';
import { makeCertificate } from '../support/certificate.ts';
import { withDesk } from '../support/desk-settings.ts';

const SECRET = 'SECRET-OF-THE-WORKSPACE';
const DRAFT = 'A-DRAFT';
const NAME = 'ledger.example.internal';
const PDF = '/archive/2026/inspection-log/2026-11-24/r1/HQSF-XJ-20261124-r1.pdf';
const PROXY = '127.0.0.1';

const sessions: Record<string, string> = {};
const now = new Date().toISOString();

const root = await makeUnfilledWorkspace();
const { cert, key } = makeCertificate(-1, 1, `DNS:${NAME},DNS:localhost,IP:127.0.0.1`);
const certificate = cert;
const keys = await newFolder();
await writeFile(join(keys, 'desk.crt'), cert);
await writeFile(join(keys, 'desk.key'), key, { mode: 0o600 });
await withDesk(
  root,
  {
    tls: { certificate: join(keys, 'desk.crt'), key: join(keys, 'desk.key') },
    trustedProxies: [PROXY],
    sessions: { sameAddress: false },
  },
  { hosts: [NAME], views: ['purchaser', 'audit'] },
);
for (const view of ['site', 'site-purchaser', 'site-audit']) {
  await put(`.opsledger/cache/${view}/index.html`, `<title>${view}</title>`);
  await put(`.opsledger/cache/${view}/404.html`, '<title>没有这个页面</title>');
  await put(`.opsledger/cache/${view}/.hidden.html`, SECRET);
}
await put('.opsledger/cache/site/preview/d.html', DRAFT);
await put('.opsledger/cache/site-purchaser/preview/d.html', DRAFT);
await put(PDF.slice(1), '%PDF-1.7');
await put(`${dirname(PDF.slice(1))}/manifest.json`, JSON.stringify({ title: '系统巡检日志', secret: SECRET }));
await put('archive/log/log.html', SECRET);
await put('records/incident/2026/11/GZ-20261124-001.yaml', SECRET);
await put('evidence/aa/x.html', SECRET);
await put('inbox/x.html', SECRET);
await put('state/x.json', SECRET);
await put('.opsledger/cache/uploads/x.html', SECRET);
const database = openDeskDatabase(root);
const { desk } = await loadSettings(root);
const doors = openDoors(database, { ...desk, elsewhere: false });
for (const role of ['engineer', 'purchaser', 'auditor', 'administrator']) {
  await putAccount(database, { name: role, person: role, role, now });
  sessions[role] = doors.sessions.begin({ account: role, address: '10.0.0.7', now, before: null });
}
database.close();
const server = await serveDesk(root, { port: 0 });
afterAll(() => server?.close());

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

interface Asked {
  who?: string;
  method?: string;
  headers?: Record<string, string>;
  /** In place of the client behind the proxy. */
  direct?: true;
}

/** As a client behind the trusted proxy asks, unless it is direct; the address goes out as it is written. */
function ask(path: string, { who, method = 'GET', headers = {}, direct }: Asked = {}) {
  const { port } = new URL(server.url);
  const sent = {
    Host: `${NAME}:${port}`,
    ...(who === undefined ? {} : { Cookie: `opsledger-session=${sessions[who]}` }),
    ...(direct === true ? {} : { 'X-Forwarded-For': '10.0.0.7', 'X-Forwarded-Proto': 'https' }),
    ...headers,
  };
  return new Promise<{ status: number; headers: IncomingMessage['headers']; text: string }>((done, fail) => {
    const options = { host: '127.0.0.1', port, path, method, headers: sent, ca: certificate, servername: NAME };
    const asked = httpsRequest(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    asked.on('error', fail).end();
  });
}

const outside = [
  ...['/opsledger.yaml', '/contract/contract.yaml', '/records/incident/2026/11/GZ-20261124-001.yaml', '/inbox/x.html'],
  ...[
    '/evidence/aa/x.html',
    '/state/x.json',
    '/state/desk.sqlite',
    '/state/desk.sqlite-wal',
    '/.git/config',
    '/.git/HEAD',
  ],
  ...['/.opsledger/cache/uploads/x.html', '/uploads/x.html', '/../opsledger.yaml', '/../../../../opsledger.yaml'],
  ...['/%2e%2e/%2e%2e/%2e%2e/opsledger.yaml', '/..%2f..%2f..%2fopsledger.yaml', '/..%5c..%5copsledger.yaml'],
  ...[
    '/%252e%252e/opsledger.yaml',
    '/....//....//opsledger.yaml',
    '/.%00./opsledger.yaml',
    '/x%00.html',
    '/\\..\\opsledger.yaml',
  ],
  ...[
    '/archive/../opsledger.yaml',
    '/archive/..%2fopsledger.yaml',
    '/archive/2026/../../opsledger.yaml',
    '/archive/log/log.html',
  ],
  ...[
    '/archive/2026/inspection-log/..%2f..%2f..%2f..%2fopsledger.yaml/r1/x.html',
    '/archive/',
    '/archive/log/tree.json',
  ],
  ...[
    '/archive/2026/inspection-log/2026-11-24/r1/manifest.json',
    '/.hidden.html',
    '/.hidden',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
  ],
  ...['/site-purchaser/index.html', '/../site-audit/index.html', '/..%2fsite-audit%2findex.html', '/../uploads/x.html'],
  ...['/desk/../opsledger.yaml', '/desk/..%2f..%2fopsledger.yaml', '/desk/assets/../../../package.json'],
  ...[
    '/desk/assets/..%2f..%2f..%2fpackage.json',
    '/desk/assets/%2e%2e/desk.css',
    '/desk/assets/client/../../desk/desk.ts',
  ],
  ...[
    '/desk/assets/client/desk.ts',
    '/desk/assets/__proto__',
    '/desk/assets/constructor',
    '/desk/people/..%2f..%2fx/disable',
  ],
];

it.for([undefined, 'engineer', 'purchaser', 'auditor', 'administrator'])(
  'no path of the workspace outside site and archive is reached by %s',
  async (who) => {
    for (const path of outside) {
      const answer = await ask(path, who === undefined ? {} : { who });
      expect([303, 400, 403, 404], `${path} ${answer.status}`).toContain(answer.status);
      for (const word of [SECRET, 'root:', '[core]', 'SQLite format', '"dependencies"', 'servicePeriod'])
        expect(answer.text, path).not.toContain(word);
    }
  },
);

describe('who reads what', () => {
  it('is the view of their side', async () => {
    const titles: Record<string, string> = {};
    for (const who of ['engineer', 'purchaser', 'auditor']) titles[who] = (await ask('/', { who })).text;
    expect(titles).toEqual({
      engineer: '<title>site</title>',
      purchaser: '<title>site-purchaser</title>',
      auditor: '<title>site-audit</title>',
    });
    expect((await ask('/', { who: 'administrator' })).status).toBe(403);
    expect((await ask(PDF, { who: 'purchaser' })).status).toBe(200);
    expect((await ask(PDF, { who: 'administrator' })).status).toBe(403);
    const database = openDeskDatabase(root);
    const [last] = openAuditLog(database, 12).page(1);
    database.close();
    expect(last).toMatchObject({
      account: 'administrator',
      action: `查看站点与文档（GET ${PDF}）`,
      result: '拒绝（403）',
    });
  });

  it.for(['/preview/d', '/preview/d.html', '/%70review/d', '//preview/d', '/./preview/d', '/preview/./d.html'])(
    'is no draft without the right to see drafts: %s',
    async (path) => {
      const seen: Record<string, boolean> = {};
      for (const who of ['engineer', 'purchaser', 'auditor', 'administrator'])
        seen[who] = (await ask(path, { who })).text.includes(DRAFT);
      expect([seen['purchaser'], seen['auditor'], seen['administrator']]).toEqual([false, false, false]);
      expect((await ask(path)).text).not.toContain(DRAFT);
    },
  );

  it('is a draft with it', async () => expect((await ask('/preview/d', { who: 'engineer' })).text).toBe(DRAFT));

  it('is nothing before a sign-in, for whoever asks from this machine, too', async () => {
    for (const path of ['/', PDF, '/preview/d']) {
      const { status, headers, text } = await ask(path);
      expect([status, headers.location, text]).toEqual([303, `/desk/sign-in?to=${encodeURIComponent(path)}`, '']);
    }
    const { port } = new URL(server.url);
    const local = { direct: true as const, headers: { Host: `localhost:${port}` } };
    for (const path of ['/', PDF, '/preview/d']) {
      expect((await ask(path, local)).status).toBe(303);
      expect((await ask(path, { direct: true })).status).toBe(303);
    }
  });
});

describe('TLS', () => {
  it('is spoken where the settings name a certificate, and nothing older than 1.2', async () => {
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const { port } = new URL(server.url);
    const old = {
      host: '127.0.0.1',
      port,
      path: '/',
      ca: certificate,
      servername: NAME,
      maxVersion: 'TLSv1.1' as const,
    };
    await expect(new Promise((_, fail) => httpsRequest(old).on('error', fail).end())).rejects.toThrow();
    await expect(
      new Promise((_, fail) => httpRequest({ host: '127.0.0.1', port, path: '/' }).on('error', fail).end()),
    ).rejects.toThrow();
  });

  it('makes the cookies ones for TLS alone', async () => {
    const page = await ask('/desk/sign-in');
    expect(page.status).toBe(200);
    const out = await post('/desk/sign-out', 'engineer');
    expect(out.headers['set-cookie']?.every((one) => one.includes('; Secure'))).toBe(true);
  });

  it('that ended before the proxy is no TLS', async () => {
    const answer = await ask('/desk/sign-in', { headers: { 'X-Forwarded-Proto': 'http' } });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('须用加密连接')]);
  });

  it('a certificate that cannot be read is said with its place', async () => {
    const other = await makeUnfilledWorkspace();
    await withDesk(other, { tls: { certificate: '/nowhere/desk.crt', key: '/nowhere/desk.key' } });
    await expect(serveDesk(other, { port: 0 })).rejects.toThrow(/登记台的证书读不出[\s\S]*desk\.tls\.certificate/);
  });
});

/** Posts with the token of their account page. */
async function post(path: string, who: string) {
  const { port } = new URL(server.url);
  const page = await ask('/desk/account', { who });
  const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const body = new URLSearchParams({ token }).toString();
  return new Promise<{ status: number; headers: IncomingMessage['headers'] }>((done, fail) => {
    const headers = {
      ...{ Host: `${NAME}:${port}`, Cookie: `opsledger-session=${sessions[who]}`, Origin: `https://${NAME}:${port}` },
      ...{ 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(body.length) },
      ...{ 'X-Forwarded-For': '10.0.0.7', 'X-Forwarded-Proto': 'https' },
    };
    const options = { host: '127.0.0.1', port, path, method: 'POST', headers, ca: certificate, servername: NAME };
    httpsRequest(options, (answer) => {
      answer.resume().on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers }));
    })
      .on('error', fail)
      .end(body);
  });
}

it('what nobody needs any more is swept from the start on, and the database copied for the backup', async () => {
  await expect.poll(() => existsSync(join(root, DESK_COPY)), { timeout: 20_000 }).toBe(true);
});

it('what a visitor sends is cut off at a megabyte, told, and leaves nothing', async () => {
  const { port } = new URL(server.url);
  const before = await readdir(join(root, '.opsledger/cache/uploads'));
  const form = new FormData();
  form.append('file', new File([new Uint8Array(8_000_000)], 'x.jpg'));
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  for (const length of [{ 'Content-Length': String(body.length) }, { 'Transfer-Encoding': 'chunked' }]) {
    const headers = {
      ...{ Host: `${NAME}:${port}`, Origin: `https://${NAME}:${port}`, ...length },
      ...{ 'Content-Type': encoded.headers.get('content-type') ?? '' },
      ...{ 'X-Forwarded-For': '10.0.0.7', 'X-Forwarded-Proto': 'https' },
    };
    const options = { host: '127.0.0.1', port, path: '/desk/sign-in', method: 'POST', headers, ca: certificate };
    const status = await new Promise<number>((done) => {
      const sent = httpsRequest({ ...options, servername: NAME }, (answer) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      });
      sent.on('error', () => done(0)).end(body);
    });
    expect(status).toBe(413);
  }
  expect(await readdir(join(root, '.opsledger/cache/uploads'))).toEqual(before);
});

it('what is no request of a browser ends nothing', async () => {
  const { port } = new URL(server.url);
  for (const text of ['\x00\x01\x02', 'GET / HTTP/1.1\r\n\r\n', 'G'.repeat(100_000)]) {
    await new Promise<void>((done) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.end(text));
      socket.on('error', () => undefined).on('close', () => done());
      socket.resume();
    });
  }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE']) {
    const { status } = await ask('/desk/people', { who: 'auditor', method });
    expect([400, 405, 501], method).toContain(status);
  }
  expect((await ask('/desk/sign-in')).status).toBe(200);
});

it('a request that is refused before it is all in is told so, and the next one over the same connection answered', async () => {
  const { port } = new URL(server.url);
  const socket = tlsConnect({ host: '127.0.0.1', port: Number(port), ca: certificate, servername: NAME });
  let heard = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    heard += chunk;
  });
  const host = `Host: ${NAME}:${port}\r\nX-Forwarded-For: 10.0.0.7\r\nX-Forwarded-Proto: https\r\n`;
  socket.write(`PUT /desk/people HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`);
  // Longer than the listener waits for the rest of a request that it has answered.
  await setTimeout(1_000);
  socket.write(`0\r\n\r\nGET /desk/sign-in HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
  await once(socket, 'close');
  expect(heard.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 405', 'HTTP/1.1 200']);
});
