/**
 * 500 payloads through every free text of every kind of record, of assets and clauses, of an article and of every block of a
 * document: into the site, HTML, PDF and workbook. A real browser with its content policy switched off sees no script, no
 * request, no redirect; a workbook has no formula of theirs, a PDF no action.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDict, PDFName } from '@cantoo/pdf-lib';
import ExcelJS from 'exceljs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadArticles } from '../../src/knowledge/articles.ts';
import { composeSite } from '../../src/pipeline/publish/sections.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { renderPage } from '../../src/render/html/archived-page.ts';
import { openRenderer } from '../../src/render/renderer.ts';
import { renderXlsx } from '../../src/render/xlsx/workbook.ts';
import type { Block } from '../../src/report/block.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import type { SiteModel } from '../../src/report/site-model.ts';
import { knowledgeOf } from '../../src/sections/lists/knowledge.ts';
import { contentDisposition } from '../../src/server/headers.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';
import { CACHE, picture } from '../render/_documents.ts';
import { dictionaries, load } from '../render/_pdf.ts';
import { tempFolder } from '../support/at-end.ts';
import { startBrowser } from '../support/browser.ts';
import { until } from '../support/collect.ts';
import { type BuiltSite, serveFixture, siteModel } from '../support/site-fixture.ts';
import { exampleRecords, kinds, sections, siteFacts } from '../support/site-parts.ts';
import { filled, withTexts } from './_fill.ts';
import { COUNT, EVIL, payloads } from './_payloads.ts';

/** Payloads in one text: all of them stand in every field, of as many records as there are pieces. */
const PIECE = 250;
const pieces = Array.from({ length: COUNT / PIECE }, (_, n) => payloads.slice(n * PIECE, (n + 1) * PIECE).join(' '));

const dir = await tempFolder('payloads');
const chromium = await startBrowser();
afterAll(() => chromium?.close());

/** Records of every kind that the site shows, one a piece, with the text in each field that takes any. */
function hostileRecords(): { records: Record<string, AnyRecord[]>; fields: string[] } {
  const fields = new Set<string>();
  const records = Object.fromEntries(
    kinds.map((kind) => {
      const all = pieces.map((piece, n) => {
        const one = filled(kind, kind.example.id.replace(/\d{3}$/, `${900 + n}`), piece);
        for (const field of one.fields) fields.add(`${kind.id}.${field}`);
        return one.record;
      });
      return [kind.id, all];
    }),
  );
  return { records, fields: [...fields] };
}

async function hostileArticles(): Promise<SiteModel['articles']> {
  const folder = join(dir, 'articles');
  await mkdir(join(folder, 'linux'), { recursive: true });
  const head = [
    '---',
    `title: ${JSON.stringify(pieces[0])}`,
    'systems: [linux]',
    `keywords: [${JSON.stringify(pieces[1])}]`,
    '---',
  ];
  await writeFile(join(folder, 'linux', 'hostile.md'), `${head.join('\n')}\n# 标题\n\n${payloads.join('\n\n')}\n`);
  const { articles } = await loadArticles({ dir: folder, url: '/knowledge-base', label: 'knowledge-base' });
  return articles;
}

async function hostileModel(): Promise<{ model: SiteModel; fields: string[] }> {
  const model = siteModel();
  const { records: own, fields } = hostileRecords();
  const records = Object.fromEntries(
    Object.entries(exampleRecords()).map(([kind, list]) => [kind, [...list, ...(own[kind] ?? [])]]),
  ) as ReturnType<typeof exampleRecords>;
  const given = siteFacts({ documents: model.documents, records });
  const contract = {
    ...given.contract,
    assets: given.contract.assets.map((one, n) => ({ ...one, name: `${one.name} ${pieces[n % pieces.length]}` })),
    // Of the contract the words of its clauses: names of levels and topics are looked up.
    contract: {
      ...given.contract.contract,
      clauses: given.contract.contract.clauses.map((one, n) => ({ ...one, text: pieces[n % pieces.length] as string })),
    },
  };
  const facts = { ...given, contract };
  const articles = [...model.articles, ...(await hostileArticles())];
  return {
    model: { ...model, articles, ...composeSite(facts, sections), knowledge: knowledgeOf(facts, articles) },
    fields,
  };
}

/** What ran, was asked for or left the page. */
interface Watched {
  page: Page;
  seen: string[];
}

async function watched(own: string): Promise<Watched> {
  const page = await (await chromium.browser.createBrowserContext()).newPage();
  const seen: string[] = [];
  await page.setBypassCSP(true);
  await page.exposeFunction('hit', (n: number) => seen.push(`script ${n}`));
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isOwn = own !== '' && request.url().startsWith(own);
    if (!isOwn && !/^(?:data:(?:image|font)|about:blank)/.test(request.url())) seen.push(`request ${request.url()}`);
    void (isOwn || request.url().startsWith('data:') ? request.continue() : request.abort());
  });
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => {
    if (frame.parentFrame() !== null) seen.push(`frame ${frame.url()}`);
  });
  return { page, seen };
}

/** What in the page could run or lead away when it is clicked. */
const dangers = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const named = 'iframe, object, embed, base, frame, meta[http-equiv=refresh i], script:not([src]):not([type*=json])';
    const found = [...document.querySelectorAll(named)].map(({ outerHTML }) => outerHTML.slice(0, 80));
    for (const node of document.querySelectorAll('*')) {
      for (const { name, value } of node.attributes) {
        const leads = /^(?:href|src|action|formaction|xlink:href)$/i.test(name);
        if (/^on/i.test(name) || (leads && /^\s*(?:javascript|vbscript|data:text)/i.test(value)))
          found.push(`${node.localName} ${name}=${value.slice(0, 40)}`);
      }
    }
    return found;
  });

it('the browser would tell', async () => {
  const { page, seen } = await watched('');
  // Without those that take the page elsewhere at once.
  const staying = payloads.filter((payload) => !/http-equiv/.test(payload)).slice(0, 40);
  await page.setContent(staying.join(''), { waitUntil: 'domcontentloaded' });
  await until(() => seen.some((one) => one.startsWith('script')) && seen.some((one) => one.startsWith('request')));
  expect((await dangers(page)).length).toBeGreaterThan(5);
});

describe('the site', () => {
  let site: BuiltSite;
  let model: SiteModel;
  let fields: string[];
  beforeAll(async () => {
    ({ model, fields } = await hostileModel());
    site = await serveFixture(model);
  });
  afterAll(() => site?.close());

  it('is given every free text of every kind that it shows', () => {
    expect(payloads).toHaveLength(COUNT);
    expect(new Set(payloads).size).toBe(COUNT);
    expect(fields.length).toBeGreaterThan(150);
    for (const { id } of kinds)
      expect(
        fields.some((field) => field.startsWith(`${id}.`)),
        id,
      ).toBe(true);
  });

  it('runs nothing, asks for nothing and stays where it is', async () => {
    const pages = model.sections.flatMap(({ id, pages: all }) =>
      all.map(({ path }) => (path === '' ? `/${id}` : `/${id}/${path}`)),
    );
    // Every page that has one in it, the first page, the search and the article.
    const hostile = pages.filter((path) => /-9\d\d$/.test(path) || !path.includes('/', 1));
    const addresses = [
      '/',
      '/knowledge-base/linux/hostile',
      '/search?q=script',
      `/search?q=${encodeURIComponent('<img src=x onerror=hit(1)>')}`,
      ...hostile,
    ];
    expect(addresses.length).toBeGreaterThan(15);
    const problems: string[] = [];
    let shown = 0;
    const rest = [...addresses];
    await Promise.all(
      Array.from({ length: 2 }, async () => {
        const { page, seen } = await watched(site.server.url);
        for (let path = rest.shift(); path !== undefined; path = rest.shift()) {
          await page.goto(site.server.url + path, { waitUntil: 'load' });
          seen.push(...(await dangers(page)));
          if ((await page.$eval('body', (body) => body.textContent ?? '')).includes('hit(')) shown += 1;
          if (!page.url().startsWith(site.server.url + path.split('?')[0])) seen.push(`left for ${page.url()}`);
          problems.push(...seen.splice(0).map((one) => `${path}: ${one}`));
        }
      }),
    );
    expect(problems).toEqual([]);
    expect(shown / addresses.length).toBeGreaterThan(0.5);
  });
});

/** Every block there is with payloads in all of its texts, and a table with each payload in a cell and as a link. */
function hostileDocument(shown = payloads): ReportDocument {
  let n = 0;
  const next = () => pieces[n++ % pieces.length] as string;
  const table: Block = {
    type: 'table',
    title: pieces[0] as string,
    columns: [
      { key: 'a', label: pieces[1] as string, type: 'text' },
      { key: 'b', label: '链接', type: 'text' },
    ],
    rows: shown.map((payload) => ({ cells: { a: payload, b: { text: '链接', link: payload } } })),
    empty: '无',
  };
  const doc = everyBlock();
  const short = (text: string) => text.slice(0, 400);
  return {
    ...doc,
    ...withTexts({ title: doc.title, subtitle: doc.subtitle, frame: doc.frame, marks: doc.marks }, () => short(next())),
    sections: [
      ...doc.sections.map((section) => ({ ...section, blocks: withTexts(section.blocks, () => short(next())) })),
      { id: 'payloads', title: short(next()), blocks: [table] },
    ],
  };
}

describe('a document', () => {
  it('in HTML runs nothing, asks for nothing and links to nothing of theirs', async () => {
    const html = await renderPage(hostileDocument(), picture);
    const { page, seen } = await watched('');
    await page.setContent(html, { waitUntil: 'load' });
    seen.push(...(await dangers(page)));
    expect(seen).toEqual([]);
    const links = await page.$$eval('a[href]', (all) => all.map((one) => one.getAttribute('href') ?? ''));
    expect(links.filter((href) => href.includes(EVIL) || /^[a-z]+:/i.test(href))).toEqual([]);
    const text = await page.$eval('body', (body) => body.textContent ?? '');
    const flat = (one: string) => one.replaceAll(/\s|[\u202a-\u202e\u2066-\u2069]/g, '');
    const shown = flat(text);
    expect(payloads.filter((payload) => !shown.includes(flat(payload)))).toEqual([]);
  });

  it('in PDF has no script, no action and no address of theirs', async () => {
    const renderer = await openRenderer({ cacheDir: CACHE });
    // Every fifth has each core in it: what a text of a PDF may become does not hang on how many there are.
    const document = hostileDocument(payloads.filter((_, n) => n % 5 === 0));
    const pdf = await load(await renderer.renderPdf(document, picture).finally(() => renderer.close()));
    const all = dictionaries(pdf);
    const named = (name: string) => all.filter((dict) => dict.has(PDFName.of(name)));
    for (const name of ['JS', 'JavaScript', 'AA', 'OpenAction', 'Launch', 'URI', 'EmbeddedFiles', 'SubmitForm']) {
      expect(named(name), name).toEqual([]);
    }
    const actions = all.flatMap((dict) => {
      const action = dict.lookup(PDFName.of('A'));
      return action instanceof PDFDict ? [String(action.get(PDFName.of('S')))] : [];
    });
    expect(actions.filter((kind) => kind !== '/GoTo')).toEqual([]);
  });

  it('in a workbook has no formula and no link of theirs, and every text to the letter', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await renderXlsx(hostileDocument())) as unknown as ExcelJS.Buffer);
    const texts = new Set<string>();
    for (const sheet of workbook.worksheets) {
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          expect(cell.formula, cell.address).toBeUndefined();
          expect(String(cell.hyperlink ?? '')).toMatch(/^(?:#|$)/);
          texts.add(cell.text);
        }),
      );
    }
    expect(payloads.filter((payload) => ![...texts].some((text) => text.includes(payload)))).toEqual([]);
  });
});

it('a name of a file adds no header, and ends none', () => {
  for (const payload of [...payloads, 'x\r\nSet-Cookie: a=1\r\n\r\n<script>']) {
    const header = contentDisposition('attachment', payload);
    expect(header).toMatch(/^attachment; filename="[ !#-[\]-~]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*$/);
    expect(() => new Headers({ 'Content-Disposition': header })).not.toThrow();
  }
});
