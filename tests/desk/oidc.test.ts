/** The organisation's own sign-in, with a provider that is real as far as a client can tell. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cookiesOf } from '../../src/server/request/cookies.ts';
import { makeUnfilledWorkspace, newFolder } from '../pipeline/_workspace.ts';
import { withDesk } from '../support/desk-settings.ts';
import { ORIGIN, openTestDesk, type TestDesk } from './_desk.ts';
import { CLIENT, type Provider, startProvider, strangersKey } from './_provider.ts';

const NOW = '2026-11-24T09:00:00+08:00';
let desk: TestDesk;
const provider = await startProvider();
const root = await makeUnfilledWorkspace();
const env = join(await newFolder(), 'env');
await writeFile(env, `OIDC_SECRET=${CLIENT.clientSecret}\n`, { mode: 0o600 });
process.env['OPSLEDGER_ENV_FILE'] = env;
// biome-ignore lint/suspicious/noTemplateCurlyInString: a secret, as settings have it
const oidc = { issuer: provider.issuer, clientId: CLIENT.clientId, clientSecret: '${OIDC_SECRET}' };
await withDesk(root, { signIn: { oidc } });
afterAll(async () => {
  process.env['OPSLEDGER_ENV_FILE'] = '';
  await provider.close();
});
beforeEach(async () => {
  Object.assign(provider, { claims: { preferred_username: 'Wang-Lei' }, userinfo: {}, forge: {}, asked: [] });
  desk = await openTestDesk(root, NOW);
  if (desk.doors.accounts.find('wang-lei') === null) {
    await desk.doors.accounts.add({ name: 'wang-lei', person: '王磊', role: 'engineer', now: NOW });
  }
});
afterEach(() => desk.close());

const cookieIn = (response: Response, name: string): string | undefined =>
  response.headers
    .getSetCookie()
    .map((one) => cookiesOf(one.split(';')[0]).get(name))
    .find((value) => value !== undefined && value !== '');

/** From the desk to the provider. @returns the way back as the provider gives it, and the browser's cookie */
async function away(to = '/desk/?day=1'): Promise<{ back: URL; cookie: string }> {
  const start = await desk.send(`/desk/oidc/start?to=${encodeURIComponent(to)}`);
  expect(start.status).toBe(303);
  const there = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' });
  return { back: new URL(there.headers.get('location') ?? ''), cookie: cookieIn(start, 'opsledger-oidc') ?? '' };
}

const comeBack = ({ back, cookie }: { back: URL; cookie: string }): Promise<Response> =>
  desk.send(`${back.pathname}${back.search}`, { headers: { Cookie: `opsledger-oidc=${cookie}` } });

const lastResult = () => desk.doors.audit.page(9).find(({ action }) => action === '登录（统一身份）');

describe('somebody who has an account', () => {
  it('is signed in, led on by a page of ours, and asked for no password', async () => {
    const page = await desk.visitor.get('/desk/sign-in?to=/desk/?day=1');
    expect(await page.text()).toContain('href="/desk/oidc/start?to=%2Fdesk%2F%3Fday%3D1"');
    const trip = await away();
    expect(trip.back.origin).toBe(ORIGIN);
    const answer = await comeBack(trip);
    // A redirect would be a part of the way from elsewhere, on which the browser keeps a strict cookie back.
    expect([answer.status, answer.headers.get('refresh')]).toEqual([200, '0; url=/desk/?day=1']);
    const session = cookieIn(answer, 'opsledger-session');
    const own = await desk.send('/desk/account', { headers: { Cookie: `opsledger-session=${session}` } });
    expect([own.status, await own.text()]).toEqual([200, expect.stringContaining('王磊')]);
    expect(lastResult()).toMatchObject({ account: 'wang-lei', result: '成功' });
  });

  it('is known by a claim that is told at its own address alone, too', async () => {
    provider.claims = {};
    provider.userinfo = { preferred_username: 'wang-lei' };
    expect((await comeBack(await away())).status).toBe(200);
  });

  it('whose client proves itself with the secret of the variable, and the code with its verifier', async () => {
    await comeBack(await away());
    const [{ headers, body } = { headers: {}, body: new URLSearchParams() }] = provider.asked;
    const basic = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64');
    expect(headers.authorization).toBe(`Basic ${basic}`);
    expect(body.get('code_verifier')).toMatch(/^[\w-]{43}$/);
    expect(body.get('redirect_uri')).toBe(`${ORIGIN}/desk/oidc/return`);
  });
});

describe('nobody is signed in', () => {
  const refused = async (trip: { back: URL; cookie: string }, why: string | RegExp) => {
    const answer = await comeBack(trip);
    expect([answer.status, cookieIn(answer, 'opsledger-session')]).toEqual([403, undefined]);
    expect(lastResult()?.result).toMatch(why);
  };

  it('without an account here, or with one that was disabled', async () => {
    provider.claims = { preferred_username: 'li-si' };
    await refused(await away(), '拒绝（没有这个账号，或已停用）');
    expect(desk.doors.accounts.find('li-si')).toBeNull();
  });

  it('whom the provider does not name', async () => {
    provider.claims = {};
    await refused(await away(), '没有给出 preferred_username');
  });

  it('whom the provider refused', async () => {
    const { back, cookie } = await away();
    back.search = '?error=access_denied';
    await refused({ back, cookie }, 'access_denied');
  });

  it('by a way back that another browser began, or nobody, or that somebody built', async () => {
    const { back } = await away();
    const { cookie } = await away();
    await refused({ back, cookie }, '不可信');
    await refused({ back, cookie: '' }, '不是本浏览器发起的登录');
    await refused({ back, cookie: `${cookie}x` }, '不是本浏览器发起的登录');
    await refused({ back, cookie: cookie.replace(/^[^.]+/, Buffer.from('{}').toString('base64url')) }, '不是本浏览器');
  });

  it('by a code that was used', async () => {
    const trip = await away();
    expect((await comeBack(trip)).status).toBe(200);
    await refused(trip, '不可信');
  });

  it('after ten minutes', async () => {
    const trip = await away();
    desk.setClock('2026-11-24T09:10:01+08:00');
    await refused(trip, '已超时');
  });

  it.for<[string, () => Partial<Provider['forge']>]>([
    ['for another sign-in', () => ({ nonce: 'another' })],
    ['for another client', () => ({ aud: 'another' })],
    ['by another provider', () => ({ iss: 'https://evil.example' })],
    ['that ran out', () => ({ exp: 1 })],
    ['signed by a stranger', () => ({ key: strangersKey() })],
  ])('by a token %s', async ([, forge]) => {
    provider.forge = forge();
    await refused(await away(), '不可信');
  });
});

it('nobody is led elsewhere by it', async () => {
  const answer = await comeBack(await away('https://evil.example/'));
  expect(answer.headers.get('refresh')).toBe('0; url=/desk/');
});

it('no password is taken or changed here', async () => {
  const session = cookieIn(await comeBack(await away()), 'opsledger-session') ?? '';
  const headers = { Cookie: `opsledger-session=${session}`, Origin: ORIGIN };
  // A page of theirs with a form: that to sign out.
  const page = await desk.send('/desk/account', { headers });
  const token = /name="token" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await desk.send(path, { method: 'POST', headers, body: new URLSearchParams({ token, ...fields }) });
    return [answer.status, await answer.text()];
  };
  const said = [400, expect.stringContaining('单位统一身份')];
  expect(await post('/desk/sign-in', { account: 'wang-lei', password: 'x' })).toEqual(said);
  expect(await post('/desk/account/password', { current: 'x', password: 'y', again: 'y' })).toEqual(said);
});
