/** The day's checks in a real browser: by keyboard alone, without scripts, as narrow as a phone; and the sheet of paper. */
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Page } from 'puppeteer-core';
import { afterAll, expect, it } from 'vitest';
import { serveDesk } from '../../src/serve/serve.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import { PASSWORD } from '../accounts/_database.ts';
import { DAY, makeWorkspace, open, plainRenderer, SERVICE_FROM } from '../pipeline/_workspace.ts';
import { drawn, startBrowser } from '../support/browser.ts';
import { openTo } from './_desk.ts';

const NOW = `${DAY}T09:30:00+08:00`;

const root = await makeWorkspace();
await openTo(root, 'wang-lei', '王磊', 'engineer', NOW);
const renderer = () => Promise.resolve(plainRenderer());
const server = await serveDesk(root, { port: 0, now: () => NOW, session: { renderer } });
const browser = await startBrowser();
const page = await browser.browser.newPage();
await page.setJavaScriptEnabled(false);
await page.setViewport({ width: 390, height: 780 });
afterAll(async () => {
  await browser.close();
  await server.close();
});

const at = (path: string): string => new URL(path, server.url).href;
let strokes = 0;

type Key = Parameters<Page['keyboard']['press']>[0];

async function press(...keys: Key[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    strokes += 1;
  }
}

/** Presses keys that lead to another page. */
async function go(...keys: Key[]): Promise<void> {
  await Promise.all([page.waitForNavigation(), press(...keys)]);
  await drawn(page);
}

/** Says of the first row of the group that it is abnormal, and goes back to the head of the group. */
async function abnormal(seen: string): Promise<void> {
  await page.keyboard.press('Tab');
  // From 未查 over 不适用.
  for (let n = 0; n < 2; n += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Tab');
  await page.keyboard.type(seen);
  for (let n = 0; n < 2; n += 1) {
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
  }
}

/** The end of the group is where the next Tab begins, once the browser has gone there. */
async function jumped(): Promise<void> {
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#end-/);
  await drawn(page);
}

const text = async (): Promise<string> =>
  (await page.$eval('main', (main) => main.textContent ?? '')).replace(/\s+/g, ' ');
const width = (): Promise<number> => page.$eval('html', (html) => html.scrollWidth);

it('takes the 31 checks of a day in 22 key presses, and one that is abnormal in a few more', async () => {
  await page.goto(at('/desk/checks'));
  await page.type('#account', 'wang-lei');
  await page.type('#password', PASSWORD);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await page.goto(at('/desk/checks#next'));
  await drawn(page);
  expect(await text()).toContain('共 31 项，已填 0 项');
  expect(await width()).toBe(390);
  const rows = [26, 3, 1, 1];
  for (const [n, count] of rows.entries()) {
    expect(await page.$$('.desk-check')).toHaveLength(count);
    await press('Tab');
    if (n === 1) await abnormal('提示维护中');
    // Over the rows to the end of the group, past 保存已填的.
    await press('Enter');
    await jumped();
    await press('Tab');
    await go('Tab', 'Enter');
  }
  expect(await text()).toContain('已填 31 项，其中异常 1 项；31 项尚未登记');
  await go('Tab', 'Enter');
  expect(strokes).toBe(4 * 5 + 2);
  expect(await text()).toContain('人工检查 31 项，其中异常 1 项');
  const session = await open(root);
  const { records } = await session.workspace.records.list<InspectionRecord>('inspection');
  expect(records[0]?.manual.filter(({ result }) => result === 'abnormal')).toMatchObject([
    { target: 'mini-program', value: '提示维护中', by: '王磊' },
  ]);
});

it('keeps what was answered without a button where scripts run', async () => {
  await page.setJavaScriptEnabled(true);
  await page.goto(at(`/desk/checks?period=${SERVICE_FROM}#next`));
  await page.type('input[name=time]', '0915');
  await page.click('input[value=abnormal]');
  await page.waitForFunction(() => document.querySelector('[data-desk-kept]')?.textContent?.includes('已自动保存'));
  await page.goto(at(`/desk/checks?period=${SERVICE_FROM}`));
  expect(await text()).toContain('已填 1 项，其中异常 1 项');
});

it('prints the checks of a day on one page of A4', async () => {
  await page.goto(at('/desk/checks/sheet'));
  const pdf = await PDFDocument.load(await page.pdf({ preferCSSPageSize: true }));
  const [first, ...others] = pdf.getPages();
  expect(others).toEqual([]);
  expect([Math.round(first?.getWidth() ?? 0), Math.round(first?.getHeight() ?? 0)]).toEqual([595, 842]);
  expect(await width()).toBe(390);
});
