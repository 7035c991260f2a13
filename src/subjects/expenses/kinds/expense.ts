import { z } from 'zod';
import { number } from '../../../contract/scalars.ts';
import {
  asset,
  choice,
  line,
  maybe,
  outsideNumber,
  person,
  prose,
  reference,
  time,
} from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { HALF_CENT, rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('expense'),
  at: time('发生时间', '2026-11-24 11:20'),
  type: choice('类别', {
    'spare-in': '备件入库',
    'spare-out': '备件领用',
    purchase: '采购',
    repair: '送修',
    renewal: '续费',
    other: '其他',
  }),
  item: line('名称', '考勤机电源适配器'),
  model: maybe(line('规格型号', '12V 3A')),
  quantity: number().pipe(z.number().min(0, '不能为负数')).meta({ label: '数量', example: 1 }),
  unit: line('单位', '个'),
  unitPrice: number().pipe(z.number().min(0, '不能为负数')).meta({ label: '单价', unit: '元', example: 45 }),
  amount: number().pipe(z.number().min(0, '不能为负数')).meta({ label: '金额', unit: '元', example: 45 }),
  payer: choice('承担方', { supplier: '⟦供应商⟧', purchaser: '⟦采购人⟧', agreed: '待双方约定' }, ['agreed']),
  approvedBy: maybe(person('⟦采购人⟧同意人', '采购人项目负责人')),
  asset: maybe(asset('设备', 'attendance-3')),
  repair: maybe(reference('device-repair', '设备维修记录', 'SB-20261124-001')),
  invoice: maybe(outsideNumber('票据编号', '24442000000012345678')),
  stock: maybe(number().pipe(z.number().min(0, '不能为负数')).meta({ label: '备件结存', example: 2 })),
  handler: person('经办人'),
  note: maybe(prose('说明', '领用备件，不另收费')),
});

export type ExpenseRecord = z.infer<typeof schema>;

/** What an amount means: money spent, or the worth of parts that came into stock or left it. They never make one sum. */
export const expenseFlows = { spent: '支出', stocked: '备件入库', used: '备件领用' } as const;
export type ExpenseFlow = keyof typeof expenseFlows;

export function flowOf(type: ExpenseRecord['type']): ExpenseFlow {
  if (type === 'spare-in') return 'stocked';
  return type === 'spare-out' ? 'used' : 'spent';
}
const rule = rules<ExpenseRecord>(schema);

/** 费用与备件: what was spent or taken from stock, and who bears it. Clause 5.4. */
export default defineKind<ExpenseRecord>({
  id: 'expense',
  label: '费用与备件',
  prefix: 'FY',
  topics: ['device'],
  schema,
  about: ['type', 'item'],
  example: {
    schema: 2,
    kind: 'expense',
    id: 'FY-20261124-001',
    source: 'manual',
    at: '2026-11-24T11:20:00+08:00',
    enteredAt: '2026-11-24T12:30:00+08:00',
    type: 'spare-out',
    item: '考勤机电源适配器',
    model: '12V 3A',
    quantity: 1,
    unit: '个',
    unitPrice: 45,
    amount: 45,
    payer: 'supplier',
    asset: 'attendance-3',
    repair: 'SB-20261124-001',
    stock: 2,
    handler: '驻点运维工程师',
    note: '领用备件，不另收费',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.assets(record.asset, 'asset', contract),
      ...rule.required(record, record.payer === 'purchaser', 'approvedBy', '由⟦采购人⟧承担时'),
      ...rule.required(record, record.type === 'spare-in' || record.type === 'spare-out', 'stock', '备件出入库时'),
      ...amount(record),
    ];
  },
});

function amount(record: ExpenseRecord): RecordProblem[] {
  const product = record.quantity * record.unitPrice;
  if (Math.abs(product - record.amount) < HALF_CENT) return [];
  return [
    {
      field: 'amount',
      found: String(record.amount),
      expected: `数量（quantity）乘单价（unitPrice）${product.toFixed(2)}`,
    },
  ];
}
