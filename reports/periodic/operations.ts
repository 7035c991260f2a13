/** 维护操作 of a period: each on the page and in the workbook; of many, on paper what was done to which object, how often and with which results. */

import { dateOf } from '../../src/contract/time.ts';
import type { Block, TableBlock } from '../../src/report/block.ts';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { MISSING } from '../../src/wording/words.ts';
import { namesOf, type PeriodView } from '../period/period.ts';

/** Up to so many are printed one by one. */
const EACH = 12;

/** @param each the table of all of them */
export function operationBlocks(view: PeriodView, operations: readonly NoteRecord[], each: TableBlock): Block[] {
  if (operations.length <= EACH) return [each];
  return [
    {
      type: 'note',
      text: `维护操作 ${operations.length} 次：${byObject(view, operations)}。${ELSEWHERE}`,
      tone: 'muted',
      on: ['paper'],
    },
    { ...each, on: ['screen', 'workbook'] },
  ];
}

const ELSEWHERE = '逐项的内容、人员和许可见本文档的网页与工作簿。';

/** `MySQL 主库：3 次（03-02、03-09、03-25；一致 3）`. */
function byObject(view: PeriodView, operations: readonly NoteRecord[]): string {
  const groups = Map.groupBy(operations, ({ asset }) =>
    asset === undefined ? MISSING : namesOf(view, [asset].flat()),
  );
  return [...groups]
    .map(([object, own]) => {
      const days = [...new Set(own.map(({ at }) => dateOf(at).slice('2026-'.length)))];
      const results = [...Map.groupBy(own, ({ result }) => result ?? MISSING)].map(
        ([word, all]) => `${word} ${all.length}`,
      );
      return `${object}：${own.length} 次（${days.join('、')}；${results.join('、')}）`;
    })
    .join('；');
}
