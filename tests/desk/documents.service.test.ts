/** A document is confirmed by keyboard and without scripts, and issued by the real browser in a process of its own. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDocumentWorker } from '../../src/desk/documents/worker.ts';
import { buildDesk, serveDesk } from '../../src/desk/serve.ts';
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

/** Processes that work on documents of the workspace, and what each was given of the surroundings. */
async function workers(): Promise<{ pid: string; environment: string }[]> {
  const text = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await text(pid, 'cmdline');
    if (command.includes('worker-child.ts') && command.includes(`${root}\0`)) found.push(pid);
  }
  return Promise.all(found.map(async (pid) => ({ pid, environment: await text(pid, 'environ') })));
}

it('the process for it holds no secret, tells an error as the command does, and ends when it has nothing to do', async () => {
  process.env['OPSLEDGER_TEST_SECRET'] = 'kept-by-the-parent';
  const before = new Set((await workers()).map(({ pid }) => pid));
  const worker = openDocumentWorker(root, 200);
  const asked = worker.ask({ work: 'look', obligation: 'inspection-lag', period: DAY, now: NOW });
  const own = (await workers()).filter(({ pid }) => !before.has(pid));
  await expect(asked).rejects.toMatchObject({ summary: '没有这种交付物', exitCode: 2 });
  expect(own.map(({ environment }) => environment.includes('kept-by-the-parent'))).toEqual([false]);
  const isOwn = async () => (await workers()).some(({ pid }) => pid === own[0]?.pid);
  await expect.poll(isOwn, { timeout: 30_000 }).toBe(false);
  const again = worker.ask({ work: 'look', obligation: 'daily-maintenance', period: DAY, now: NOW });
  expect((await again).look.number).toBe('HQSF-RB-20261124-r1');
});
