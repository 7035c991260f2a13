/** 维护操作 of a period: each on the page and in the workbook; of many, on paper what was done to which object, how often and with which results. */

import { dateOf } from '../../src/contract/time.ts';
import type { NoteRecord } from '../../src/records/kinds/note.ts';
import type { Block, TableBlock } from '../../src/report/document.ts';
import { MISSING } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { namesOf, type PeriodView } from '../period/period.ts';

/** Up to so many are printed one by one. */
const EACH = 12;

/** @param each the table of all of them */
export function operationBlocks(view: PeriodView, operations: readonly NoteRecord[], each: TableBlock): Block[] {
  if (operations.length <= EACH) return [each];
  return [
    { ...byObject(view, operations), on: ['paper'] },
    { type: 'note', text: '逐项的内容、人员和许可见本文档的网页与工作簿。', tone: 'muted', on: ['paper'] },
    { ...each, on: ['screen', 'workbook'] },
  ];
}

function byObject(view: PeriodView, operations: readonly NoteRecord[]): TableBlock {
  const groups = [
    ...Map.groupBy(operations, ({ asset }) => (asset === undefined ? MISSING : namesOf(view, [asset].flat()))),
  ];
  return table(
    '维护操作',
    [
      { key: 'object', label: '对象', type: 'text', weight: 1.5 },
      { key: 'count', label: '次数', type: 'number' },
      { key: 'days', label: '日期', type: 'text', weight: 1.5 },
      { key: 'results', label: '结果', type: 'text', weight: 1.5 },
    ],
    groups.map(([object, own]) => ({
      cells: {
        object,
        count: own.length,
        days: [...new Set(own.map(({ at }) => dateOf(at).slice('2026-'.length)))].join('、'),
        results: [...Map.groupBy(own, ({ result }) => result ?? MISSING)]
          .map(([word, all]) => `${word} ${all.length}`)
          .join('、'),
      },
    })),
    '未登记维护操作。',
  );
}
