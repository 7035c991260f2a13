/** An auditor's list is read by its content, whatever its columns. */
import { expect, it } from 'vitest';
import { requestRows, UNREAD } from '../../src/pack/make/request-list.ts';
import { readRequests } from '../../src/pipeline/pack/requests-part.ts';
import { workbook } from './_list.ts';

const sheet = (...rows: string[][]) => [
  { name: 'Sheet1', rows: rows.map((cells, n) => ({ row: n + 1, cells })).filter(({ cells }) => cells.some(Boolean)) },
];
const read = (...rows: string[][]) =>
  requestRows(sheet(...rows), 'list.xlsx').map(({ row, name, period, note }) => [row, name, period, note]);

it('finds the heading below a title, and leaves out empty rows and bare serial numbers', () => {
  const rows = read(
    ['关于调阅运维资料的清单', '', '', ''],
    ['序号', '资料名称', '期间', '备注'],
    ['1', '巡检记录', '3月', ''],
    ['', '', '', ''],
    ['2', '', '', ''],
    ['3', '应急预案', '', '要盖章的'],
  );
  expect(rows).toEqual([
    [3, '巡检记录', '3月', ''],
    [6, '应急预案', '', '要盖章的'],
  ]);
});

it.each([
  { head: ['编号', '需提供的文件', '月份'], cells: ['1', '月报', '3月'], row: [2, '月报', '3月', ''] },
  { head: ['月份', '资料内容', '说明'], cells: ['3月', '月报', '盖章'], row: [2, '月报', '3月', '盖章'] },
  { head: ['资料名称'], cells: ['月报'], row: [2, '月报', '', ''] },
  {
    head: ['序号', '文件名称', '文件编号', '所属期间'],
    cells: ['1', '月报', 'A-1', '3月'],
    row: [2, '月报', '3月', 'A-1'],
  },
  { head: ['序号', '调阅资料期间', '调阅资料'], cells: ['1', '3月', '月报'], row: [2, '月报', '3月', ''] },
])('takes the columns by their headings $head', ({ head, cells, row }) => expect(read(head, cells)).toEqual([row]));

it('keeps a row that names nothing but the number of a document', () => {
  expect(read(['资料名称', '文档编号'], ['', 'HQSF-XJ-20260302-r1'])).toEqual([[2, '', '', 'HQSF-XJ-20260302-r1']]);
});

it('refuses a list without a heading or without requests, in Chinese, with what it found', () => {
  expect(() => read(['甲', '乙'], ['1', '2'])).toThrow(/没有找到表头[\s\S]*第一行是 甲、乙/);
  expect(() => read(['序号', '资料名称'], ['1', ''])).toThrow(/没有任何要求/);
});

it('reads merged cells in each of their rows, dates as dates, and tells a formula without a result', async () => {
  const bytes = await workbook(
    {
      清单: [
        ['序号', '资料名称', '期间'],
        [1, '巡检记录', '3月'],
        [2, '月报', null],
        [3, { formula: 'A1&"x"' }, '4月'],
        [4, { formula: '"应急"&"预案"', result: '应急预案' }, new Date(Date.UTC(2026, 2, 5))],
      ],
    },
    ['C2:C3'],
  );
  const rows = await readRequests({ bytes, shown: 'list.xlsx' });
  expect(rows.map(({ name, period, unread }) => [name, period, unread])).toEqual([
    ['巡检记录', '3月', false],
    ['月报', '3月', false],
    [UNREAD, '4月', true],
    ['应急预案', '2026-03-05', false],
  ]);
});

it('refuses an old workbook and what is none', async () => {
  const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array<number>(600).fill(0)]);
  await expect(readRequests({ bytes: old, shown: '清单.xls' })).rejects.toThrow(/旧版 Excel[\s\S]*另存为 \.xlsx/);
  await expect(readRequests({ bytes: Buffer.from('资料名称,期间'), shown: '清单.csv' })).rejects.toThrow(/不是工作簿/);
});
