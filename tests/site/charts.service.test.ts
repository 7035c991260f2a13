/** Charts in a real browser: drawn without scripts, and answering to hand and keyboard with them. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { becomeOld } from '../support/old-browser.ts';
import { serveFixture } from '../support/site-fixture.ts';

const site = await serveFixture();
const chromium = await startBrowser();
afterAll(async () => {
  await chromium?.close();
  await site?.close();
});

let page: Page;
let requests: string[];
let complaints: string[];
beforeEach(async () => {
  page = await (await chromium.browser.createBrowserContext()).newPage();
  requests = [];
  complaints = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.browserContext().close();
});

const library = () => requests.filter((url) => url.includes('live-chart'));
const live = async (path: string): Promise<void> => {
  await page.goto(site.server.url + path);
  await page.$eval('.ol-chart', (figure) => figure.scrollIntoView());
  await page.waitForSelector('.ol-chart-live svg');
};
const said = () => page.$eval('.ol-chart-moving [role="status"]', (node) => node.textContent);
const drawn = () => page.$eval('.ol-chart-moving svg', (svg) => svg.outerHTML);

describe('a chart', () => {
  it('is drawn, with its figures in a table, where no script runs', async () => {
    await page.setJavaScriptEnabled(false);
    await page.goto(`${site.server.url}/faults`);
    const box = await page.$eval('.ol-chart-still svg', (svg) => svg.getBoundingClientRect().height);
    expect(box).toBeGreaterThan(100);
    expect(await page.$eval('.ol-chart-data', (node) => node.textContent)).toMatch(/2026-11\s*1\s*4/);
    expect(library()).toEqual([]);
  });

  it('keeps its words readable on a phone where no script runs, and does not widen the page', async () => {
    await page.setJavaScriptEnabled(false);
    await page.setViewport({ width: 390, height: 844 });
    await page.goto(`${site.server.url}/faults`);
    const height = await page.$eval('.ol-chart-still text', (word) => word.getBoundingClientRect().height);
    expect(height).toBeGreaterThan(8);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it('is drawn in the colours of the theme where no script runs, and on paper in those of paper', async () => {
    await page.setJavaScriptEnabled(false);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await page.goto(`${site.server.url}/faults`);
    const coloursThatShow = async (): Promise<string[]> => {
      const parts = await page.$$eval('.ol-chart-still, .ol-chart-still svg *', (nodes) =>
        nodes.map((node) => {
          const { backgroundColor, fill, stroke } = getComputedStyle(node);
          return [node.tagName === 'DIV' ? [backgroundColor] : [], fill, stroke].flat();
        }),
      );
      return [...new Set(parts.flat())].filter((one) => one !== 'none').sort();
    };
    const paper = ['rgb(184, 57, 14)', 'rgb(91, 103, 115)', 'rgb(255, 255, 255)'];
    expect(await coloursThatShow()).toEqual(expect.arrayContaining(['rgb(240, 129, 58)', 'rgb(17, 23, 29)']));
    expect((await coloursThatShow()).filter((one) => paper.includes(one))).toEqual([]);
    await page.emulateMediaType('print');
    expect(await coloursThatShow()).toEqual(expect.arrayContaining(paper));
  });

  it('brings its library only when it comes near the window', async () => {
    await page.setViewport({ width: 1280, height: 200 });
    await page.goto(`${site.server.url}/faults`, { waitUntil: 'networkidle0' });
    expect(await page.$$('[data-ol-chart]')).not.toEqual([]);
    expect(library()).toEqual([]);
    await page.$eval('[data-ol-chart]', (figure) => figure.scrollIntoView());
    await page.waitForSelector('.ol-chart-live svg');
    expect(library()).toHaveLength(1);
  });

  it('tells its figures under the pointer', async () => {
    await live('/faults');
    const { x, y, width, height } = await page.$eval('.ol-chart-moving', (node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return { x, y, width, height };
    });
    await page.mouse.move(x + width * 0.7, y + height / 2);
    await page.waitForFunction(() => /P3\s*4 起/.test(document.querySelector('.ol-chart-moving')?.textContent ?? ''));
  });

  it('tells them by keyboard, and says them to a screen reader', async () => {
    await live('/faults');
    await page.focus('.ol-chart-moving');
    await page.keyboard.press('ArrowRight');
    expect(await said()).toBe('2026-10：P2 3 起，P3 2 起');
    await page.keyboard.press('End');
    expect(await said()).toBe('2026-11：P2 1 起，P3 4 起');
    await page.keyboard.press('Escape');
    expect(await said()).toBe('');
  });

  it('hides and shows a series by its key, without a pointer', async () => {
    await live('/faults');
    const key = '.ol-chart-key';
    const before = await drawn();
    await page.focus(key);
    await page.keyboard.press('Enter');
    expect(await page.$eval(key, (button) => button.getAttribute('aria-pressed'))).toBe('false');
    await page.waitForFunction((old) => document.querySelector('.ol-chart-moving svg')?.outerHTML !== old, {}, before);
    await page.keyboard.press('Enter');
    expect(await page.$eval(key, (button) => button.getAttribute('aria-pressed'))).toBe('true');
  });

  it('takes the colours of the theme, also when it changes', async () => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    await live('/faults');
    await page.waitForFunction(() => document.querySelector('.ol-chart-moving svg')?.outerHTML.includes('#b8390e'));
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await page.waitForFunction(() => document.querySelector('.ol-chart-moving svg')?.outerHTML.includes('#f0813a'));
  });

  it('stands still for those who asked for no movement', async () => {
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await live('/faults');
    const first = await drawn();
    await page.evaluate(() => new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame))));
    expect(await drawn()).toBe(first);
  });

  it('prints as it was drawn', async () => {
    await live('/faults');
    await page.emulateMediaType('print');
    const shown = (selector: string) => page.$eval(selector, (node) => getComputedStyle(node).display);
    expect([await shown('.ol-chart-still'), await shown('.ol-chart-moving')]).toEqual(['block', 'none']);
  });

  it('lives in the oldest browser', async () => {
    await becomeOld(page);
    await live('/assets/mysql-primary');
    expect(await drawn()).toContain('<path');
  });
});
