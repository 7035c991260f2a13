/** What differs from a plain document is told first, and nothing of a plain one. */
import { describe, expect, it } from 'vitest';
import { type Around, unusualIn, usuallyEmpty } from '../../../src/pipeline/signoff/unusual.ts';
import type { Block } from '../../../src/report/block.ts';
import type { ReportDocument } from '../../../src/report/document.ts';

const plain: Around = {
  ...{ open: [], usuallyEmpty: new Set(), late: false, back: null, voided: null, problems: [] },
};
const table = (rows: number, tone?: 'abnormal'): Block => ({
  type: 'table',
  columns: [],
  rows: Array.from({ length: rows }, () => ({ cells: {}, ...(tone === undefined ? {} : { tone }) })),
  empty: '没有。',
});
const document = (blocks: Block[], marks: ReportDocument['marks'] = []) => ({
  marks,
  sections: [{ id: 'changes', title: '变更', blocks }],
});

describe('unusualIn', () => {
  it('is silent about a plain document', () => {
    expect(unusualIn(document([table(3)], [{ text: '草稿，未签发', tone: 'attention' }]), plain)).toEqual([]);
  });

  it('tells what is open, why it came back, and what the composer marked as abnormal', () => {
    const blocks: Block[] = [
      { type: 'key-figures', items: [{ label: '逾期', value: '3', tone: 'abnormal' }] },
      { type: 'note', text: '待修复 5 个。', tone: 'abnormal' },
      table(2, 'abnormal'),
    ];
    const marks = [{ text: '证据不可读：a', tone: 'abnormal' as const }];
    const around = { ...plain, open: ['没有处理措施的 1 项：甲'], back: '⟦采购人⟧退回：缺签字', late: true };
    expect(unusualIn(document(blocks, marks), around)).toEqual([
      '没有处理措施的 1 项：甲',
      '⟦采购人⟧退回：缺签字',
      '已过期限，须写明补报原因',
      '异常：证据不可读：a；逾期 3；待修复 5 个；“变更”表中 2 行',
    ]);
  });

  it('tells what the first page of a report tells, in its words', () => {
    const rows = [
      { tone: 'abnormal' as const, cells: { what: '主库宕机，全系统中断' } },
      { tone: 'attention' as const, cells: { what: '1 份补报' } },
    ];
    const opening = { id: 'first-page', title: '本月要点', opening: true as const };
    const blocks: Block[] = [{ type: 'table', columns: [], rows, empty: '没有。' }];
    expect(unusualIn({ marks: [], sections: [{ ...opening, blocks }] }, plain)).toEqual(['异常：主库宕机，全系统中断']);
  });

  it('tells of a part that holds nothing only where it mostly holds something', () => {
    const empty = document([table(0)]);
    const full = document([table(1)]);
    const told = (before: (typeof empty)[]) => unusualIn(empty, { ...plain, usuallyEmpty: usuallyEmpty(before) });
    expect(told([])).toEqual(['平常有内容、这次没有的部分：变更']);
    expect(told([full, full, empty])).toEqual(['平常有内容、这次没有的部分：变更']);
    expect(told([empty, full])).toEqual([]);
  });
});
