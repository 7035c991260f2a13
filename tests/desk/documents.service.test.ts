/** A document is confirmed by keyboard and without scripts, and issued by the real browser in a process of its own. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildDesk, serveDesk } from '../../src/pipeline/desk/serve.ts';
import type { SiteServer } from '../../src/server/server.ts';
import { cleanUp, DAY, inspect, makeWorkspace, open } from '../pipeline/_workspace.ts';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { PASSWORD } from './_desk.ts';

const NOW = `${DAY}T16:00:00+08:00`;
let root: string;
let server: SiteServer;
let running: TestBrowser;

beforeAll(async () => {
  root = await makeWorkspace();
  await inspect(await open(root), `${DAY}T09:00:00+08:00`);
  const desk = await buildDesk(root);
  await desk.doors.accounts.add({ name: 'manager', person: '项目经理甲', role: 'manager', now: NOW });
  await desk.doors.accounts.setPassword('manager', PASSWORD, NOW);
  await desk.close();
  server = await serveDesk(root, { port: 0, now: () => NOW });
  running = await startBrowser();
});

afterAll(async () => {
  await running?.close();
  await server?.close();
  await cleanUp();
});

it('the log of the day, from the list to its PDF', async () => {
  const page = await running.browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setViewport({ width: 390, height: 844 });
  const path = `/desk/documents/inspection-log/${DAY}`;
  await page.goto(`${server.url}${path}`);
  await page.type('#account', 'manager');
  await page.type('#password', PASSWORD);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  const frame = await page.waitForFrame((one) => one.url().includes('/draft?seen='));
  await expect.poll(() => frame.content(), { timeout: 60_000 }).toContain('HQSF-XJ-20261124-r1');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await page.focus('#remark');
  await page.keyboard.type('同意');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  expect(new URL(page.url()).pathname).toMatch(/^\/desk\/documents\/jobs\//);
  // The page asks for itself again until the document is there.
  await expect.poll(() => page.content().catch(() => ''), { timeout: 120_000 }).toContain('已签发 HQSF-XJ-20261124-r1');
  const pdf = await readFile(join(root, `archive/2026/inspection-log/${DAY}/r1/HQSF-XJ-20261124-r1.pdf`));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});
