import { idColumn, type RecordTable } from '../../page/record-table.ts';
import type { TableDefinition } from '../../page/table.ts';
import { moneyCell } from '../../page/value-cell.ts';
import { choiceWords } from '../../wording/codes.ts';
import { timeText } from '../../wording/words.ts';
import expense, { type ExpenseRecord } from '../expenses/kinds/expense.ts';
import kind, { type DeviceRepairRecord } from './kinds/device-repair.ts';

/** On the site it stands on the page of its device. */
export const repairTable: RecordTable<DeviceRepairRecord> = {
  title: '设备维修',
  kind,
  columns: [
    { ...idColumn, only: 'paper' },
    { field: 'asset', weight: 1.3, only: 'paper' },
    { field: 'place', only: 'paper' },
    { field: 'symptom', weight: 1.5, wide: true },
    { field: 'cause', weight: 1.3, wide: true },
    { field: 'reportedAt', title: true, sub: ({ id }: DeviceRepairRecord) => id },
    {
      ...{ field: 'state', label: '处理情况', weight: 1.3, value: repairState },
      sub: ({ repairedAt }: DeviceRepairRecord) => (repairedAt === undefined ? undefined : timeText(repairedAt)),
    },
  ],
  tone: (one) => (one.irreparable || one.repairedAt === undefined ? 'attention' : undefined),
};

function repairState(one: DeviceRepairRecord): string {
  if (one.irreparable) return one.decision === undefined ? '无法维修，⟦采购人⟧未决定' : '无法维修，⟦采购人⟧已决定';
  return one.repairedAt === undefined ? '维修中' : '已修复';
}

const amount = {
  ...({ label: '金额（元）', type: 'number' } as const),
  value: (one: { amount: number }) => moneyCell(one.amount),
};

/** What the list of one repair says. */
export const costTable: TableDefinition<NonNullable<DeviceRepairRecord['costs']>[number]> = {
  title: '费用清单',
  columns: {
    no: { label: '序号', type: 'number', weight: 0.5, value: (_, n) => n + 1 },
    item: { label: '项目', weight: 2, value: ({ item }) => item },
    quantity: { label: '数量', type: 'number', value: ({ quantity }) => quantity },
    price: { label: '单价（元）', type: 'number', value: ({ unitPrice }) => moneyCell(unitPrice) },
    amount,
  },
  empty: '未登记费用清单。',
};

const word = choiceWords(expense);

/** The expenses that name it. */
export const repairExpenses: TableDefinition<ExpenseRecord> = {
  title: '费用与备件记录',
  columns: {
    id: { label: '记录编号', weight: 1.3, value: ({ id }) => id },
    type: { label: '类别', value: ({ type }) => word('type', type) },
    item: { label: '名称', weight: 1.5, value: ({ item }) => item },
    quantity: {
      ...{ label: '数量', type: 'number' },
      value: ({ quantity, unit }) => ({ text: `${quantity} ${unit}`, value: quantity, kind: 'number' }),
    },
    amount: amount,
    payer: { label: '承担方', value: ({ payer }) => word('payer', payer) },
  },
  empty: '未登记费用与备件。',
};
