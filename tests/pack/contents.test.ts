/** The list of a pack and the page that explains it. */
import { expect, it } from 'vitest';
import type { Pack, PackRecord } from '../../src/pack/format.ts';
import { contentsDocument } from '../../src/pack/make/contents.ts';
import { explanationDocument } from '../../src/pack/make/explanation.ts';
import { starter } from '../contract/_starter.ts';

const bundle = starter();
const record = (n: number): PackRecord => ({
  path: `records/${n}`,
  size: 1,
  sha256: '',
  sm3: '',
  logged: '',
  salt: null,
  title: '',
});
const list = (changes: Partial<Pack> = {}): Pack => ({
  schema: 1,
  kind: 'opsledger-pack',
  project: '项目',
  contract: '',
  purchaser: '甲',
  called: { purchaser: '采购人', supplier: '供应商' },
  supplier: '乙',
  from: '2026-03-01',
  to: '2026-03-31',
  whole: true,
  madeAt: '2026-04-01T09:00:00+08:00',
  tool: 'opsledger 1',
  simulated: false,
  log: { origin: '', keys: [], size: 0, root: '', witnesses: [] },
  documents: [],
  records: [],
  evidence: [],
  others: [],
  missing: [],
  ...changes,
});
const told = { head: '10 条 abcd', fingerprint: 'abcd' };
const contents = (pack: Pack) => contentsDocument(pack, bundle, { ...told, notIssued: [], texts: [] });
const textOf = (pack: Pack, head: string | null = told.head) =>
  JSON.stringify(explanationDocument(pack, bundle, { ...told, head }).sections);

it('has a sheet of answers only where there was a list, and one of texts only where there are any', () => {
  const titles = (pack: Pack) => contents(pack).sections.map(({ title }) => title);
  expect(titles(list())).toEqual(['文档', '文档的文件', '原始材料', '记录', '应交未签发', '未入包']);
  expect(titles(list({ requests: [] }))).toContain('应答');
});

it('says how many rows it leaves out of a sheet that nobody could open', () => {
  const [block] =
    contents(list({ records: Array.from({ length: 20_003 }, (_, n) => record(n)) })).sections.find(
      ({ title }) => title === '记录',
    )?.blocks ?? [];
  const rows = block?.type === 'table' ? block.rows : [];
  expect(rows).toHaveLength(20_001);
  expect(rows.at(-1)?.cells).toEqual({ title: '另有 3 行没有列出，全部见 pack.json' });
});

it('tells what is proven, and no more', () => {
  expect(textOf(list())).toContain('连续性证明，非《电子签名法》可靠电子签名');
  expect(textOf(list())).toContain('期内签发的没有抽走');
  expect(textOf(list({ whole: false }))).not.toContain('期内签发的没有抽走');
  expect(textOf(list(), null)).not.toContain('纸面');
  expect(textOf(list(), null)).toContain('没有存证日志');
  expect(textOf(list({ missing: [{ what: 'x', why: 'y' }] }))).toContain('1 项');
});
