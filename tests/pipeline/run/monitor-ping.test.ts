/** The monitor's address, against a real HTTP endpoint: what was told, what was not, and that the address stays secret. */

import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { tellMonitor } from '../../../src/pipeline/run/monitor-ping.ts';
import { parseSettings } from '../../../src/workspace/settings/settings.ts';
import { freePort } from '../../support/services.ts';
import { newFolder } from '../_workspace.ts';

const KEY = 'key-of-the-monitor';
let asked: string[];
let root: string;
const held: (() => void)[] = [];
const server = createServer((request, answer) => {
  asked.push(`${request.method} ${request.url}`);
  if (request.url?.startsWith('/slow')) held.push(() => answer.end());
  else if (request.url?.startsWith('/moved')) answer.writeHead(302, { Location: '/login' }).end();
  else if (request.url?.startsWith('/login')) answer.writeHead(200, { 'Content-Type': 'text/html' }).end('<form>');
  else answer.writeHead(request.url?.startsWith('/broken') ? 500 : 200).end('OK');
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(async () => {
  for (const end of held) end();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
beforeEach(async () => {
  asked = [];
  root = await newFolder();
});

const plain = { schema: 1, timeZone: 'Asia/Shanghai', inspection: { opensAt: '09:00' }, sources: [] };
const settings = (heartbeat?: object) =>
  writeFile(join(root, 'opsledger.yaml'), JSON.stringify({ ...plain, ...(heartbeat && { heartbeat }) }));
// biome-ignore lint/suspicious/noTemplateCurlyInString: this is what stands in the settings
const SECRET = '${MONITOR_URL}';

it('is told once, at the address that a variable holds', async () => {
  await settings({ url: SECRET });
  expect(await tellMonitor(root, { MONITOR_URL: `${base}/ping/${KEY}` })).toBeNull();
  expect(asked).toEqual([`GET /ping/${KEY}`]);
});

it('is nobody without the setting, and while there are no settings', async () => {
  expect(await tellMonitor(root, {})).toBeNull();
  await settings();
  expect(await tellMonitor(root, {})).toBeNull();
  expect(asked).toEqual([]);
});

it.each([
  ['answers with an error', async () => `${base}/broken/${KEY}`, '应答 HTTP 500'],
  [
    'sends on to a sign-in',
    async () => `${base}/moved/${KEY}`,
    '应答 HTTP 302，转到别处（多半是登录页），没有告知监控',
  ],
  ['answers with a page', async () => `${base}/login/${KEY}`, '应答是网页（多半是登录页），没有告知监控'],
  ['does not answer in time', async () => `${base}/slow/${KEY}`, '0.1 秒内没有应答'],
  ['is not there', async () => `http://127.0.0.1:${await freePort()}/${KEY}`, '连接失败（ECONNREFUSED）'],
  ['is no address', async () => `ftp://monitor/${KEY}`, '不是 http:// 或 https:// 开头的地址'],
  ['has no variable', async () => '', '缺少 MONITOR_URL'],
])('is not reached when it %s, and the reason does not give its address away', async (_, url, reason) => {
  await settings({ url: SECRET });
  expect(await tellMonitor(root, { MONITOR_URL: await url() }, 0.1)).toBe(reason);
});

it.each([['monitor.example'], ['https://user:password@monitor.example/'], ['']])(
  'is refused in the settings as %j',
  (url) => expect(() => parseSettings({ ...plain, heartbeat: { url } })).toThrow(/heartbeat\.url/),
);
