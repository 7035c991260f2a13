/** Each way in which a message does not get through: told by its reason, with what to do, and without a secret. */
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { NoticeChannel } from '../../src/contract/notices.ts';
import { reminderLines, remindersAttention } from '../../src/notify/attention.ts';
import { failureReasons, type Outcome } from '../../src/notify/failure.ts';
import type { LedgerMessage } from '../../src/notify/ledger.ts';
import { sendAll } from '../../src/notify/send.ts';
import { tempFolder } from '../support/at-end.ts';
import { makeCertificate, type TestCertificate } from '../support/certificate.ts';
import { documentFact, ledgerOf, mailChannel, patient, quick, settingsWith } from './_notices.ts';
import { type Answer, hookServer, type MailManner, mailServer } from './_servers.ts';

const PASSWORD = 'hunter2-not-this-one';
const NOW = '2026-11-27T09:00:00+08:00';

const closing: (() => Promise<void>)[] = [];
const dir = await tempFolder('notify');
const certificate = makeCertificate(-1, 30);
await writeFile(join(dir, 'ca.pem'), certificate.cert);
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const message = (channel: string, address: string): LedgerMessage => {
  const { number, kind, dueAt, state } = documentFact('月度运维报告', '2026-11', '2026-11-30T18:00:00+08:00');
  return {
    ...{
      id: 'message-1',
      channel,
      address,
      topics: ['documents'],
      keys: ['k'],
      lines: [{ number, kind, dueAt, state }],
    },
    ...{ at: NOW, triedAt: NOW, tries: 1, state: 'pending', repeated: false, reason: null, code: null },
  };
};

async function through(channel: NoticeChannel | null, times = patient): Promise<Outcome> {
  const name = channel?.name ?? 'group';
  const address = channel?.type === 'mail' ? 'ops@example.internal' : '';
  const messages = [message(name, address)];
  const outcomes = await sendAll({ messages, channels: new Map([[name, channel]]), times });
  const outcome = outcomes.get('message-1') as Outcome;
  expect(JSON.stringify(outcome)).not.toContain(PASSWORD);
  expect(JSON.stringify(outcome)).not.toContain('secret-in-answer');
  return outcome;
}

const reasonOf = (outcome: Outcome): string =>
  outcome.result === 'sent'
    ? 'sent'
    : `${outcome.result} ${outcome.reason}${outcome.code === null ? '' : ` ${outcome.code}`}`;

describe('mail', () => {
  const server = async (manner: MailManner = 'take', options = {}) => {
    const made = await mailServer(() => manner, options);
    closing.push(made.close);
    return made;
  };
  const trusting = () => ({ ...certificate, secure: true, authOptional: false, disabledCommands: [] });
  const signedIn = (port: number, changes = {}) =>
    mailChannel(port, { security: 'tls', user: 'ops', password: PASSWORD, ca: join(dir, 'ca.pem'), ...changes });

  it('tells a wrong password', async () => {
    const { port } = await server('take', {
      ...trusting(),
      onAuth: (_auth: unknown, _session: unknown, done: (error: Error) => void) =>
        done(new Error('Invalid username or password')),
    });
    expect(reasonOf(await through(signedIn(port)))).toBe('failed auth 535');
  });

  it('signs in over TLS by the authority that the settings name', async () => {
    const { port, arrived } = await server('take', {
      ...trusting(),
      onAuth: ({ password }: { password: string }, _session: unknown, done: (error: null, ok: object) => void) =>
        done(null, password === PASSWORD ? { user: 'ops' } : {}),
    });
    expect(reasonOf(await through(signedIn(port)))).toBe('sent');
    expect(arrived).toHaveLength(1);
  });

  it('refuses a certificate that nobody vouches for, and one of another name', async () => {
    const { port } = await server('take', trusting());
    expect(reasonOf(await through(signedIn(port, { ca: undefined })))).toBe('failed tls-untrusted');
    const other = makeCertificate(-1, 30, 'DNS:other.example.internal');
    await writeFile(join(dir, 'other.pem'), other.cert);
    const named = await server('take', { ...trusting(), ...other });
    expect(reasonOf(await through(signedIn(named.port, { ca: join(dir, 'other.pem') })))).toBe('failed tls-name');
  });

  it('refuses one that has run out, and a file of authorities that is none', async () => {
    const old = makeCertificate(-10, -1);
    await writeFile(join(dir, 'old.pem'), old.cert);
    const { port } = await server('take', { ...trusting(), ...old });
    expect(reasonOf(await through(signedIn(port, { ca: join(dir, 'old.pem') })))).toBe('failed tls-expired');
    expect(reasonOf(await through(signedIn(port, { ca: join(dir, 'none.pem') })))).toBe('failed ca');
  });

  it('never sends a password where the server offers no encryption', async () => {
    const { port, arrived } = await server('take', { authOptional: false });
    expect(
      reasonOf(await through(mailChannel(port, { security: 'starttls', user: 'ops', password: PASSWORD }))),
    ).toMatch(/^failed tls/);
    expect(arrived).toEqual([]);
  });

  it('tells an address that bounces, a server that is busy, one that is not there and a name that is none', async () => {
    expect(reasonOf(await through(mailChannel((await server('bounce')).port)))).toBe('failed recipient 550');
    expect(reasonOf(await through(mailChannel((await server('busy')).port)))).toBe('failed busy 451');
    const gone = await server();
    await closing.pop()?.();
    expect(reasonOf(await through(mailChannel(gone.port)))).toBe('failed connect');
    expect(reasonOf(await through(mailChannel(25, { host: 'smtp.invalid' })))).toBe('failed dns');
  });

  it('does not wait for a server that hangs before it greets, nor for one that is no mail server', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', () => ready()));
    closing.push(() => new Promise((done) => silent.close(() => done())));
    expect(reasonOf(await through(mailChannel((silent.address() as AddressInfo).port), quick))).toBe('failed timeout');
    const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((ready) => web.listen(0, '127.0.0.1', () => ready()));
    closing.push(() => new Promise((done) => web.close(() => done())));
    expect(reasonOf(await through(mailChannel((web.address() as AddressInfo).port)))).toBe('failed protocol');
  });

  it('knows nothing of a message whose server fell silent after it was handed over', async () => {
    expect(reasonOf(await through(mailChannel((await server('hang')).port), quick))).toBe('unknown lost');
    expect(reasonOf(await through(mailChannel((await server('take-and-drop')).port)))).toBe('unknown lost');
  });
});

describe('a robot', () => {
  const robot = async (type: 'wecom' | 'dingtalk' | 'feishu', answer: Answer, tls?: TestCertificate) => {
    const server = await hookServer(() => answer, tls);
    closing.push(server.close);
    const channel = { name: 'group', type, base: server.url, token: PASSWORD, secret: 'SECsecret' };
    return through(channel, 'hang' in answer ? quick : patient);
  };

  it.each([
    ['wecom', { body: '{"errcode":93000,"errmsg":"invalid webhook url secret-in-answer"}' }, 'failed token 93000'],
    ['wecom', { body: '{"errcode":45009,"errmsg":"freq out of limit"}' }, 'failed rate 45009'],
    ['dingtalk', { body: '{"errcode":310000,"errmsg":"sign not match"}' }, 'failed sign 310000'],
    ['dingtalk', { body: '{"errcode":130101,"errmsg":"send too fast"}' }, 'failed rate 130101'],
    ['feishu', { body: '{"code":19021,"msg":"sign match fail"}' }, 'failed sign 19021'],
    ['feishu', { body: '{"code":11232,"msg":"frequency limited"}' }, 'failed rate 11232'],
    ['feishu', { body: '{"code":0,"data":{},"msg":"success"}' }, 'sent'],
    ['wecom', { body: '{"errcode":40058,"errmsg":"bad"}' }, 'failed robot 40058'],
    ['wecom', { body: '<html>sign in to the network</html>' }, 'unknown lost 200'],
    ['wecom', { status: 429 }, 'failed rate 429'],
    ['wecom', { status: 503 }, 'failed gateway 503'],
    ['wecom', { status: 504 }, 'unknown gateway 504'],
    ['wecom', { status: 302, headers: { location: 'http://evil.invalid/' } }, 'failed redirect 302'],
    ['wecom', { drop: true }, 'unknown lost'],
    ['wecom', { hang: true }, 'unknown lost'],
  ] as const)('of %s that answers %j: %s', async (type, answer, expected) => {
    expect(reasonOf(await robot(type, answer))).toBe(expected);
  });

  it('with a certificate that nobody vouches for is not spoken to', async () => {
    expect(reasonOf(await robot('wecom', {}, certificate))).toBe('failed tls-untrusted');
  });

  it('without its secret certainly sends nothing', async () => {
    expect(reasonOf(await through(null))).toBe('failed secret');
  });
});

describe('what a person is told', () => {
  it('names every reason in Chinese with what to do', () => {
    for (const { text, remedy } of Object.values(failureReasons)) {
      expect(text).toMatch(/\p{Script=Han}/u);
      expect(remedy.length).toBeGreaterThan(6);
    }
  });

  it('says since when, how often and until when, and nothing once it got through', () => {
    const settings = settingsWith({
      channels: [mailChannel(25)],
      addresses: [
        ...['engineer', 'duty', 'manager'].map((role) => ({ role, channel: 'mail', address: 'ops@example.internal' })),
      ],
    });
    const tried = (at: string, changes: Partial<LedgerMessage>): LedgerMessage => ({
      ...message('mail', 'ops@example.internal'),
      ...{ id: `m-${at}`, at, triedAt: at, ...changes },
    });
    const bad = tried('2026-11-27T08:00:00+08:00', { state: 'failed', reason: 'auth', code: 535 });
    const worse = tried('2026-11-27T08:01:00+08:00', { state: 'failed', reason: 'auth', code: 535 });
    const [told, ...rest] = remindersAttention(ledgerOf(bad, worse), settings, NOW);
    expect(rest).toEqual([]);
    expect(told).toMatchObject({ kind: 'failing', nextAt: '2026-11-27T08:06:00+08:00' });
    expect(reminderLines([told as never]).join()).toBe(
      '提醒　　mail ops@example.internal：邮件服务器不接受账号或口令（编号 535），连续 2 次；2026-11-27 08:06 后再试。核对 user 和口令变量的值；要求授权码的邮箱用授权码',
    );
    const good = tried('2026-11-27T08:06:00+08:00', { state: 'sent' });
    expect(remindersAttention(ledgerOf(bad, worse, good), settings, NOW)).toEqual([]);
    const lost = tried('2026-11-27T08:07:00+08:00', { state: 'unknown', reason: 'interrupted', repeated: true });
    expect(remindersAttention(ledgerOf(good, lost), settings, NOW).map(({ text }) => text)).toEqual([
      'mail ops@example.internal：2026-11-27 08:07 的提醒（1 项）不知道是否送达，已标明“可能重复”再发一次，仍无结果',
    ]);
    expect(remindersAttention(null, settings, NOW).map(({ kind }) => kind)).toEqual(['ledger']);
    expect(remindersAttention(ledgerOf(bad), null, NOW)).toEqual([]);
  });
});
