/** Signing in at the desk, through the whole app. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../accounts/_database.ts';
import { makeUnfilledWorkspace } from '../pipeline/_workspace.ts';
import { ORIGIN, openTestDesk, type TestDesk } from './_desk.ts';

const NOW = '2026-11-24T09:00:00+08:00';
let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk(await makeUnfilledWorkspace(), NOW);
});
afterEach(() => desk.close());

describe('a visitor', () => {
  it('is told how to make the first account', async () => {
    const page = await desk.visitor.get('/desk/sign-in');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('opsledger account add');
  });

  it('is led to the sign-in, and back to where they wanted to go', async () => {
    const { headers, status } = await desk.visitor.get('/desk/?day=1');
    expect([status, headers.get('location')]).toEqual([303, '/desk/sign-in?to=%2Fdesk%2F%3Fday%3D1']);
  });

  it('signs in with the right password alone', async () => {
    await desk.person('engineer');
    const wrong = await desk.visitor.post('/desk/sign-in', { account: 'engineer', password: 'wrong' });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('账号或口令不对')]);
    const right = await desk.visitor.post('/desk/sign-in', { account: 'engineer', password: PASSWORD, to: '/desk/' });
    expect(right.status).toBe(303);
    expect(right.headers.get('set-cookie')).toMatch(/opsledger-session=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict/);
  });

  it.for(['//evil.example/', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)', ''])(
    'is never led elsewhere by the sign-in: %s',
    async (to) => {
      await desk.person('engineer');
      const { headers } = await desk.visitor.post('/desk/sign-in', { account: 'engineer', password: PASSWORD, to });
      expect(headers.get('location')).toBe('/desk/');
    },
  );
});

it('whoever signs in is told when they did before', async () => {
  await desk.person('engineer');
  const signIn = async (): Promise<string> => {
    const { headers } = await desk.visitor.post('/desk/sign-in', { account: 'engineer', password: PASSWORD });
    return decodeURIComponent(/opsledger-done=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '');
  };
  expect(await signIn()).toBe('这是第一次登录');
  desk.setClock('2026-11-24T09:05:00+08:00');
  expect(await signIn()).toBe('上次登录 2026-11-24 09:00');
});

describe('a form', () => {
  it('without the token of the session does nothing', async () => {
    const person = await desk.person('engineer');
    const answer = await person.post('/desk/sign-out', { token: 'made-up' });
    expect(answer.status).toBe(403);
    expect((await person.get('/desk/account')).status).toBe(200);
  });

  it('from another site does nothing', async () => {
    const person = await desk.person('engineer');
    const headers = { Cookie: `opsledger-session=${person.session}`, Origin: 'http://evil.example' };
    const answer = await desk.send('/desk/sign-out', {
      method: 'POST',
      headers,
      body: new URLSearchParams(),
    });
    expect(answer.status).toBe(403);
    expect((await person.get('/desk/account')).status).toBe(200);
  });
});

it('what was refused leads back to the page of ours from which it was sent, and to no other', async () => {
  const person = await desk.person('engineer');
  const page = await (await person.get('/desk/account')).text();
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const refusedFrom = async (from: string): Promise<string> => {
    const headers = { Cookie: `opsledger-session=${person.session}`, Origin: ORIGIN, Referer: from };
    const body = new URLSearchParams({ token, slot: 'none' });
    return (await desk.send('/desk/today/sign-in', { method: 'POST', headers, body })).text();
  };
  expect(await refusedFrom(`${ORIGIN}/desk/records?kind=duty`)).toMatch(
    /href="\/desk\/records\?kind[^"]*duty">返回上一页/,
  );
  expect(await refusedFrom('http://evil.example/desk/records')).not.toContain('返回上一页');
});

it('a side whose view was not built is told whom to ask, and led back', async () => {
  const answer = await (await desk.person('purchaser')).get('/');
  const page = await answer.text();
  expect(answer.status).toBe(404);
  expect(page).toContain('请账号管理员在服务器上运行 opsledger site build');
  expect(page).toContain('href="/desk/"');
});

it('a password that was given once has to be changed before anything else', async () => {
  const first = await desk.doors.accounts.add({ name: 'new-one', person: '新人', role: 'engineer', now: NOW });
  const signedIn = await desk.visitor.post('/desk/sign-in', { account: 'new-one', password: first });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const answer = await desk.send('/desk/', { headers: { Cookie: cookie } });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/account']);
});
