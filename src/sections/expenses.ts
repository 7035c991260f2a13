/** 费用: what was spent and taken from stock, by who bears it, by month and by item, beside what the contract says of it. Pure. */
import { sumYuan } from '../assess/service/expenses.ts';
import { monthText } from '../contract/calendar/period-text.ts';
import { fieldsOf } from '../records/fields.ts';
import deviceRepairKind from '../records/kinds/device-repair.ts';
import expenseKind, { type ExpenseFlow, type ExpenseRecord, expenseFlows, flowOf } from '../records/kinds/expense.ts';
import { type FigureInterval, figureOf } from '../report/figure.ts';
import type { Cell, TableBlock } from '../report/site-model.ts';
import { choiceWord } from '../wording/codes.ts';
import { moneyText } from '../wording/figures.ts';
import { orMissing, timeText } from '../wording/words.ts';
import { defineSection } from './_section.ts';
import { contractSections } from './expenses/contract.ts';
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
  topics: expenseKind.topics,
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
          { id: 'payers', title: '按承担方', blocks: [payerTable(facts, all)] },
          ...(all.length === 0
            ? []
            : [
                { id: 'months', title: '按月份', blocks: [monthTable(facts, all)] },
                { id: 'items', title: '按名称', blocks: [itemTable(facts, all)] },
              ]),
          ...contractSections(facts, all, wordOfPayer),
          { id: 'list', title: '明细', note: `${all.length} 笔`, blocks: [list(facts, all)] },
        ],
      },
    ];
  },
});

const wordOfPayer = (payer: Payer): string => choiceWord(fields, 'payer', payer);

/** A sum as a cell; 待双方约定 asks for something. */
const money = (id: string, records: readonly ExpenseRecord[], within: FigureInterval): Cell => ({
  text: `${moneyText(sumYuan(records))} 元`,
  sort: sumYuan(records),
  figure: figureOf(id, sumYuan(records), within, '元'),
});

/** Who bears what: a row a payer and a meaning of the amount, and of each meaning the sum over who bears it. */
function payerTable(facts: SiteFacts, all: readonly ExpenseRecord[]): TableBlock {
  const within = yearTo(facts);
  const groups = PAYERS.flatMap((payer) =>
    (Object.keys(expenseFlows) as ExpenseFlow[]).map((flow) => ({
      ...{ payer, flow },
      own: all.filter((one) => one.payer === payer && flowOf(one.type) === flow),
    })),
  ).filter(({ own }) => own.length > 0);
  const totals = (Object.keys(expenseFlows) as ExpenseFlow[])
    .map((flow) => ({ flow, own: all.filter(({ type }) => flowOf(type) === flow) }))
    .filter(({ own }) => own.length > 0);
  return {
    type: 'table',
    title: '按承担方',
    columns: [
      { key: 'payer', label: '承担方', title: true },
      { key: 'flow', label: '性质' },
      { key: 'count', label: '笔数', align: 'right' },
      { key: 'amount', label: '金额', align: 'right' },
    ],
    rows: [
      ...totals.map(({ flow, own }) => ({
        cells: {
          payer: '合计，不论由谁承担',
          flow: expenseFlows[flow],
          count: linkedCount(`expenses.${flow}.count`, own.length, within, `/expenses?flow=${flow}#list`),
          amount: money(`expenses.${flow}`, own, within),
        },
      })),
      ...groups.map(({ payer, flow, own }) => ({
        ...(payer === 'agreed' ? { tone: 'attention' as const } : {}),
        cells: {
          payer: wordOfPayer(payer),
          flow: expenseFlows[flow],
          count: linkedCount(
            `expenses.${payer}.${flow}.count`,
            own.length,
            within,
            `/expenses?payer=${payer}&flow=${flow}#list`,
          ),
          amount: money(`expenses.${payer}.${flow}`, own, within),
        },
      })),
    ],
    empty: '近一年没有登记费用与备件。',
  };
}

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
function withinYear({ yearFrom, today }: SiteFacts, month: string): FigureInterval {
  const { from, to } = calendarMonth(month);
  return { from: from < yearFrom ? yearFrom : from, to: to > today ? today : to };
}

function itemTable(facts: SiteFacts, all: readonly ExpenseRecord[]): TableBlock {
  const within = yearTo(facts);
  const groups = [...Map.groupBy(all, ({ item, type, payer }) => `${item}\0${type}\0${payer}`)];
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
      .map(([key, own]) => ({ key, own, one: own[0] as ExpenseRecord }))
      .toSorted((a, b) => sumYuan(b.own) - sumYuan(a.own))
      .map(({ key, own, one }, n) => ({
        cells: {
          item: one.item,
          type: choiceWord(fields, 'type', one.type),
          payer: wordOfPayer(one.payer),
          count: {
            text: String(own.length),
            sort: own.length,
            figure: figureOf(`expenses.item.${n + 1}.count`, own.length, within),
          },
          amount: money(`expenses.item.${groups.findIndex(([other]) => other === key) + 1}`, own, within),
        },
      })),
    empty: '没有费用。',
  };
}

function list(facts: SiteFacts, all: readonly ExpenseRecord[]): TableBlock {
  const months = [...new Set(all.map(({ id }) => monthOfId(id)))];
  return {
    type: 'table',
    title: '费用与备件明细',
    sortable: true,
    columns: [
      { key: 'item', label: '名称', title: true },
      { key: 'at', label: '发生', short: true },
      { key: 'type', label: '类别', short: true },
      { key: 'quantity', label: '数量', align: 'right' },
      { key: 'amount', label: '金额', align: 'right' },
      { key: 'asset', label: '设备' },
      { key: 'approved', label: '⟦采购人⟧同意人' },
      { key: 'payer', label: '承担方', state: true },
    ],
    filters: [
      { key: 'payer', label: '承担方', options: PAYERS.map((value) => ({ value, text: wordOfPayer(value) })) },
      { key: 'flow', label: '性质', options: Object.entries(expenseFlows).map(([value, text]) => ({ value, text })) },
      { key: 'month', label: '月份', options: months.map((value) => ({ value, text: monthText(value) })) },
    ],
    rows: all.map((one) => ({
      id: one.id,
      filter: { payer: one.payer, flow: flowOf(one.type), month: monthOfId(one.id) },
      cells: {
        item: { text: one.item, sub: one.id },
        at: timeText(one.at),
        type: choiceWord(fields, 'type', one.type),
        quantity: { text: `${one.quantity} ${one.unit}`, sort: one.quantity },
        amount: { text: `${moneyText(one.amount)} 元`, sort: one.amount },
        asset: one.asset === undefined ? '—' : assetLink(facts, one.asset),
        approved: one.payer === 'purchaser' ? orMissing(one.approvedBy) : '—',
        payer: wordOfPayer(one.payer),
      },
    })),
    empty: '近一年没有登记费用与备件。登记后逐笔列在这里。',
  };
}
