/** 逾期后才修复 as a table: findings that were mended after their deadline, each time with its days. 5.3.6. Pure. */

import { dateOf } from '../../contract/time.ts';
import type { TableDefinition } from '../../page/table.ts';
import { dateCell } from '../../page/value-cell.ts';
import type { Cell } from '../../report/block.ts';
import { fixedLate } from '../../states/finding.ts';
import { type FindingNaming, namedColumns } from './finding-tables.ts';
import type { LateFix } from './judge/late-fixes.ts';

export interface LateNaming extends FindingNaming {
  /** Where the scan is told of that no longer shows it, on the site. */
  scan?(id: string): string;
  /** The statements that list it, on the site; absent: none lists any of them. */
  stated?(late: LateFix): Cell;
}

export function lateFixTable({ scan, stated, ...naming }: LateNaming): TableDefinition<LateFix> {
  const { component, ...named } = namedColumns(naming);
  return {
    title: '逾期后才修复的漏洞',
    columns: {
      ...named,
      component: { ...component, only: 'site' },
      due: { label: '期限', type: 'date', short: true, value: ({ dueOn }) => dateCell(dueOn) },
      fixed: { label: '修复', type: 'date', short: true, value: ({ fix }) => dateCell(dateOf(fix.at)) },
      late: { label: '晚于期限', type: 'number', unit: '天', short: true, value: ({ fix }) => fix.late },
      by: {
        ...{ label: '以何为准', weight: 1.6 },
        value: ({ fix }) =>
          fix.by === 'repair' ? `变更发布，${dateOf(fix.rescanned.at)} 复扫确认` : '复扫，没有登记发布的变更',
        href: ({ fix }) => scan?.(fix.rescanned.scan),
        sub: ({ fix }) => fix.rescanned.scan,
      },
      ...(stated === undefined ? {} : { stated: { label: '列入的对照表', value: stated } }),
    },
    tone: () => fixedLate.tone,
    empty: '没有期限在本期届满、逾期后才修复的漏洞。',
  };
}
