/**
 * 计划维护 beside 可用率: what was left out and why, with the figure that counts it, so that an outage which was called planned is
 * never out of sight. Nothing where nothing was agreed, nor asked for.
 */

import { compareInstants, dateOf, formatDateTime, secondsBetween } from '../../src/contract/time.ts';
import { figureIds } from '../../src/page/figure-ids.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Block, KeyFigure, TableBlock } from '../../src/report/block.ts';
import {
  hasPlanned,
  plannedSpans,
  type Seconds,
  takesEffect,
  upWithPlannedOf,
  windowsWithoutEffect,
} from '../../src/subjects/availability/judge/availability.ts';
import maintenanceWindow, {
  type MaintenanceWindowRecord,
} from '../../src/subjects/availability/kinds/maintenance-window.ts';
import { plannedTable } from '../../src/subjects/availability/tables.ts';
import probe from '../../src/subjects/inspections/kinds/probe.ts';
import { formatDuration } from '../../src/wording/durations.ts';
import { observedText, shareOf } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { observedFigure } from '../cells/figures.ts';
import { headline } from '../cells/headline.ts';
import { allOf, nameOf, naming, ofPeriod, type PeriodView } from '../period/period.ts';
import { startOf } from './late-probes.ts';

/** `；计入计划维护为 99.10 %` behind the share without it; nothing where nothing was down in agreed maintenance. */
export const withMaintenanceText = (all: Seconds): string =>
  hasPlanned(all) ? `；计入计划维护（其间的中断照算）为 ${observedText(shareOf(upWithPlannedOf(all)))}` : '';

/** 可用率（计入计划维护） among the key figures; nothing where the two are one. */
export function withMaintenanceFigure(all: Seconds, within: { from: string; to: string }): KeyFigure[] {
  if (!hasPlanned(all)) return [];
  const rate = upWithPlannedOf(all);
  return [headline(observedFigure('可用率（计入计划维护）', rate), figureIds.withMaintenance(), within, rate)];
}

/** Longest list of windows that is printed one by one. */
const LISTED = 40;

/** Each agreed window of the interval with what was down in it, and whether it was agreed beforehand or marked afterwards. */
export function plannedBlocks(view: PeriodView, { from, until }: { from: string; until: string }): TableBlock[] {
  const spans = plannedSpans({
    ...{ probes: ofPeriod(view, probe), windows: allOf(view, maintenanceWindow), from, to: until },
  });
  if (spans.length === 0) return [];
  const table = plannedTable(naming(view));
  const title = spans.length > LISTED ? { title: `${table.title}（前 ${LISTED} 项，共 ${spans.length} 项）` } : {};
  return [settledTable({ ...table, ...title }, spans.slice(0, LISTED), 'paper')];
}

/**
 * What was marked in this interval of days that earlier documents counted as down: a document that is issued is not changed by
 * it, and the reader of both is told why they differ.
 */
export function markedLater(view: PeriodView): Block[] {
  const start = startOf(view.firstDay);
  const own = allOf(view, maintenanceWindow).filter(
    (one) =>
      one.afterwards === 'yes' && takesEffect(one) && compareInstants(one.from, start) < 0 && isAgreedIn(view, one),
  );
  if (own.length === 0) return [];
  const text = own
    .map(
      (one) =>
        `${one.id} ${namesText(
          one.assets.map((id) => nameOf(view, id)),
          '个对象',
        )} ${spanText(one)}`,
    )
    .join('；');
  return [
    {
      type: 'note',
      text: `本期事后认定的以前各日计划维护：${text}。认定以前签发的文档按中断计入。`,
      tone: 'attention',
    },
  ];
}

const spanText = ({ from, to }: MaintenanceWindowRecord): string =>
  `${formatDateTime(from)} 至 ${formatDateTime(to)}（${formatDuration(secondsBetween(from, to))}）`;

function isAgreedIn({ firstDay, lastDay }: PeriodView, { approvedAt }: MaintenanceWindowRecord): boolean {
  if (approvedAt === undefined) return false;
  const day = dateOf(approvedAt);
  return day >= firstDay && day <= lastDay;
}

/** Windows of the period without the purchaser's consent, or cancelled: what was down in them counts. */
export function withoutEffect(view: PeriodView): Block[] {
  const idle = windowsWithoutEffect(ofPeriod(view, maintenanceWindow));
  const [marked, others] = [idle.filter(isMarked), idle.filter((one) => !isMarked(one))];
  const note = (text: string): Block => ({ type: 'note', text, tone: 'attention' });
  return [
    ...(others.length === 0
      ? []
      : [
          note(
            `维护窗口 ${idsText(others)} 没有⟦采购人⟧的事前同意（只有⟦供应商⟧登记的不算）或已取消，期间的中断照常计入。`,
          ),
        ]),
    ...(marked.length === 0
      ? []
      : [note(`中断 ${idsText(marked)} 由⟦供应商⟧登记为计划维护，待⟦采购人⟧确认；确认以前照常计入。`)]),
  ];
}

/** Marked afterwards, and not taken back. */
const isMarked = ({ afterwards, cancelled }: MaintenanceWindowRecord): boolean =>
  afterwards === 'yes' && cancelled !== 'yes';

const idsText = (windows: readonly MaintenanceWindowRecord[]): string =>
  namesText(
    windows.map(({ id }) => id),
    '个',
  );
