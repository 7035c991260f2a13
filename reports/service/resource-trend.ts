/** 资源趋势: CPU, memory and disk of the busiest hosts over the inspected days (4.3.1(c)). */

import type { Check } from '../../src/contract/terms/checklist.ts';
import type { Block, ChartBlock, TableBlock } from '../../src/report/block.ts';
import { lastOfEachDay } from '../../src/subjects/inspections/judge/day.ts';
import { seriesOf, targetsOf } from '../../src/subjects/inspections/judge/metric-series.ts';
import inspection, { type InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { numberText } from '../../src/wording/figures.ts';
import { spaced } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { seriesAnalysis } from '../cells/growth.ts';
import { TREND_DAYS } from '../inspection/trend.ts';
import { allOf, nameOf, ofPeriod, type PeriodView } from '../period/period.ts';

const metrics = [
  { metric: 'cpu.used', label: 'CPU 使用率' },
  { metric: 'memory.used', label: '内存使用率' },
  { metric: 'disk.used', label: '磁盘使用率（最满的挂载点）' },
] as const;

/** Lines in one chart that can still be told apart. */
const LINES = 4;

/** Charts of the contract's hosts, and one table with all of them. */
export function resourceBlocks(view: PeriodView): Block[] {
  const days = lastOfEachDay(ofPeriod(view, inspection));
  const own = new Set(view.input.contract.assets.filter((one) => one.contract).map((one) => one.id));
  const measured = metrics.filter(({ metric }) => targetsOf(days, metric).some((target) => own.has(target)));
  if (measured.length === 0) {
    return [{ type: 'note', text: '统计区间内没有采集到合同内主机的资源使用率。', tone: 'attention' }];
  }
  return [
    ...(days.length < TREND_DAYS ? [] : measured.flatMap((one) => chart(view, days, own, one))),
    resourceTable(view, days, own),
    ...loadAnalysis(view, own),
  ];
}

/** Metrics whose growth no other section foretells; what is left of a disk stands in 容量预测. */
const LOADS = metrics.filter(({ metric }) => metric !== 'disk.used');

/** Rests on all inspections among the inputs: growth shows over more days than a month has. */
function loadAnalysis(view: PeriodView, own: ReadonlySet<string>): Block[] {
  const days = lastOfEachDay(allOf(view, inspection)).filter((one) => one.date <= view.lastDay);
  return seriesAnalysis(
    LOADS.flatMap(({ metric, label }) =>
      targetsOf(days, metric)
        .filter((target) => own.has(target))
        .map((target) => ({
          name: spaced(nameOf(view, target), label),
          points: seriesOf(days, target, metric),
          limit: limitOf(view.input.contract.checks, metric)[0]?.value ?? null,
        })),
    ),
  );
}

function chart(
  view: PeriodView,
  days: readonly InspectionRecord[],
  own: ReadonlySet<string>,
  { metric, label }: (typeof metrics)[number],
): ChartBlock[] {
  const all = targetsOf(days, metric)
    .filter((target) => own.has(target))
    .map((target) => ({ target, points: new Map(seriesOf(days, target, metric).map((one) => [one.date, one.value])) }))
    .map((line) => ({ ...line, peak: Math.max(...line.points.values()) }))
    .sort((a, b) => b.peak - a.peak || (a.target < b.target ? -1 : 1));
  const lines = all.slice(0, LINES);
  const top = extremesOf(all, ({ peak }) => peak);
  const peak = top[0]?.peak;
  if (peak === undefined) return [];
  const names = top.map(({ target }) => nameOf(view, target));
  return [
    {
      type: 'chart',
      chart: 'line',
      title: lines.length === LINES ? `${label}（峰值最高的 ${LINES} 台）` : label,
      x: days.map((one) => one.date.slice(5)),
      series: lines.map(({ target, points }) => ({
        name: nameOf(view, target),
        values: days.map((day) => points.get(day.date) ?? null),
      })),
      unit: '%',
      min: 0,
      max: 100,
      thresholds: limitOf(view.input.contract.checks, metric),
      height: 42,
      summary: `${extremeText(`${label}峰值最高`, names, numberText(peak, { decimals: 1, unit: '%' }), '台')}。`,
    },
  ];
}

/** The line that the checklist draws for the metric, if it draws one. */
export function limitOf(checks: readonly Check[], metric: string): { label: string; value: number }[] {
  const limit = Number(checks.find((one) => one.metric === metric && one.limit !== undefined)?.limit);
  return Number.isFinite(limit) ? [{ label: '标准', value: limit }] : [];
}

function resourceTable(view: PeriodView, days: readonly InspectionRecord[], own: ReadonlySet<string>): TableBlock {
  const targets = [...new Set(metrics.flatMap(({ metric }) => targetsOf(days, metric)))].filter((one) => own.has(one));
  const figures = (target: string, metric: string, key: string) => {
    const values = seriesOf(days, target, metric).map((one) => one.value);
    const mean = values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
    return values.length === 0
      ? { [`${key}Mean`]: null, [`${key}Peak`]: null }
      : { [`${key}Mean`]: mean, [`${key}Peak`]: Math.max(...values) };
  };
  const pair = (key: string, label: string) => [
    { key: `${key}Mean`, label: `${label}平均`, type: 'number' as const, unit: '%', decimals: 1 },
    { key: `${key}Peak`, label: `${label}峰值`, type: 'number' as const, unit: '%', decimals: 1 },
  ];
  return table(
    `主机资源使用率（${days.length} 个巡检日）`,
    [
      { key: 'target', label: '主机', type: 'text', weight: 1.6 },
      ...pair('cpu', 'CPU '),
      ...pair('memory', '内存'),
      ...pair('disk', '磁盘'),
    ],
    targets.sort().map((target) => ({
      cells: {
        target: nameOf(view, target),
        ...figures(target, 'cpu.used', 'cpu'),
        ...figures(target, 'memory.used', 'memory'),
        ...figures(target, 'disk.used', 'disk'),
      },
    })),
    '没有采集到资源使用率。',
  );
}
