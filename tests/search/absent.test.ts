/** What a question names and nothing bears is said to be absent, in the terminal and in a browser alike. */
import { expect, it } from 'vitest';
import { toFiles } from '../../src/search/index/shards.ts';
import { openRemote } from '../../src/search/remote.ts';
import { buildIndex, missing } from '../../src/search/search.ts';

const documents = [
  { url: '/faults/GZ-20260320-001', title: '主库宕机', kind: 'incident', text: '影响各子系统，许可 XK-20260320-002。' },
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
])('%s', async (query, said) => {
  expect(missing(index, query, '2026-09-10')).toBe(said);
  const files = new Map(toFiles(index).map(({ path, body }) => [path, body]));
  expect(await openRemote(async (path) => files.get(path) ?? '').missing(query, '2026-09-10')).toBe(said);
});
