/** The reader's browser remembers the head of the log, and says above the page when a later one does not continue it. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { shortHead } from '../../src/proof/printed-head.ts';
import { leafHash, openTree } from '../../src/proof/tree.ts';
import { startBrowser } from '../support/browser.ts';
import { serveFixture } from '../support/site-fixture.ts';
import { sha256, writeLog } from '../support/site-log.ts';

const site = await serveFixture();
const chromium = await startBrowser();
const page = await (await chromium.browser.createBrowserContext()).newPage();
afterAll(async () => {
  await chromium?.close();
  await site?.close();
});

const archive = () => join(site.dir, 'archive');
/** The log in place of the one before. */
const publishLog = (size: number, word: (n: number) => string) => writeLog(archive(), size, word);

const said = (): Promise<string | null> =>
  page.$eval('[data-ol-log]', (one) => ((one as HTMLElement).hidden ? null : one.textContent));
const remembered = (): Promise<string> => page.evaluate(() => localStorage.getItem('opsledger-log') ?? '');
const own = (n: number): string => `${n}`;

it('follows a log that grows, and says so when it was rewritten or put back', async () => {
  await rm(join(archive(), 'log'), { recursive: true });
  await page.goto(`${site.server.url}/`);
  expect([await said(), await remembered()]).toEqual([null, '']);
  for (const size of [300, 700]) {
    await publishLog(size, own);
    await page.goto(`${site.server.url}/deliverables`);
    await expect.poll(remembered).toContain(`"size":${size}`);
    expect(await said()).toBeNull();
  }
  await publishLog(900, (n) => (n === 42 ? '改过' : own(n)));
  await page.goto(`${site.server.url}/`);
  await expect.poll(said).toContain('存证日志的前 700 条与本浏览器见过的不同：日志被改写');
  await publishLog(699, own);
  await page.goto(`${site.server.url}/faults`);
  await expect.poll(said).toContain('存证日志只有 699 条，本浏览器见过的校验点是 700 条：资料被换回旧版');
  expect(await remembered()).toContain('"size":700');
  await publishLog(900, own);
  await page.goto(`${site.server.url}/faults`);
  await expect.poll(remembered).toContain('"size":900');
  expect(await said()).toBeNull();
});

it('says of a checkpoint typed from paper whether the log continues it', async () => {
  const tree = openTree(sha256);
  for (let n = 0; n < 300; n += 1) tree.append(leafHash(sha256, Buffer.from(own(n))));
  const root = tree.root();
  const printed = shortHead({ origin: 'opsledger/test', size: 300, root, extensions: [] });
  const answer = async (typed: string): Promise<string> => {
    await page.goto(`${site.server.url}/verify`);
    await page.type('#ol-head', typed);
    await page.click('[data-ol-head] button');
    await page.waitForFunction(() => !/^(正在|$)/.test(document.querySelector('[data-ol-proof]')?.textContent ?? ''));
    return page.$eval('[data-ol-proof]', (node) => node.textContent ?? '');
  };
  await publishLog(700, own);
  expect(await answer(printed)).toContain('延续纸上所印的校验点：当时的 300 条都在，一字未改；现在 700 条');
  expect(await answer('300 条')).toContain('这不是校验点');
  await publishLog(700, (n) => (n === 42 ? '改过' : own(n)));
  expect(await answer(printed)).toContain('前 300 条与纸上所印的不同：日志被改写');
  await publishLog(200, own);
  expect(await answer(printed)).toContain('存证日志只有 200 条，纸上所印的校验点是 300 条：资料被换回旧版');
});

it('is shown no entry of the log and no salt', async () => {
  await publishLog(300, own);
  const status = async (path: string) => (await fetch(`${site.server.url}/archive/${path}`)).status;
  expect(await status('log/checkpoint')).toBe(200);
  expect(await status('log/tile/0/000')).toBe(200);
  for (const path of ['log/tile/entries/000', 'log-salts/000.txt', 'log/cosigned/00000000.key', 'log/checkpoint/..'])
    expect(await status(path), path).toBe(404);
});
