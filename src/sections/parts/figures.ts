/** Numbers of the site as figures: each has its id, as those of documents have, so that the same number is the same everywhere. Pure. */
import { toDate } from '../../contract/time.ts';
import { figureMark } from '../../page/figure-tone.ts';
import { shareFigure } from '../../page/rates.ts';
import { type FigureInterval, figureOf } from '../../report/figure.ts';
import type { RichCell } from '../../report/site-model.ts';
import { percentText } from '../../wording/figures.ts';
import type { SiteFacts } from './facts.ts';

/** What stands at the site's moment, of this service: open findings, limits kept, the quota. */
export const serviceTo = ({ contract, now }: Pick<SiteFacts, 'contract' | 'now'>): FigureInterval => ({
  from: contract.contract.servicePeriod.from,
  to: now,
});

/** Whole days of the year that ends today, after the service with its last day. */
export const yearTo = ({ yearFrom, until }: Pick<SiteFacts, 'yearFrom' | 'until'>): FigureInterval => ({
  from: yearFrom,
  to: until,
});

/** Since the first record, whatever contract it was made for. */
export const everTo = ({ now }: Pick<SiteFacts, 'now'>): FigureInterval => ({ from: '', to: now });

/** The days of a calendar month. @param month `2026-11` */
export const calendarMonth = (month: string): FigureInterval => ({
  from: `${month}-01`,
  to: toDate(`${month}-01`).add({ months: 1 }).subtract({ days: 1 }).toString(),
});

/** A cell that is a count. @param more what it leads to, its mark and tone */
export function countCell(id: string, count: number, within: FigureInterval, more: Partial<RichCell> = {}): RichCell {
  const figure = figureOf(id, count, within);
  return { text: String(count), ...more, ...figureMark(figure), figure };
}

/** As `countCell`, with an address only where there is something to open. */
export const linkedCount = (id: string, count: number, within: FigureInterval, href: string): RichCell =>
  countCell(id, count, within, count === 0 ? {} : { href });

/** A cell that is a share of what was counted or observed. @param none what is said where nothing was */
export function shareCell(
  id: string,
  of: { numerator: number; denominator: number },
  within: FigureInterval,
  none: string,
  more: Partial<RichCell> = {},
): RichCell {
  const figure = shareFigure(id, of, within);
  const text = figure.value === null ? none : percentText(of.numerator / of.denominator, 2);
  return { text, ...more, ...figureMark(figure), figure };
}
