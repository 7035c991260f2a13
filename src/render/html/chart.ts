/**
 * Charts as SVG, drawn by ECharts without a browser. ECharts numbers its ids with a process-wide counter; they are renamed
 * after the chart's place in the document, so that the same document always gives the same markup.
 */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { harmlessTexts } from '../../report/chart-texts.ts';
import type { ChartBlock } from '../../report/document.ts';
import {
  CHART_WIDTH,
  chartOption,
  DEFAULT_HEIGHT_MM,
  HALF_HEIGHT_MM,
  HALF_WIDTH,
  UNITS_PER_MM,
} from './chart-option.ts';
import { slimSvg } from './slim-svg.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

/** Ids and class names that ECharts gives; both numbers count over the whole process: `zr0-cls-3`, `zr12-c7`. */
const COUNTED = /\bzr\d+-([a-z]+)-?\d+\b/g;

/** Names them after the chart's place and the order in which they appear. */
function stableIds(svg: string, key: string): string {
  const names = new Map<string, string>();
  return svg.replace(COUNTED, (counted, kind: string) => {
    const name = names.get(counted) ?? `${key}-${kind}${names.size}`;
    names.set(counted, name);
    return name;
  });
}

/**
 * Markup of the chart; texts in it are escaped by the SVG renderer.
 * @param key place of the block, prefix of every id in the markup
 * @param half of half the page's width, to stand beside another
 */
export function drawChart(block: ChartBlock, key: string, half = false): string {
  const millimetres = half ? HALF_HEIGHT_MM : (block.height ?? DEFAULT_HEIGHT_MM);
  const width = half ? HALF_WIDTH : CHART_WIDTH;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: Math.round(millimetres * UNITS_PER_MM) });
  try {
    chart.setOption(chartOption(harmlessTexts(block), width));
    return stableIds(slimSvg(chart.renderToSVGString()), key);
  } finally {
    chart.dispose(); // an instance that lives on keeps the process alive
  }
}
