/** 档案查验 in a real browser, over plain http, where there is no `crypto.subtle`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealed } from '../proof/_signed.ts';
import { titledPdf } from '../render/_plain-pdf.ts';
import { tempFolder } from '../support/at-end.ts';
import { startBrowser } from '../support/browser.ts';
import { becomeOld } from '../support/old-browser.ts';
import { SIGNABLE, serveFixture, siteModel } from '../support/site-fixture.ts';

const SEALED = '是原件，加盖电子签章（签章未经本程序验证）';

const site = await serveFixture();
const chromium = await startBrowser();
const dir = await tempFolder('verify');
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
    if (request.method() !== 'GET' || !request.url().startsWith(site.server.url)) outside.push(request.url());
  });
});
afterEach(async () => {
  expect(outside).toEqual([]);
  await page.browserContext().close();
});

/** The name is ASCII: this Chromium has no Chinese locale to open another with. */
async function check(name: string, content: string | Uint8Array): Promise<string> {
  await mkdir(dir, { recursive: true });
  const file = join(dir, name);
  await writeFile(file, content);
  await page.goto(`${site.server.url}/verify`);
  const input = (await page.$('[data-ol-file]')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(file);
  await page.waitForSelector('.ol-proof-verdict');
  return page.$eval('[data-ol-proof]', (node) => node.textContent ?? '');
}
/** Address of the file of a document of the fixture. */
const hrefOf = (number: string): string => {
  const found = siteModel().documents.find((one) => one.number === number)?.files.html;
  if (!found) throw new Error(`${number} has no page`);
  return found;
};
const result = () => page.$eval('[data-ol-proof]', (node) => node.textContent ?? '');

describe('a file', () => {
  it('as it was issued is genuine, and shows its clauses and records', async () => {
    const text = await check('report.pdf', 'HQSF-YB-202610-r1');
    expect(text).toContain('是真的');
    expect(text).toContain('现行版次');
    const links = await page.$$eval('[data-ol-proof] a', (all) => all.map((one) => one.getAttribute('href')));
    expect(links).toEqual(
      expect.arrayContaining(['/records/permit/2026-11#XK-20261124-001', expect.stringMatching(/^\/clauses\//)]),
    );
    // A record of an earlier year stands on the one page of its month.
    await Promise.all([page.waitForNavigation(), page.click('[data-ol-proof] a[href$="#XK-20250905-001"]')]);
    expect(new URL(page.url()).pathname).toBe('/records/month/2025-09');
    expect(await page.$eval('#XK-20250905-001', (node) => node.textContent)).toBe('XK-20250905-001');
    expect(await page.$eval('h1', (node) => node.textContent)).toBe('2025 年 9 月证据记录');
  });

  it('is chosen by a button in Chinese that the keyboard reaches, and is named', async () => {
    await page.goto(`${site.server.url}/verify`);
    const shown = (selector: string) => page.$eval(selector, (node) => node.textContent);
    expect(await shown('.ol-file-button')).toBe('选择文件');
    expect(await shown('[data-ol-file-name]')).toBe('还没有选择文件');
    await page.focus('#ol-search-box');
    const reached = async (): Promise<boolean> => {
      await page.keyboard.press('Tab');
      return page.evaluate(() => document.activeElement?.matches('[data-ol-file]') === true);
    };
    let tabs = 0;
    while (!(await reached()) && tabs < 20) tabs++;
    expect(tabs).toBeLessThan(20);
    expect(await page.$eval('.ol-file-button', (node) => getComputedStyle(node).outlineStyle)).toBe('solid');
    const chooser = page.waitForFileChooser();
    // The dialog is intercepted once the page answers what was asked after it.
    await page.evaluate(() => document.readyState);
    await page.keyboard.press('Enter');
    const file = join(dir, 'mine.pdf');
    await writeFile(file, 'HQSF-YB-202610-r1');
    await (await chooser).accept([file]);
    await page.waitForSelector('.ol-proof-verdict');
    expect(await shown('[data-ol-file-name]')).toBe('mine.pdf');
  });

  it('of an earlier revision is an original that was superseded', async () => {
    expect(await check('log.pdf', 'HQSF-XJ-20261118-r1')).toContain('已被新版替代：HQSF-XJ-20261118-r2');
  });

  it('in which one byte was changed is altered, and named', async () => {
    const text = await check('report.pdf', ' HQSF-YB-202610-r1');
    expect(text).toContain('自称 HQSF-YB-202610-r1');
    expect(text).toContain('已被改动');
  });

  it('that was signed since is the original, and with anything else appended is not', async () => {
    const issued = titledPdf(SIGNABLE);
    expect(await check('signed.pdf', sealed(issued, { listing: 'stream' }))).toContain(SEALED);
    const changed = sealed(issued, { listing: 'stream', page: (body) => body.replace('/Contents 5 0 R', '') });
    expect(await check('changed.pdf', changed)).toContain('原件之后另有改动：改动了页面（/Contents）');
  });

  it('is answered on a phone with no number broken at its hyphens', async () => {
    await page.setViewport({ width: 390, height: 844 });
    await check('report.pdf', ' HQSF-YB-202610-r1');
    const lines = await page.$$eval('[data-ol-proof] .ol-whole', (parts) =>
      parts.map((part) => [part.textContent, part.getClientRects().length]),
    );
    expect(lines.filter(([, rows]) => rows !== 1)).toEqual([]);
    const days = expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
    expect(lines.map(([text]) => text)).toEqual(expect.arrayContaining(['HQSF-YB-202610-r1', '第 1 版', days]));
  });

  it('of Excel is known by its title when it was altered', async () => {
    const core = '<cp:coreProperties><dc:title>月报 HQSF-YB-202610-r1</dc:title></cp:coreProperties>';
    const book = zipSync({ 'docProps/core.xml': strToU8(core), 'xl/workbook.xml': strToU8('<workbook/>') });
    expect(await check('report.xlsx', book)).toContain('自称 HQSF-YB-202610-r1');
  });

  it('of somebody else was never issued, and its name runs nothing', async () => {
    const text = await check('<img src=x onerror=alert(1)>.pdf', '%PDF-1.7 别处的文件');
    expect(text).toContain('没有签发过');
    expect(text).toContain('请用当时下载的原文件再查一次');
    expect(await page.$$('[data-ol-proof] img')).toHaveLength(0);
  });

  it('that is a broken archive is answered, not waited for', async () => {
    expect(await check('broken.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toContain('没有签发过');
  });

  it('is the same as Node’s digest for a file of several pieces', async () => {
    const { createHash } = await import('node:crypto');
    const big = new Uint8Array(3 * 1024 * 1024 + 17).fill(7);
    expect(await check('large.pdf', big)).toContain(createHash('sha256').update(big).digest('hex'));
  });
});

describe('a number', () => {
  it('typed by keyboard alone leads to the document, and stays in the address', async () => {
    await page.goto(`${site.server.url}/verify`);
    await page.focus('#ol-number');
    await page.keyboard.type('hqsf-xj-20261118');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ol-proof-card');
    expect(await page.$$('.ol-proof-card')).toHaveLength(2);
    expect(new URL(page.url()).search).toBe('?number=hqsf-xj-20261118');
    await page.reload();
    await page.waitForSelector('.ol-proof-card');
    expect(await result()).toContain('HQSF-XJ-20261118-r2');
  });

  it('that was never issued says so', async () => {
    await page.goto(`${site.server.url}/verify?number=HQSF-XJ-19990101`);
    await page.waitForSelector('.ol-proof-verdict');
    expect(await result()).toContain('没有编号为“HQSF-XJ-19990101”的文档');
  });
});

describe('a document that is opened', () => {
  it('stands below the head of the site, with its files and what proves it, and its file alone is one step away', async () => {
    await page.goto(`${site.server.url}/deliverables/kind/monthly-maintenance`);
    const opens = 'td:last-child > a[href$="/HQSF-YB-202610-r1.html"]';
    await Promise.all([page.waitForNavigation(), page.click(opens)]);
    expect(page.url()).toBe(`${site.server.url}/documents?number=HQSF-YB-202610-r1`);
    const held = () => document.querySelector<HTMLIFrameElement>('.ol-document-frame')?.contentDocument?.body;
    await page.waitForFunction(held);
    expect(await page.$eval('h1', (node) => node.textContent)).toContain('2026 年 10 月 第 1 版');
    const links = await page.$$eval('.ol-document-ways a', (all) => all.map((one) => one.getAttribute('href')));
    expect(links).toEqual([
      expect.stringMatching(/\.pdf$/),
      expect.stringMatching(/\.xlsx$/),
      '/verify?number=HQSF-YB-202610-r1',
      '/deliverables/kind/monthly-maintenance',
      expect.stringMatching(/^\/archive\/.*\.html$/),
    ]);
    await Promise.all([page.waitForNavigation(), page.click('[data-bare]')]);
    expect(new URL(page.url()).pathname).toMatch(/^\/archive\/.*HQSF-YB-202610-r1\.html$/);
  });

  it('shows the section that the address names', async () => {
    await page.goto(`${site.server.url}/documents?number=${SIGNABLE}#s2`);
    await page.waitForFunction(() => window.scrollY > 0);
    const top = await page.$eval(
      'iframe',
      (frame) =>
        frame.getBoundingClientRect().top +
        (frame.contentDocument?.getElementById('s2')?.getBoundingClientRect().top ?? Number.NaN),
    );
    const height = await page.evaluate(() => window.innerHeight);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(height / 2);
  });

  it('leads from a link inside it to the page of the other document, with the title and files of that one', async () => {
    await page.goto(`${site.server.url}/documents?number=HQSF-YB-202610-r1`);
    await page.waitForFunction(() => document.querySelector<HTMLIFrameElement>('iframe')?.contentDocument?.body);
    const to = hrefOf(SIGNABLE);
    await Promise.all([
      page.waitForNavigation(),
      page.$eval(
        'iframe',
        (frame, href) => {
          const inner = frame.contentDocument as Document;
          const link = inner.body.appendChild(inner.createElement('a'));
          link.href = href;
          link.click();
        },
        `${to}#s2`,
      ),
    ]);
    await page.waitForFunction(() => location.search.endsWith('HQSF-XJ-20261118-r2'));
    expect(page.url()).toBe(`${site.server.url}/documents?number=${SIGNABLE}#s2`);
    await page.waitForSelector('.ol-document-ways');
    expect(await page.title()).toContain('2026-11-18');
    const own = await page.$eval('.ol-document-ways a', (link) => link.getAttribute('href'));
    expect(own).toBe(to.replace(/html$/, 'pdf'));
    // The step back is to the document that was left.
    await page.goBack();
    await page.waitForFunction(() => location.search.endsWith('HQSF-YB-202610-r1'));
  });

  it('that nobody issued says so, and leads to those that were', async () => {
    await page.goto(`${site.server.url}/documents?number=HQSF-XJ-19990101-r1`);
    await page.waitForSelector('a[href="/deliverables"]');
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === '没有这份文档');
  });
});

it('tracing leads from clause 5.3.8 to its evidence', async () => {
  await page.goto(`${site.server.url}/clauses`);
  await Promise.all([page.waitForNavigation(), page.click('a[href="/clauses/5.3.8"]')]);
  expect(await page.$eval('h1', (node) => node.textContent)).toContain('5.3.8');
  await Promise.all([page.waitForNavigation(), page.click('a[href="/records/restore-test"]')]);
  await Promise.all([page.waitForNavigation(), page.click('a[href="/backups/HF-20261124-001"]')]);
  expect(await page.$eval('.ol-content', (node) => node.textContent)).toContain('逐表比对');
});

describe('without what came after Chromium 86', () => {
  let errors: string[];
  beforeEach(async () => {
    errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await becomeOld(page);
  });
  afterEach(() => expect(errors).toEqual([]));

  it('a file and a number are checked', async () => {
    expect(await check('report.pdf', 'HQSF-YB-202610-r1')).toContain('是真的');
    expect(await check('signed.pdf', sealed(titledPdf(SIGNABLE), { listing: 'stream' }))).toContain(SEALED);
    await page.goto(`${site.server.url}/verify?number=HQSF-XJ-20261118`);
    await page.waitForSelector('.ol-proof-card');
    expect(await page.evaluate('typeof Array.prototype.at')).toBe('undefined');
  });

  it('a question finds its article, with the hit in its context', async () => {
    await page.goto(`${site.server.url}/search?q=${encodeURIComponent('磁盘满了怎么办')}`);
    await page.waitForSelector('[data-ol-results] mark');
    expect(await page.$eval('[data-ol-results] a', (node) => node.getAttribute('href'))).toContain('disk-full');
  });

  it.each(['/', '/deliverables', '/knowledge-base', '/faults', '/manual'])('%s runs without an error', async (path) => {
    await page.goto(site.server.url + path);
    expect(await page.$eval('h1', (node) => node.textContent?.trim())).not.toBe('');
  });
});
