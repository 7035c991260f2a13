import { describe, expect, it } from 'vitest';
import { layoutTable } from '../../src/render/html/table-layout.ts';
import type { Column } from '../../src/report/block.ts';

const column = (label: string, extra: Partial<Column> = {}): Column => ({ key: label, label, type: 'text', ...extra });
const rows = (...texts: string[][]) => texts.map((row) => row.map((text) => ({ text })));
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

describe('table layout', () => {
  it('gives widths that add up to the whole', () => {
    const layout = layoutTable([column('甲'), column('乙')], rows(['一', '二']));
    expect(layout.size).toBe('normal');
    expect(sum(layout.widths)).toBeCloseTo(100, 0);
  });

  it('gives room where it saves lines: a rare long text does not take it from a column full of texts', () => {
    const items = Array.from({ length: 30 }, (_, i) => [
      '东楼三层第十二会议室电子桌牌',
      i === 3 ? '说明'.repeat(60) : '',
    ]);
    const layout = layoutTable([column('对象'), column('说明')], rows(...items));
    const em = (layout.widths[0] as number) * 0.5536; // percent of 166 mm in em of 8.5 pt
    expect(em).toBeGreaterThan(14);
  });

  it('follows the composer who wants a column wide, as far as nothing breaks', () => {
    const texts = rows(['正文'.repeat(30), '正文'.repeat(30)]);
    const even = layoutTable([column('甲'), column('乙')], texts);
    const weighted = layoutTable([column('甲', { weight: 3 }), column('乙', { weight: 1 })], texts);
    expect(weighted.widths[0]).toBeGreaterThan(even.widths[0] as number);
  });

  it('never squeezes a figure, a date or a record number', () => {
    const layout = layoutTable(
      [column('说明'), column('时间', { type: 'datetime' }), column('编号')],
      rows(['长'.repeat(400), '2026-11-24 09:27', 'XK-20261120-002']),
    );
    const ems = layout.widths.map((width) => width * 0.5536);
    expect(ems[1]).toBeGreaterThan(16 * 0.56);
    expect(ems[2]).toBeGreaterThan(15 * 0.56);
  });

  it('divides no word of a few characters where a long text can give way', () => {
    const labels = ['本期', '上期截止后', '本期', '本期', '本期', '本期', '本期', '本期'];
    const table = rows(...labels.map((label) => [label, '值班工程师甲'.repeat(12), '维护记录'.repeat(14)]));
    const layout = layoutTable([column('归属'), column('人员'), column('内容')], table);
    const em = (layout.widths[0] as number) * (layout.size === 'normal' ? 0.5536 : 0.6274);
    expect(em).toBeGreaterThan(5);
  });

  it('sets dates above their times before it turns the page', () => {
    const columns = [
      ...['编号', '对象', '目的', '许可'].map((label) => column(label)),
      ...['开始', '结束', '许可时间', '核对时间'].map((label) => column(label, { type: 'datetime' })),
    ];
    const texts = ['YC-20260320-001', '数据库服务器', '排查数据库主库宕机', 'XK-20260320-002'];
    const layout = layoutTable(columns, rows([...texts, ...Array.from({ length: 4 }, () => '2026-03-20 10:24')]));
    expect(layout.size).toBe('dense');
    const em = (layout.widths[4] as number) * 0.6274; // percent of 166 mm in em of 7.5 pt
    expect(em).toBeGreaterThan(10 * 0.56);
  });

  it.each([
    ['in one line', ['人员', '对象'], (em: number) => em > 16 * 0.56],
    ['in two', ['人员', '签到方式', '顶岗人员'], (em: number) => em < 16 * 0.56],
  ])('sets the moments of a table %s, all of them alike, also those that a register has as text', (_, labels, fits) => {
    const moments = ['排班起', '排班止', '签到时间', '签退时间'];
    const columns = [
      column('序号', { type: 'number' }),
      ...labels.map((label) => column(label)),
      ...moments.map((label, n) => column(label, n < 2 ? { type: 'datetime' } : {})),
      column('情况'),
    ];
    const row = [
      '1',
      ...labels.map(() => '驻点运维工程师甲'),
      ...moments.map((_, n) => `2026-08-18 0${n}:56`),
      '在岗，已由采购人核对',
    ];
    const layout = layoutTable(columns, rows(...Array.from({ length: 20 }, () => row)));
    expect(layout.size).toBe('dense');
    const ems = layout.widths.slice(1 + labels.length, -1).map((width) => width * 0.6274 - 1);
    expect(ems.map(fits)).toEqual([true, true, true, true]);
  });

  it('keeps a header whole where there is room for it', () => {
    const layout = layoutTable(
      [column('对象'), column('待装安全补丁'), column('索引节点使用率')],
      rows(['应用服务器', '0 个', '8 %'], ['数据库服务器', '0 个', '9 %']),
    );
    const ems = layout.widths.map((width) => width * 0.5536);
    expect(ems[1]).toBeGreaterThan(6);
    expect(ems[2]).toBeGreaterThan(7);
  });

  it('sets a wide table smaller and turns a very wide one', () => {
    const of = (count: number) =>
      layoutTable(
        Array.from({ length: count }, (_, i) => column(`第${i}列`)),
        rows(Array.from({ length: count }, () => 'XK_20261120_2')),
      ).size;
    expect([of(6), of(7), of(10), of(12)]).toEqual(['normal', 'dense', 'landscape', 'landscape-dense']);
  });
});
