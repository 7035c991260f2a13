/** Site and desk behind the shipped Nginx configuration: TLS there, sign-in here, and nobody is who they say they are. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDeskDatabase } from '../../src/accounts/database.ts';
import { type Doors, openDoors } from '../../src/accounts/doors.ts';
import { serveBuiltSite } from '../../src/serve/built-site.ts';
import { serveDesk } from '../../src/serve/serve.ts';
import type { SiteServer } from '../../src/server/server.ts';
import { loadSettings } from '../../src/workspace/settings/settings.ts';
import { putAccount } from '../accounts/_database.ts';
import { makeUnfilledWorkspace } from '../pipeline/_workspace.ts';
import { makeCertificate } from '../support/certificate.ts';
import { withDesk } from '../support/desk-settings.ts';
import { freePort, launch, makeFolder, need } from '../support/services.ts';
import { type Ask, ask, mainConfig, PASSWORD, shipped } from './_nginx.ts';

const ACCOUNT = 'wang-lei';
const SECRET = 'what-only-this-nginx-knows';
const PDF = 'archive/2026/inspection-log/2026-11-24/r1/HQSF-XJ-20261124-r1.pdf';
const PAGES = {
  '.opsledger/cache/site/index.html': '<title>site</title>',
  '.opsledger/cache/site/problems/index.html': '<title>problems</title>',
  [PDF]: '%PDF-1.7',
};
let root: string;
let folder: string;
let database: DatabaseSync;
let doors: Doors;
let server: SiteServer;
let stop: (() => Promise<void>) | undefined;
let get: (path: string, options?: Ask) => ReturnType<typeof ask>;

beforeAll(async () => {
  root = await makeUnfilledWorkspace();
});
afterEach(async () => {
  await stop?.();
  await server?.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The site of the workspace as if it had been built, its settings and its accounts. */
async function prepare(desk: object): Promise<void> {
  await withDesk(root, desk, { hosts: ['ledger.example.internal'] });
  for (const [path, text] of Object.entries(PAGES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  database = openDeskDatabase(root);
  doors = openDoors(database, { ...(await loadSettings(root)).desk, elsewhere: false });
}

/** @param desk settings; @param login Nginx asks for a password, as the comment in the file says */
async function start(desk: object, login = false): Promise<void> {
  await prepare(desk);
  if (!doors.accounts.any()) {
    await putAccount(database, { name: ACCOUNT, person: '王磊', role: 'engineer', now: new Date().toISOString() });
  }
  server = await serveDesk(root, { port: 0, signInSecret: login ? SECRET : null });
  folder = makeFolder('desk');
  const own = join(folder, 'opsledger');
  cpSync(shipped, own, { recursive: true });
  const { key, cert } = makeCertificate(-1, 1, 'DNS:ledger.example.internal');
  const [port, httpPort] = [await freePort(), await freePort()];
  writeFileSync(join(own, 'key.pem'), key);
  writeFileSync(join(own, 'cert.pem'), cert);
  writeFileSync(join(own, 'users'), `${ACCOUNT}:{PLAIN}${PASSWORD}\n`);
  const text = readFileSync(join(own, 'desk.conf'), 'utf8')
    .replaceAll('/etc/nginx/opsledger', own)
    .replace('listen 80;', `listen 127.0.0.1:${httpPort};`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
    .replace('http://127.0.0.1:8080', server.url)
    .replaceAll('    # include', login ? '    include' : '    # include');
  writeFileSync(join(own, 'proxy-secret.conf'), `set $opsledger_proxy_secret "${SECRET}";\n`);
  writeFileSync(join(own, 'desk.conf'), text);
  const auth = join(own, 'auth-basic.conf');
  writeFileSync(auth, readFileSync(auth, 'utf8').replaceAll('/etc/nginx/opsledger', own));
  writeFileSync(join(folder, 'nginx.conf'), mainConfig(folder, 'opsledger/desk.conf'));
  const agent = new Agent({ ca: cert, keepAlive: false, servername: 'ledger.example.internal' });
  get = (path, options = {}) =>
    ask(agent, port, path, { ...options, headers: { Host: 'ledger.example.internal', ...options.headers } });
  stop = await launch(need('nginx', 'nginx'), ['-c', join(folder, 'nginx.conf'), '-p', folder], folder, async () => {
    await get('/desk/sign-in');
    return true;
  });
}

it('one sign-in, over TLS, by the address of whoever stands behind Nginx', async () => {
  await start({ trustedProxies: ['127.0.0.1'] });
  const visitor = await get('/');
  expect([visitor.status, visitor.headers.location]).toEqual([303, '/desk/sign-in?to=%2F']);
  const page = await get('/desk/sign-in');
  expect([page.status, page.headers['content-security-policy'], page.headers['x-frame-options']]).toEqual([
    200,
    expect.stringContaining("script-src 'self'"),
    'DENY',
  ]);
  const session = doors.admit({ account: ACCOUNT, address: '127.0.0.9', now: new Date().toISOString() }) ?? '';
  const headers = { Cookie: `opsledger-session=${session}` };
  expect((await get('/', { headers, from: '127.0.0.9' })).body).toBe('<title>site</title>');
  // Stolen, and with the owner's address made up: the address is what Nginx saw.
  const stolen = { ...headers, 'X-Forwarded-For': '127.0.0.9', 'X-Real-IP': '127.0.0.9', Forwarded: 'for=127.0.0.9' };
  expect((await get('/', { headers: stolen, from: '127.0.0.66' })).status).toBe(303);
  expect((await get('/', { headers, from: '127.0.0.9' })).status).toBe(303);
  expect(doors.audit.page(1)).toMatchObject([{ account: ACCOUNT, address: '127.0.0.66' }]);
});

it('where no setting names Nginx, nobody passes for somebody at the machine', async () => {
  await start({});
  for (const headers of [{}, { Host: 'localhost' }, { Host: 'localhost', 'X-Forwarded-Proto': 'https' }]) {
    const answer = await get('/', { headers });
    expect([303, 404, 421]).toContain(answer.status);
    expect(answer.body).not.toContain('<title>site</title>');
  }
  expect((await get('/desk/sign-in')).status).toBe(403);
});

/** As somebody writes it who has read nothing: no name, no header, whatever version Nginx speaks by itself. */
async function startPlain(lines: string): Promise<(path: string) => Promise<{ status: number; text: string }>> {
  folder = makeFolder('desk');
  const port = await freePort();
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(folder, name));
    return `${name}_temp_path ${folder}/${name};`;
  });
  const location = `location / { proxy_pass ${server?.url}; ${lines} }`;
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
     http { access_log off; ${temp.join(' ')} server { listen 127.0.0.1:${port}; ${location} } }`,
  );
  const url = `http://127.0.0.1:${port}`;
  stop = await launch(need('nginx', 'nginx'), ['-c', join(folder, 'nginx.conf'), '-p', folder], folder, async () => {
    await fetch(url, { redirect: 'manual' });
    return true;
  });
  return async (path) => {
    const answer = await fetch(`${url}/${path}`, { redirect: 'manual' });
    return { status: answer.status, text: await answer.text() };
  };
}

describe.for<[string, (root: string) => Promise<SiteServer>]>([
  ['start', (dir) => serveDesk(dir, { port: 0 })],
  ['site serve', (dir) => serveBuiltSite(dir, { port: 0 })],
])('a proxy on this machine that says nothing, before %s', ([, serving]) => {
  it.for([
    '',
    'proxy_http_version 1.1;',
    'proxy_http_version 1.1; proxy_set_header Host localhost;',
    'proxy_set_header Host $http_host;',
  ])('publishes nothing once there are accounts: %s', async (lines) => {
    await prepare({});
    if (!doors.accounts.any()) {
      await putAccount(database, { name: ACCOUNT, person: '王磊', role: 'engineer', now: new Date().toISOString() });
    }
    server = await serving(root);
    const read = await startPlain(lines);
    for (const path of ['', 'problems', PDF]) {
      const { status, text } = await read(path);
      expect([status, text], path).toEqual([303, '']);
    }
  });

  it('nor before, where it speaks as no browser does', async () => {
    root = await makeUnfilledWorkspace();
    await prepare({});
    server = await serving(root);
    expect((await fetch(server.url)).status).toBe(200);
    const read = await startPlain('proxy_http_version 1.0;');
    for (const path of ['', 'problems', PDF]) expect((await read(path)).status).toBe(303);
  });

  it('but for what somebody agreed to', async () => {
    root = await makeUnfilledWorkspace();
    await prepare({ withoutSignIn: { agreedBy: '信息中心', on: '2026-11-24' } });
    putAccount(database, { name: ACCOUNT, person: '王磊', role: 'engineer', now: new Date().toISOString() });
    server = await serving(root);
    const read = await startPlain('proxy_http_version 1.1;');
    expect((await read('')).text).toBe('<title>site</title>');
  });
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: a secret, as settings have it
it('a header names whom Nginx signed in, and nobody else', async () => {
  await start({ trustedProxies: ['127.0.0.1'], signIn: { header: 'X-Remote-User', secret: '${PROXY_SECRET}' } }, true);
  expect((await get('/desk/account')).status).toBe(401);
  expect((await get('/desk/account', { headers: { 'X-Remote-User': ACCOUNT } })).status).toBe(401);
  const own = await get('/desk/account', { user: ACCOUNT, headers: { 'X-Remote-User': 'somebody-else' } });
  expect([own.status, own.body]).toEqual([200, expect.stringContaining('王磊')]);
});

it('without that sign-in the header is emptied', async () => {
  await start({ trustedProxies: ['127.0.0.1'], signIn: { header: 'X-Remote-User', secret: '${PROXY_SECRET}' } });
  const answer = await get('/desk/account', { headers: { 'X-Remote-User': ACCOUNT, 'x-remote_user': ACCOUNT } });
  expect(answer.status).toBe(303);
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: a secret, as settings have it
