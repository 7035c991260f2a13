/** What a question names and nothing bears is said to be absent, in the terminal and in a browser alike. */
import { expect, it } from 'vitest';
import { toFiles } from '../../src/search/index/shards.ts';
import { openRemote } from '../../src/search/remote.ts';
import { buildIndex, missing } from '../../src/search/search.ts';

const documents = [
  { url: '/faults/GZ-20260320-001', title: '主库宕机', kind: 'incident', text: '影响各子系统，许可 XK-20260320-002。' },
  { url: '/manual/scan', title: '漏洞扫描', kind: 'manual', text: '例如 10.0.0.99，用 7×24 值守。' },
  {
    url: '/knowledge-base/nginx',
    title: 'Nginx 8.0 怎么升级',
    kind: 'article',
    text: '先看 10.0.0.5，再看 mysql8，共 12 台。',
  },
  { url: '/findings/a', title: 'CVE-2026-4877（Redis 1，6379/tcp）', kind: 'finding', text: '脚本越界读漏洞。' },
];
const places = new Map([['BF-20260320-001', '/records/backup/2026-03#BF-20260320-001']]);
const index = { ...buildIndex(documents), places };

it.each([
  ['GZ-20260320-009', '没有编号 GZ-20260320-009：没有登记过，或者不在本站公开的范围'],
  ['cve-2025-26465 修了吗', '没有编号 CVE-2025-26465：没有登记过，或者不在本站公开的范围'],
  ['BF-20260320-001 和 BF-20260320-002', '没有编号 BF-20260320-002：没有登记过，或者不在本站公开的范围'],
  ['XK-20260320-002', null],
  ['BF-20260320-001', null],
  ['CVE－2026－4877', null],
  ['主库宕机', null],
  ['jenkins 怎么重启', '没有一处提到“jenkins”'],
  ['jenkins和10.0.0.98连不上', '没有一处提到“jenkins”、“10.0.0.98”'],
  ['10.0.0.99', '除使用手册外，没有一处提到“10.0.0.99”'],
  ['升级到v9.1', '没有一处提到“v9.1”'],
  ['错误10061', '没有一处提到“10061”'],
  ['主库宕机 kafka', '没有一处提到“kafka”'],
  // What stands there, or only begins so, what is a count or a measure, and what is a whole number of a paper.
  ['nginx 8.0 mysql8 10.0.0.5', null],
  ['ngin', null],
  ['40台 20kw 100% 5g', null],
])('%s', async (query, said) => {
  expect(missing(index, query, '2026-09-10')).toBe(said);
  const files = new Map(toFiles(index).map(({ path, body }) => [path, body]));
  expect(await openRemote(async (path) => files.get(path) ?? '').missing(query, '2026-09-10')).toBe(said);
});
