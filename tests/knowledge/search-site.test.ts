/** Everything on the site is found: pages, rows, records by their ids, what is owed; and each view finds its own. */
import { describe, expect, it } from 'vitest';
import { recordPlaces } from '../../src/knowledge/record-places.ts';
import { fromDocuments, manualFor, searchDocuments } from '../../src/knowledge/search-documents.ts';
import { fromSections } from '../../src/knowledge/search-site.ts';
import type { SiteModel, SitePage } from '../../src/report/site-model.ts';
import { fromFiles, HEAD_FILE, toFiles } from '../../src/search/index/shards.ts';
import { openRemote } from '../../src/search/remote.ts';
import { buildIndex, search } from '../../src/search/search.ts';
import { siteModel } from '../support/site-fixture.ts';

const model = siteModel();
const documents = searchDocuments(model);
const places = recordPlaces(model.sections);
const index = { ...buildIndex(documents), places };
const TODAY = '2026-11-25';
const first = (query: string) => search(index, query, 5, TODAY)[0];

describe('what is found', () => {
  it('has every page of every section', () => {
    const urls = new Set(documents.map(({ url }) => url));
    const pages = model.sections.flatMap(({ id, pages: own }) =>
      own.map(({ path }) => (path === '' ? `/${id}` : `/${id}/${path.split('/').map(encodeURIComponent).join('/')}`)),
    );
    expect(pages.filter((url) => !urls.has(url))).toEqual([]);
  });

  it('has no address twice', () => {
    const urls = documents.map(({ url, title }) => `${url} ${title}`);
    expect(urls.filter((one, n) => urls.indexOf(one) !== n)).toEqual([]);
  });

  it.each([
    ['合同要求的都做到了没有', /^\/$/],
    ['等待签收的文档', /^\/deliverables\/awaiting$/],
    ['MySQL 主库', /^\/assets\/mysql-primary$/],
    ['恢复测试', /^\/(backups|records\/restore-test)/],
  ])('leads from %s to its place', (query, place) => expect(first(query)?.url).toMatch(place));

  it('leads from the number of a finding to its page', () => {
    const [number = ''] = documents.find(({ title }) => title.startsWith('CVE'))?.title.split(' ') ?? [];
    expect(first(number)?.url).toMatch(/^\/findings\/[\w-]+$/);
    expect(first(number)?.title).toContain(number);
  });

  it('leads from a day of the duty records to its place among them', () => {
    const days = model.sections
      .flatMap(({ pages }) => pages)
      .filter(({ path }) => path.startsWith('duty/'))
      .flatMap(({ path, sections }) => sections.flatMap(({ id }) => (/^d\d{4}-/.test(id) ? [{ path, id }] : [])));
    expect(days.length).toBeGreaterThan(0);
    for (const { path, id } of days) {
      const [, month, day] = id.split('-').map(Number);
      for (const query of [`${id.slice(1)} 值班`, `${month}月${day}日值班`])
        expect(first(query)?.url, query).toBe(`/records/${path}#${id}`);
    }
    expect(first('值班与考勤')?.url).toBe('/records/duty');
  });

  it('says of a day that its document is missing', () => {
    const owed = documents.filter(({ kind }) => kind === 'owed');
    expect(owed.length).toBeGreaterThan(0);
    const missing = model.occurrences.find(({ state }) => state === 'missing');
    expect(first(`${missing?.periodText} ${missing?.name}`)).toMatchObject({ kind: 'owed' });
    expect(first(`${missing?.periodText} ${missing?.name}`)?.title).toContain('缺失');
  });

  it('has the PDF of a document beside it', () => {
    const issued = model.documents.find(({ files }) => files.pdf !== null);
    expect(first(issued?.number ?? '')).toMatchObject({ pdf: issued?.files.pdf });
  });

  it('leads from whether the contract was kept to the document about every clause', () => {
    const [one] = model.documents;
    if (one === undefined) throw new Error('no document');
    const all = { ...one, obligation: 'all', name: '对照表', clauses: ['1', '2', '3'] };
    const found = fromDocuments([one, all], 3).filter(({ text }) => text.includes('合同要求的都做到了没有'));
    expect(found.map(({ series }) => series)).toEqual(['all']);
  });

  it('has the lists of one thing in several periods as a series, the newest first', () => {
    const page = (path: string, title: string): SitePage => ({ path, title, description: title, sections: [] });
    const pages = [
      page('state/met', '有证据'),
      page('state/met/2026-Q1', '有证据（第 1 季度）'),
      page('state/met/2026-Q2', '有证据（第 2 季度）'),
      page('state/exceptions', '例外清单'),
    ];
    const found = fromSections([{ id: 'clauses', title: '条款追溯', place: 'header', pages }]);
    expect(found.map(({ url, series }) => [url, series])).toEqual([
      ['/clauses/state/met', undefined],
      ['/clauses/state/met/2026-Q2', '/clauses/state/met'],
      ['/clauses/state/met/2026-Q1', '/clauses/state/met'],
      ['/clauses/state/exceptions', undefined],
    ]);
  });

  it('is for another party without the pages of the manual that are commands', () => {
    const manual = [...model.manual, ...['12-commands', '09-site'].map((id) => ({ ...model.manual[0], id }) as never)];
    const of = (view: typeof model.view) =>
      searchDocuments({ ...model, manual, view }).flatMap(({ kind, url }) => (kind === 'manual' ? [url] : []));
    expect(of('supplier')).toContain('/manual/12-commands');
    expect(of('purchaser')).toContain('/manual/09-site');
    expect(of('purchaser')).not.toContain('/manual/12-commands');
  });
});

describe('a record', () => {
  it('has one place, its page before a row of a list', () => {
    expect(places.get('GZ-20261124-001')).toBe('/faults/GZ-20261124-001');
    expect([...places.values()].filter((href) => !href.startsWith('/'))).toEqual([]);
  });

  it('comes first by its id, in the terminal and in a browser, which loads the ids of its month alone', async () => {
    const [id = '', url] = [...places].find(([, href]) => href.startsWith('/records/month/')) ?? [];
    const files = new Map(toFiles(index).map(({ path, body }) => [path, body]));
    const read = (path: string): string => files.get(path) ?? '';
    expect(search(fromFiles(read), `${id.toLowerCase()} 是什么`)[0]).toMatchObject({
      url,
      title: expect.stringContaining(id),
    });
    const loaded: string[] = [];
    const remote = openRemote(async (path) => {
      loaded.push(path);
      return read(path);
    });
    expect((await remote.search(id, 5))[0]).toMatchObject({ url, title: expect.stringContaining(id) });
    expect(loaded.filter((path) => path.startsWith('places/'))).toHaveLength(1);
    expect((await remote.search('ZZ-20261124-999', 5))[0]?.title).not.toBe('ZZ-20261124-999');
    expect(files.has(HEAD_FILE)).toBe(true);
  });
});

it('the manual begins with their own pages for who receives the service, and leaves nothing out', () => {
  const manual = ['00-readers', '01-quick-start', '09-site', '10-verification', '12-commands'].map((id) => ({ id }));
  const of = (view: SiteModel['view']) => manualFor(view, manual as SiteModel['manual']).map(({ id }) => id);
  const theirs = ['00-readers', '09-site', '10-verification', '01-quick-start', '12-commands'];
  expect([of('supplier'), of('purchaser'), of('audit')]).toEqual([manual.map(({ id }) => id), theirs, theirs]);
});
