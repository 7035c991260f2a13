/** 费用与备件 (5.4): what was bought, used and left, and who bears it. */

import expense, { type ExpenseRecord } from '../../src/records/kinds/expense.ts';
import type { Block, Section } from '../../src/report/document.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { rounded } from '../../src/wording/figures.ts';
import { table } from '../cells/figures.ts';
import { idCell, recordTable } from '../cells/record-table.ts';
import { ofPeriod, type PeriodView } from '../period/period.ts';

const word = choiceWords(expense);
const MONEY = 2;

/** Amounts are summed in fen: tenths of a yuan do not add up in binary. */
export const sumYuan = (records: readonly ExpenseRecord[]): number =>
  rounded(
    records.reduce((sum, one) => sum + one.amount, 0),
    2,
  );

export function expenseSection(view: PeriodView): Section {
  const records = ofPeriod(view, expense);
  return {
    id: 'expenses',
    title: '费用与备件',
    blocks: [
      ...(records.length === 0 ? [] : [payers(records)]),
      recordTable({
        title: '费用与备件明细',
        kind: expense,
        records,
        columns: [
          { field: 'id', label: '记录编号', weight: 1.3, value: idCell },
          'at',
          'type',
          { field: 'item', weight: 1.5 },
          'quantity',
          'unit',
          'amount',
          'payer',
          'stock',
          { field: 'approvedBy', label: '采购人同意人' },
        ],
        assetNames: view.names,
        empty: '统计区间内没有登记费用与备件。',
      }),
    ],
  };
}

function payers(records: readonly ExpenseRecord[]): Block {
  const groups = [...Map.groupBy(records, (one) => one.payer).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...table(
      '按承担方',
      [
        { key: 'payer', label: '承担方', type: 'text', weight: 3 },
        { key: 'count', label: '笔数', type: 'number' },
        { key: 'amount', label: '金额', type: 'number', unit: '元', decimals: MONEY },
      ],
      groups.map(([payer, own]) => ({
        cells: { payer: word('payer', payer), count: own.length, amount: sumYuan(own) },
      })),
      '没有费用。',
    ),
    totals: [{ cells: { payer: '合计', count: records.length, amount: sumYuan(records) } }],
  };
}
