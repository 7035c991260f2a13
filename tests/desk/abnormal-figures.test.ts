/** What is abnormal is told by the document's own figures: one check that stands in three tables is one. */
import { expect, it } from 'vitest';
import { abnormalIn } from '../../src/desk/documents/abnormal-figures.ts';
import type { ReportDocument } from '../../src/report/document.ts';

const section = (...blocks: unknown[]) => ({ sections: [{ blocks }] }) as unknown as ReportDocument;
const row = { type: 'table', rows: [{ tone: 'abnormal', cells: { c0: { text: '503', tone: 'abnormal' } } }] };

it('counts things, not marks', () => {
  const figures = {
    type: 'key-figures',
    items: [
      { label: '正常', value: '133', tone: 'normal' },
      { label: '异常', value: '1', tone: 'abnormal' },
    ],
  };
  const note = { type: 'note', text: '异常 1 项', tone: 'abnormal' };
  expect(abnormalIn(section(figures, note, row, row))).toEqual(['异常 1']);
});

it('says that something is marked where the document counts nothing, and nothing of a plain one', () => {
  expect(abnormalIn(section(row, row))).toEqual(['有标为异常的内容']);
  expect(abnormalIn(section({ type: 'note', text: '一切正常', tone: 'normal' }))).toEqual([]);
});

it('tells what the first page of a report tells, worst first', () => {
  const rows = [
    { tone: 'abnormal', cells: { no: '1', what: { text: '主库宕机，全系统中断', tone: 'abnormal' } } },
    { tone: 'attention', cells: { no: '2', what: { text: '1 份补报', tone: 'attention' } } },
  ];
  const document = { sections: [{ opening: true, blocks: [{ type: 'table', rows }] }, { blocks: [row] }] };
  expect(abnormalIn(document as unknown as ReportDocument)).toEqual(['主库宕机，全系统中断']);
});
