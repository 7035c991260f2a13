/** 费用: by payer, month and item; counts open their rows, and what the contract does not ask for and nobody wrote down has no page. */
import { describe, expect, it } from 'vitest';
import { composeSections } from '../../src/pipeline/publish/sections.ts';
import type { TableBlock } from '../../src/report/site-model.ts';
import expenses from '../../src/sections/expenses.ts';
import repairKind, { type DeviceRepairRecord } from '../../src/subjects/devices/kinds/device-repair.ts';
import expenseKind, { type ExpenseRecord } from '../../src/subjects/expenses/kinds/expense.ts';
import { pagesOf, siteFacts } from '../support/site-parts.ts';

const { writtenReportAt: _, ...reported } = repairKind.example;
const broken: DeviceRepairRecord = { ...reported, irreparable: true };
const spent = (day: string, more: Partial<ExpenseRecord>): ExpenseRecord => ({
  ...expenseKind.example,
  ...{ id: `FY-${day.replaceAll('-', '')}-001`, at: `${day}T11:20:00+08:00`, type: 'purchase' },
  ...more,
});
const list = [
  spent('2026-09-03', { amount: 0.1, payer: 'purchaser', item: '硬盘' }),
  spent('2026-10-05', { amount: 0.2, payer: 'purchaser', item: '硬盘' }),
  spent('2026-10-06', { amount: 300, payer: 'supplier', item: '电源' }),
  spent('2026-10-07', { amount: 45, payer: 'supplier', type: 'spare-out', item: '电源' }),
];
/** The table of a section. */
const tableOf = (records: ExpenseRecord[], id: string): TableBlock => {
  const [page] = pagesOf(expenses, siteFacts({ records: { expense: records, 'device-repair': [broken] } }));
  return page?.sections.find((one) => one.id === id)?.blocks.find(({ type }) => type === 'table') as TableBlock;
};
const text = (cell: unknown): string => (typeof cell === 'string' ? cell : (cell as { text: string }).text);
const rowsOf = (id: string) => tableOf(list, id).rows.map(({ cells }) => Object.values(cells).map(text).join(' '));

describe('the sums', () => {
  it('are by payer and meaning, in fen, and each count opens its rows', () => {
    expect(rowsOf('payers')).toEqual([
      '合计，不论由谁承担 支出 3 300.30 元',
      '合计，不论由谁承担 备件领用 1 45.00 元',
      '⟦采购人⟧ 支出 2 0.30 元',
      '⟦供应商⟧ 支出 1 300.00 元',
      '⟦供应商⟧ 备件领用 1 45.00 元',
    ]);
    const { rows } = tableOf(list, 'payers');
    for (const { cells } of rows) {
      const { text: said, href = '' } = cells['count'] as { text: string; href?: string };
      const wanted = [...new URL(href, 'http://site').searchParams];
      const opened = tableOf(list, 'list').rows.filter(({ filter }) =>
        wanted.every(([key, value]) => filter?.[key] === value),
      );
      expect([href, String(opened.length)]).toEqual([href, said]);
    }
  });

  it('are by month and by item', () => {
    expect(rowsOf('months')).toEqual(['2026 年 10 月 3 300.00 元 0.20 元 45.00 元', '2026 年 9 月 1 — 0.10 元 —']);
    expect(rowsOf('items')).toEqual([
      '电源 采购 ⟦供应商⟧ 1 300.00 元',
      '电源 备件领用 ⟦供应商⟧ 1 45.00 元',
      '硬盘 采购 ⟦采购人⟧ 2 0.30 元',
    ]);
  });
});

describe('beside the contract', () => {
  const compared = (more: Partial<ExpenseRecord>) =>
    tableOf([spent('2026-10-05', { payer: 'purchaser', ...more })], 'compared');

  it('has the clauses about what costs come from, and says that no limit is written down', () => {
    const clauses = tableOf(list, 'clauses').rows.map(({ cells }) => text(cells['clause']));
    expect(clauses.some((one) => one.startsWith('⟦条款:5.4(3)⟧ '))).toBe(true);
    const blocks = pagesOf(expenses, siteFacts({ records: { expense: list, 'device-repair': [] } }))[0]?.sections.find(
      ({ id }) => id === 'compared',
    )?.blocks;
    expect(JSON.stringify(blocks)).toContain('登记的合同条款没有写明金额、单价或费用限额');
  });

  it('says of what the purchaser bears whether they agreed, and whether the written report is there', () => {
    const rowOf = ({ rows }: TableBlock) => Object.values(rows[0]?.cells ?? {}).map(text);
    const table = compared({ approvedBy: '张三', repair: broken.id });
    expect(rowOf(table).slice(2)).toEqual(['没有写明', '1 笔都有', '1 笔中 0 笔有']);
    const { approvedBy: __, repair: ___, ...bare } = spent('2026-10-05', { payer: 'purchaser' });
    expect(rowOf(tableOf([bare], 'compared')).slice(3)).toEqual(['1 笔中 0 笔有', '没有此情形']);
  });
});

it('stands beside the words of the contract, and where there are neither there is no page', () => {
  const bare = siteFacts({ records: { expense: [], 'device-repair': [] }, ids: new Map() });
  expect(tableOf(list, 'clauses').rows.length).toBeGreaterThan(0);
  const clauses = bare.contract.contract.clauses.filter(
    ({ topics }) => !topics.some((one) => one.startsWith('device')),
  );
  const contract = { ...bare.contract, contract: { ...bare.contract.contract, clauses } };
  expect(composeSections({ ...bare, contract }, [expenses])).toEqual([]);
});

it('numbers count and amount of an item alike, by its row', () => {
  const ids = tableOf(list, 'items').rows.map(({ cells }) =>
    ['count', 'amount'].map((key) => (cells[key] as { figure: { id: string } }).figure.id),
  );
  expect(ids).toEqual([1, 2, 3].map((n) => [`expenses.item.${n}.count`, `expenses.item.${n}`]));
});
