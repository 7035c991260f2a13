/** A chart for a page: drawn here, so that it shows without scripts. */
import { drawChart } from '../../render/html/chart.ts';
import type { ChartBlock } from '../../report/document.ts';
import type { SiteChart } from '../../report/site-model.ts';

/** A block without thresholds: the site's charts have none. */
type Drawn = Omit<ChartBlock, 'type' | 'thresholds'>;

/** @param key unique on its page; prefix of every id in the drawing */
export function chart(key: string, block: Drawn): SiteChart {
  const { title, summary, height: _, ...data } = block;
  return { type: 'chart', title, summary, svg: drawChart({ type: 'chart', ...block }, key), data };
}
