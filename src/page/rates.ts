/** A rate of what was counted or observed: as a figure, and as a cell with what it was counted from behind it. Pure. */
import type { Cell, RichCell } from '../report/block.ts';
import { type Figure, type FigureInterval, rateOf } from '../report/figure.ts';
import { percentOf, percentText, type Rate, shareOf, UNOBSERVED } from '../wording/figures.ts';

/** In percent, as it is printed. */
export function shareFigure(id: string, of: Rate, within: FigureInterval): Figure {
  const share = shareOf(of);
  return rateOf(id, of, share === null ? null : percentOf(share), within);
}

/** The number behind the text of a share, and what was counted. */
export const shareValue = (of: NonNullable<RichCell['of']>, share: number) => ({
  value: percentOf(share),
  kind: 'number' as const,
  decimals: 2,
  unit: '%',
  of,
});

/** 可用率, 观测覆盖率: a rate of seconds; 未观测 where nothing was seen. */
export function observedCell(rate: Rate): Cell {
  const share = shareOf(rate);
  if (share === null) return { text: UNOBSERVED, tone: 'muted' };
  return { ...shareValue({ ...rate, unit: '秒' }, share), text: percentText(share) };
}
