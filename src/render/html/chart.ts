/**
 * Charts as SVG, drawn by ECharts without a browser. ECharts numbers its ids with a process-wide counter; they are renamed
 * after the chart's place in the document, so that the same document always gives the same markup.
 */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartBlock } from '../../report/block.ts';
import { harmlessTexts } from '../../report/chart-texts.ts';
import {
  CHART_WIDTH,
  chartOption,
  DEFAULT_HEIGHT_MM,
  HALF_HEIGHT_MM,
  HALF_WIDTH,
  UNITS_PER_MM,
} from './chart-option.ts';

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

/** Marks by which ECharts finds a shape again under the pointer. */
const POINTED = / (?:ecmeta_\w+|pointer-events)="[^"]*"/g;
/** Rules of shapes under the pointer; ECharts writes no others. */
const HOVER = /<style ?><!\[CDATA\[\s*(?:\.[\w-]+:hover \{[^}]*\}\s*)*\]\]>\s*<\/style>\s*/g;
/** Asks that runs of blanks are kept; few texts have any. */
const BLANKS_KEPT = / xml:space="preserve"(?=[^>]*>(?! )(?:[^< ]| (?! |<))*<)/g;
/** End tags of what holds nothing. */
const EMPTY = /><\/(?:path|rect|circle|line|polyline|polygon)>/g;
/** How a text stands on its line, which a drawing passes on to the texts in it. */
const BASELINE = / dominant-baseline="central"/g;
/** Type of a text, the same for nearly all. */
const TYPE = /(<text [^>]*?) style="(font-[^"]*)"/g;

/**
 * A chart as a document keeps it: without what only answers a pointer, and with the type of its texts said once. That was half of its
 * markup; what is drawn is the same.
 * @param svg as ECharts draws it, its ids made stable; texts in it are escaped
 */
export function slimSvg(svg: string): string {
  const bare = svg.replace(POINTED, '').replace(HOVER, '').replace(BLANKS_KEPT, '').replace(EMPTY, '/>');
  const plain = bare.includes('<style') ? bare : bare.replace(/(<\w+ [^>]*?) class="[\w-]+"/g, '$1');
  return sameType(sameBaseline(plain));
}

/** Said once where all texts stand alike. */
function sameBaseline(svg: string): string {
  const texts = svg.match(/<text /g)?.length ?? 0;
  if (texts === 0 || (svg.match(BASELINE)?.length ?? 0) !== texts) return svg;
  return svg.replace(BASELINE, '').replace('<svg ', '<svg dominant-baseline="central" ');
}

function sameType(plain: string): string {
  const counts = new Map<string, number>();
  for (const [, , type = ''] of plain.matchAll(TYPE)) counts.set(type, (counts.get(type) ?? 0) + 1);
  const [common] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const texts = plain.match(/<text /g)?.length ?? 0;
  if (common === undefined || texts !== [...counts.values()].reduce((sum, count) => sum + count, 0)) return plain;
  return plain
    .replace(TYPE, (text, before: string, type: string) => (type === common ? before : text))
    .replace('<svg ', `<svg style="${common}" `);
}
