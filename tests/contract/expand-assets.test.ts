/** Ranges and tables of assets: expanded to the letter, bounded, and each mistake with the file and line where it stands. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import { expandAssets, MAX_ASSETS } from '../../src/contract/bundle/expand-assets.ts';
import { type AssetEntry, assetEntrySchema, withKind } from '../../src/contract/terms/assets.ts';
import { assetsOf } from '../../src/recount/counted-assets.ts';
import { hospital, rowsOf } from './_hospital.ts';

const entry = (over: Partial<AssetEntry> = {}): AssetEntry =>
  assetEntrySchema.parse({
    kind: 'printer',
    name: '打印机 {n}',
    place: '{n} 层',
    clause: '4.4',
    contract: true,
    ...over,
  });

const FILE = 'contract/assets/p.csv';
const NAME = 'assets/p.csv';

/** @param table text of the table, without quotes */
function expand(entries: readonly AssetEntry[], table?: string) {
  const tables = new Map(table === undefined ? [] : [[NAME, { file: FILE, rows: rowsOf(table) }]]);
  const { problems, ...found } = expandAssets(entries, tables);
  return { ...found, problems: problems.map((one) => `${one.file} ${one.at}：${one.found} → ${one.expected}`) };
}

describe('a range', () => {
  test('gives an asset for each number, with its texts', () => {
    const given = entry({ id: 'printer-8..10', addresses: ['10.0.0.{n}'], serial: 'SN{nnnn}', role: '{n} 号窗口' });
    const { assets, places, problems } = expand([given]);
    expect(problems).toEqual([]);
    expect(assets.map(({ id, name, place }) => [id, name, place])).toEqual([
      ['printer-8', '打印机 8', '8 层'],
      ['printer-9', '打印机 9', '9 层'],
      ['printer-10', '打印机 10', '10 层'],
    ]);
    expect(assets[2]).toMatchObject({ addresses: ['10.0.0.10'], serial: 'SN0010', role: '10 号窗口', kind: 'printer' });
    expect(new Set(places.map(({ at }) => at))).toEqual(new Set(['assets[0]']));
  });

  test('keeps the zeros that the first number has', () => {
    expect(expand([entry({ id: 'sign-008..011' })]).assets.map(({ id }) => id)).toEqual([
      ...['sign-008', 'sign-009', 'sign-010', 'sign-011'],
    ]);
  });

  test('leaves the entries of single assets to the letter', () => {
    expect(expand([entry({ id: 'printer-1', name: '{n} 号' })]).assets[0]).toMatchObject({
      id: 'printer-1',
      name: '{n} 号',
    });
  });

  test.each([
    ['backwards', 'printer-9..3', 'contract/assets.yaml assets[0].id：printer-9..3 → 起号不大于止号'],
    [
      'of a million',
      'printer-1..1000000',
      `contract/assets.yaml assets[0].id：printer-1..1000000（1000000 项，全部资产共 1000000 项） → 全部资产不超过 ${MAX_ASSETS} 项`,
    ],
    ['of figures beyond counting', 'printer-1..999999999999', '全部资产不超过'],
  ])('%s is refused with one message', (_name, id, expected) => {
    const { assets, problems } = expand([entry({ id })]);
    expect([assets, problems]).toEqual([[], [expect.stringContaining(expected)]]);
  });

  test('of one name for all is refused', () => {
    expect(expand([entry({ id: 'printer-1..3', name: '打印机' })]).problems).toEqual([
      expect.stringContaining('assets[0].name：打印机 → 成批登记的名称中写 {n}'),
    ]);
  });

  test('several that are too many together name the largest', () => {
    const given = [entry({ id: 'a-1..2000' }), entry({ id: 'b-1..3000' }), entry({ id: 'c' })];
    expect(expand(given).problems).toEqual([
      expect.stringContaining('assets[1].id：b-1..3000（3000 项，全部资产共 5001 项）'),
    ]);
    expect(expand(given.slice(0, 2)).assets).toHaveLength(5000);
  });

  test('two that overlap are told once, with what they share', () => {
    const { assets, places } = expand([entry({ id: 'printer-1..30' }), entry({ id: 'printer-25..40' })]);
    const bundle = hospital();
    const kind = bundle.kinds.find(({ id }) => id === 'printer');
    const others = bundle.assets.filter((one) => one.kind !== 'printer');
    const all = [...others, ...assets.map((one) => withKind(one, kind))];
    const own = others.map((_, n) => ({ file: 'contract/assets.yaml', at: `others[${n}]` }));
    const { problems } = buildBundle({ ...bundle, assets: all, assetPlaces: [...own, ...places] });
    expect(problems).toEqual([
      {
        file: 'contract/assets.yaml',
        at: 'assets[1].id',
        found: 'printer-25 至 printer-30 等 6 个编号',
        expected: '不与 assets[0] 重复',
      },
    ]);
  });
});

describe('a table', () => {
  const plain = { name: undefined, place: undefined, table: NAME };

  test('gives an asset for each row, numbered by the range', () => {
    const { assets, places, problems } = expand(
      [entry({ ...plain, id: 'pump-1..2' })],
      '名称,位置,序列号,地址\n一号泵,3 病区,0080,10.1.9.1 10.1.9.2\n二号泵,4 病区,,\n,,,\n',
    );
    expect(problems).toEqual([]);
    expect(assets).toMatchObject([
      { id: 'pump-1', name: '一号泵', place: '3 病区', serial: '0080', addresses: ['10.1.9.1', '10.1.9.2'] },
      { id: 'pump-2', name: '二号泵', place: '4 病区' },
    ]);
    expect(assets[1]).not.toHaveProperty('serial');
    expect(places.map(({ file, at }) => `${file} ${at}`)).toEqual([`${FILE} 第 2 行`, `${FILE} 第 3 行`]);
  });

  test('may name its ids itself, and leave texts to the entry', () => {
    const { assets } = expand([entry({ table: NAME, place: '库房' })], 'ID,Name\nlobby,大厅\nroof,\n');
    expect(assets.map(({ id, name, place }) => [id, name, place])).toEqual([
      ['lobby', '大厅', '库房'],
      ['roof', '打印机 2', '库房'],
    ]);
  });

  test('may name some of a range, the others standing by the pattern', () => {
    const { assets, problems } = expand([entry({ table: NAME, id: 'printer-1..3' })], 'id,name\nprinter-2,院长室\n');
    expect(problems).toEqual([]);
    expect(assets.map(({ id, name }) => [id, name])).toEqual([
      ['printer-2', '院长室'],
      ['printer-1', '打印机 1'],
      ['printer-3', '打印机 3'],
    ]);
  });

  test.each<[string, Partial<AssetEntry>, string, string[]]>([
    [
      'an unknown column',
      { id: 'pump-1..1' },
      'name,plaace\na,b\n',
      ['第 1 行（表头）第 2 列：plaace → 您是不是要 place（位置）？可用的列：id'],
    ],
    ['a doubled column', { id: 'pump-1..1' }, 'name,名称\na,b\n', ['第 1 行（表头）第 2 列：名称 → 不与第 1 列重复']],
    ['an empty file', { id: 'pump-1..1' }, '', ['第 1 行（表头）：（空） → 表头，可用的列']],
    ['no ids at all', {}, 'name,place\na,b\n', ['第 1 行（表头）：name、place → 有 id（资产编号）一列']],
    [
      'rows too few',
      { id: 'pump-1..3' },
      'name,place\na,b\n',
      ['行数：1 行（不含表头） → 与 contract/assets.yaml assets[0] 的 pump-1..3 一致，3 行'],
    ],
    [
      'a row without name or place',
      {},
      'id,name,place\na,,\nb,乙,丙\n',
      ['第 2 行 name（名称）：（空） → 文字', '第 2 行 place（位置）：（空） → 文字'],
    ],
    [
      'an id that is none',
      {},
      'id,name,place\nA 1,甲,乙\n,丙,丁\n',
      ['第 2 行 id（资产编号）：A 1 → 小写字母', '第 3 行 id（资产编号）：（缺少） → 小写字母'],
    ],
    [
      'an id outside the range',
      { id: 'pump-1..2' },
      'id,name,place\npump-1,a,b\npump-3,c,d\n',
      ['第 3 行 id（资产编号）：pump-3 → pump-1..2 之内的编号', '行数：缺少 pump-2 → pump-1..2 的每一项一行'],
    ],
    ['more cells than columns', {}, 'id,name,place\na,甲,乙,丙\n', ['第 2 行第 4 列：丙 → 表头有名称的列']],
  ])('%s is told with its line', (_name, over, table, expected) => {
    const { problems } = expand([entry({ ...plain, ...over })], table);
    expect(problems).toEqual(expected.map((one) => expect.stringContaining(`${FILE} ${one}`)));
  });

  test('of thousands of rows is refused before anything is made of it', () => {
    const rows = Array.from({ length: MAX_ASSETS + 1 }, (_, n) => `p-${n},甲,乙`).join('\n');
    expect(expand([entry(plain)], `id,name,place\n${rows}\n`)).toMatchObject({
      assets: [],
      problems: [expect.stringContaining(`assets[0].table：${NAME}（5001 项，全部资产共 5001 项）`)],
    });
  });
});

describe('the recount', () => {
  test('comes to the same ids by itself', () => {
    const part = fc.record({
      first: fc.integer({ min: 0, max: 120 }),
      size: fc.integer({ min: 1, max: 40 }),
      pad: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const entries = parts.map(({ first, size, pad }, n) =>
          entry({ id: `r${n}-${String(first).padStart(pad, '0')}..${first + size - 1}` }),
        );
        const counted = assetsOf({ entries, kinds: [], table: () => undefined }).map(({ id }) => id);
        expect(counted).toEqual(expand(entries).assets.map(({ id }) => id));
      }),
    );
  });

  test('reads tables of either encoding', () => {
    const utf8 = new TextEncoder().encode('资产编号,名称\r\n"a-1","甲,乙"\r\na-2,丙\r\n');
    // 编号 in GBK, which is what Excel writes.
    const gbk = Uint8Array.from([0xb1, 0xe0, 0xba, 0xc5, 0x0a, ...new TextEncoder().encode('a-1\na-2\n')]);
    for (const bytes of [utf8, gbk])
      expect(assetsOf({ entries: [{ table: NAME }], kinds: [], table: () => bytes }).map(({ id }) => id)).toEqual([
        'a-1',
        'a-2',
      ]);
  });
});
