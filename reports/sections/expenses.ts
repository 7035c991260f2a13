/** 费用与备件 (5.4): what was bought, used and left, and who bears it. */

import { isToAgree, sumYuan } from '../../src/assess/service/expenses.ts';
import { compareInstants, dateOf } from '../../src/contract/time.ts';
import expense, {
  type ExpenseFlow,
  type ExpenseRecord,
  expenseFlows,
  flowOf,
} from '../../src/records/kinds/expense.ts';
import type { Block, Section } from '../../src/report/document.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { moneyText } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { figure, interval } from '../cells/headline.ts';
import { idCell, recordTable } from '../cells/record-table.ts';
import type { Part } from '../first-page/part.ts';
import type { News } from '../first-page/ranking.ts';
import { ofPeriod, type PeriodView, upToPeriod } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';

import type { ReportSection } from './_section.ts';

const SHOWN = 2;
const word = choiceWords(expense);
const MONEY = 2;

function compose({ view }: PeriodFacts): Section {
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

const part: Part = {
  order: 120,
  news({ view }) {
    const spent = ofPeriod(view, expense).filter(({ type }) => flowOf(type) === 'spent');
    const entry = (payer: 'purchaser' | 'agreed', what: string): News[] => {
      const own = spent.filter((one) => one.payer === payer && one.amount > 0);
      if (own.length === 0) return [];
      const ids = own.map(({ id }) => id);
      const amount = sumYuan(own);
      return [
        {
          gravity: 'cost',
          weight: amount,
          id: `expenses ${payer}`,
          text: `${what}的支出 ${own.length} 笔，${moneyText(amount)} 元`,
          references: [{ text: namesText(ids, '笔', SHOWN), section: 'expenses' }],
        },
      ];
    };
    return [...entry('purchaser', '由⟦采购人⟧承担'), ...entry('agreed', '承担方待双方约定')];
  },
  decisions({ view }) {
    const open = upToPeriod(view, expense).filter(isToAgree);
    const [first] = open.toSorted((a, b) => compareInstants(a.at, b.at));
    if (first === undefined) return [];
    const ids = open.map(({ id }) => id);
    return [
      {
        text: `约定 ${open.length} 笔支出由谁承担`,
        references: [{ text: namesText(ids, '笔', SHOWN), section: 'expenses' }],
        since: dateOf(first.at),
      },
    ];
  },
};

export default {
  id: 'expenses',
  title: '费用与备件',
  kinds: ['expense'],
  topics: ['spare'],
  parts: [part],
  compose,
} satisfies ReportSection;
