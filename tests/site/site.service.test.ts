import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SiteModel } from '../../src/report/site-model.ts';
import { fromFiles } from '../../src/search/index/shards.ts';
import { search } from '../../src/search/search.ts';
import { numberedPlaces } from '../../src/site/lib/numbered.ts';
import { PASSWORD, startSite } from '../deploy/_nginx.ts';
import { Judge } from '../support/axe.ts';
import { startBrowser, type TestBrowser } from '../support/browser.ts';
import { bareNumbersOf, builtPages, deadLinksOf } from '../support/built-pages.ts';
import { savedBy } from '../support/download.ts';
import {
  LONG_ARTICLE as ARTICLE,
  type BuiltSite,
  fullModel,
  LAST_MARCH,
  LATER,
  serveFixture,
  shown,
  writeHeartbeat,
} from '../support/site-fixture.ts';

/** Pages with something of their own to see; those of the sections are joined by one of each kind of page. */
const NAMED = [
  '/',
  '/deliverables',
  '/deliverables/month/2026-11',
  '/deliverables/kind/inspection-log',
  '/deliverables/state/late',
  '/deliverables/state/missing',
  '/deliverables/returned',
  '/deliverables/voided',
  '/deliverables/awaiting',
  '/clauses/5.3.8',
  '/faults/GZ-20261124-001',
  '/faults/month/2026-11',
  '/faults/limit/response-600',
  '/faults/limit/missed',
  '/findings/app-server-1',
  '/assets/mysql-primary',
  '/assets/today/inspection',
  '/backups/month/2026-11',
  '/backups/HF-20261124-001',
  '/backups/YL-20261124-001',
  '/records/change',
  '/records/renewal',
  '/records/duty',
  '/records/duty/2026-11',
  '/records/month/2026-11',
  '/records/month/2025-09',
  '/knowledge-base',
  '/consultations',
  '/consultations/2026-11',
  ARTICLE,
  '/verify',
  '/verify?number=HQSF-XJ-20261118',
  '/documents?number=HQSF-XJ-20261118-r2',
  '/manual',
  '/manual/03b-record-kinds',
  '/manual/03c1-forms-incidents',
  '/manual/09-site',
  '/search?q=磁盘满了怎么办',
  '/problems',
  '/no/such/page',
];

/** Of each section its own page, and one of each kind of address below it: one that is named, if there is such a page. */
function sectionPages({ sections }: SiteModel): string[] {
  return sections.flatMap(({ id, pages }) =>
    [...Map.groupBy(pages, ({ path }) => addressKind(path)).values()].map((alike) => {
      const addresses = alike.map(({ path }) => (path === '' ? `/${id}` : `/${id}/${path}`));
      return addresses.find((address) => NAMED.includes(address)) ?? (addresses[0] as string);
    }),
  );
}

/** `month` of `month/2026-11`, `GZ` of a record's id, `part` of the records of a kind, `one` of any other thing. */
function addressKind(path: string): string {
  const [first = '', more] = path.split('/');
  if (first !== 'month' && /^\d{4}-\d{2}/.test(more ?? '')) return 'part';
  if (path === '' || more !== undefined) return first;
  return /^([A-Z]+)-\d{8}-\d+$/.exec(first)?.[1] ?? 'one';
}

const model = await fullModel();
const PAGES = [...new Set([...NAMED, ...sectionPages(model)])];

let site: BuiltSite;
let chromium: TestBrowser;
beforeAll(async () => {
  site = await serveFixture();
  chromium = await startBrowser();
});
afterAll(async () => {
  await chromium?.close();
  await site?.close();
});

const lives = (staleAfter: string) => writeHeartbeat(site.dir, staleAfter);

/** One profile for all, since a new one loads the program of each page anew; each test begins as if it were new. */
let page: Page;
const requests: string[] = [];
const complaints: string[] = [];
beforeAll(async () => {
  page = await (await chromium.browser.createBrowserContext()).newPage();
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
  });
});
beforeEach(async () => {
  await page.setJavaScriptEnabled(true);
  await page.emulateMediaType();
  await page.emulateMediaFeatures([]);
  await page.setViewport({ width: 1280, height: 900 });
  const storage = await page.createCDPSession();
  await storage.send('Storage.clearDataForOrigin', { origin: site.server.url, storageTypes: 'all' });
  await storage.detach();
  requests.length = 0;
  complaints.length = 0;
});

const open = (path: string) => page.goto(site.server.url + encodeURI(path), { waitUntil: 'load' });
const textOf = (selector: string) => page.$eval(selector, (node) => node.textContent?.trim() ?? '');
const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const judge = new Judge();
/** Links, buttons and fields on which a finger has less than 24 px, but for links within a sentence. */
const smallTargets = () =>
  page.$$eval('a, button, summary, input, select', (all) =>
    all
      .filter((one) => {
        const { width, height, left } = one.getBoundingClientRect();
        const inText = [...(one.parentElement?.childNodes ?? [])].some(
          (node) => node.nodeType === 3 && (node.textContent ?? '').trim().length > 2,
        );
        const inline = getComputedStyle(one).display === 'inline';
        // What only readers of screens meet is clipped to a pixel.
        const seen = width > 1 && height > 1 && left > -100;
        return seen && !(inText && inline) && (height < 23.9 || width < 23.9);
      })
      .map((one) => one.outerHTML.slice(0, 200)),
  );
const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

it.each(PAGES)('every page %s asks only this server, passes axe in light and dark, and fits 390 px', async (path) => {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await open(path);
  await page.waitForNetworkIdle({ idleTime: 100 });
  expect(requests.length).toBeGreaterThan(2);
  expect(requests.filter((url) => !url.startsWith(`${site.server.url}/`))).toEqual([]);
  expect(await background()).toBe('rgb(255, 255, 255)');
  expect(await judge.violations(page)).toEqual([]);

  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  expect(await background()).toBe('rgb(17, 23, 29)');
  // The dark page is the same but for its colours.
  expect(await judge.violations(page, 'colours')).toEqual([]);

  await page.setViewport({ width: 390, height: 844 });
  const { scroll, width } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: innerWidth,
  }));
  expect(width).toBe(390);
  expect(scroll).toBeLessThanOrEqual(390);
  expect(await judge.violations(page)).toEqual([]);
  expect(await smallTargets()).toEqual([]);
  expect(complaints).toEqual([]);
});

describe('what the pages print', () => {
  const read = () => builtPages(join(site.dir, 'site'));

  it('links each number of a record and of a document', () => {
    const known = numberedPlaces(model);
    // Articles and the manual tell how numbers are written.
    const pages = [...read()].filter(([path]) => !/^\/(knowledge-base|manual|search)/.test(path));
    expect(pages.length).toBeGreaterThan(100);
    const bare = pages.flatMap(([path, html]) =>
      bareNumbersOf(html)
        .filter((number) => known(number) !== undefined)
        .map((number) => `${path} ${number}`),
    );
    expect(bare).toEqual([]);
  });

  it('as a number of 首页 or of 交付物 opens a list of as many', () => {
    const pages = read();
    const linked = /<a href="(\/deliverables[^"]*)" class="ol-figure[^"]*"><span class="ol-figure-value[^"]*">(\d+)</g;
    const figures = ['/', '/deliverables'].flatMap((path) =>
      [...(pages.get(path) ?? '').matchAll(linked)].map(([, href = '', count]) => ({ href, count: Number(count) })),
    );
    expect(figures.length).toBeGreaterThan(3);
    const opened = figures.map(({ href }) => {
      const [address = '', query = ''] = href.split('?');
      const state = new URLSearchParams(query).get('state');
      const rows = [...(pages.get(address) ?? '').matchAll(/<tr data-state=([\w-]+)/g)];
      return { href, count: rows.filter(([, one]) => state === null || one === state).length };
    });
    expect(opened).toEqual(figures);
  });

  it('leads to pages and places that are there', () => {
    const pages = read();
    const dead = [...pages].flatMap(([path, html]) => deadLinksOf(html, pages).map((href) => `${path} → ${href}`));
    expect(dead).toEqual([]);
  });
});

describe('the manual', () => {
  const page = (id: string): string => builtPages(join(site.dir, 'site')).get(`/manual/${id}`) ?? '';

  it('draws each kind of record with its fields, words and example', () => {
    const html = page('03c1-forms-incidents');
    const { fields = [], example = '' } = shown.kinds.find(({ id }) => id === 'incident') ?? {};
    expect(fields.length).toBeGreaterThan(20);
    for (const { name, required } of fields)
      expect(html).toMatch(new RegExp(`${required ? '必填</span>' : ''}<code>${name}</code></dt>`));
    expect(html).toContain('P1 重大故障<code>P1</code>');
    expect(html).toContain(example.split('\n').at(-2));
  });

  it('is searched by the words that its components show', () => {
    const index = fromFiles((path) => readFileSync(join(site.dir, 'site', '_search', path), 'utf8'));
    const found = (question: string) => search(index, question, 3).map(({ url }) => decodeURIComponent(url));
    const form = '/manual/03c1-forms-incidents#故障记录incident';
    expect(found('remoteStartedAt').slice(0, 2)).toEqual([form, '/manual/03c1-forms-incidents']);
    expect(found('故障记录有哪些字段')[0]).toBe(form);
    expect(found('故障记录')[0]).toBe('/records/incident');
  });

  it('holds no script or style of its own', () => {
    const own = [...builtPages(join(site.dir, 'site'))].filter(([path]) => path.startsWith('/manual/'));
    expect(own.length).toBeGreaterThan(40);
    expect(own.filter(([, html]) => /<style|\sstyle=|<script(?![^>]*\ssrc=)/.test(html)).map(([path]) => path)).toEqual(
      [],
    );
  });
});

it.each([
  '/deliverables',
  '/deliverables/month/2026-11',
  '/deliverables/kind/inspection-log',
  '/deliverables/returned',
  '/deliverables/voided',
])('a window of half a screen %s is no wider than it', async (path) => {
  await open(path);
  for (const width of [1200, 1152, 1024, 900]) {
    await page.setViewport({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), String(width)).toBeLessThanOrEqual(width);
  }
});

describe('the first page', () => {
  it('answers whether the contract is being kept, before anything else', async () => {
    await open('/');
    const { text, bottom } = await page.$eval('.ol-verdict', (node) => ({
      text: node.textContent,
      bottom: node.getBoundingClientRect().bottom,
    }));
    expect(text).toContain('合同履约正常吗');
    expect(text).toContain('有 2 项需要关注');
    expect(bottom).toBeLessThan(600);
  });

  it('is read within two screens of a notebook', async () => {
    await page.setViewport({ width: 1366, height: 768 });
    await open('/');
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(2 * 768);
  });
});

describe('each number of the first page', () => {
  it('opens as many rows as it says', async () => {
    await open('/');
    const figures = await page.$$eval('.ol-figures a', (links) =>
      links.map((link) => ({
        value: Number(link.querySelector('.ol-figure-value')?.textContent),
        href: link.getAttribute('href') ?? '',
      })),
    );
    expect(figures.length).toBeGreaterThan(8);
    for (const { value, href } of figures) {
      await open(href);
      // A list of one has nothing to filter.
      const shown = await page.$$eval(
        '.ol-section tbody',
        (bodies) => [...(bodies[0]?.querySelectorAll('tr') ?? [])].filter((row) => !row.hidden).length,
      );
      expect(shown, href).toBe(value);
    }
  });

  it('opens the deliverables that a day of the calendar stands for', async () => {
    await open('/');
    const days = await page.$$eval('.ol-calendar tbody tr td:not(.ol-day-none)', (cells) =>
      cells.map((cell) => ({
        kind: cell.className,
        label: cell.querySelector('a')?.getAttribute('title') ?? '',
        href: cell.querySelector('a')?.getAttribute('href') ?? '',
      })),
    );
    expect(days.filter(({ href }) => !href.startsWith('/deliverables/due/'))).toEqual([]);
    // One of each look; those of a day on which nothing is due open their month.
    const looks = [...Map.groupBy(days, ({ kind }) => kind).values()].flatMap(([one]) => one ?? []);
    expect(looks.length).toBeGreaterThan(3);
    for (const { label, href } of looks) {
      await open(href);
      // `2026-11-22：逾期未交 1，按期 3`
      const rows = await page.$$eval('#ol-entries tbody tr:not([hidden])', (all) => all.length);
      const counts = [...label.matchAll(/[：，]\S+ (\d+)/g)].map(([, count]) => Number(count));
      if (counts.length > 0) expect(rows, label).toBe(counts.reduce((a, b) => a + b, 0));
      else expect(label).toContain('没有应交项');
    }
  });
});

it('on a phone the year shows today, and says that it can be moved', async () => {
  await page.setViewport({ width: 390, height: 844 });
  await open('/');
  const { today, box } = await page.$eval('.ol-day-today', (node) => {
    const scroll = node.closest('.ol-scroll') as Element;
    const sides = (one: Element) => ({
      left: one.getBoundingClientRect().left,
      right: one.getBoundingClientRect().right,
    });
    return { today: sides(node), box: sides(scroll) };
  });
  expect(today.left).toBeGreaterThan(box.left);
  expect(today.right).toBeLessThan(box.right);
  expect(await textOf('.ol-scroll-hint')).toContain('左右滑动');
  await page.setViewport({ width: 1280, height: 900 });
  await page.waitForSelector('.ol-scroll-hint', { hidden: true });
});

describe('the contents of a long page', () => {
  /** A window that the pages of the fixture are longer than. */
  const height = 400;
  /** Where an element of the page stands in the window. */
  const topOf = (selector: string) => page.$eval(selector, (node) => node.getBoundingClientRect().top);

  it('are folded at its top and stay at hand, where there is no room for them beside it', async () => {
    await page.setViewport({ width: 390, height });
    await open('/clauses/5.3.8');
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    expect(await topOf('.ol-contents summary')).toBeCloseTo(0, 0);
    await page.click('.ol-contents summary');
    const links = await page.$$eval('.ol-contents a', (all) => all.map((one) => one.getAttribute('href')));
    expect(links).toEqual(await page.$$eval('.ol-toc a', (all) => all.map((one) => one.getAttribute('href'))));
    await page.click('.ol-contents a');
    expect(await page.$eval('.ol-contents', (node) => (node as HTMLDetailsElement).open)).toBe(false);
    const bar = await page.$eval('.ol-contents summary', (node) => node.getBoundingClientRect().bottom);
    const top = await topOf(links[0] ?? '');
    expect(top).toBeGreaterThanOrEqual(bar);
    expect(top).toBeLessThan(height / 2);
    await page.setViewport({ width: 1440, height: 900 });
    expect(await page.$eval('.ol-contents', (node) => getComputedStyle(node).display)).toBe('none');
  });

  it('lead to the sections of a document in its frame, in which no line breaks a day', async () => {
    await page.setViewport({ width: 390, height });
    await open('/documents?number=HQSF-XJ-20261118-r2');
    await page.waitForSelector('.ol-contents');
    await page.click('.ol-contents summary');
    expect(await page.$$eval('.ol-contents a', (all) => all.map((one) => one.textContent))).toEqual([
      ...['要点', '巡检', '结论'],
    ]);
    await page.click('.ol-contents li:last-child a');
    const { top, bar, lines } = await page.$eval('iframe', (frame) => {
      const inner = (frame as HTMLIFrameElement).contentDocument as Document;
      const last = [...inner.querySelectorAll('h2')].at(-1) as Element;
      const days = [...inner.querySelectorAll('p span')].map((one) => one.getClientRects().length);
      return {
        top: frame.getBoundingClientRect().top + last.getBoundingClientRect().top,
        bar: document.querySelector('.ol-contents summary')?.getBoundingClientRect().bottom ?? 0,
        lines: days,
      };
    });
    expect(top).toBeGreaterThanOrEqual(bar);
    expect(top).toBeLessThan(height / 2);
    expect(lines).toEqual(Array(9).fill(1));
  });
});

it('the lists of a record on a phone are lines that name their columns, none of them out of sight', async () => {
  await page.setViewport({ width: 390, height: 844 });
  await open('/records/change/2026-11');
  const cells = await page.$$eval('.ol-record td', (all) =>
    all.map((one) => ({ label: one.dataset['label'] ?? '', right: one.getBoundingClientRect().right })),
  );
  expect(cells.length).toBeGreaterThan(2);
  expect(cells.filter(({ label, right }) => label === '' || right > 390)).toEqual([]);
});

it('a command that is wider than a phone is read whole, without moving it', async () => {
  await page.setViewport({ width: 390, height: 844 });
  await open(ARTICLE);
  const boxes = await page.$$eval('.ol-article pre', (all) =>
    all.map((one) => ({ over: one.scrollWidth - one.clientWidth, long: (one.textContent ?? '').length > 150 })),
  );
  expect(boxes.some(({ long }) => long)).toBe(true);
  expect(boxes.filter(({ over }) => over > 0)).toEqual([]);
});

it('a card on a phone has its state alone at the right of its name, with the other columns below', async () => {
  await page.setViewport({ width: 390, height: 844 });
  for (const [path, state] of [
    ['/assets', '.ol-card-state'],
    ['/deliverables/kind/inspection-log', 'td:nth-last-child(6)'],
  ] as const) {
    await open(path);
    const rows = await page.$$eval(
      '.ol-cards tbody tr',
      (all, selector) =>
        all.flatMap((row) => {
          const own = row.querySelector(selector)?.getBoundingClientRect();
          if (own === undefined || own.height === 0) return [];
          const others = [...row.querySelectorAll('td')]
            .filter((cell) => cell !== row.cells[0] && !cell.matches(selector))
            .map((cell) => cell.getBoundingClientRect())
            .filter(({ height }) => height > 0);
          const name = row.cells[0]?.getBoundingClientRect() as DOMRect;
          return [
            {
              beside: own.top < name.bottom && own.bottom > name.top,
              below: others.every(({ top }) => top >= own.bottom - 1),
            },
          ];
        }),
      state,
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter(({ beside, below }) => !beside || !below)).toEqual([]);
  }
});

describe('deliverables', () => {
  it('of last March is found and its PDF saved in three clicks: 交付物, the month, PDF', async () => {
    await open('/');
    await Promise.all([page.waitForNavigation(), page.click('.ol-nav a[href="/deliverables"]')]);
    await Promise.all([
      page.waitForNavigation(),
      page.click(`.ol-content a[href="/deliverables/month/${LAST_MARCH}"]`),
    ]);
    const pdf = 'a[download][aria-label^="下载 PDF 系统维护及优化记录月报"]';
    expect(await page.$eval(pdf, (link) => link.getAttribute('download'))).toBe(
      '202603_系统维护及优化记录月报_第1版.pdf',
    );
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-download-'));
    try {
      const saved = await savedBy(page, folder, () => page.click(pdf));
      expect(saved).toBe('HQSF-YB-202603-r1');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('keep the choice of a filter in the address', async () => {
    await open('/deliverables/month/2026-11');
    await page.select('select[name="state"]', 'late');
    expect(new URL(page.url()).search).toBe('?state=late');
    const before = await textOf('[data-ol-shown]');
    expect(before).toBe('显示 2 项，共 53 项');
    await page.reload({ waitUntil: 'networkidle0' });
    expect(await textOf('[data-ol-shown]')).toBe(before);
  });

  it('are sorted by the head of a column, by keyboard, and the address keeps it beside the filters', async () => {
    const periods = () =>
      page.$$eval('#ol-entries tbody tr:not([hidden])', (rows) =>
        rows.map((row) => row.querySelector('td')?.textContent?.trim() ?? ''),
      );
    const heading = () => page.$eval('th[data-key="period"]', (head) => head.getAttribute('aria-sort'));
    await open('/deliverables/kind/inspection-log?state=on-time');
    const asItCame = await periods();
    await page.focus('th[data-key="period"] button');
    await page.keyboard.press('Enter');
    expect(await heading()).toBe('ascending');
    expect(await periods()).toEqual([...asItCame].sort());
    await page.keyboard.press('Space');
    expect(await heading()).toBe('descending');
    expect(await periods()).toEqual([...asItCame].sort().reverse());
    expect(new URL(page.url()).searchParams.get('sort')).toBe('ol-entries.-period');
    expect(new URL(page.url()).searchParams.get('state')).toBe('on-time');
    await page.reload();
    expect(await heading()).toBe('descending');
    await page.select('select[name="state"]', 'late');
    expect(new URL(page.url()).searchParams.get('sort')).toBe('ol-entries.-period');
    await page.select('select[name="state"]', 'on-time');
    await page.focus('th[data-key="period"] button');
    await page.keyboard.press('Enter');
    expect(await heading()).toBeNull();
    expect(await periods()).toEqual(asItCame);
  });

  it('keep what has no value last, whichever way they are sorted', async () => {
    const issued = () =>
      page.$$eval('#ol-entries td:nth-last-child(3)', (cells) => cells.map((cell) => cell.textContent?.trim() ?? ''));
    for (const direction of ['', '-']) {
      await open(`/deliverables/kind/inspection-log?sort=ol-entries.${direction}issued`);
      const all = await issued();
      const first = all.indexOf('—');
      expect(first).toBeGreaterThan(0);
      expect(all.slice(first).every((text) => text === '—')).toBe(true);
    }
  });

  it('are sorted by a select on a phone, where no head shows', async () => {
    await page.setViewport({ width: 390, height: 844 });
    await open('/deliverables/kind/inspection-log');
    await page.select('.ol-sort-choice select', 'period');
    const first = await page.$eval('#ol-entries tbody tr', (row) => row.textContent);
    expect(first).toContain('2026-10-20');
  });

  it('show drafts as drafts, and what is missing for them', async () => {
    await open('/deliverables/kind/inspection-log');
    const row = await page.$$eval(
      '#ol-entries tbody tr',
      (all) => all.find((one) => one.textContent?.includes('2026-11-24'))?.textContent,
    );
    expect(row).toContain('草稿');
    expect(row).toContain('缺：确认');
    expect(row).not.toContain('PDF');
  });

  it('read by script and without it are the same files, under the names that the archive gave them', async () => {
    const files = () =>
      page.$$eval('#ol-entries a[download]', (links) =>
        links.map((link) => [link.getAttribute('href') ?? '', link.getAttribute('download') ?? '']),
      );
    const given = model.documents
      .filter(({ obligation }) => obligation === 'inspection-log')
      .flatMap(({ files: { pdf, xlsx }, downloads }) => [
        [pdf, downloads.pdf],
        [xlsx, downloads.xlsx],
      ])
      .filter(([href]) => href !== null)
      .sort();
    await open('/deliverables/kind/inspection-log');
    expect((await files()).sort()).toEqual(given);
    expect(await page.$eval('#ol-entries a[href^="/verify"]', (link) => link.getAttribute('aria-label'))).toMatch(
      /^溯源 系统巡检日志 2026-/,
    );
    await page.setJavaScriptEnabled(false);
    await page.reload();
    expect((await files()).map(([href]) => href).sort()).toEqual(given.map(([href]) => href));
  });

  it('of a day are chosen by month, and the address keeps it', async () => {
    await open('/deliverables/kind/inspection-log');
    await page.select('select[name="month"]', '2026-10');
    expect(new URL(page.url()).search).toBe('?month=2026-10');
    await page.reload();
    const shown = await page.$$eval('#ol-entries tbody tr:not([hidden])', (rows) =>
      rows.map((row) => row.querySelector('td')?.textContent?.slice(0, 7)),
    );
    expect(shown.length).toBeGreaterThan(3);
    expect(new Set(shown)).toEqual(new Set(['2026-10']));
  });

  it('keep every earlier revision', async () => {
    await open('/deliverables/kind/inspection-log');
    const older = await page.$$eval('.ol-older a', (links) => links.map((link) => link.getAttribute('href')));
    expect(older.filter((href) => href?.includes('/2026-11-18/r1/'))).toHaveLength(3);
  });
});

describe('search', () => {
  const results = () => page.$$eval('.ol-result-title', (links) => links.map((link) => link.textContent));

  it('finds an article by a whole question, marks the hit and says what kind it is', async () => {
    await open('/');
    await page.type('#ol-search-box', '硬盘没有空间了怎么办');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await page.waitForSelector('.ol-results mark');
    expect((await results())[0]).toContain('磁盘满了');
    expect(await textOf('.ol-results li:first-child')).toContain('知识库');
  });

  it('answers while one types, and keeps the question in the address', async () => {
    await open('/search');
    await page.type('#ol-query', '考勤机离线');
    await page.waitForFunction(() => document.querySelector('.ol-result-title')?.textContent?.includes('考勤机'));
    expect(new URL(page.url()).searchParams.get('q')).toBe('考勤机离线');
  });

  it('finds a document by its number', async () => {
    await open('/search?q=HQSF-XJ-20261118-r2');
    await page.waitForSelector('.ol-result-title');
    expect(await page.$eval('.ol-result-title', (link) => link.getAttribute('href'))).toContain('/2026-11-18/r2/');
  });

  it('says what to do when there is nothing, and runs nothing that was typed', async () => {
    await open('/search?q=' + '<img src=x onerror=alert(1)>zzzqqq');
    await page.waitForFunction(() => document.querySelector('[data-ol-status]')?.textContent !== '');
    expect(await page.$$('.ol-results img')).toHaveLength(0);
    await open('/search?q=qqqqzzzz');
    await page.waitForFunction(() => document.querySelector('[data-ol-status]')?.textContent?.includes('没有找到'));
    expect(await textOf('.ol-results')).toContain('换一种说法');
  });

  it('says when nothing found is about what was asked, and what to do, before what it found', async () => {
    await open('/search?q=怎么做红烧肉');
    await page.waitForSelector('.ol-result-title');
    expect(await textOf('[data-ol-status]')).toContain('没有直接说到');
    expect(await page.$eval('.ol-results > li', (first) => first.textContent)).toContain('换一种说法');
  });

  it('answers further questions, and asks for no part of the index twice', async () => {
    await open('/search?q=磁盘');
    await page.waitForSelector('.ol-result-title');
    const found = await page.evaluate(
      async (queries) => {
        const input = document.querySelector('#ol-query') as HTMLInputElement;
        const list = document.querySelector('[data-ol-results]') as HTMLElement;
        const titles: (string | undefined)[] = [];
        for (const query of queries) {
          const done = new Promise((resolve) => new MutationObserver(resolve).observe(list, { childList: true }));
          input.value = query;
          input.form?.requestSubmit();
          await done;
          titles.push(list.querySelector('.ol-result-title')?.textContent);
        }
        return titles;
      },
      ['磁盘空间不足', '主从复制中断', '考勤机连不上', '十月的月报', 'HQSF-XJ', '磁盘'],
    );
    expect(found).toEqual([
      expect.stringContaining('磁盘满了'),
      expect.stringContaining('主从复制中断'),
      '1号考勤机',
      '系统维护及优化记录月报 2026 年 10 月',
      expect.stringMatching(/^系统巡检日志/),
      expect.stringContaining('磁盘满了'),
    ]);
    const parts = requests.filter((url) => url.includes('/_search/'));
    expect(parts).toEqual([...new Set(parts)]);
    expect(parts.length).toBeGreaterThan(5);
  });
});

describe('by keyboard', () => {
  it('skips to the content, searches and opens an article', async () => {
    await open('/');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('跳转到内容');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('履约看板');
    await page.keyboard.press('/');
    await page.keyboard.type('磁盘满');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await page.waitForSelector('.ol-result-title');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('磁盘满了');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(await textOf('h1')).toContain('磁盘满了');
  });

  it('shows where the focus is', async () => {
    await open('/deliverables');
    for (let i = 0; i < 25; i++) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        return element === document.body ? 'none of the page' : getComputedStyle(element).outlineStyle;
      });
      expect(outline).not.toBe('none');
    }
  });

  it('opens the menu of a phone', async () => {
    await page.setViewport({ width: 390, height: 844 });
    await open('/');
    expect(await page.$eval('.ol-nav', (nav) => getComputedStyle(nav).display)).toBe('none');
    await page.focus('.ol-menu summary');
    await page.keyboard.press('Enter');
    expect(await page.$eval('.ol-nav', (nav) => getComputedStyle(nav).display)).toBe('block');
  });
});

it('the theme can be chosen, lasts, and does not flash on the next page', async () => {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await open('/');
  await page.click('[data-ol-theme-button]');
  await page.click('[data-ol-theme-button]');
  expect(await textOf('[data-ol-theme-button]')).toBe('主题：深色');
  await page.goto(`${site.server.url}/deliverables`, { waitUntil: 'domcontentloaded' });
  expect(await page.evaluate(() => document.documentElement.dataset['olTheme'])).toBe('dark');
});

it('without scripts everything but the search can be read', async () => {
  await page.setJavaScriptEnabled(false);
  await open('/deliverables/month/2026-11');
  expect((await page.$$('#ol-entries tbody tr')).length).toBe(53);
  await open('/search?q=x');
  expect(await textOf('.ol-content')).toContain('需要启用脚本');
});

describe('on paper', () => {
  it('a list prints dark on white, without navigation, whatever the theme', async () => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await open('/deliverables/kind/inspection-log');
    await page.emulateMediaType('print');
    const { ink, nav } = await page.evaluate(() => ({
      ink: getComputedStyle(document.querySelector('h1') as Element).color,
      nav: getComputedStyle(document.querySelector('.ol-nav') as Element).display,
    }));
    expect(ink).toBe('rgb(31, 41, 51)');
    expect(nav).toBe('none');
    const head = await page.$$eval('.ol-header-row > *', (all) =>
      all.filter((one) => getComputedStyle(one).display !== 'none').map((one) => one.textContent?.trim() ?? ''),
    );
    expect(head).toEqual([
      expect.stringMatching(/^运维台账/),
      expect.stringMatching(/^截至 \d{4}-\d{2}-\d{2} \d{2}:\d{2}$/),
    ]);
  });

  it.each([
    '/deliverables/returned',
    '/deliverables/month/2026-11',
    '/clauses',
    '/faults',
    '/findings/app-server-1',
    '/records/change/2026-11',
  ])('%s ends within the sheet', async (path) => {
    await open(path);
    await page.emulateMediaType('print');
    await page.setViewport({ width: 673, height: 900 });
    const ends = await page.$$eval('main table', (all) => all.map((one) => one.getBoundingClientRect().right));
    expect(ends.length).toBeGreaterThan(0);
    expect(ends.filter((end) => end > 673)).toEqual([]);
  });

  it('a list is a table, with the number of each document in place of links, and says how it was filtered', async () => {
    await open('/deliverables/kind/inspection-log?state=on-time');
    await page.emulateMediaType('print');
    // The width of A4 within its margins: on a screen this narrow the rows are cards.
    await page.setViewport({ width: 673, height: 900 });
    const { row, head, links, number, filter } = await page.evaluate(() => {
      const cell = document.querySelector('#ol-entries tr[data-state="on-time"] td:last-child') as HTMLElement;
      return {
        row: getComputedStyle(cell.parentElement as HTMLElement).display,
        head: getComputedStyle(document.querySelector('#ol-entries thead') as Element).display,
        links: getComputedStyle(cell.querySelector('a') as Element).display,
        number: getComputedStyle(cell, '::before').content,
        filter: getComputedStyle(document.querySelector('.ol-filters') as Element).display,
      };
    });
    expect({ row, head, links }).toEqual({ row: 'table-row', head: 'table-header-group', links: 'none' });
    expect(number).toMatch(/^"HQSF-XJ-2026\d{4}-r\d"$/);
    expect(filter).not.toBe('none');
    // A button would be missing from the head on the list's next pages.
    const { button, label } = await page.$eval('th[data-key="period"]', (th) => ({
      button: getComputedStyle(th.querySelector('button') as Element).display,
      label: getComputedStyle(th, '::before').content,
    }));
    expect({ button, label }).toEqual({ button: 'none', label: '"统计区间"' });
  });
});

describe('a scheduler that was killed', () => {
  const NOTICE = '[data-ol-heartbeat]';
  afterEach(() => lives(LATER));

  it('is told by a page that Nginx alone still serves, and not while it lives', async () => {
    const workspace = await mkdtemp(join(tmpdir(), 'opsledger-served-'));
    await chmod(workspace, 0o755);
    await chmod(site.dir, 0o755);
    await mkdir(join(workspace, '.opsledger/cache'), { recursive: true });
    await symlink(join(site.dir, 'site'), join(workspace, '.opsledger/cache/site'));
    const reader = await (await chromium.browser.createBrowserContext()).newPage();
    const nginx = await startSite(workspace, { zhangsan: 'supplier' });
    try {
      await (await reader.createCDPSession()).send('Security.setIgnoreCertificateErrors', { ignore: true });
      await reader.authenticate({ username: 'zhangsan', password: PASSWORD });
      const told = async () => {
        await reader.goto(`https://127.0.0.1:${nginx.port}/deliverables`, { waitUntil: 'networkidle0' });
        return reader.$eval(NOTICE, (node) =>
          (node as unknown as { hidden: boolean }).hidden ? null : node.textContent,
        );
      };
      expect(await told()).toBeNull();
      expect(await reader.$eval('.ol-footer', (node) => node.textContent)).toContain(
        '下次更新应不晚于 2999-01-01 10:50',
      );
      await lives('2026-11-24T09:44:00+08:00');
      expect(await told()).toContain('调度没有运行：最后一次活动 2026-11-24 09:41');
    } finally {
      await nginx.stop();
      await reader.browserContext().close();
      await rm(workspace, { recursive: true, force: true });
    }
  });

  it('is read out, passes axe in light and dark, and fits 390 px', async () => {
    await lives('2026-11-24T09:44:00+08:00');
    await page.setViewport({ width: 390, height: 844 });
    await open('/');
    await page.waitForSelector(`${NOTICE}:not([hidden])`);
    expect(await judge.violations(page)).toEqual([]);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    expect(await judge.violations(page, 'colours')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
