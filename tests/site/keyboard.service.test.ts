/** What a purchaser and an auditor come for, from the first page, without a mouse; nothing leaves this machine. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../support/at-end.ts';
import { startBrowser } from '../support/browser.ts';
import { savedBy } from '../support/download.ts';
import { LAST_MARCH, serveFixture } from '../support/site-fixture.ts';

const site = await serveFixture();
const chromium = await startBrowser();
const dir = await tempFolder('keyboard');
afterAll(async () => {
  await chromium?.close();
  await site?.close();
});

let page: Page;
let outside: string[];
beforeEach(async () => {
  page = await (await chromium.browser.createBrowserContext()).newPage();
  outside = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' || !request.url().startsWith(`${site.server.url}/`)) outside.push(request.url());
  });
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(site.server.url);
});
afterEach(async () => {
  expect(outside).toEqual([]);
  await page.browserContext().close();
});

/** Far more than a page has; one on which the keyboard is caught does not end the test by time alone. */
const MOST_TABS = 400;

/** Presses Tab until the focus is on what the selector says. */
async function tabTo(selector: string): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
  }
  throw new Error(`${selector} is not reached by Tab on ${page.url()}`);
}

async function follow(selector: string): Promise<void> {
  await tabTo(selector);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

const proof = async (): Promise<string> => {
  await page.waitForSelector('.ol-proof-verdict');
  return page.$eval('[data-ol-proof]', (node) => node.textContent ?? '');
};

describe('by keyboard alone', () => {
  it('last March’s 月报 is found and its PDF saved by three keys of Enter', async () => {
    await follow('.ol-nav a[href="/deliverables"]');
    await follow(`.ol-content a[href="/deliverables/month/${LAST_MARCH}"]`);
    await tabTo('a[aria-label^="下载 PDF 系统维护及优化记录月报"]');
    const folder = await mkdtemp(join(dir, 'saved-'));
    expect(await savedBy(page, folder, () => page.keyboard.press('Enter'))).toBe('HQSF-YB-202603-r1');
  });

  it('clause 5.3.8 is traced to its evidence', async () => {
    await follow('.ol-nav a[href="/clauses"]');
    await follow('.ol-content a[href="/clauses/5.3.8"]');
    await follow('.ol-content a[href="/records/restore-test"]');
    await follow('.ol-content a[href="/backups/HF-20261124-001"]');
    expect(await page.$eval('.ol-content', (node) => node.textContent)).toContain('逐表比对');
  });

  it.each([
    ['genuine', 'HQSF-YB-202610-r1', '是真的'],
    ['altered', ' HQSF-YB-202610-r1', '已被改动'],
  ])('a file is found to be %s', async (name, content, verdict) => {
    const file = join(dir, `${name}.pdf`);
    await writeFile(file, content);
    await follow('.ol-nav a[href="/verify"]');
    await tabTo('[data-ol-file]');
    const chooser = page.waitForFileChooser();
    // The dialog is intercepted once the page answers what was asked after it.
    await page.evaluate(() => document.readyState);
    await page.keyboard.press('Enter');
    await (await chooser).accept([file]);
    expect(await proof()).toContain(verdict);
  });

  it('a document is found by its number', async () => {
    await follow('.ol-nav a[href="/verify"]');
    await tabTo('#ol-number');
    await page.keyboard.type('HQSF-YB-202610-r1');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ol-proof-card');
    await tabTo('[data-ol-proof] a[href^="/archive/"]');
  });

  it('an article is found by a question', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('硬盘没有空间了怎么办');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await page.waitForSelector('.ol-result-title');
    await follow('.ol-result-title');
    expect(await page.$eval('h1', (node) => node.textContent)).toContain('磁盘满了');
  });

  it('a list is filtered, and the address keeps it', async () => {
    await follow('.ol-nav a[href="/deliverables"]');
    await follow('.ol-content a[href="/deliverables/month/2026-11"]');
    await tabTo('select[name="state"]');
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => location.search.startsWith('?state='));
    const state = new URL(page.url()).searchParams.get('state');
    const shown = await page.$$eval('#ol-entries tbody tr:not([hidden])', (rows) =>
      rows.map((row) => row.dataset.state),
    );
    expect(new Set(shown)).toEqual(new Set([state]));
  });
});
