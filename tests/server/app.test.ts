/** What stands on the same server beside the site. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import { tempFolder } from '../support/at-end.ts';

const dir = await tempFolder('app');
await mkdir(join(dir, 'site'));
await writeFile(join(dir, 'site/index.html'), '<p>首页</p>');
await writeFile(join(dir, 'site/desk.html'), '<p>同名的页面</p>');

const withRoutes = () => {
  const desk = new Hono().get('/', (c) => c.html('<p>登记台</p>')).post('/', (c) => c.text('已登记', 201));
  return createApp({ siteDir: join(dir, 'site'), archiveDir: dir, hosts: [] }).route('/desk', desk);
};

it('a route that is added goes before the site, and may be written to', async () => {
  const app = withRoutes();
  expect(await (await app.request('/desk')).text()).toContain('登记台');
  expect((await app.request('/desk', { method: 'POST' })).status).toBe(201);
});

it('its answers are held to the same headers and names', async () => {
  const { headers } = await withRoutes().request('/desk');
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-store']);
  expect((await withRoutes().request('http://foreign.example/desk', { method: 'POST' })).status).toBe(421);
});

it('the rest is the site, as read-only as before', async () => {
  const app = withRoutes();
  expect(await (await app.request('/')).text()).toContain('首页');
  expect((await app.request('/', { method: 'POST' })).status).toBe(405);
  expect((await app.request('/desk/none', { method: 'POST' })).status).toBe(405);
  expect((await app.request('/desk/none')).status).toBe(404);
});

it('what is attached to records is shown where a browser can show it and saved otherwise, and nothing of it runs', async () => {
  const folder = join(dir, 'site/attachments');
  await mkdir(folder, { recursive: true });
  const names = ['签字页.pdf', '现场.jpg', '页面.html.bin', '页面.html', '图.svg', '表.xlsx'];
  for (const name of names) await writeFile(join(folder, name), '<script>alert(1)</script>');
  for (const name of names) {
    const shown = /\.(?:pdf|jpg)$/.test(name);
    const { status, headers } = await withRoutes().request(`/attachments/${encodeURIComponent(name)}`);
    expect([name, status]).toEqual([name, 200]);
    expect(headers.get('content-disposition')).toMatch(shown ? /^inline/ : /^attachment/);
    if (!shown) expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-security-policy')).toContain("script-src 'none'");
    expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-cache']);
  }
  expect((await withRoutes().request('/attachments/')).status).toBe(404);
});
