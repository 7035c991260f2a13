/** 费用与备件 (5.4): what was bought, used and left, and who bears it. */

import { sumYuan } from '../../src/assess/service/expenses.ts';
import expense, {
  type ExpenseFlow,
  type ExpenseRecord,
  expenseFlows,
  flowOf,
} from '../../src/records/kinds/expense.ts';
import type { Block, Section } from '../../src/report/document.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { table } from '../cells/figures.ts';
import { figure, interval } from '../cells/headline.ts';
import { idCell, recordTable } from '../cells/record-table.ts';
import { ofPeriod, type PeriodView } from '../period/period.ts';

const word = choiceWords(expense);
const MONEY = 2;

export function expenseSection(view: PeriodView): Section {
  const records = ofPeriod(view, expense);
  return {
    id: 'expenses',
    title: '费用与备件',
    blocks: [
      ...(records.length === 0 ? [] : [payers(view, records)]),
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
          { field: 'approvedBy', label: '⟦采购人⟧同意人' },
        ],
        assetNames: view.names,
        empty: '统计区间内没有登记费用与备件。',
      }),
    ],
  };
}

/** Who bears what: one row a payer and a meaning of the amount. There is no sum over them. */
function payers(view: PeriodView, records: readonly ExpenseRecord[]): Block {
  const keyOf = (one: ExpenseRecord): string => `${one.payer}.${flowOf(one.type)}`;
  const groups = [...Map.groupBy(records, keyOf).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return table(
    '按承担方',
    [
      { key: 'payer', label: '承担方', type: 'text', weight: 2 },
      { key: 'flow', label: '性质', type: 'text', weight: 2 },
      { key: 'count', label: '笔数', type: 'number' },
      { key: 'amount', label: '金额', type: 'number', unit: '元', decimals: MONEY },
    ],
    groups.map(([key, own]) => {
      const [payer = '', flow = ''] = key.split('.');
      return {
        cells: {
          payer: word('payer', payer),
          flow: expenseFlows[flow as ExpenseFlow],
          count: own.length,
          amount: sumYuan(own),
        },
        figures: {
          count: figure(`expenses.${key}.count`, own.length, interval(view)),
          amount: figure(`expenses.${key}`, sumYuan(own), interval(view), '元'),
        },
      };
    }),
    '没有费用。',
  );
}
