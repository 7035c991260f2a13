/** Site and desk behind the shipped Nginx configuration: TLS there, sign-in here, and nobody is who they say they are. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openDeskDatabase } from '../../src/accounts/database.ts';
import { type Doors, openDoors } from '../../src/accounts/doors.ts';
import { serveDesk } from '../../src/serve/serve.ts';
import type { SiteServer } from '../../src/server/server.ts';
import { loadSettings } from '../../src/workspace/settings/settings.ts';
import { putAccount } from '../accounts/_database.ts';
import { cleanUp, makeUnfilledWorkspace } from '../pipeline/_workspace.ts';
import { makeCertificate } from '../support/certificate.ts';
import { withDesk } from '../support/desk-settings.ts';
import { freePort, launch, makeFolder, need } from '../support/services.ts';
import { type Ask, ask, mainConfig, PASSWORD, shipped } from './_nginx.ts';

const ACCOUNT = 'wang-lei';
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
afterAll(cleanUp);

/** @param desk settings; @param login Nginx asks for a password, as the comment in the file says */
async function start(desk: object, login = false): Promise<void> {
  await withDesk(root, desk, { hosts: ['ledger.example.internal'] });
  mkdirSync(join(root, '.opsledger/cache/site'), { recursive: true });
  writeFileSync(join(root, '.opsledger/cache/site/index.html'), '<title>site</title>');
  const settings = (await loadSettings(root)).desk;
  database = openDeskDatabase(root);
  doors = openDoors(database, { ...settings, elsewhere: false });
  if (doors.accounts.find(ACCOUNT) === null) {
    const now = new Date().toISOString();
    await putAccount(database, { name: ACCOUNT, person: '王磊', role: 'engineer', now });
  }
  server = await serveDesk(root, { port: 0 });
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
    .replace('# include', login ? 'include' : '# include');
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

it('a header names whom Nginx signed in, and nobody else', async () => {
  await start({ trustedProxies: ['127.0.0.1'], signIn: { header: 'X-Remote-User' } }, true);
  expect((await get('/desk/account')).status).toBe(401);
  expect((await get('/desk/account', { headers: { 'X-Remote-User': ACCOUNT } })).status).toBe(401);
  const own = await get('/desk/account', { user: ACCOUNT, headers: { 'X-Remote-User': 'somebody-else' } });
  expect([own.status, own.body]).toEqual([200, expect.stringContaining('王磊')]);
});

it('without that sign-in the header is emptied', async () => {
  await start({ trustedProxies: ['127.0.0.1'], signIn: { header: 'X-Remote-User' } });
  const answer = await get('/desk/account', { headers: { 'X-Remote-User': ACCOUNT, 'x-remote_user': ACCOUNT } });
  expect(answer.status).toBe(303);
});
