/** A number is no question: what bears it is the answer, alone and first, in the terminal as in a browser. */
import { describe, expect, it } from 'vitest';
import { numberPlaces } from '../../src/knowledge/record-places.ts';
import type { SiteDocument } from '../../src/report/site-model.ts';
import { numberOf } from '../../src/search/ask/ids.ts';
import { toFiles } from '../../src/search/index/shards.ts';
import { namedIn } from '../../src/search/named.ts';
import { openRemote } from '../../src/search/remote.ts';
import { buildIndex, type SearchDocument, search } from '../../src/search/search.ts';

const finding = (asset: string): SearchDocument => ({
  url: `/findings/CVE-2024-6387--${asset}--22-tcp`,
  title: `CVE-2024-6387（${asset}，22/tcp）`,
  kind: 'findings',
  text: 'OpenSSH 远程代码执行 CVE-2024-6387',
});
const month = (number: string): SearchDocument => ({
  url: `/archive/2026/monthly/2026-11/r2/${number}.html`,
  title: '月报 2026 年 11 月',
  kind: 'document',
  text: `文档编号 ${number}`,
});
const documents: SearchDocument[] = [
  ...['app-1', 'app-2'].map(finding),
  month('HQSF-YB-202611-r2'),
  {
    url: '/faults/GZ-20261124-001',
    title: '服务中断 GZ-20261124-001',
    kind: 'incident',
    text: '服务中断 HQSF-YB-202611-r2',
  },
  { url: '/clauses/5.3.8', title: '5.3.8 考勤', kind: 'clause', text: '按 5.3.8 考勤' },
  { url: '/clauses/5.3.9', title: '5.3.9 其他', kind: 'clause', text: '见 5.3.8' },
  { url: '/knowledge-base/ssh', title: 'SSH 漏洞怎么修', kind: 'article', text: 'CVE-2024-6387 GZ-20261124-001' },
];
const revision = (number: string, n: number): SiteDocument =>
  ({
    number,
    obligation: 'monthly',
    period: '2026-11',
    revision: n,
    files: { html: `/archive/r${n}/${number}.html` },
  }) as SiteDocument;
const outside = (id: string, bears: string[]) => ({
  ...{ id, bears, at: '', facts: [], details: [], lists: [] },
});
const sections = [
  {
    id: 'records',
    pages: [
      {
        ...{ path: 'service-order/2026-11', title: '', description: '' },
        sections: [
          {
            ...{ id: 'd', title: '' },
            blocks: [
              {
                type: 'records' as const,
                items: [
                  outside('FW-20261116-001', ['FW-2026-042']),
                  outside('XK-20261116-001', ['商服信〔2026〕18 号']),
                ],
              },
            ],
          },
        ],
      },
    ],
  },
];
const places = new Map([
  ...numberPlaces({
    sections: sections as never,
    documents: [revision('HQSF-YB-202611-r1', 1), revision('HQSF-YB-202611-r2', 2)],
  }),
  ['BF-20260320-001', '/records/backup/2026-03#BF-20260320-001'],
]);
const index = { ...buildIndex(documents), places };
const files = new Map(toFiles(index).map(({ path, body }) => [path, body]));
const remote = openRemote(async (path) => files.get(path) ?? Promise.reject(new Error(path)));

const exactly = async (query: string): Promise<string[]> => {
  const here = search(index, query, 12);
  const there = await remote.search(query, 12);
  expect(there.map(({ url, exact }) => [url, exact])).toEqual(here.map(({ url, exact }) => [url, exact]));
  const first = here.findIndex(({ exact }) => exact !== true);
  // Whatever bears it stands in front, and each address once.
  expect(here.slice(first === -1 ? here.length : first).filter(({ exact }) => exact === true)).toEqual([]);
  expect(new Set(here.map(({ url }) => url)).size).toBe(here.length);
  return here.flatMap(({ url, exact }) => (exact === true ? [url] : []));
};

describe('a number alone', () => {
  it.each([
    ['GZ-20261124-001', ['/faults/GZ-20261124-001']],
    [' gz－20261124－001 ', ['/faults/GZ-20261124-001']],
    ['HQSF-YB-202611-r2', ['/archive/2026/monthly/2026-11/r2/HQSF-YB-202611-r2.html']],
    ['hqsf-yb-202611', ['/archive/2026/monthly/2026-11/r2/HQSF-YB-202611-r2.html']],
    ['HQSF-YB-202611-r1', ['/archive/r1/HQSF-YB-202611-r1.html']],
    ['BF-20260320-001', ['/records/backup/2026-03#BF-20260320-001']],
    ['5.3.8', ['/clauses/5.3.8']],
    ['CVE-2024-6387', ['/findings/CVE-2024-6387--app-1--22-tcp', '/findings/CVE-2024-6387--app-2--22-tcp']],
    ['CVE-2024-9999', []],
    ['HQSF-YB-202612-r1', []],
  ])('%s is answered by what bears it and by nothing that speaks of it', async (query, urls) => {
    expect(await exactly(query)).toEqual(urls);
  });

  it.each(documents.map(({ url }) => url.replace(/^.*\/|\.html$/g, '')).filter((name) => numberOf(name) !== undefined))(
    'every page is opened by its own name, %s among them',
    async (name) => {
      const [url = ''] = await exactly(name);
      expect(url.includes(name)).toBe(true);
    },
  );

  it('in a sentence is none, and comes first all the same', async () => {
    expect(await exactly('BF-20260320-001 是什么')).toEqual([]);
    expect(search(index, 'BF-20260320-001 是什么')[0]?.url).toBe('/records/backup/2026-03#BF-20260320-001');
    for (const words of ['磁盘满了', '2026', '11月的月报', 'a-b', '5.3.8 是什么'])
      expect(numberOf(words)).toBeUndefined();
  });

  it('is told as what it is', () => {
    expect(namedIn(documents, 'HQSF-YB-202611-r1', places)).toMatchObject([{ kind: 'document', exact: true }]);
    expect(namedIn(documents, 'BF-20260320-001', places)).toMatchObject([{ kind: 'record', exact: true }]);
  });
});

describe('a number that somebody else gave', () => {
  it.each([
    ['fw-2026-042', 'FW-20261116-001'],
    ['ＦＷ－2026－042', 'FW-20261116-001'],
    ['商服信〔2026〕18号', 'XK-20261116-001'],
    ['商服信〔2026〕 18 号', 'XK-20261116-001'],
  ])('%s leads to the record that has it', async (query, id) => {
    expect(await exactly(query)).toEqual([`/records/service-order/2026-11#${id}`]);
    expect(await remote.missing(query)).toBeNull();
  });

  it('stands in a file of which any server gives the name', () => {
    expect([...files.keys()].filter((path) => !/^[\w./-]+$/.test(path))).toEqual([]);
  });
});
