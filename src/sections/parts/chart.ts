/** A chart for a page: drawn here, so that it shows without scripts. */

import { drawChart } from '../../render/html/chart.ts';
import { harmlessTexts } from '../../report/chart-texts.ts';
import type { ChartBlock } from '../../report/document.ts';
import type { SiteChart } from '../../report/site-model.ts';
import { numberText, UNOBSERVED } from '../../wording/figures.ts';

/** A block without thresholds: the site's charts have none. `decimals`: digits that each of its values is shown with. */
type Drawn = Omit<ChartBlock, 'type' | 'thresholds'> & { decimals?: number };

/** @param key unique on its page; prefix of every id in the drawing */
export function chart(key: string, block: Drawn): SiteChart {
  const { decimals, ...drawn } = block;
  const { title, summary, height: _, ...data } = drawn;
  const format = {
    ...(decimals === undefined ? {} : { decimals }),
    ...(data.unit === undefined ? {} : { unit: data.unit }),
  };
  const series = data.series.map(({ values, ...one }) => ({
    ...one,
    values,
    texts: values.map((value) => (value === null ? UNOBSERVED : numberText(value, format))),
  }));
  return {
    type: 'chart',
    title,
    summary,
    svg: drawChart({ type: 'chart', ...drawn }, key),
    data: harmlessTexts({ ...data, series }),
  };
}
