/** `desk` in the settings: what it may say, and what holds without it. */
import { describe, expect, it } from 'vitest';
import { defaultRoles } from '../../../src/contract/acts.ts';
import { noSettings, parseSettings } from '../../../src/workspace/settings/settings.ts';

const settings = (desk: object) =>
  parseSettings({ schema: '1', timeZone: 'Asia/Shanghai', inspection: { opensAt: '09:00' }, sources: [], desk }).desk;
const refusal = (desk: object): string => {
  try {
    settings(desk);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('was taken');
};

it('says nothing: what 等保 asks for holds, from this machine alone', () => {
  expect(noSettings().desk).toEqual({
    roles: defaultRoles,
    passwords: { minLength: 12, classes: 3, history: 5, maxAgeDays: 90, dictionary: [] },
    sessions: { idleMinutes: 30, absoluteHours: 12, sameAddress: true },
    idleDays: 180,
    auditMonths: 12,
    personMonths: 12,
    ...{ syslog: null, trustedProxies: [], tls: null, plainHttp: null, withoutSignIn: null, signIn: null },
  });
});

it('is read as text, as YAML gives it', () => {
  expect(
    settings({
      passwords: { minLength: '14' },
      sessions: { sameAddress: 'false' },
      trustedProxies: ['127.0.0.1', '10.0.0.0/24', 'fd00::/8'],
      syslog: { host: '10.0.0.9' },
      signIn: { oidc: { issuer: 'https://sso.example.internal', clientId: 'opsledger' } },
    }),
  ).toMatchObject({
    passwords: { minLength: 14, classes: 3 },
    sessions: { sameAddress: false, idleMinutes: 30 },
    trustedProxies: ['127.0.0.1', '10.0.0.0/24', 'fd00::/8'],
    syslog: { host: '10.0.0.9', port: 514 },
    signIn: { oidc: { claim: 'preferred_username', clientSecret: null } },
  });
});

describe('is refused with its place', () => {
  const role = { id: 'x', name: 'X', side: 'supplier', acts: ['read'] };
  it.for<[string, object, string]>([
    ['a supplier who signs for the purchaser', { roles: [{ ...role, acts: ['receive'] }] }, '只能给⟦采购人⟧'],
    [
      'a party that would write what it sees in part',
      { roles: [{ ...role, side: 'purchaser', acts: ['names', 'record'] }] },
      '只能给⟦供应商⟧',
    ],
    ['a writer who sees no names', { roles: [{ ...role, acts: ['read', 'incident'] }] }, '有 names 的角色'],
    ['an act that is none', { roles: [{ ...role, acts: ['sign'] }] }, '应为：权限'],
    ['a doubled role', { roles: [role, role] }, '角色编号重复'],
    ['a word of one sign', { passwords: { dictionary: ['甲'] } }, '不少于两个字符'],
    ['a short password', { passwords: { minLength: 6 } }, '不小于 8'],
    ['a log for less than six months', { auditMonths: 3 }, '不少于六个月'],
    ['a proxy by name', { trustedProxies: ['nginx'] }, 'desk.trustedProxies[0]'],
    ['a network that is none', { trustedProxies: ['10.0.0.0/33'] }, '应为：地址或网段'],
    ['an address that is another one', { trustedProxies: ['010.0.0.1'] }, '应为：地址或网段'],
    ['everything', { trustedProxies: ['*'] }, '应为：地址或网段'],
    [
      'a secret that stands open',
      { signIn: { oidc: { issuer: 'https://x', clientId: 'x', clientSecret: 'abc' } } },
      'clientSecret',
    ],
    [
      'a secret of the proxy that stands open',
      { signIn: { header: 'X', secret: 'abcdefgh' } },
      '口令不能写在设置文件里',
    ],
    ['an open door that nobody agreed to', { withoutSignIn: { on: '2026-11-24' } }, 'desk.withoutSignIn.agreedBy'],
    [
      'a sign-in over plain http',
      { signIn: { oidc: { issuer: 'http://sso.example.internal', clientId: 'x' } } },
      '应为：https',
    ],
    [
      'two ways to sign in',
      { signIn: { header: 'X', oidc: { issuer: 'https://x', clientId: 'x' } } },
      'header 或 oidc 之一',
    ],
    ['a port that is none', { syslog: { host: 'x', port: 70_000 } }, '1–65535'],
  ])('%s', ([, desk, told]) => expect(refusal(desk)).toContain(told));
});
