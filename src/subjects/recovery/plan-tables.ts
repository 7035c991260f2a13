/** 备份计划 as tables: what became of their sets, and whether these came as they were owed. 5.3.8, 5.5.2, 3.2. Pure. */

import type { Naming } from '../../page/naming.ts';
import type { TableColumn, TableDefinition } from '../../page/table.ts';
import { countCell, momentCell, sizeCell } from '../../page/value-cell.ts';
import type { Cell } from '../../report/block.ts';
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import { choiceWords } from '../../wording/codes.ts';
import { namesText } from '../../wording/words.ts';
import type { PlanGap } from './judge/backup-days.ts';
import type { OwedSets } from './judge/backup-owed.ts';
import type { BackupPlanSummary } from './judge/backup-summary.ts';
import backup from './kinds/backup.ts';

const word = choiceWords(backup);

type Count = 'total' | 'success' | 'failed' | 'verified' | 'offsite';

const counted = (
  within: FigureInterval,
  name: Count,
  label: string,
  value = (one: BackupPlanSummary): Cell => one[name],
): TableColumn<BackupPlanSummary> => ({
  ...{ label, type: 'number', value },
  figure: (one) => figureOf(`backups.${one.asset}.${one.plan}.${name}`, one[name], within),
});

const named = ({ asset }: Naming, weight: number) =>
  ({
    content: { label: '内容', title: true, value: ({ content }) => word('content', content), sub: ({ plan }) => plan },
    asset: { label: '备份对象', weight, value: (one) => asset(one.asset) },
    plan: { label: '计划编号', weight: 1.4, only: 'paper', value: ({ plan }) => plan },
  }) as const satisfies Record<string, TableColumn<BackupPlanSummary>>;

const WRITTEN = ['plan', 'asset', 'content'];

/** How the sets of each plan came out. */
export const planTable = (naming: Naming, within: FigureInterval): TableDefinition<BackupPlanSummary> => ({
  title: '各备份计划',
  columns: {
    ...named(naming, 1.4),
    total: counted(within, 'total', '次数'),
    success: counted(within, 'success', '成功'),
    failed: counted(within, 'failed', '未成功', ({ failed }) => countCell(failed)),
    verified: counted(within, 'verified', '校验通过'),
    offsite: counted(within, 'offsite', '异地副本'),
    last: { label: '最近成功', type: 'datetime', value: ({ lastSuccess }) => momentCell(lastSuccess, '没有成功') },
    size: { label: '大小', align: 'right', value: ({ lastSize }) => sizeCell(lastSize) },
  },
  written: WRITTEN,
  tone: ({ failed }) => (failed > 0 ? 'abnormal' : undefined),
  empty: '未登记备份。',
});

/** A plan with how it was carried out. */
export interface PlanCourse extends BackupPlanSummary {
  methods: readonly string[];
  /** Absent: nothing is known of it before. */
  owed?: OwedSets | undefined;
  gap: PlanGap['longestGap'];
}

/** 备份策略 as it was carried out. */
export const courseTable = (naming: Naming, within: FigureInterval): TableDefinition<PlanCourse> => ({
  title: '备份计划',
  columns: {
    ...named(naming, 1.3),
    method: {
      label: '方式',
      weight: 1.8,
      value: ({ methods }) => methods.map((one) => word('method', one)).join('、'),
    },
    total: counted(within, 'total', '次数'),
    success: counted(within, 'success', '成功'),
    owed: { label: '已有/应有', align: 'right', weight: 1.2, value: ({ owed }) => owedText(owed) },
    missing: { label: '缺', weight: 1.6, value: ({ owed }) => missingText(owed) },
    gap: { label: '最长间断', weight: 1.6, value: gapText },
    offsite: counted(within, 'offsite', '有异地副本'),
  },
  written: WRITTEN,
  tone: ({ failed, owed }) => (failed > 0 || (owed?.missing.length ?? 0) > 0 ? 'attention' : undefined),
  empty: '统计区间内没有登记备份。',
});

/** Of a plan whose rhythm cannot be read nothing is said. */
const isReadable = (owed: OwedSets | undefined): owed is OwedSets => owed !== undefined && owed.rhythm !== null;

const owedText = (owed: OwedSets | undefined): Cell => (isReadable(owed) ? `${owed.there}/${owed.owed}` : null);

/** Days that one cell names. */
const DAYS_NAMED = 8;

function missingText(owed: OwedSets | undefined): Cell {
  if (!isReadable(owed)) return null;
  const days = owed.missing.map(({ day, tried }) => (tried ? `${day.slice(5)}（未成功）` : day.slice(5)));
  return namesText(days, '天', DAYS_NAMED) || '没有';
}

/** Nor has a plan one that runs once a week, and ran each week. */
function gapText({ owed, gap }: PlanCourse): string {
  if (gap === null || (isReadable(owed) && owed.missing.length === 0)) return '没有间断';
  return gap.days === 1 ? `1 天（${gap.from}）` : `${gap.days} 天（${gap.from} 至 ${gap.to}）`;
}
