/** 费用: what was spent and taken from stock, by who bears it, by month and by item, beside what the contract says of it. Pure. */

import { monthText } from '../contract/calendar/month-text.ts';
import { recordTableOnSite } from '../page/record-table.ts';
import { settledTable } from '../page/table.ts';
import { fieldsOf } from '../records/fields.ts';
import { type FigureInterval, figureOf } from '../report/figure.ts';
import type { Cell, TableBlock } from '../report/site-model.ts';
import deviceRepairKind from '../subjects/devices/kinds/device-repair.ts';
import { sumYuan } from '../subjects/expenses/judge/expenses.ts';
import expenseKind, { type ExpenseRecord, expenseFlows, flowOf } from '../subjects/expenses/kinds/expense.ts';
import {
  expenseTable,
  type Share,
  sharesOf,
  sharesOfAll,
  shareTable,
  wordOfPayer,
} from '../subjects/expenses/tables.ts';
import { choiceWord } from '../wording/codes.ts';
import { moneyText } from '../wording/figures.ts';
import { defineSection } from './_section.ts';
import { contractSections } from './expenses/contract.ts';
import { instalmentSections } from './expenses/instalments.ts';
import { recordsOf, type SiteFacts } from './parts/facts.ts';
import { calendarMonth, linkedCount, yearTo } from './parts/figures.ts';
import { assetLink } from './parts/links.ts';
import { isRecent, monthOfId } from './parts/months.ts';

const fields = fieldsOf(expenseKind.schema);
type Payer = ExpenseRecord['payer'];
const PAYERS: readonly Payer[] = ['supplier', 'purchaser', 'agreed'];

export default defineSection({
  id: 'expenses',
  title: '费用',
  place: 'header',
  order: 56,
  topics: [...expenseKind.topics, 'payment'],
  needs: [
    { kind: expenseKind.id, window: 'year' },
    // What a cost is about may have begun before the year.
    { kind: deviceRepairKind.id, window: 'all' },
  ],
  shows: [{ kind: expenseKind.id, path: (facts, id) => (isRecent(facts, id) ? `#${id}` : null) }],
  compose(facts) {
    const all = recordsOf(facts, expenseKind).toReversed();
    return [
      {
        path: '',
        title: '费用',
        description: '近一年登记的费用与备件：由谁承担、哪个月、哪一项。金额的性质不同，支出与备件进出不相加。',
        sections: [
          { id: 'payers', title: '按承担方', blocks: [sharesTable(facts, all)] },
          ...(all.length === 0
            ? []
            : [
                { id: 'months', title: '按月份', blocks: [monthTable(facts, all)] },
                { id: 'items', title: '按名称', blocks: [itemTable(facts, all)] },
              ]),
          ...instalmentSections(facts),
          ...contractSections(facts, all, wordOfPayer),
          { id: 'list', title: '明细', note: `${all.length} 笔`, blocks: [list(facts, all)] },
        ],
      },
    ];
  },
});

/** A sum as a cell. */
const money = (id: string, records: readonly ExpenseRecord[], within: FigureInterval): Cell => ({
  text: `${moneyText(sumYuan(records))} 元`,
  sort: sumYuan(records),
  figure: figureOf(id, sumYuan(records), within, '元'),
});

const sharesTable = (facts: SiteFacts, all: readonly ExpenseRecord[]): TableBlock =>
  settledTable(
    { ...shareTable(yearTo(facts), sharesHref), empty: '近一年没有登记费用与备件。' },
    [...sharesOfAll(all), ...sharesOf(all)],
    'site',
  );

const sharesHref = ({ payer, flow }: Share): string =>
  `/expenses?${payer === null ? '' : `payer=${payer}&`}flow=${flow}#list`;

/** What was spent of each month by each payer; parts that came and went beside it. */
function monthTable(facts: SiteFacts, all: readonly ExpenseRecord[]): TableBlock {
  const months = [...Map.groupBy(all, ({ id }) => monthOfId(id))];
  const paying = PAYERS.filter((payer) => all.some((one) => one.payer === payer && flowOf(one.type) === 'spent'));
  const moved = (['stocked', 'used'] as const).filter((flow) => all.some(({ type }) => flowOf(type) === flow));
  return {
    type: 'table',
    title: '逐月费用',
    columns: [
      { key: 'month', label: '月份', title: true },
      { key: 'count', label: '笔数', align: 'right' },
      ...paying.map((payer) => ({ key: payer, label: `支出，${wordOfPayer(payer)}`, align: 'right' as const })),
      ...moved.map((flow) => ({ key: flow, label: expenseFlows[flow], align: 'right' as const })),
    ],
    rows: months.map(([month, own]) => {
      const within = withinYear(facts, month);
      const of = (test: (one: ExpenseRecord) => boolean, id: string): Cell => {
        const some = own.filter(test);
        return some.length === 0 ? '—' : money(id, some, within);
      };
      return {
        cells: {
          month: monthText(month),
          count: linkedCount('expenses.count', own.length, within, `/expenses?month=${month}#list`),
          ...Object.fromEntries(
            paying.map((payer) => [
              payer,
              of((one) => one.payer === payer && flowOf(one.type) === 'spent', `expenses.${payer}.spent`),
            ]),
          ),
          ...Object.fromEntries(
            moved.map((flow) => [flow, of(({ type }) => flowOf(type) === flow, `expenses.${flow}`)]),
          ),
        },
      };
    }),
    empty: '没有费用。',
  };
}

/** The days of a month that lie in the year that is shown. */
function withinYear({ yearFrom, until }: SiteFacts, month: string): FigureInterval {
  const { from, to } = calendarMonth(month);
  return { from: from < yearFrom ? yearFrom : from, to: to > until ? until : to };
}

function itemTable(facts: SiteFacts, all: readonly ExpenseRecord[]): TableBlock {
  const within = yearTo(facts);
  const groups = [...Map.groupBy(all, ({ item, type, payer }) => `${item}\0${type}\0${payer}`).values()];
  return {
    type: 'table',
    title: '按名称',
    sortable: true,
    columns: [
      { key: 'item', label: '名称', title: true },
      { key: 'type', label: '类别' },
      { key: 'payer', label: '承担方' },
      { key: 'count', label: '笔数', align: 'right' },
      { key: 'amount', label: '金额', align: 'right' },
    ],
    rows: groups
      .map((own) => ({ own, one: own[0] as ExpenseRecord }))
      .toSorted((a, b) => sumYuan(b.own) - sumYuan(a.own))
      .map(({ own, one }, n) => ({
        cells: {
          item: one.item,
          type: choiceWord(fields, 'type', one.type),
          payer: wordOfPayer(one.payer),
          count: {
            text: String(own.length),
            sort: own.length,
            figure: figureOf(`expenses.item.${n + 1}.count`, own.length, within),
          },
          amount: money(`expenses.item.${n + 1}`, own, within),
        },
      })),
    empty: '没有费用。',
  };
}

function list(facts: SiteFacts, all: readonly ExpenseRecord[]): TableBlock {
  const months = [...new Set(all.map(({ id }) => monthOfId(id)))];
  const empty = '近一年没有登记费用与备件。登记后逐笔列在这里。';
  return recordTableOnSite(
    { ...expenseTable((id) => assetLink(facts, id)), records: all, empty },
    {
      sortable: true,
      filters: [
        { key: 'payer', label: '承担方', options: PAYERS.map((value) => ({ value, text: wordOfPayer(value) })) },
        { key: 'flow', label: '性质', options: Object.entries(expenseFlows).map(([value, text]) => ({ value, text })) },
        { key: 'month', label: '月份', options: months.map((value) => ({ value, text: monthText(value) })) },
      ],
      filter: (one) => ({ payer: one.payer, flow: flowOf(one.type), month: monthOfId(one.id) }),
    },
  );
}
