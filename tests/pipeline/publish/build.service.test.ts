import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textsOf } from '../../../src/guard/allowed.ts';
import { searchDocuments } from '../../../src/knowledge/search-documents.ts';
import { buildSite } from '../../../src/pipeline/publish/build.ts';
import { startChild } from '../../../src/pipeline/publish/child.ts';
import type { SiteFile } from '../../../src/pipeline/publish/site-files.ts';
import type { SiteModel } from '../../../src/report/site-model.ts';
import { fromFiles } from '../../../src/search/index/shards.ts';
import { search } from '../../../src/search/search.ts';
import { unsupportedScripts, unsupportedStyles } from '../../support/browser-floor.ts';
import { pageWeight } from '../../support/page-weight.ts';
import { builtFixture, fullModel } from '../../support/site-fixture.ts';

/** The built fixture, only read. */
let out: string;
let dir: string;
/** What it is built from, only read. */
let model: SiteModel;
beforeAll(async () => {
  model = await fullModel();
  out = join(await builtFixture(), 'site');
  dir = await mkdtemp(join(tmpdir(), 'opsledger-build-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const filesOf = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter((name) => /\.\w+$/.test(name)).sort();
const htmlFiles = async (folder = out): Promise<string[]> =>
  (await filesOf(folder)).filter((name) => name.endsWith('.html') && !name.startsWith('preview/'));

describe('a built site', () => {
  it('holds a page for each section, month, kind and article, and none for a day', async () => {
    const files = await htmlFiles();
    expect(files).toEqual(
      expect.arrayContaining([
        'index.html',
        'deliverables.html',
        'deliverables/month/2026-11.html',
        'deliverables/kind/inspection-log.html',
        'knowledge-base/linux/disk-full.html',
        'knowledge-base/设备/考勤机 离线.html',
        'manual/purchaser.html',
        'search.html',
        'problems.html',
        '404.html',
      ]),
    );
    expect(files.filter((name) => /\d{4}-\d{2}-\d{2}/.test(name))).toEqual([]);
  });

  it('asks nothing of other machines and holds no inline script', async () => {
    for (const name of await readdir(out, { recursive: true })) {
      if (!/\.(html|css|js)$/.test(name)) continue;
      const text = await readFile(join(out, name), 'utf8');
      expect(
        text.match(/(?:src|href|action)="(?:https?:)?\/\/[^"]*"|url\(['"]?(?:https?:)?\/\/|@import/g),
        name,
      ).toBeNull();
      for (const [, attributes = '', body = ''] of text.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)) {
        // What a chart is drawn from runs as nothing.
        if (attributes === ' type="application/json"') expect(JSON.parse(body), name).toHaveProperty('series');
        else expect([/ src=/.test(attributes), body], name).toEqual([true, '']);
      }
      expect(text, name).not.toMatch(/\son[a-z]+="/);
    }
  });

  it('says before all else in which theme and by which engine it is drawn, and nothing of what built it', async () => {
    for (const name of await htmlFiles()) {
      const [head = ''] = (await readFile(join(out, name), 'utf8')).split('<body');
      expect(head, name).toContain('<html lang="zh-CN">');
      // Neither deferred nor a module: it runs before the first paint.
      expect(head, name).toContain('<script src="/theme.js"></script>');
      expect(head.indexOf('/theme.js'), name).toBeLessThan(head.indexOf('rel="stylesheet"'));
      expect(head, name).toContain('<meta name="renderer" content="webkit">');
      expect(head, name).not.toMatch(/generator|astro-/i);
    }
  });

  it('speaks Chinese only', async () => {
    // Names of products, versions and tables stand in the records themselves.
    const { sections, board } = model;
    const data = textsOf([sections, board]).match(/[A-Za-z]{4,}/g) ?? [];
    // The manual names commands, settings and products in its sentences, too; of its pages one of words alone stands for their frame.
    const isOwn = (name: string) => /^manual[./]/.test(name) && name !== 'manual/purchaser.html';
    for (const name of (await htmlFiles()).filter((one) => !isOwn(one))) {
      const text = (await readFile(join(out, name), 'utf8')).replace(/<(script|style|pre|code)[\s\S]*?<\/\1>/g, '');
      const words = text.replace(/<[^>]+>/g, ' ').match(/[A-Za-z]{4,}/g) ?? [];
      const allowed = new Set([
        'Excel',
        'HQSF',
        'MySQL',
        'mysql',
        'linux',
        'knowledge',
        'base',
        'data',
        'upload',
        ...data,
      ]);
      expect(
        words.filter((word) => !allowed.has(word)),
        name,
      ).toEqual([]);
      for (const [, label = ''] of text.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]*)"/g)) {
        expect(label, name).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  it('needs no style rule that the oldest browsers drop', async () => {
    const sheets = (await readdir(join(out, '_assets'))).filter((name) => name.endsWith('.css'));
    expect(sheets).toHaveLength(1);
    const css = await readFile(join(out, '_assets', sheets[0] as string), 'utf8');
    expect(await unsupportedStyles(css)).toEqual([]);
    expect(await unsupportedStyles('a:has(b) { color: red } c { inset: 0 } .d:is(e, f) { gap: 1px }')).not.toEqual([]);
  });

  it('runs no script that the oldest browsers do not understand', async () => {
    const planted = join(dir, 'planted.js');
    await writeFile(planted, 'export const first = (list) => list.findLast((one) => one.#x ??= 1);');
    const found = await unsupportedScripts(`{${join(out, '**/*.js')},${planted}}`);
    expect(found).toEqual([expect.stringContaining(planted)]);
  });

  it('weighs under 200 KB a page, with everything that the page loads', async () => {
    for (const name of await htmlFiles()) {
      const { bytes, files } = await pageWeight(out, name);
      expect(bytes, name).toBeLessThan(200 * 1024);
      expect(files.length, name).toBeGreaterThan(1);
      // The chart library comes when a reader scrolls to a chart, and with no page before.
      expect(
        files.filter((file) => file.startsWith('live-chart.')),
        name,
      ).toEqual([]);
    }
    const charts = await pageWeight(out, 'faults.html');
    expect(charts.files.some((file) => file.startsWith('Chart.'))).toBe(true);
    expect((await readdir(join(out, '_assets'))).filter((file) => file.startsWith('live-chart.'))).toHaveLength(1);
    expect((await pageWeight(out, 'search.html')).files.some((file) => file.startsWith('search.'))).toBe(true);
  });

  it('brings the index that the terminal reads too', () => {
    const index = fromFiles((path) => readFileSync(join(out, '_search', path), 'utf8'));
    expect(search(index, '硬盘没空间了怎么办', 3)[0]).toMatchObject({
      url: '/knowledge-base/linux/disk-full',
      kind: 'article',
    });
    expect(search(index, '2026年10月的月报', 3)[0]).toMatchObject({ kind: 'document' });
    expect(search(index, 'HQSF-XJ-20261118', 3)[0]?.url).toContain('/r2/');
    // Each kind that can be found has a word on the search page.
    const [, words = ''] = /data-kinds="([^"]*)"/.exec(readFileSync(join(out, 'search.html'), 'utf8')) ?? [];
    const kinds = Object.keys(JSON.parse(words.replaceAll('&quot;', '"').replaceAll('&#34;', '"')));
    expect(kinds).toEqual(expect.arrayContaining([...new Set(index.documents.map(({ kind }) => kind))]));
  });
});

describe('a site that is built again', () => {
  const siteTitle = '甲</title><script src="/x.js"></script>&';
  const picture = 'knowledge-base/图/x.png';
  let again: string;
  const build = (of: SiteModel | Promise<SiteModel>, files: SiteFile[] = []) =>
    buildSite({ model: of, outDir: again, cacheDir: join(dir, 'cache'), files, search: searchDocuments(model) });

  beforeAll(async () => {
    again = join(dir, 'again');
    await writeFile(join(dir, 'x.png'), 'png');
    const files: SiteFile[] = [
      { url: `/knowledge-base/${encodeURIComponent('图')}/x.png`, from: { path: join(dir, 'x.png') } },
    ];
    const { pages } = await build(begun(model, siteTitle), files);
    expect(pages).toBe((await htmlFiles(again)).length);
  });

  it('differs where the model does, and is otherwise the same to the byte', async () => {
    const drawn = (await filesOf(out)).filter((name) => !/^(?:(?:_verify|preview)\/|heartbeat)/.test(name));
    expect(await filesOf(again)).toEqual([...drawn, picture].sort());
    expect(await readFile(join(again, picture), 'utf8')).toBe('png');
    const named = '甲&lt;/title&gt;&lt;script src=&quot;/x.js&quot;&gt;&lt;/script&gt;&amp;';
    const alike = async (folder: string, name: string) => {
      const bytes = await readFile(join(folder, name));
      if (!name.endsWith('.html')) return bytes.toString('latin1');
      // The name of the site, and the way to the problems, stand on every page.
      const html = bytes.toString('utf8').replaceAll(named, '运维台账');
      return html.replace(/\s*<li>\s*<a href="\/problems">(?:(?!<\/li>)[\s\S])*<\/li>/, '');
    };
    const changed: string[] = [];
    for (const name of drawn) if ((await alike(out, name)) !== (await alike(again, name))) changed.push(name);
    expect(changed).toEqual(['index.html', 'problems.html']);
  });

  it('says as one that has begun what is not there yet', async () => {
    const home = await readFile(join(again, 'index.html'), 'utf8');
    expect(home).toContain('今日尚无巡检记录');
    expect(home).toContain('没有待交或逾期');
    expect(await readFile(join(again, 'problems.html'), 'utf8')).toContain('没有问题');
  });

  it('is named by its settings, and the name is text whatever stands in it', async () => {
    for (const name of await htmlFiles(again)) {
      const html = await readFile(join(again, name), 'utf8');
      const [head = ''] = html.split('<body');
      expect(head, name).toMatch(/<title>[^<]+ · 甲&lt;\/title&gt;&lt;script src=[^<]+&amp;<\/title>/);
      expect(html, name).not.toContain('<script src="/x.js">');
    }
  });

  it('and fails: the old one is as it was, and what a crash between the two renames left is mended', async () => {
    const before = await readFile(join(again, 'index.html'), 'utf8');
    await rename(again, `${again}.old-999999`);
    await mkdir(`${again}.new-999999`);
    await expect(build(Promise.reject(new Error('no model')))).rejects.toThrow('no model');
    expect(await readFile(join(again, 'index.html'), 'utf8')).toBe(before);
    expect((await readdir(dir)).filter((name) => name.startsWith('again.'))).toEqual([]);
  });

  it('and the builder fails: it says so in Chinese', async () => {
    const child = startChild([join(dir, 'none.mjs')], dir, {});
    await expect(child.ended().finally(() => child.stop())).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('网站生成失败'),
    });
  });
});

/** Of a service that has just begun. */
const begun = (whole: SiteModel, siteTitle: string): SiteModel => ({
  ...whole,
  siteTitle,
  inspection: null,
  noInspection: '今日尚无巡检记录',
  due: [],
  problems: [],
  verdict: { tone: 'attention', text: '测试数据：服务期刚开始。', reasons: [] },
});
