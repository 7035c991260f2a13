/** The archived page in a real browser, at the width of a phone and of a desk. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/render/html/archived-page.ts';
import { wideRegister } from '../fixtures/documents/wide-register.ts';
import { tempFolder } from '../support/at-end.ts';
import { startBrowser } from '../support/browser.ts';
import { noPicture } from './_documents.ts';

const dir = await tempFolder('screen');
const file = join(dir, 'document.html');
await writeFile(file, await renderHtml(wideRegister(), noPicture));
const chromium = await startBrowser();
const page = await chromium.browser.newPage();
await page.goto(pathToFileURL(file).href);
afterAll(() => chromium?.close());

const widths = () =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const table = document.querySelector('.table') as HTMLElement;
    return { page: scrollWidth - clientWidth, table: table.scrollWidth - table.clientWidth };
  });

describe('a register that is turned on paper', () => {
  it('shows whole on a desk', async () => {
    await page.setViewport({ width: 1280, height: 900 });
    expect(await widths()).toEqual({ page: 0, table: 0 });
  });

  it('breaks neither moments nor numbers on a phone, and leaves no figure beside an empty frame', async () => {
    await page.setViewport({ width: 390, height: 844 });
    expect(await widths()).toEqual({ page: 0, table: 0 });
    const broken = await page.$$eval('.table td', (cells) =>
      cells
        .filter((cell) => /^\d{4}-|^XK-/.test(cell.textContent ?? ''))
        .filter(
          (cell) => cell.getBoundingClientRect().height > 1.9 * Number.parseFloat(getComputedStyle(cell).fontSize),
        )
        .map((cell) => cell.textContent),
    );
    expect(broken).toEqual([]);
    const ends = await page.$eval('.figures', (list) => [
      list.getBoundingClientRect().right,
      list.lastElementChild?.getBoundingClientRect().right,
    ]);
    expect(ends[0] as number).toBeCloseTo(ends[1] as number, -1);
  });
});
