/** The archived page in a real browser, at the width of a phone and of a desk. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/render/renderer.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { changed, noPicture } from './_documents.ts';

let chromium: TestBrowser;
let page: Page;
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'opsledger-screen-'));
  const file = join(dir, 'document.html');
  await writeFile(file, await renderHtml(wideRegister(), noPicture));
  chromium = await startBrowser();
  page = await chromium.browser.newPage();
  await page.goto(pathToFileURL(file).href);
});
afterAll(async () => {
  await chromium?.close();
  await rm(dir, { recursive: true, force: true });
});

/** A register that is turned on paper, with the key figures of two tables. */
function wideRegister(): ReportDocument {
  const moments = ['有效期起', '有效期止', '许可时间', '补办书面时间', '撤销时间'];
  const texts = ['许可编号', '采购人批复编号', '申请人', '事由', '范围说明', '许可人', '许可方式'];
  const columns = [
    ...texts.map((label) => ({ key: label, label, type: 'text' as const })),
    ...moments.map((label) => ({ key: label, label, type: 'datetime' as const })),
  ];
  const cells = ['XK-20260320-002', '演示许〔2026〕17号', '驻点运维工程师甲', '排查数据库主库宕机，恢复服务'];
  const row = [
    ...cells,
    '仅限本次变更：安装安全更新',
    '采购人经办人',
    '书面',
    ...moments.map(() => '2026-03-20 10:24'),
  ];
  const named = Object.fromEntries(columns.map(({ key }, n) => [key, row[n] as string]));
  return changed(inspectionLog(), {
    sections: [
      {
        id: 'permits',
        title: '操作许可',
        blocks: [
          {
            type: 'key-figures',
            items: [
              { label: '操作许可', value: '126', unit: '条' },
              { label: '远程维护', value: '5', unit: '条' },
            ],
          },
          { type: 'table', empty: '无', columns, rows: Array.from({ length: 8 }, () => ({ cells: named })) },
        ],
      },
    ],
  });
}

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
