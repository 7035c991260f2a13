/** What every table does with a row, whatever it is about. */
import { expect, test } from 'vitest';
import { idColumn, recordTable, recordTableOnSite } from '../../src/page/record-table.ts';
import { settledTable } from '../../src/page/table.ts';
import { cellText, richCell } from '../../src/report/cell.ts';
import kind from '../../src/subjects/expenses/kinds/expense.ts';

const withdrawn = { by: '驻点工程师', at: '2026-11-25T10:00:00+08:00', reason: '误录' };

test('a record that was taken back is said to be, in its first column and its tint, on both sides', () => {
  const records = [kind.example, { ...kind.example, withdrawn }];
  const table = { title: '费用', kind, columns: [idColumn, 'item'], records, empty: '' };
  for (const { rows } of [recordTable(table), recordTableOnSite(table)]) {
    expect(rows.map(({ tone }) => tone)).toEqual([undefined, 'attention']);
    expect(rows.map(({ cells }) => cellText(cells['id']).endsWith('（已作废）'))).toEqual([false, true]);
    expect(rows.map(({ cells }) => cellText(cells['item']))).toEqual([kind.example.item, kind.example.item]);
  }
});

test('what is not asked of a record is not missing, and what it says all the same is shown', () => {
  const { approvedBy: _, ...unasked } = kind.example;
  const table = (records: readonly (typeof kind.example)[]) =>
    recordTable({
      ...{ title: '费用', kind, records, empty: '' },
      columns: [idColumn, { field: 'approvedBy', asked: ({ payer }: typeof kind.example) => payer === 'purchaser' }],
    }).rows.map(({ cells }) => cells['approvedBy']);
  expect(table([{ ...unasked, payer: 'supplier' }])).toEqual([null]);
  expect(table([{ ...unasked, payer: 'purchaser' }])).toEqual([{ text: '未登记', tone: 'muted' }]);
  expect(cellText(table([{ ...unasked, payer: 'supplier', approvedBy: '项目负责人' }])[0])).toContain('项目负责人');
});

test('a column is sorted on the site by its rank where it has one', () => {
  const columns = { word: { label: '判定', value: (word: string) => word, sort: (word: string) => word.length } };
  const [row] = settledTable({ columns, empty: '' }, ['异常'], 'site').rows;
  expect(richCell(row?.cells['word'])).toMatchObject({ text: '异常', sort: 2 });
});
