/** What robots are sent: addresses and bodies as their makers describe them, signatures checked by another implementation. */
import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import type { LedgerMessage } from '../../src/notify/ledger.ts';
import { sendAll } from '../../src/notify/send.ts';
import { documentFact, patient } from './_notices.ts';
import { type Called, type HookServer, hookServer } from './_servers.ts';

const SECRET = 'SEC0123456789abcdef';
const CLOCK = 1_795_740_000_123;

let server: HookServer;
afterEach(() => server.close());

const { number, kind, dueAt, state } = documentFact('月度运维报告', '2026-11', '2026-11-30T18:00:00+08:00');
const line = { number, kind, dueAt, state };

async function called(channel: object, lines = [line], repeated = false): Promise<Called> {
  server = await hookServer(({ path }) => ({ body: path.includes('/hook/') ? '{"code":0}' : '{"errcode":0}' }));
  const own = {
    name: 'group',
    base: `${server.url}/gov/`,
    url: `${server.url}/in`,
    token: 'T/K',
    secret: SECRET,
    ...channel,
  };
  const message: LedgerMessage = {
    ...{ id: 'message-1', channel: 'group', address: '', topics: ['documents'], keys: ['k'], lines },
    ...{ at: '2026-11-27T09:00:00+08:00', triedAt: '2026-11-27T09:00:00+08:00', tries: 1, state: 'pending', repeated },
    ...{ reason: null, code: null },
  };
  const channels = new Map([['group', own as never]]);
  expect([...(await sendAll({ messages: [message], channels, clock: () => CLOCK, times: patient })).values()]).toEqual([
    { result: 'sent' },
  ]);
  return server.called[0] as Called;
}

/** HMAC-SHA256 by the command of another library's authors, base64. */
function openssl(key: string, text: string): string {
  const hex = Buffer.from(key, 'utf8').toString('hex');
  const args = ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${hex}`, '-binary'];
  return execFileSync('openssl', args, { input: text }).toString('base64');
}

describe('a robot', () => {
  it('of 钉钉 gets time and signature in the address', async () => {
    const { path, body } = await called({ type: 'dingtalk' });
    const url = new URL(path, 'http://x');
    expect(url.pathname).toBe('/gov/robot/send');
    expect(url.searchParams.get('access_token')).toBe('T/K');
    expect(url.searchParams.get('timestamp')).toBe(String(CLOCK));
    expect(url.searchParams.get('sign')).toBe(openssl(SECRET, `${CLOCK}\n${SECRET}`));
    expect(JSON.parse(body)).toMatchObject({
      msgtype: 'text',
      text: { content: expect.stringContaining('【运维台账】') },
    });
  });

  it('of 飞书 gets them in the body, the key made of time and secret', async () => {
    const { path, body } = await called({ type: 'feishu' });
    const seconds = Math.floor(CLOCK / 1000);
    expect(path).toBe('/gov/open-apis/bot/v2/hook/T%2FK');
    expect(JSON.parse(body)).toMatchObject({
      ...{ timestamp: String(seconds), sign: openssl(`${seconds}\n${SECRET}`, '') },
      ...{ msg_type: 'text', content: { text: expect.stringContaining('月度运维报告 2026-11') } },
    });
  });

  it('of 企业微信 gets its key and no more than it takes', async () => {
    const lines = Array.from({ length: 200 }, (_, n) => ({ ...line, number: `2026-${n}` as typeof number }));
    const { path, body } = await called({ type: 'wecom' }, lines);
    expect(path).toBe('/gov/cgi-bin/webhook/send?key=T%2FK');
    const { content } = (JSON.parse(body) as { text: { content: string } }).text;
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
    const shown = content.split('\n').filter((one) => one.startsWith('· ')).length;
    expect(content).toContain(`另有 ${200 - shown} 项，见台账`);
  });

  it('without signing gets none', async () => {
    const { path } = await called({ type: 'dingtalk', secret: undefined });
    expect(path).toBe('/gov/robot/send?access_token=T%2FK');
  });

  it('marks a repeat', async () => {
    const { body } = await called({ type: 'wecom' }, [line], true);
    expect((JSON.parse(body) as { text: { content: string } }).text.content).toMatch(/^（可能重复）/);
  });
});

it('any program gets the lines as data, with an id by which it tells a repeat', async () => {
  const { path, body, headers } = await called({ type: 'webhook', token: 'bearer-1' });
  expect(path).toBe('/in');
  expect(headers).toMatchObject({ authorization: 'Bearer bearer-1', 'idempotency-key': 'message-1' });
  expect(JSON.parse(body)).toEqual({
    ...{ schema: 1, id: 'message-1', at: '2026-11-27T09:00:00+08:00', repeated: false },
    ...{ subject: '【运维台账】近期应交 1 项，最近 11-30 18:00', lines: [{ number, kind, dueAt, state }] },
  });
});
