/** 费用与备件 (5.4): what was bought, used and left, and who bears it. */

import { compareInstants, dateOf } from '../../src/contract/time.ts';
import { recordTable } from '../../src/page/record-table.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Section } from '../../src/report/block.ts';
import { isToAgree, sumYuan } from '../../src/subjects/expenses/judge/expenses.ts';
import expense, { flowOf } from '../../src/subjects/expenses/kinds/expense.ts';
import { expenseTable, sharesOf, shareTable } from '../../src/subjects/expenses/tables.ts';
import { moneyText } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { interval } from '../cells/headline.ts';
import type { Part } from '../first-page/part.ts';
import type { News } from '../first-page/ranking.ts';
import { ofPeriod, upToPeriod } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';

import type { ReportSection } from './_section.ts';

const SHOWN = 2;
function compose({ view }: PeriodFacts): Section {
  const records = ofPeriod(view, expense);
  const shares = sharesOf(records);
  return {
    id: 'expenses',
    title: '费用与备件',
    blocks: [
      ...(shares.length === 0 ? [] : [settledTable(shareTable(interval(view)), shares, 'paper')]),
      recordTable({ ...expenseTable(), records, assetNames: view.names, empty: '统计区间内没有登记费用与备件。' }),
    ],
  };
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
