/** 费用清单与报价依据, 备件与费用, and what the purchaser decided. */

import { told } from '../../src/page/field-cell.ts';
import type { Block, Section, TableBlock } from '../../src/report/block.ts';
import { cellText } from '../../src/report/cell.ts';
import kind from '../../src/subjects/devices/kinds/device-repair.ts';
import expense, { type ExpenseRecord } from '../../src/subjects/expenses/kinds/expense.ts';
import { timeText } from '../../src/subjects/incidents/cells.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { orMissing } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { moneyCell } from '../cells/money.ts';
import { pictureBlocks } from '../cells/rows.ts';
import { isDecision, type RepairView } from './device-repair.ts';

const word = choiceWords(kind);
const expenseWord = choiceWords(expense);

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function costTable({ record }: RepairView): TableBlock {
  const costs = record.costs ?? [];
  return {
    type: 'table',
    title: '费用清单',
    columns: [
      { key: 'no', label: '序号', type: 'number', weight: 0.5 },
      { key: 'item', label: '项目', type: 'text', weight: 2 },
      { key: 'quantity', label: '数量', type: 'number' },
      { key: 'price', label: '单价（元）', type: 'number' },
      { key: 'amount', label: '金额（元）', type: 'number' },
    ],
    rows: costs.map((row, index) => ({
      cells: {
        no: index + 1,
        item: row.item,
        quantity: row.quantity,
        price: moneyCell(row.unitPrice),
        amount: moneyCell(row.amount),
      },
    })),
    ...(costs.length === 0
      ? {}
      : {
          totals: [
            {
              cells: {
                no: '',
                item: '合计',
                quantity: '',
                price: '',
                amount: moneyCell(sum(costs.map(({ amount }) => amount))),
              },
            },
          ],
        }),
    empty: '未登记费用清单。',
  };
}

/** 费用清单与报价依据 of the written report. */
export function costSections(view: RepairView): Section[] {
  return [
    {
      id: 'costs',
      title: '费用清单与报价依据',
      blocks: [
        costTable(view),
        { type: 'facts', columns: 1, items: [{ label: '报价依据', value: orMissing(view.record.quoteBasis) }] },
      ],
    },
  ];
}

/** 备件与费用 of a repair: what its own list says, and the expense records that name it. */
export function expenseSection(view: RepairView, input: ComposeInput): Section {
  const expenses = (input.records[expense.id] ?? []) as ExpenseRecord[];
  const blocks: Block[] = [costTable(view)];
  if (expenses.length > 0) {
    blocks.push({
      type: 'table',
      title: '费用与备件记录',
      columns: [
        { key: 'id', label: '记录编号', type: 'text', weight: 1.3 },
        { key: 'type', label: '类别', type: 'text' },
        { key: 'item', label: '名称', type: 'text', weight: 1.5 },
        { key: 'quantity', label: '数量', type: 'number' },
        { key: 'amount', label: '金额（元）', type: 'number' },
        { key: 'payer', label: '承担方', type: 'text' },
      ],
      rows: expenses.map((one) => ({
        cells: {
          id: one.id,
          type: expenseWord('type', one.type),
          item: one.item,
          quantity: { text: `${one.quantity} ${one.unit}`, value: one.quantity, kind: 'number' },
          amount: moneyCell(one.amount),
          payer: expenseWord('payer', one.payer),
        },
      })),
      empty: '未登记费用与备件。',
    });
  }
  return { id: 'expenses', title: '费用与备件', blocks };
}

/** 采购人决定: boxes to tick while it is open, afterwards what was decided, with its scan. */
export function decisionSection(view: RepairView): Section {
  const { record, clauses } = view;
  if (record.decision === undefined) {
    return {
      id: 'decision',
      title: '⟦采购人⟧决定',
      blocks: [
        {
          type: 'note',
          text: `本报告依据合同${clauses.length === 0 ? '' : ` ${clauses.join('、')} `}提交，供⟦采购人⟧参考决定。`,
        },
        {
          type: 'facts',
          columns: 1,
          items: [
            { label: '决定', value: '□ 更换　　□ 送修　　□ 报废　　□ 其他（说明）' },
            { label: '费用承担', value: '□ ⟦采购人⟧　　□ ⟦供应商⟧　　□ 另行约定' },
          ],
        },
        { type: 'note', text: '截至本报告未登记⟦采购人⟧决定。', tone: 'muted' },
      ],
    };
  }
  const attachments = (record.attachments ?? []).filter((one) => isDecision(view, one));
  const files = attachments.filter((one) => !one.type.startsWith('image/'));
  return {
    id: 'decision',
    title: '⟦采购人⟧决定',
    blocks: [
      {
        type: 'facts',
        columns: 2,
        items: [
          { label: '决定', value: word('decision', record.decision) },
          { label: '决定人', value: cellText(told(record, 'decidedBy', orMissing(record.decidedBy))) },
          { label: '决定时间', value: timeText(record.decidedAt) },
          { label: '说明', value: orMissing(record.decisionNote) },
        ],
      },
      ...pictureBlocks([{ ...record, attachments }]),
      ...(files.length === 0
        ? []
        : [{ type: 'list' as const, items: files.map((one) => ({ text: `扫描件：${one.subject}（${one.name}）` })) }]),
      ...(attachments.length === 0
        ? [{ type: 'note' as const, text: '未登记⟦采购人⟧决定的扫描件。', tone: 'attention' as const }]
        : []),
    ],
  };
}
