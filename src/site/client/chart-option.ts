/** What ECharts is told on the site: the look of the drawn charts in the colours of the theme. Pure. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartData } from '../../report/site-model.ts';
import { severityNumber } from '../lib/severity.ts';

/** Colours of the theme that is shown. */
export interface ChartColours {
  ink: string;
  secondary: string;
  rule: string;
  ground: string;
  series: readonly string[];
  /** Of the levels of severity, the worst first. */
  severities: readonly string[];
  font: string;
}

/** Lines differ by dash as well as by colour. */
const DASHES: ('solid' | number[])[] = ['solid', [7, 4], [2, 3], [10, 3, 2, 3]];
/** Beyond this the points of a line would run into each other. */
const MOST_POINTS = 60;
const MILLISECONDS = 300;
const FONT_SIZE = 12;

/** A mark of the axis, `80 %`. */
const markText = (value: number, unit?: string): string => (unit === undefined ? String(value) : `${value} ${unit}`);

/** Steps of a range whose both ends are fixed: some five, all of them alike. */
const stepOf = (range: number): number => range / (range % 5 === 0 ? 5 : range % 4 === 0 ? 4 : range % 3 === 0 ? 3 : 2);

/** @param calm without movement, for those who asked their system for that */
export function liveOption(data: ChartData, colours: ChartColours, calm: boolean): EChartsCoreOption {
  const horizontal = data.chart === 'horizontal-bar';
  const text = { color: colours.secondary, fontFamily: colours.font, fontSize: FONT_SIZE };
  const categories = {
    type: 'category',
    data: data.x,
    inverse: horizontal,
    boundaryGap: data.chart !== 'line',
    axisLabel: { ...text, hideOverlap: true, ...(horizontal ? { interval: 0 } : {}) },
    axisLine: { lineStyle: { color: colours.rule } },
    axisTick: { show: false },
  };
  const whole = data.series.every(({ values }) => values.every((value) => Number.isInteger(value ?? 0)));
  const values = {
    type: 'value',
    ...(data.min === undefined ? {} : { min: data.min }),
    ...(data.max === undefined ? {} : { max: data.max }),
    ...(whole ? { minInterval: 1 } : {}),
    splitNumber: 4,
    ...(data.min === undefined || data.max === undefined ? {} : { interval: stepOf(data.max - data.min) }),
    axisLabel: { ...text, formatter: (value: number) => markText(value, data.unit) },
    splitLine: { lineStyle: { color: colours.rule, opacity: 0.6 } },
  };
  return {
    animation: !calm,
    animationDuration: MILLISECONDS,
    textStyle: { fontFamily: colours.font },
    grid: { left: 4, right: 16, top: 16, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    // The legend that is seen stands outside as buttons, for the keyboard; this one only keeps what is shown.
    legend: { show: false },
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: data.chart === 'line' ? 'line' : 'shadow' },
      backgroundColor: colours.ground,
      borderColor: colours.rule,
      textStyle: { ...text, color: colours.ink },
      transitionDuration: 0,
    },
    xAxis: horizontal ? values : categories,
    yAxis: horizontal ? categories : values,
    series: data.series.map((one, n) => seriesOption(data, one, n, colours)),
  };
}

function seriesOption(
  { chart }: ChartData,
  { name, values, texts, severity }: ChartData['series'][number],
  n: number,
  { series, severities, secondary }: ChartColours,
): object {
  const ranked = severity !== undefined;
  const color = ranked ? severities[severityNumber(severity) - 1] : series[n % series.length];
  // Values are said as everywhere else: their texts come with them.
  const tooltip = { valueFormatter: (_: unknown, at: number) => texts?.[at] ?? '' };
  if (chart === 'line') {
    return {
      name,
      type: 'line',
      data: values,
      tooltip,
      // A day on its own has no line to be seen by.
      showSymbol: values.length <= MOST_POINTS,
      // A hollow one would be white within, also on a dark ground.
      symbol: 'circle',
      symbolSize: 5,
      lineStyle: { color, width: 2, type: DASHES[n % DASHES.length] },
      itemStyle: { color },
    };
  }
  return {
    name,
    type: 'bar',
    data: values,
    tooltip,
    barMaxWidth: chart === 'horizontal-bar' ? 16 : 30,
    itemStyle: ranked ? { color, borderColor: secondary, borderWidth: 0.6 } : { color },
    ...(chart === 'stacked-bar' ? { stack: 'all' } : {}),
  };
}
