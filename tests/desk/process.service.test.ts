/** The process that answers HTTP, as `start` runs it: it holds no secret of the sources, and its one own not in its environment. */
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { serveApart } from '../../src/serve/http-process.ts';
import type { SiteServer } from '../../src/server/server.ts';
import { makeUnfilledWorkspace, newFolder } from '../pipeline/_workspace.ts';
import { withDesk } from '../support/desk-settings.ts';
import { CLIENT, startProvider } from './_provider.ts';

const SECRETS = { FOO_SECRET: 'secret-of-a-source-42', OPSLEDGER_LOG_KEY: 'key-of-the-log-43' };

let server: SiteServer | undefined;
const provider = await startProvider();
const env = join(await newFolder(), 'env');
await writeFile(env, `DB_PASSWORD=secret-in-the-file-44\nOIDC_SECRET=${CLIENT.clientSecret}\n`, { mode: 0o600 });
Object.assign(process.env, SECRETS, { OPSLEDGER_ENV_FILE: env });
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(async () => {
  for (const name of Object.keys(SECRETS)) delete process.env[name];
  process.env['OPSLEDGER_ENV_FILE'] = '';
  await provider.close();
});

/** Ids of the processes that this one started, as the kernel knows them. */
const children = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const parent = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${id}/stat`, 'utf8'))?.[1];
        return Number(parent) === process.pid ? [Number(id)] : [];
      } catch {
        return []; // gone in between
      }
    });

it('its environment, its arguments and its files name no secret, the sign-in elsewhere works all the same, and it is started again when it dies', async () => {
  const root = await makeUnfilledWorkspace();
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a secret, as settings have it
  const oidc = { issuer: provider.issuer, clientId: CLIENT.clientId, clientSecret: '${OIDC_SECRET}' };
  await withDesk(root, { signIn: { oidc } });
  const before = new Set(children());
  const said: string[] = [];
  server = await serveApart(root, { port: 0 }, (text) => said.push(text));
  const serving = children().filter((id) => !before.has(id));
  expect(serving).toHaveLength(1);
  const [id = 0] = serving;
  expect(readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0')).toContain('--max-semi-space-size=4');
  const environment = readFileSync(`/proc/${id}/environ`, 'utf8');
  const names = environment
    .split('\0')
    .map((one) => one.split('=')[0])
    .filter((name) => name !== '');
  const allowed = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'XDG_CACHE_HOME', 'NODE_EXTRA_CA_CERTS'];
  // How much memory it sets aside, how Node speaks with its parent, and where it finds the program compiled.
  expect(names.filter((name) => !allowed.includes(name ?? '')).sort()).toEqual([
    'MALLOC_ARENA_MAX',
    'NODE_CHANNEL_FD',
    'NODE_CHANNEL_SERIALIZATION_MODE',
    'NODE_COMPILE_CACHE',
  ]);
  const told = [environment, readFileSync(`/proc/${id}/cmdline`, 'utf8')].join('\n');
  for (const secret of [...Object.values(SECRETS), 'secret-in-the-file-44', CLIENT.clientSecret, env]) {
    expect(told).not.toContain(secret);
  }
  // It has the one secret that it needs: the provider is asked with it.
  const start = await fetch(`${server.url}/desk/oidc/start`, { redirect: 'manual' });
  const there = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' });
  const cookie = start.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  provider.claims = { preferred_username: 'nobody' };
  const back = await fetch(there.headers.get('location') ?? '', { headers: { Cookie: cookie } });
  expect([back.status, provider.asked.length]).toEqual([403, 1]);
  expect(said).toEqual([]);

  // When it dies it is started again, on the same port.
  process.kill(id, 'SIGKILL');
  const { url } = server;
  await expect
    .poll(() =>
      fetch(`${url}/desk/sign-in`).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200);
  expect(said).toEqual(['提供站点与登记台的进程意外结束，重新启动']);
});

it('a secret that is not set is told before anything is served', async () => {
  const root = await makeUnfilledWorkspace();
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a secret, as settings have it
  const oidc = { issuer: provider.issuer, clientId: CLIENT.clientId, clientSecret: '${NOT_SET}' };
  await withDesk(root, { signIn: { oidc } });
  await expect(serveApart(root, { port: 0 }, () => undefined)).rejects.toThrow(
    /统一身份登录的口令读不到[\s\S]*缺少 NOT_SET/,
  );
});
