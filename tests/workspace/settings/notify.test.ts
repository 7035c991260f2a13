/** `notify` in the settings: what it may say, what holds without it, and how what is wrong is told, never with a secret. */
import { describe, expect, it } from 'vitest';
import { defaultRoles } from '../../../src/contract/acts.ts';
import { defaultRoutes } from '../../../src/contract/notices.ts';
import { noSettings, parseSettings } from '../../../src/workspace/settings/settings.ts';

const parsed = (notify: object, more: object = {}) =>
  parseSettings({
    schema: '1',
    timeZone: 'Asia/Shanghai',
    inspection: { opensAt: '09:00' },
    sources: [],
    notify,
    ...more,
  }).notify;
const DING_TOKEN = ['$', '{DING_TOKEN}'].join('');
const mail = { name: 'mail', type: 'mail', host: 'smtp.example.internal', from: '运维台账 <ops@example.internal>' };
const robot = { name: 'group', type: 'dingtalk', token: DING_TOKEN };
const engineer = { role: 'engineer', channel: 'mail', address: 'ops@example.internal' };
const notify = (changes: object = {}) => ({ channels: [mail, robot], addresses: [engineer], ...changes });

function refusal(given: object): string {
  try {
    parsed(given);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('was taken');
}

it('says nothing: nobody is reminded', () => expect(noSettings().notify).toBeNull());

it('is read as text, as YAML gives it, with what holds where it says nothing', () => {
  expect(parsed(notify({ dailyAt: ['16:00', '08:50'], beforeHours: ['4', '24'], clockMinutes: '45' }))).toMatchObject({
    channels: [
      { name: 'mail', port: 25, security: 'starttls' },
      { name: 'group', base: 'https://oapi.dingtalk.com', token: DING_TOKEN },
    ],
    routes: { documents: 'engineer', daily: 'engineer', clocks: 'duty', digest: 'manager' },
    ...{ lead: 'manager', dailyAt: ['08:50', '16:00'], beforeHours: [24, 4], clockMinutes: 45 },
    ...{ expiryDays: [30, 7, 1], unsignedDays: 7, leadDays: 14, digest: null },
  });
  expect(parsed(notify({ channels: [{ ...mail, security: 'tls' }] }))?.channels[0]).toMatchObject({ port: 465 });
  expect(parsed(notify({ routes: [{ topic: 'clocks', role: 'manager' }] }))?.routes).toMatchObject({
    clocks: 'manager',
  });
});

it('goes by what the roles of the desk may do, whatever they are called', () => {
  const roles = [
    { id: 'chef', name: '主管', side: 'supplier', acts: ['confirm', 'issue'], documents: ['all'] },
    { id: 'nacht', name: '夜班', side: 'supplier', acts: ['record', 'incident'], documents: [] },
    { id: 'tag', name: '白班', side: 'supplier', acts: ['incident', 'confirm'], documents: ['daily'] },
  ] as const;
  expect(defaultRoutes(roles)).toMatchObject({ routes: { documents: 'chef', clocks: 'nacht' }, lead: 'chef' });
  expect(defaultRoutes(defaultRoles)).toMatchObject({
    routes: { documents: 'engineer', clocks: 'duty' },
    lead: 'manager',
  });
});

describe('is refused with its place', () => {
  const KEY = 'abcdef-not-to-be-shown';
  it.for<[string, object, string[]]>([
    [
      'a role that is none',
      notify({ addresses: [{ ...engineer, role: 'enginer' }] }),
      ['notify.addresses[0].role', '您是不是要 engineer'],
    ],
    [
      'a channel that is none',
      notify({ addresses: [{ ...engineer, channel: 'mial' }] }),
      ['notify.addresses[0].channel', '您是不是要 mail'],
    ],
    ['a key of another type', notify({ channels: [mail, { ...robot, host: 'x.example' }] }), ['钉钉不用 host']],
    [
      'a secret where none belongs',
      notify({ channels: [mail, { name: 'g', type: 'wecom', token: DING_TOKEN, secret: KEY }] }),
      ['口令不能写在设置文件里', 'notify.channels[1].secret'],
    ],
    ['a list that is none', notify({ channels: { password: KEY } }), ['口令不能写在设置文件里']],
    ['a doubled channel', notify({ channels: [mail, mail] }), ['通道名称重复', 'notify.channels[1].name']],
    ['mail without a server', notify({ channels: [{ ...mail, host: undefined }] }), ['邮件须写 host']],
    ['a robot without its key', notify({ channels: [mail, { ...robot, token: undefined }] }), ['钉钉须写 token']],
    ['an address that is none', notify({ addresses: [{ ...engineer, address: 'ops' }] }), ['应为：邮箱地址']],
    [
      'an address with a line in it',
      notify({ addresses: [{ ...engineer, address: 'a@b.c\nBcc: x@y.z' }] }),
      ['应为：邮箱地址'],
    ],
    ['mail to nobody', notify({ addresses: [{ role: 'engineer', channel: 'mail' }] }), ['邮件通道没有写收件地址']],
    ['an address for a robot', notify({ addresses: [{ ...engineer, channel: 'group' }] }), ['机器人通道不用地址']],
    ['half a quiet time', notify({ addresses: [{ ...engineer, quietFrom: '22:00' }] }), ['免打扰时段不完整']],
    [
      'a key that stands open',
      notify({ channels: [mail, { ...robot, token: KEY }] }),
      ['口令不能写在设置文件里', 'notify.channels[1].token'],
    ],
    [
      'a password that stands open',
      notify({ channels: [{ ...mail, user: 'ops', password: KEY }] }),
      ['口令不能写在设置文件里'],
    ],
    [
      'an address with its key in it',
      notify({ channels: [mail, { name: 'hook', type: 'webhook', url: `https://h.example/x?key=${KEY}` }] }),
      ['回调网址不能用', '（不显示）'],
    ],
    [
      'a base with its key in it',
      notify({ channels: [mail, { ...robot, base: `https://h.example/robot/send?access_token=${KEY}` }] }),
      ['机器人的基础网址不能用'],
    ],
    [
      'a password over an open line',
      notify({ channels: [{ ...mail, security: 'none', user: 'ops', password: DING_TOKEN }] }),
      ['应为：用口令登录时应为 starttls 或 tls'],
    ],
    [
      'a digest that could leave the house',
      notify({ digest: { weekday: 1, at: '08:30' } }),
      ['internalDomains', '摘要只发内部邮箱'],
    ],
    [
      'a lead who is told before the others',
      notify({ unsignedDays: 20 }),
      ['上报早于提醒', '不小于 unsignedDays（20）'],
    ],
    ['a topic that is none', notify({ routes: [{ topic: 'clock', role: 'duty' }] }), ['notify.routes[0].topic']],
    ['hours twice', notify({ beforeHours: [4, 4] }), ['不重复的小时数']],
    ['a key that is none', notify({ chanels: [] }), ['chanels']],
  ])('%s', ([, given, expected]) => {
    const told = refusal(given);
    for (const part of expected) expect(told).toContain(part);
    expect(told).not.toContain(KEY);
    expect(told).toContain('opsledger.yaml');
  });
});
