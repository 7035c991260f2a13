/** 费用与备件 as tables: who bears what, and the list. Clause 5.4. Pure. */

import { idColumn, type RecordTable } from '../../page/record-table.ts';
import type { TableDefinition } from '../../page/table.ts';
import type { Cell } from '../../report/block.ts';
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import { choiceWords } from '../../wording/codes.ts';
import { sumYuan } from './judge/expenses.ts';
import kind, { type ExpenseFlow, type ExpenseRecord, expenseFlows, flowOf } from './kinds/expense.ts';

const word = choiceWords(kind);
type Payer = ExpenseRecord['payer'];
export const wordOfPayer = (payer: Payer): string => word('payer', payer);

/** A payer and a meaning of the amount. */
export interface Share {
  /** null: whoever bears it. */
  payer: Payer | null;
  flow: ExpenseFlow;
  records: readonly ExpenseRecord[];
}

/** One share a payer and a meaning of the amount, of which there is something. There is no sum over meanings. */
export function sharesOf(records: readonly ExpenseRecord[]): Share[] {
  const groups = Map.groupBy(records, ({ payer, type }) => `${payer}.${flowOf(type)}`);
  return [...groups.values()]
    .flatMap((own) => own.slice(0, 1).map(({ payer, type }) => ({ payer, flow: flowOf(type), records: own })))
    .toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

/** Of each meaning the sum over who bears it. */
export const sharesOfAll = (records: readonly ExpenseRecord[]): Share[] =>
  (Object.keys(expenseFlows) as ExpenseFlow[])
    .map((flow) => ({ payer: null, flow, records: records.filter(({ type }) => flowOf(type) === flow) }))
    .filter((one) => one.records.length > 0);

const idOf = ({ payer, flow }: Share): string => (payer === null ? flow : `${payer}.${flow}`);

/** @param hrefOf where the records of a share are listed, on the site */
export const shareTable = (within: FigureInterval, hrefOf?: (share: Share) => string): TableDefinition<Share> => ({
  title: '按承担方',
  columns: {
    payer: {
      label: '承担方',
      weight: 2,
      title: true,
      value: ({ payer }) => (payer === null ? '合计，不论由谁承担' : wordOfPayer(payer)),
    },
    flow: { label: '性质', weight: 2, value: ({ flow }) => expenseFlows[flow] },
    count: {
      label: '笔数',
      type: 'number',
      value: ({ records }) => records.length,
      figure: (one) => figureOf(`expenses.${idOf(one)}.count`, one.records.length, within),
      ...(hrefOf === undefined ? {} : { href: hrefOf }),
    },
    amount: {
      ...{ label: '金额', type: 'number', unit: '元', decimals: 2 },
      value: ({ records }) => sumYuan(records),
      figure: (one) => figureOf(`expenses.${idOf(one)}`, sumYuan(one.records), within, '元'),
    },
  },
  empty: '没有费用。',
});

/** One by one. @param assetCell what stands for an asset on the site, by its id */
export const expenseTable = (assetCell: (id: string) => Cell = (id) => id): RecordTable<ExpenseRecord> => ({
  title: '费用与备件明细',
  kind,
  columns: [
    { ...idColumn, only: 'paper' },
    { field: 'at', short: true },
    { field: 'type', short: true },
    { field: 'item', weight: 1.5, title: true, sub: ({ id }: ExpenseRecord) => id },
    'quantity',
    'unit',
    'amount',
    { field: 'payer', state: true },
    { field: 'stock', only: 'paper' },
    // Whoever bears it agrees to it: of what the supplier bears nobody is asked.
    { field: 'approvedBy', asked: ({ payer }: ExpenseRecord) => payer === 'purchaser' },
    {
      field: 'asset',
      only: 'site',
      value: ({ asset }: ExpenseRecord) => (asset === undefined ? null : assetCell(asset)),
    },
  ],
});
