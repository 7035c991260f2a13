import { expect, test } from 'vitest';
import type { Section } from '../../src/report/block.ts';
import { drawnOtherwise } from '../support/drawn-facts.ts';
import { workbookOtherwise } from '../support/workbook-facts.ts';

const columns = [
  { key: 'name', label: '项目', type: 'text' as const },
  { key: 'state', label: '判定', type: 'text' as const },
];
const rows = [{ cells: { name: '恢复', state: { text: '未达标', tone: 'abnormal' as const, mark: '▲' } } }];
const sections: Section[] = [{ id: 'a', title: '甲', blocks: [{ type: 'table', columns, rows, empty: '' }] }];
const page = (cell: string): string =>
  `<table id="s1b1" class="x"><thead><tr><th>项目</th></tr></thead><tbody>\n<tr><td>恢复</td>${cell}</tr></tbody></table>`;

test('a cell that is drawn in another tone than it was composed in, or without its mark, is told by its place', () => {
  const right = page('<td class="one-line abnormal"><span class="mark">▲</span> 未达标</td>');
  expect(drawnOtherwise(right, sections)).toEqual({ tables: 1, cells: 2, wrong: [] });
  for (const [cell, drawn] of [
    ['<td class="abnormal">未达标</td>', 'abnormal'],
    ['<td class="attention"><span class="mark">△</span> 未达标</td>', 'attention △'],
    ['<td>未达标</td>', 'plain'],
  ] as const)
    expect(drawnOtherwise(page(cell), sections).wrong).toEqual([`s1b1 row 1 cell 2: abnormal ▲, drawn ${drawn}`]);
});

test('a figure keeps its mark in a workbook, as part of its format; one that holds another number is told', () => {
  const count = [{ key: 'n', label: '逾期', type: 'number' as const }];
  const told = (value: number, kind: 'number' | 'percent' = 'number', text = '2') =>
    workbookOtherwise([
      {
        sheet: '甲',
        table: {
          type: 'table',
          columns: count,
          rows: [
            { cells: { n: { text, value, kind, tone: 'abnormal', mark: '▲', decimals: kind === 'percent' ? 1 : 0 } } },
          ],
          empty: '',
        },
      },
    ]);
  expect(told(2)).toEqual({ cells: 1, wrong: [] });
  expect(told(0.973, 'percent', '97.3 %').wrong).toEqual([]);
  expect(told(3).wrong).toEqual(['甲 row 1 逾期: ▲ 2, held 3 as "▲ "0']);
});
