/** Who is asking: from a cookie, or from what a trusted proxy says. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Doors, openDoors } from '../../src/accounts/doors.ts';
import { trustIn } from '../../src/server/request/client-address.ts';
import { createGate, MOST_A_MINUTE, PROXY_SECRET_HEADER } from '../../src/server/request/gate.ts';
import { closeDatabases, later, NOW, openTestDatabase, RULES } from './_database.ts';

afterAll(closeDatabases);

const PROXY = '10.0.0.2';
let doors: Doors;
beforeEach(async () => {
  doors = openDoors(openTestDatabase(), { ...RULES, elsewhere: true });
  await doors.accounts.add({ name: 'wang-lei', person: '王磊', role: 'engineer', now: NOW });
});

const SECRET = 'what-only-the-proxy-knows';
const gate = (name: string | null, secret: string | null = SECRET) =>
  createGate({ ...doors, header: name === null ? null : { name, secret }, ...trustIn([PROXY]) });
const asked = (named: string | undefined, peer: string, seconds = 0, cookie?: string, secret?: string) => ({
  ...{ cookie, peer, address: '10.0.0.7', now: later(seconds) },
  header: (name: string) =>
    name === 'X-Remote-User' ? named : name === PROXY_SECRET_HEADER ? (secret ?? SECRET) : undefined,
});

describe('a header that names the account', () => {
  it('counts from a trusted proxy alone', async () => {
    const { viewer } = gate('X-Remote-User');
    expect(await viewer(asked('Wang-Lei', PROXY))).toMatchObject({ account: 'wang-lei', mustChange: false });
    expect(await viewer(asked('wang-lei', `::ffff:${PROXY}`))).toMatchObject({ account: 'wang-lei' });
    for (const peer of ['10.0.0.3', '127.0.0.1', '0.0.0.0', ''])
      expect(await viewer(asked('wang-lei', peer))).toBeNull();
    for (const named of [undefined, '', 'nobody', 'wang-lei, root'])
      expect(await viewer(asked(named, PROXY))).toBeNull();
  });

  it('counts with the secret of the proxy alone: who reaches this machine by another way knows it not', async () => {
    const { viewer } = gate('X-Remote-User');
    for (const secret of ['', ' ', SECRET.slice(1), `${SECRET}x`, SECRET.toUpperCase(), 'null', 'undefined'])
      expect(await viewer(asked('wang-lei', PROXY, 0, undefined, secret)), secret).toBeNull();
    for (const secret of ['', SECRET])
      expect(await gate('X-Remote-User', null).viewer(asked('wang-lei', PROXY, 0, undefined, secret))).toBeNull();
  });

  it('counts for nothing where people sign in here, and a cookie for nothing where they do not', async () => {
    expect(await gate(null).viewer(asked('wang-lei', PROXY))).toBeNull();
    const cookie = doors.admit({ account: 'wang-lei', address: '10.0.0.7', now: NOW }) ?? '';
    expect(await gate(null).viewer(asked(undefined, PROXY, 0, cookie))).toMatchObject({ account: 'wang-lei' });
    expect(await gate('X-Remote-User').viewer(asked(undefined, PROXY, 0, cookie))).toBeNull();
  });

  it('is a sign-in: shown at the next, logged, and no account of it is idle', async () => {
    const { viewer } = gate('X-Remote-User');
    expect(await viewer(asked('wang-lei', PROXY))).toMatchObject({ lastSignIn: null });
    expect(await viewer(asked('wang-lei', PROXY, 600))).toMatchObject({ lastSignIn: null });
    expect(await viewer(asked('wang-lei', PROXY, 86_400))).toMatchObject({ lastSignIn: later(0) });
    expect(await viewer(asked('wang-lei', PROXY, 86_460))).toMatchObject({ lastSignIn: later(0) });
    expect(doors.audit.page(9).map(({ action }) => action)).toEqual(['登录（由代理）', '登录（由代理）']);
    expect(doors.accounts.idle(later(180 * 86_400))).toEqual([]);
  });

  it('does not take in whose account was disabled', async () => {
    await doors.accounts.disable('wang-lei', '离岗', NOW);
    expect(await gate('X-Remote-User').viewer(asked('wang-lei', PROXY))).toBeNull();
  });
});

it('a session that came from elsewhere is refused, ended, and in the log', async () => {
  const cookie = doors.admit({ account: 'wang-lei', address: '10.0.0.7', now: NOW }) ?? '';
  const { viewer } = gate(null);
  expect(await viewer({ ...asked(undefined, '', 60, cookie), address: '10.0.0.66' })).toBeNull();
  expect(await viewer(asked(undefined, '', 61, cookie))).toBeNull();
  expect(doors.audit.page(1)).toMatchObject([
    { account: 'wang-lei', address: '10.0.0.66', result: '拒绝（已结束这次登录）' },
  ]);
});

it('what was done or refused is logged, reading is not, and a flood fills nothing', () => {
  const { seen, wait } = gate(null);
  const event = { viewer: null, address: '10.0.0.66', path: '/people', what: '管理账号', at: NOW };
  seen({ ...event, method: 'GET', status: 200 });
  seen({ ...event, method: 'POST', status: 303 });
  seen({ ...event, method: 'GET', status: 403 });
  for (let n = 0; n < MOST_A_MINUTE; n += 1) expect(wait('10.0.0.66', NOW)).toBe(0);
  for (let n = 0; n < 100; n += 1) {
    expect(wait('10.0.0.66', NOW)).toBe(60);
    seen({ ...event, method: 'GET', status: 429 });
  }
  expect(wait('10.0.0.7', NOW)).toBe(0);
  expect(wait('10.0.0.66', later(60))).toBe(0);
  expect(doors.audit.page(9).map(({ action, result }) => `${action} ${result}`)).toEqual([
    '请求过于频繁 拒绝（429）',
    '管理账号（GET /people） 拒绝（403）',
    '管理账号（POST /people） 成功',
  ]);
});
