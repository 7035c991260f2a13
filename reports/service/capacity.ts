/** 容量预测: what a straight line through the observed days says, with its basis; under 14 days nothing is foretold. */

import { dateOf, toDate } from '../../src/contract/time.ts';
import { sizeCell } from '../../src/page/value-cell.ts';
import type { Block, Cell, ChartBlock, RichCell, Row } from '../../src/report/block.ts';
import { lastOfEachDay } from '../../src/subjects/inspections/judge/day.ts';
import {
  DAYS_AT_LEAST,
  type Forecast,
  forecast,
  HORIZON_DAYS,
  type Point,
  reachText,
  SURE_SLOPE,
} from '../../src/subjects/inspections/judge/forecast.ts';
import { seriesOf, targetsOf } from '../../src/subjects/inspections/judge/metric-series.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import { GB, NO_DATA, numberText, rounded, sizeText } from '../../src/wording/figures.ts';
import { spaced } from '../../src/wording/words.ts';
import { percentCell, table } from '../cells/figures.ts';
import { growthAnalysis } from '../cells/growth.ts';
import { allOf, nameOf, type PeriodView } from '../period/period.ts';
import { limitOf } from './resource-trend.ts';

interface Line {
  target: string;
  name: string;
  unit: '%' | 'B';
  points: Point[];
  limit: number | null;
  found: Forecast | null;
}

/** How large a database is, by whoever reads it. */
const SIZES = ['mysql.data-size', 'database.data-size'] as const;

/** Days ahead that the table states. */
const AHEAD = 90;
const FULL = 100;

/** Needs `inspection` of so many days before the end of the period as the forecast shall rest on. @param from first day used */
export function capacityBlocks(view: PeriodView, from: string): Block[] {
  const lines = linesOf(view, from);
  if (lines.length === 0) {
    return [{ type: 'note', text: '没有采集到磁盘使用率或数据库容量，不作容量预测。', tone: 'attention' }];
  }
  const told = lines.filter((one) => one.found !== null && !one.found.weak);
  return [
    {
      type: 'note',
      text: `依据：${from} 至 ${view.lastDay} 间每个巡检日的最后一次采集值，按最小二乘法作直线回归；观测不足 ${DAYS_AT_LEAST} 日的不作预测，超过 ${HORIZON_DAYS} 日的不外推。当前值为最后一次采集值。拟合优度低于 50.00 %，或斜率与其标准误差之比低于 ${SURE_SLOPE} 的，增长没有规律，不作预测。`,
      tone: 'muted',
    },
    ...(told.length === 0 ? [] : chart(told)),
    table(
      '容量预测',
      [
        { key: 'name', label: '对象', type: 'text', weight: 2 },
        { key: 'days', label: '观测日', type: 'number', unit: '日' },
        { key: 'current', label: '当前值', type: 'text', align: 'right' },
        { key: 'slope', label: '每日增长', type: 'text', align: 'right' },
        { key: 'ahead', label: `${AHEAD} 日后`, type: 'text', align: 'right' },
        { key: 'fit', label: '拟合优度', type: 'text', align: 'right' },
        { key: 'reaches', label: '达到标准的日期', type: 'text', weight: 1.4 },
      ],
      lines.map(lineRow),
      '没有数据。',
    ),
    ...growthAnalysis(lines),
  ];
}

/** Forecasts of everything that was observed long enough. @param from first day used */
export function capacityForecasts(
  view: PeriodView,
  from: string,
): { target: string; name: string; forecast: Forecast; limit: number | null }[] {
  return linesOf(view, from).flatMap(({ target, name, found, limit }) =>
    found === null ? [] : [{ target, name, forecast: found, limit }],
  );
}

function linesOf(view: PeriodView, from: string): Line[] {
  const days = lastOfEachDay(allOf(view, inspection)).filter((one) => one.date >= from && one.date <= view.lastDay);
  const tomorrow = toDate(dateOf(view.input.asOf)).add({ days: 1 }).toString();
  const own = new Set(view.input.contract.assets.filter((one) => one.contract).map((one) => one.id));
  const limit = limitOf(view.input.contract.checks, 'disk.used')[0]?.value ?? null;
  const of = (metric: string, what: string, unit: Line['unit'], bound: number | null): Line[] =>
    targetsOf(days, metric)
      .filter((target) => own.has(target))
      .map((target) => {
        const points = seriesOf(days, target, metric);
        return {
          target,
          name: spaced(nameOf(view, target), what),
          unit,
          points,
          limit: bound,
          found: forecast(points, bound, tomorrow),
        };
      });
  const sizes = SIZES.flatMap((metric) => of(metric, '库容量', 'B', null));
  return [...sizes, ...of('disk.used', '磁盘', '%', limit)].sort(soonest);
}

/** What reaches its limit first stands first, then what grows fastest for its size. */
function soonest(a: Line, b: Line): number {
  const rank = (one: Line): string => {
    if (one.found === null) return '9';
    if (one.found.atLimit) return '0';
    return one.found.reachesOn ?? '8';
  };
  const growth = ({ found }: Line): number => (found === null || found.current === 0 ? 0 : found.slope / found.current);
  return rank(a) === rank(b) ? growth(b) - growth(a) : rank(a) < rank(b) ? -1 : 1;
}

const valueText = (value: number, unit: Line['unit']): string =>
  unit === 'B'
    ? sizeText(Math.max(0, value))
    : value > FULL
      ? '超过 100 %'
      : numberText(Math.max(0, value), { decimals: 1, unit: '%' });

/** The same with the figure behind it, so that a workbook can be sorted by it. */
function valueCell(value: number, unit: Line['unit']): Cell {
  if (unit === 'B') return sizeCell(Math.max(0, value));
  const shown = Math.max(0, value);
  return shown > FULL
    ? valueText(value, unit)
    : { text: valueText(value, unit), value: shown, kind: 'number', decimals: 1, unit: '%' };
}

function lineRow({ name, unit, points, limit, found }: Line): Row {
  const muted = (text: string): Cell => ({ text, tone: 'muted' });
  if (found === null) {
    const last = points.at(-1);
    return {
      cells: {
        name,
        days: points.length,
        current: last === undefined ? muted(NO_DATA) : valueCell(last.value, unit),
        slope: muted('—'),
        ahead: muted('—'),
        fit: muted('—'),
        reaches: muted(`观测不足 ${DAYS_AT_LEAST} 日，不作预测`),
      },
    };
  }
  const slope = unit === 'B' ? sizeText(found.slope) : numberText(found.slope, { decimals: 3, unit: '个百分点' });
  return {
    ...(found.atLimit ? { tone: 'abnormal' as const } : {}),
    cells: {
      name,
      days: found.days,
      current: valueCell(found.current, unit),
      slope,
      ahead: found.weak ? muted('—') : valueCell(found.after(AHEAD), unit),
      fit: found.weak
        ? { ...(percentCell(found.fit) as RichCell), tone: 'attention', mark: '△' }
        : percentCell(found.fit),
      reaches: reachesText(found, limit),
    },
  };
}

function reachesText(found: Forecast, limit: number | null): Cell {
  if (limit === null) return { text: '没有标准值', tone: 'muted' };
  const text = reachText(found, ` ${numberText(limit, { unit: '%' })}`);
  if (found.atLimit) return { text: text ?? '', tone: 'abnormal', mark: '▲' };
  if (found.reachedOn !== null) return { text: text ?? '', tone: 'attention', mark: '△' };
  if (found.weak) return { text: '增长没有规律，不作预测', tone: 'muted' };
  if (found.reachesOn === null) return found.slope <= 0 ? '没有增长' : `${HORIZON_DAYS} 日内不会`;
  return { text: `${found.reachesOn}（${numberText(limit, { unit: '%' })}）`, value: found.reachesOn, kind: 'date' };
}

/** Days ahead that the chart draws; it has the same scale before and after. */
const DRAWN = 30;

/** The one that comes to its limit first. */
function chart(lines: readonly Line[]): ChartBlock[] {
  const one = lines[0];
  const found = one?.found;
  if (one === undefined || found === null || found === undefined) return [];
  const scale = one.unit === 'B' ? GB : 1;
  const first = toDate(found.from);
  const length = first.until(toDate(found.to), { largestUnit: 'days' }).days;
  const dates = Array.from({ length: length + DRAWN + 1 }, (_, i) => first.add({ days: i }).toString());
  const measured = new Map(one.points.map((point) => [point.date, point.value]));
  const drawn = (value: number): number => rounded(value / scale, 2);
  const ends = `${valueText(found.current, one.unit)}，${AHEAD} 日后预计 ${valueText(found.after(AHEAD), one.unit)}`;
  return [
    {
      type: 'chart',
      chart: 'line',
      title: `${one.name}：实测与直线预测`,
      x: dates.map((date) => date.slice(5)),
      series: [
        { name: '实测', values: dates.map((date) => (measured.has(date) ? drawn(measured.get(date) ?? 0) : null)) },
        { name: '预测', values: dates.map((_, i) => drawn(found.after(i - length))) },
      ],
      unit: one.unit === 'B' ? 'GB' : '%',
      ...(one.unit === '%' ? { min: 0, max: 100 } : {}),
      ...(one.limit === null ? {} : { thresholds: [{ label: '标准', value: one.limit }] }),
      height: 48,
      summary: `${one.name}当前 ${ends}。`,
    },
  ];
}
