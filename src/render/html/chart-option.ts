/** What ECharts is told: the look of every chart, and how each of the four kinds is laid out. */

import type { EChartsCoreOption } from 'echarts/core';
import type { ChartBlock, ChartSeries } from '../../report/block.ts';
import { grouped, numberText, withoutNoise } from '../../wording/figures.ts';
import { textWidth } from '../measure.ts';

/** Width of the drawing in its own units; on paper it fills the text width of 166 mm. */
export const CHART_WIDTH = 664;
export const UNITS_PER_MM = CHART_WIDTH / 166;
export const DEFAULT_HEIGHT_MM = 55;
/** Height of a chart of half the width, which stands beside another. */
export const HALF_HEIGHT_MM = 38;
/** Its width: half of the page's, less half the gap. */
export const HALF_WIDTH = 0.4825 * CHART_WIDTH;

const INK = '#1f2933';
const SECONDARY = '#5b6773';
const GRID = '#e4e8ec';
const AXIS = '#c9d1d9';
const THRESHOLD = '#b42318';
const PALETTE = ['#1f4e79', '#c77700', '#5b6773', '#1a7f4b'];
/**
 * Levels of severity, the worst first: the darker the worse, so that they are told apart without colour, and none in a
 * colour that elsewhere means 正常 or the house. Further levels share the last.
 */
const SEVERITIES = [
  { fill: '#67121f', text: '#ffffff' },
  { fill: '#b8390e', text: '#ffffff' },
  { fill: '#d18f28', text: INK },
  { fill: '#b9c9d6', text: INK },
  { fill: '#e9eef2', text: INK },
] as const;
/** Lines differ by dash as well as by colour; the fifth starts again with the colours but not the dashes. */
const DASHES: ('solid' | number[])[] = ['solid', [7, 4], [2, 3], [10, 3, 2, 3], [14, 4]];
/**
 * Patterns of bars that stand on or beside each other, so that a grey copy tells them apart as the colours do; the first is plain. Rotation in radians,
 * `dashArrayX` and `dashArrayY`: drawn and blank in the drawing's own units, along and across.
 */
const PATTERNS = [
  undefined,
  { symbol: 'rect', rotation: Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [2, 4] },
  { symbol: 'rect', rotation: 0, dashArrayX: [1, 0], dashArrayY: [1.5, 3.5] },
  { symbol: 'rect', rotation: -Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [1, 2] },
  {
    symbol: 'circle',
    symbolSize: 0.8,
    dashArrayX: [
      [5, 5],
      [0, 5, 5, 0],
    ],
    dashArrayY: [5, 0],
  },
] as const;
/** Opaque: what shines through would make a page of the PDF a transparency group. */
const PATTERN_COLOR = '#ffffff';

/** The pattern of the n-th series of bars, as ECharts takes it. */
function patternOf(n: number): object {
  const pattern = PATTERNS[n % PATTERNS.length];
  return pattern === undefined ? {} : { decal: { color: PATTERN_COLOR, ...pattern } };
}
const FONT = "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";
const FONT_SIZE = 10;

/** Mark and gaps of one name in the legend. */
const LEGEND_MARK = 16 + 5 + 16;

/** Labels at the ends of lines are used when they are this far apart, as a share of the axis range. */
const LABEL_DISTANCE = 0.09;
/** Most bars that get their figure written on them. */
const LABELLED_BARS = 16;
/** A part of a stacked bar carries its figure when it is at least this share of the axis range. */
const LABELLED_PART = 0.08;

/** Steps of an axis whose both ends are fixed: 0–100 % in twenties. */
const FIXED_STEPS = 5;

const text = { fontFamily: FONT, fontSize: FONT_SIZE, color: SECONDARY };

/** What is counted comes in whole numbers, and so do the marks of its axis: there is no half incident. */
function isCounted(block: ChartBlock): boolean {
  const thresholds = (block.thresholds ?? []).map((one) => one.value);
  return [...block.series.flatMap((one) => one.values), ...thresholds].every((value) => Number.isInteger(value ?? 0));
}

/** Steps of an axis with both ends fixed, unless they would be parts of what is counted. */
function fixedSteps({ min, max }: ChartBlock, counted: boolean): object {
  if (min === undefined || max === undefined) return {};
  const interval = (max - min) / FIXED_STEPS;
  return counted && !Number.isInteger(interval) ? {} : { interval };
}

const unitOf = ({ unit }: ChartBlock): { unit?: string } => (unit === undefined ? {} : { unit });

function valueAxis(block: ChartBlock): object {
  const counted = isCounted(block);
  return {
    type: 'value',
    ...(block.min === undefined ? {} : { min: block.min }),
    ...(block.max === undefined ? {} : { max: block.max }),
    axisLabel: {
      ...text,
      formatter: (value: number) => numberText(withoutNoise(value), unitOf(block)),
    },
    splitLine: { lineStyle: { color: GRID, width: 0.8 } },
    splitNumber: 4,
    ...(counted ? { minInterval: 1 } : {}),
    ...fixedSteps(block, counted),
  };
}

function categoryAxis(block: ChartBlock, horizontal: boolean): object {
  return {
    type: 'category',
    data: block.x,
    inverse: horizontal,
    boundaryGap: block.chart !== 'line',
    axisLabel: { ...text, hideOverlap: true, ...(horizontal ? { interval: 0 } : {}) },
    axisLine: { lineStyle: { color: AXIS, width: 0.8 } },
    axisTick: { show: false },
  };
}

function lastValue(series: ChartSeries): number | undefined {
  return series.values.findLast((value) => value !== null) ?? undefined;
}

function valueRange(block: ChartBlock): number {
  const values = [
    ...block.series.flatMap((one) => one.values),
    ...(block.thresholds ?? []).map((one) => one.value),
  ].filter((value) => value !== null);
  const low = block.min ?? Math.min(0, ...values);
  const high = block.max ?? Math.max(...values, low + 1);
  return high - low;
}

/** Whether each line can carry its own name at its end, which reads better than a legend. */
function endLabelsFit(block: ChartBlock): boolean {
  if (block.chart !== 'line' || block.series.length === 1) return block.chart === 'line';
  const ends = block.series.map((series) => (series.values.at(-1) === null ? undefined : lastValue(series)));
  if (ends.some((end) => end === undefined)) return false;
  const sorted = (ends as number[]).toSorted((a, b) => a - b);
  const room = valueRange(block) * LABEL_DISTANCE;
  return sorted.every((end, i) => i === 0 || end - (sorted[i - 1] as number) >= room);
}

function thresholdName(block: ChartBlock, threshold: { label: string; value: number }): string {
  return `${threshold.label} ${numberText(threshold.value, unitOf(block))}`;
}

/** @param inside labels stand above the line, because the margin belongs to the names of the lines */
function thresholds(block: ChartBlock, horizontal: boolean, inside: boolean): object {
  if (block.thresholds === undefined || block.thresholds.length === 0) return {};
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: THRESHOLD, width: 0.8, type: [3, 2] },
      // At the other end of a lying chart stand the figures of its axis.
      label: {
        ...text,
        color: THRESHOLD,
        position: inside ? 'insideStartTop' : horizontal ? 'start' : 'end',
        formatter: '{b}',
      },
      data: block.thresholds.map((threshold) => ({
        name: thresholdName(block, threshold),
        [horizontal ? 'xAxis' : 'yAxis']: threshold.value,
      })),
    },
  };
}

/** A value between two that do not exist, such as a weekly one among days, has no line that would show it. */
function isAlone(values: ChartSeries['values'], n: number): boolean {
  return values[n] !== null && (values[n - 1] ?? null) === null && (values[n + 1] ?? null) === null;
}

function lineSeries(block: ChartBlock, series: ChartSeries, i: number, ends: boolean): object {
  const color = PALETTE[i % PALETTE.length];
  return {
    name: series.name,
    type: 'line',
    data: series.values.map((value, n) => (isAlone(series.values, n) ? { value, symbol: 'circle' } : value)),
    symbol: 'none',
    symbolSize: 4,
    connectNulls: false,
    lineStyle: { color, width: 1.6, type: DASHES[i % DASHES.length] },
    itemStyle: { color },
    ...(ends ? { endLabel: { ...text, show: true, color, formatter: '{a}', distance: 5 } } : {}),
    ...(i === 0 ? thresholds(block, false, ends) : {}),
  };
}

interface Paint {
  fill: string;
  /** Of what is written upon it. */
  text: string;
  edge?: object;
}

/** Light levels of severity are bounded by a line: their ground alone would be lost on white. */
function paintOf({ severity }: ChartSeries, i: number): Paint {
  if (severity === undefined) return { fill: PALETTE[i % PALETTE.length] as string, text: '#ffffff' };
  const own = SEVERITIES[Math.min(severity, SEVERITIES.length - 1)] as Paint;
  return { ...own, edge: { borderColor: SECONDARY, borderWidth: 0.6 } };
}

/** Several colours are told apart in grey by their pattern; levels of severity are of different depth. */
const isPatterned = ({ series }: ChartBlock, { severity }: ChartSeries): boolean =>
  series.length > 1 && severity === undefined;

function barSeries(block: ChartBlock, series: ChartSeries, i: number): object {
  const horizontal = block.chart === 'horizontal-bar';
  const stacked = block.chart === 'stacked-bar';
  const labelled = block.x.length * (stacked ? 1 : block.series.length) <= LABELLED_BARS;
  const paint = paintOf(series, i);
  return {
    name: series.name,
    type: 'bar',
    data: series.values,
    barMaxWidth: horizontal ? 14 : 26,
    itemStyle: { color: paint.fill, ...paint.edge, ...(isPatterned(block, series) ? patternOf(i) : {}) },
    ...(stacked ? { stack: 'all' } : {}),
    ...(labelled
      ? {
          label: barLabel(
            horizontal,
            isPatterned(block, series) ? INK : paint.text,
            stacked ? stackedRange(block) * LABELLED_PART : undefined,
          ),
        }
      : {}),
    ...(i === 0 ? thresholds(block, horizontal, false) : {}),
  };
}

function stackedRange(block: ChartBlock): number {
  return (
    block.max ?? Math.max(1, ...block.x.map((_, n) => block.series.reduce((sum, one) => sum + (one.values[n] ?? 0), 0)))
  );
}

/**
 * @param within colour of a figure that stands within its bar
 * @param smallestPart for stacked bars: a figure on a thinner part would lie over its neighbours
 */
function barLabel(horizontal: boolean, within: string, smallestPart: number | undefined): object {
  const stacked = smallestPart !== undefined;
  const boxed = stacked && within === INK;
  return {
    ...text,
    show: true,
    color: stacked ? within : INK,
    // Over a pattern a figure is read on white; a border around its strokes would be a font of type 3.
    ...(boxed ? { rich: { figure: { ...text, color: INK, backgroundColor: '#ffffff', padding: [1, 2] } } } : {}),
    position: stacked ? 'inside' : horizontal ? 'right' : 'top',
    formatter: ({ value }: { value: number | null }) => {
      if (value === null || (stacked && value < smallestPart)) return '';
      const figure = grouped(String(withoutNoise(value)));
      // Of no figure there is no white box either.
      return boxed ? `{figure|${figure}}` : figure;
    },
  };
}

/** Room to the right of the plot for what is written there. */
function rightRoom(block: ChartBlock, ends: boolean): number {
  const names = ends ? block.series.map((series) => series.name) : [];
  const limits = ends ? [] : (block.thresholds ?? []).map((one) => thresholdName(block, one));
  // Above a lying chart the name is centred on its line.
  const room = (label: string): number => (textWidth(label) * FONT_SIZE) / (block.chart === 'horizontal-bar' ? 2 : 1);
  return Math.max(
    14,
    ...names.map((label) => textWidth(label) * FONT_SIZE + 14),
    ...limits.map((one) => room(one) + 14),
  );
}

/** Lines that the legend takes. */
function legendLines(block: ChartBlock, width: number): number {
  const wanted = block.series.reduce((sum, { name }) => sum + LEGEND_MARK + textWidth(name) * FONT_SIZE, 0);
  return Math.ceil(wanted / width);
}

/**
 * The option of one chart; pure, and without animation, whose state would be drawn half way.
 * @param width of the drawing, in its own units
 */
export function chartOption(block: ChartBlock, width = CHART_WIDTH): EChartsCoreOption {
  const horizontal = block.chart === 'horizontal-bar';
  const ends = endLabelsFit(block);
  const legend = !ends && block.series.length > 1;
  return {
    animation: false,
    color: PALETTE,
    textStyle: { fontFamily: FONT },
    grid: {
      left: 4,
      right: rightRoom(block, ends),
      top: legend ? 14 + 16 * legendLines(block, width) : horizontal && (block.thresholds ?? []).length > 0 ? 26 : 16,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: {
      show: legend,
      top: 0,
      right: 0,
      icon: 'rect',
      itemWidth: 16,
      // A pattern needs some height to be seen.
      itemHeight: block.chart === 'line' ? 3 : 9,
      textStyle: text,
      itemGap: 16,
    },
    xAxis: horizontal ? valueAxis(block) : categoryAxis(block, false),
    yAxis: horizontal ? categoryAxis(block, true) : valueAxis(block),
    series: block.series.map((series, i) =>
      block.chart === 'line' ? lineSeries(block, series, i, ends) : barSeries(block, series, i),
    ),
  };
}
