/** Accounts: made, reset, disabled; signed in to. */

import { statSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { FORGOTTEN } from '../../src/accounts/accounts.ts';
import { DONE } from '../../src/accounts/audit.ts';
import { DESK_DATABASE, openDeskDatabase } from '../../src/accounts/database.ts';
import { type Doors, openDoors } from '../../src/accounts/doors.ts';
import { closeDatabases, later, NOW, openTestDatabase, PASSWORD, putAccount, RULES } from './_database.ts';

afterAll(closeDatabases);

const HERE = '10.0.0.7';
let database: ReturnType<typeof openTestDatabase>;
let doors: Doors;
beforeEach(() => {
  database = openTestDatabase();
  doors = openDoors(database, { ...RULES, elsewhere: false });
});

const add = (name = 'wang-lei', role = 'engineer') => doors.accounts.add({ name, person: '王磊', role, now: NOW });
const put = (name: string) => putAccount(database, { name, person: '王磊', role: 'engineer', now: NOW });
const signIn = (password: string, changes = {}) =>
  doors.signIn({ account: 'wang-lei', password, device: undefined, address: HERE, now: NOW, ...changes });

describe('the database', () => {
  it('is for its user alone, whatever the umask', () => {
    doors.audit.add({ at: NOW, account: null, address: HERE, action: 'x', ...DONE });
    for (const end of ['', '-wal', '-shm']) {
      expect(statSync(`${database.root}/${DESK_DATABASE}${end}`).mode & 0o777, end).toBe(0o600);
    }
  });

  it('of a newer program, and a damaged one, are said to be that', () => {
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openDeskDatabase(database.root)).toThrow('登记台的账号库由更新的程序建立');
  });
});

describe('an account', () => {
  it('is made with a password that is told once and has to be changed', async () => {
    const first = await add();
    expect(doors.accounts.find('wang-lei')).toMatchObject({ person: '王磊', mustChange: true, usedAt: null });
    expect(await doors.accounts.isPassword('wang-lei', first)).toBe(true);
    const kept = JSON.stringify(database.prepare('SELECT * FROM account').all());
    expect(kept).not.toContain(first);
    expect(doors.accounts.mustChange(doors.accounts.list()[0] as never, NOW)).toBe(true);
  });

  it.for([
    ['Wang', 'engineer', '账号名称不对'],
    ['w', 'engineer', '账号名称不对'],
    ["w'; DROP TABLE account --", 'engineer', '账号名称不对'],
    ['wang', 'enginer', '没有这种角色'],
    ['wang', '采购', '没有这种角色'],
  ])('is refused: %s, %s', async ([name, role, why]) => {
    await expect(add(name, role)).rejects.toThrow(why);
    expect(doors.accounts.list()).toEqual([]);
  });

  it('takes a role by its name, too', async () => {
    await add('li-si', '采购人');
    expect(doors.accounts.find('li-si')?.role.id).toBe('purchaser');
  });

  it('of two who make it at once, one is told that it is taken', async () => {
    const both = await Promise.allSettled([add(), add()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(doors.accounts.list()).toHaveLength(1);
  });

  it('is not changed where what has to be done before fails', async () => {
    const broken = () => Promise.reject(new Error('disk'));
    await expect(doors.accounts.add({ name: 'a-b', person: '甲', role: 'duty', now: NOW }, broken)).rejects.toThrow(
      'disk',
    );
    const first = await add();
    await expect(doors.accounts.reset('wang-lei', broken)).rejects.toThrow('disk');
    await expect(doors.accounts.disable('wang-lei', '离岗', NOW, broken)).rejects.toThrow('disk');
    expect(doors.accounts.list().map(({ name, disabledAt }) => [name, disabledAt])).toEqual([['wang-lei', null]]);
    expect(await doors.accounts.isPassword('wang-lei', first)).toBe(true);
  });

  it('that is reset has another first password, and no session', async () => {
    const first = await add();
    const { session } = (await signIn(first)) as { session: string };
    const second = await doors.accounts.reset('wang-lei');
    expect(doors.sessions.find(session, { address: HERE, now: NOW })).toBeNull();
    expect(await doors.accounts.isPassword('wang-lei', first)).toBe(false);
    expect(await doors.accounts.isPassword('wang-lei', second)).toBe(true);
  });

  it('that is disabled takes nobody in, and comes back no more', async () => {
    const first = await add();
    const { session } = (await signIn(first)) as { session: string };
    await expect(doors.accounts.disable('wang-lei', ' ', NOW)).rejects.toThrow('没有写明停用的原因');
    await doors.accounts.disable('wang-lei', '离岗', NOW);
    expect(doors.sessions.find(session, { address: HERE, now: NOW })).toBeNull();
    expect(await signIn(first)).toEqual({ wait: 0 });
    expect(doors.admit({ account: 'wang-lei', address: HERE, now: NOW })).toBeNull();
    await expect(doors.accounts.reset('wang-lei')).rejects.toThrow('账号已经停用');
    await expect(doors.accounts.disable('wang-lei', '离岗', NOW)).rejects.toThrow('账号已经停用');
    await expect(add()).rejects.toThrow('账号已经有了');
    await expect(doors.accounts.reset('wang-le')).rejects.toThrow('您是不是要 wang-lei');
  });

  it('may do nothing when its role is none any more', async () => {
    await add();
    const without = openDoors(database, { ...RULES, roles: [], elsewhere: false });
    expect(without.accounts.find('wang-lei')?.role.acts).toEqual([]);
  });
});

describe('its password', () => {
  beforeEach(() => put('wang-lei'));

  it('signs in, and is told when it did before', async () => {
    expect(await signIn(PASSWORD)).toMatchObject({ session: expect.any(String), device: expect.any(String) });
    const { session } = (await signIn(PASSWORD, { now: later(60) })) as { session: string };
    expect(doors.sessions.find(session, { address: HERE, now: later(60) })?.before).toBe(NOW);
  });

  it('comes not again for so many changes, nor under another form', async () => {
    const rules = { ...RULES, passwords: { ...RULES.passwords, history: 2 }, elsewhere: false };
    const { accounts } = openDoors(database, rules);
    const again = async (password: string) => accounts.setPassword('wang-lei', password, NOW);
    const used = ['与最近 2 次用过的口令相同'];
    expect(await again(PASSWORD)).toEqual(used);
    expect(await again(`${PASSWORD}-1`)).toEqual([]);
    expect(await again(PASSWORD.replace('58', '５８'))).toEqual(used);
    expect(await again(`${PASSWORD}-2`)).toEqual([]);
    expect(await again(PASSWORD)).toEqual([]);
  });

  it('grows old after ninety days, or never', () => {
    const account = doors.accounts.list()[0] as never;
    expect(doors.accounts.mustChange(account, later(90 * 86_400 - 1))).toBe(false);
    expect(doors.accounts.mustChange(account, later(90 * 86_400))).toBe(true);
    const never = { ...RULES, passwords: { ...RULES.passwords, maxAgeDays: 0 }, elsewhere: false };
    expect(openDoors(database, never).accounts.mustChange(account, later(900 * 86_400))).toBe(false);
  });

  it('is slowed down where somebody at an open session guesses it, too', async () => {
    const guess = () =>
      doors.confirmPassword({ account: 'wang-lei', password: 'x', device: undefined, address: HERE, now: NOW });
    for (let n = 0; n < 4; n += 1) expect(await guess()).toEqual({ wait: 0 });
    expect(await guess()).toEqual({ wait: 30 });
  });

  it('takes a browser that was there before past what strangers do from the same address', async () => {
    const { device } = (await signIn(PASSWORD)) as { device: string };
    for (let n = 0; n < 7; n += 1) await signIn('wrong');
    expect(await signIn(PASSWORD)).toEqual({ wait: expect.any(Number) });
    expect(await signIn(PASSWORD, { device })).toMatchObject({ session: expect.any(String) });
    // Of another account, or made up, it is a stranger's.
    put('li-si');
    for (const made of ['x.y', `${device}x`, device.split('.')[0]]) {
      expect(await signIn(PASSWORD, { device: made })).toMatchObject({ wait: expect.any(Number) });
    }
  });
});

describe('with the time', () => {
  it('what nobody used is found, and what is used is not', async () => {
    await add();
    await add('li-si');
    doors.accounts.used('li-si', later(100 * 86_400));
    expect(doors.accounts.idle(later(180 * 86_400 - 1))).toEqual([]);
    expect(doors.accounts.idle(later(180 * 86_400)).map(({ name }) => name)).toEqual(['wang-lei']);
  });

  it('the name of somebody whose account was disabled a year ago is forgotten, the account is not', async () => {
    await add();
    await doors.accounts.disable('wang-lei', '离岗', NOW);
    expect(doors.accounts.forget('2027-11-24T08:59:59+08:00')).toEqual([]);
    expect(doors.accounts.forget('2027-11-24T09:00:00+08:00')).toEqual(['wang-lei']);
    expect(doors.accounts.find('wang-lei')).toMatchObject({ person: FORGOTTEN, disabledReason: '离岗' });
    expect(doors.accounts.forget('2027-12-24T09:00:00+08:00')).toEqual([]);
  });
});
