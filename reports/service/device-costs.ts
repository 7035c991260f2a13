/** 费用清单与报价依据, 备件与费用, and what the purchaser decided. */

import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import { told } from '../../src/page/field-cell.ts';
import { settledTable } from '../../src/page/table.ts';
import { moneyCell } from '../../src/page/value-cell.ts';
import type { Section, TableBlock } from '../../src/report/block.ts';
import { cellText } from '../../src/report/cell.ts';
import kind from '../../src/subjects/devices/kinds/device-repair.ts';
import { costTable, repairExpenses } from '../../src/subjects/devices/repair-tables.ts';
import expense, { type ExpenseRecord } from '../../src/subjects/expenses/kinds/expense.ts';
import { timeText } from '../../src/subjects/incidents/cells.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { orMissing } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { pictureBlocks } from '../cells/pictures.ts';
import { isDecision, type RepairView } from './device-repair.ts';

const word = choiceWords(kind);

const sum = (costs: readonly { amount: number }[]): number => costs.reduce((total, { amount }) => total + amount, 0);

function costBlock({ record: { costs = [] } }: RepairView): TableBlock {
  const blank = { no: '', item: '合计', quantity: '', price: '' };
  const totals = costs.length === 0 ? {} : { totals: [{ cells: { ...blank, amount: moneyCell(sum(costs)) } }] };
  const { empty, ...block } = settledTable(costTable, costs, 'paper');
  return { ...block, ...totals, empty };
}

/** 费用清单与报价依据 of the written report. */
export function costSections(view: RepairView): Section[] {
  return [
    {
      id: 'costs',
      title: '费用清单与报价依据',
      blocks: [
        costBlock(view),
        { type: 'facts', columns: 1, items: [{ label: '报价依据', value: orMissing(view.record.quoteBasis) }] },
      ],
    },
  ];
}

/** 备件与费用 of a repair: what its own list says, and the expense records that name it. */
export function expenseSection(view: RepairView, input: ComposeInput): Section {
  const expenses = (input.records[expense.id] ?? []) as ExpenseRecord[];
  const own = expenses.length === 0 ? [] : [settledTable(repairExpenses, expenses, 'paper')];
  return { id: 'expenses', title: '费用与备件', blocks: [costBlock(view), ...own] };
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
          text: `本报告依据合同${clauses.length === 0 ? '' : ` ${clauseMarks(clauses)} `}提交，供⟦采购人⟧参考决定。`,
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
