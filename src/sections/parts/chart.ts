/** A chart for a page, whole but for the drawing, which is made when all is composed: most pages have none. */

import type { ChartBlock } from '../../report/block.ts';
import { harmlessTexts } from '../../report/chart-texts.ts';
import { numberText, UNOBSERVED } from '../../wording/figures.ts';
import { axisAround } from './chart-axis.ts';

/**
 * A block without thresholds and ends of its axis: the site's charts have none. `decimals`: digits that each of its values
 * is shown with; `most`: the highest value there can be.
 */
type Drawn = Omit<ChartBlock, 'type' | 'thresholds' | 'min' | 'max'> & { decimals?: number; most?: number };

/** Bars begin at nought, since their length is what is compared; lines begin where they differ, and the summary says so. */
function withAxis({ most, ...block }: Omit<Drawn, 'decimals'>): Omit<ChartBlock, 'type'> {
  const around =
    block.chart === 'line'
      ? axisAround(
          block.series.flatMap(({ values }) => values),
          most,
        )
      : null;
  if (around === null) return { ...block, ...(most === undefined ? {} : { min: 0, max: most }) };
  return { ...block, ...around, summary: `${block.summary}纵轴不从零起。` };
}

/** @param key unique on its page; prefix of every id in the drawing */
export function chart(key: string, block: Drawn): ChartBlock {
  const { decimals, ...asked } = block;
  const drawn = withAxis(asked);
  const format = {
    ...(decimals === undefined ? {} : { decimals }),
    ...(drawn.unit === undefined ? {} : { unit: drawn.unit }),
  };
  const series = drawn.series.map((one) => ({
    ...one,
    texts: one.values.map((value) => (value === null ? UNOBSERVED : numberText(value, format))),
  }));
  return harmlessTexts({ type: 'chart' as const, ...drawn, series, key });
}
