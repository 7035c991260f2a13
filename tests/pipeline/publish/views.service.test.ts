/** One workspace, two sites: the supplier's, and the purchaser's since one has an account. */
import { readFileSync } from 'node:fs';
import { access, appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addAccount } from '../../../src/desk/accounts.ts';
import { openDeskSession } from '../../../src/desk/desk-session.ts';
import { initialise } from '../../../src/pipeline/init.ts';
import { publish } from '../../../src/pipeline/publish/publish.ts';
import { siteFolder } from '../../../src/pipeline/publish/site-folder.ts';
import { openSession } from '../../../src/pipeline/session.ts';
import type { SiteView } from '../../../src/report/site-model.ts';
import { fromFiles } from '../../../src/search/index/shards.ts';
import { HEARTBEAT_FILE, type Heartbeat } from '../../../src/workspace/store/heartbeat.ts';
import { deskPages } from '../../support/desk-pages.ts';

const NOW = '2026-11-24T12:00:00+08:00';
const VIEWS = ['supplier', 'purchaser'] as const;
const told: string[] = [];
/** Written by an article, if it were ever run. */
const RAN = (): string => join(dir, '..', 'ran');
/** Stands in a clause, where it must not. */
const MOBILE = ['139', '1234', '5678'].join('');
/** Of a scheduler that lives as of then. */
const beat = {
  ...{ schema: 1, by: 'start', startedAt: NOW, livedAt: NOW, roundSeconds: 60, siteSeconds: 3600, stoppedAt: null },
  ...{ running: [], ended: null, failed: [], said: [{ at: NOW, text: '内部的话' }], gap: null, unreached: null },
} satisfies Heartbeat;
const dir = join(await mkdtemp(join(tmpdir(), 'opsledger-views-')), 'workspace');
await initialise(dir, { now: NOW, from: '2026-11-01' });
await appendFile(join(dir, 'opsledger.yaml'), '\nsite:\n  title: 测试台账\n');
const desk = openDeskSession(dir);
const manager = { now: NOW, by: null, address: '本机' };
await addAccount(desk, { name: 'cai-gou', person: '经办人', role: 'purchaser' }, manager);
await desk.close();
await writeFile(join(dir, 'knowledge-base', 'host.md'), '# 应用服务器地址\n\n连接 10.0.0.11 的 22/tcp。\n');
await writeFile(
  join(dir, 'knowledge-base', 'run.mdx'),
  `import { writeFileSync } from 'node:fs';\n\n# 会运行的文章\n\n{writeFileSync('${RAN()}', '')}\n\n<Form kind="note" />\n`,
);
const contract = join(dir, 'contract', 'contract.yaml');
const text = await readFile(contract, 'utf8');
await writeFile(contract, text.replace('软硬件故障的及时响应与修复。', `某项目 ${MOBILE}`));
await mkdir(join(dir, '.opsledger'), { recursive: true });
await writeFile(join(dir, HEARTBEAT_FILE), JSON.stringify(beat));
const result = await publish(await openSession(dir), NOW, (view, n, count) => told.push(`${n}/${count} ${view}`));
afterAll(() => rm(join(dir, '..'), { recursive: true, force: true }));

const read = (view: SiteView, page: string) => readFile(join(siteFolder(dir, view), page), 'utf8');

/** The pages to which links and forms lead, from page to page. */
async function reachedFrom(view: SiteView, first: string, pages: ReadonlySet<string>): Promise<Set<string>> {
  const reached = new Set<string>();
  const open = [first];
  for (let page = open.pop(); page !== undefined; page = open.pop()) {
    if (reached.has(page) || !pages.has(page)) continue;
    reached.add(page);
    for (const [, link = ''] of (await read(view, page)).matchAll(/\s(?:href|action)="?\/([^"#?\s>]*)/g)) {
      const path = decodeURIComponent(link.replaceAll('&amp;', '&')) || 'index';
      open.push(path.endsWith('.html') ? path : `${path}.html`);
    }
  }
  return reached;
}

describe('the views', () => {
  it('are built into folders of their own, and named', () => {
    expect(result.folder).toBe('.opsledger/cache/site');
    expect(result.views.map(({ view, folder }) => [view, folder])).toEqual([
      ['purchaser', '.opsledger/cache/site-purchaser'],
    ]);
    expect(told).toEqual(['1/2 supplier', '2/2 purchaser']);
  });

  it('tell by when they are built anew, and each has the times of the scheduler beside its pages', async () => {
    for (const view of VIEWS) {
      expect(await read(view, 'index.html')).toContain('下次更新应不晚于 13:10');
      expect(JSON.parse(await read(view, 'heartbeat.json'))).toEqual({
        ...{ schema: 1, livedAt: NOW, staleAfter: '2026-11-24T12:03:00+08:00', stoppedAt: null },
      });
    }
  });

  it('lead to nothing that they left out', async () => {
    const atDesk = new Set(['/desk/index', ...deskPages]);
    for (const view of VIEWS) {
      const folder = siteFolder(dir, view);
      const files = new Set((await readdir(folder, { recursive: true })).map((name) => `/${name}`));
      const dead: string[] = [];
      let links = 0;
      for (const page of [...files].filter((name) => name.endsWith('.html'))) {
        for (const [, link = ''] of (await read(view, page)).matchAll(/\s(?:href|src)="?(\/[^"#?\s>]*)/g)) {
          const path = decodeURIComponent(link.replaceAll('&amp;', '&')).replace(/\/$/, '/index');
          // The desk is no page of the site, and stands beside it wherever somebody has an account.
          if (atDesk.has(path)) continue;
          links += 1;
          if (!files.has(path) && !files.has(`${path}.html`)) dead.push(`${page} → ${path}`);
        }
      }
      expect(links).toBeGreaterThan(1000);
      expect(dead, view).toEqual([]);
    }
  });

  it.each(VIEWS)('lead to every page from the first one: %s', async (view) => {
    const names = await readdir(siteFolder(dir, view), { recursive: true });
    const pages = names.filter((name) => name.endsWith('.html') && name !== '404.html');
    const reached = await reachedFrom(view, 'index.html', new Set(pages));
    expect(reached.size).toBeGreaterThan(200);
    const lost = pages.filter((page) => !reached.has(page));
    // A list that may be empty keeps its address, and is linked while there is something in it; to documents a script leads.
    expect(
      lost.filter(
        (page) => !/^(documents|problems|deliverables\/(returned|awaiting|state\/[a-z-]+))\.html$/.test(page),
      ),
    ).toEqual([]);
    for (const page of lost) expect(await read(view, page), page).toContain('ol-empty');
  });

  it('lead to the desk, where somebody has an account', async () => {
    expect(await read('purchaser', 'search.html')).toMatch(/<a [^>]*href="?\/desk\/"?[^>]*>登记台<\/a>/);
  });

  it('say whose they are', async () => {
    expect(await read('supplier', 'index.html')).toContain('供应商内部视图');
    expect(await read('purchaser', 'index.html')).toContain('采购人视图');
  });

  it('show addresses to the supplier alone, in articles and in their search', async () => {
    expect(await read('supplier', 'knowledge-base/host.html')).toContain('10.0.0.11');
    const folder = siteFolder(dir, 'purchaser');
    const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(html|json)$/.test(name));
    // The manual is part of the tool: its examples are nobody's addresses.
    const own = names.filter((name) => !name.startsWith('manual') && !name.startsWith('_search'));
    for (const name of own) expect(await readFile(join(folder, name), 'utf8'), name).not.toContain('10.0.0.11');
    expect(await read('purchaser', 'knowledge-base/host.html')).toContain('〔地址略〕');
  });

  it('tell of an article that is a program, which was not run, and show the others', async () => {
    const file = 'knowledge-base/run.mdx';
    expect(result.problems.filter((one) => !one.message.includes('某项目'))).toEqual([
      { file, message: expect.stringMatching(/含可执行代码，不予发布；请改为 \.md/) },
    ]);
    expect(await read('supplier', 'problems.html')).toContain(file);
    await expect(access(RAN())).rejects.toThrow('ENOENT');
    for (const view of VIEWS) {
      const names = await readdir(siteFolder(dir, view), { recursive: true });
      expect(names).toContain('knowledge-base/host.html');
      expect(names.filter((name) => name.startsWith('knowledge-base/run'))).toEqual([]);
      const index = fromFiles((path) => readFileSync(join(siteFolder(dir, view), '_search', path), 'utf8'));
      expect(index.documents.filter(({ url, title }) => url.endsWith('/run') || title === '会运行的文章')).toEqual([]);
    }
  });

  it('show no draft and nothing that is missing to anybody else', async () => {
    expect((await readdir(siteFolder(dir, 'supplier'))).includes('preview')).toBe(
      (await read('supplier', 'deliverables/month/2026-11.html')).includes('草稿'),
    );
    const names = await readdir(siteFolder(dir, 'purchaser'));
    expect(names).not.toContain('preview');
    expect(names).not.toContain('problems.html');
    expect(await read('purchaser', 'index.html')).not.toContain('还缺');
    expect(await read('purchaser', 'deliverables/month/2026-11.html')).not.toContain('缺：');
  });

  it('are published without what leaks, a note in its place, and the supplier is told', async () => {
    const own = result.problems.filter(({ message }) => message.includes('疑为手机号码'));
    expect(own.length).toBeGreaterThan(0);
    for (const { message } of own) expect(message).toMatch(/出自 contract\/contract\.yaml 第 \d+ 行/);
    for (const view of VIEWS) {
      expect(await read(view, 'clauses/3.3.html')).toContain('某项目 〔疑为手机号码，未显示');
      const folder = siteFolder(dir, view);
      const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(html|json|ics)$/.test(name));
      for (const name of names) expect(await readFile(join(folder, name), 'utf8'), name).not.toContain(MOBILE);
    }
    expect(await read('supplier', 'problems.html')).toContain('疑为手机号码，未显示，其余照常发布');
  });
});
