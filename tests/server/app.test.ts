/** What stands on the same server beside the site. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../src/server/app.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'opsledger-app-'));
  await mkdir(join(dir, 'site'));
  await writeFile(join(dir, 'site/index.html'), '<p>首页</p>');
  await writeFile(join(dir, 'site/desk.html'), '<p>同名的页面</p>');
});
afterAll(() => rm(dir, { recursive: true, force: true }));

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
