/** A chart for a page: drawn here, so that it shows without scripts. */
import { drawChart } from '../render/html/chart.ts';
import type { ChartBlock } from '../report/document.ts';
import type { SiteBlock } from '../report/site-model.ts';

/** @param key unique on its page; prefix of every id in the drawing */
export function chart(key: string, block: Omit<ChartBlock, 'type'>): SiteBlock {
  return {
    type: 'chart',
    title: block.title,
    summary: block.summary,
    svg: drawChart({ type: 'chart', ...block }, key),
  };
}
