/** Holds the figures that the site prints against what is counted again from the workspace. */
import type { Counted } from '../../../src/recount/counted.ts';
import { type Data, ms } from '../../../src/recount/data.ts';
import { siteFigure, type Window } from './_counters.ts';
import { isOfNothing, isOfSupplier, owedBySite, sinceOf } from './_places.ts';
import type { SiteWorld } from './_site-world.ts';
import { siteReasonOf } from './_uncounted.ts';

export interface SiteCompared {
  /** How many were counted again. */
  compared: number;
  /** Ids that nobody counts again, and without a reason. */
  others: string[];
  differences: { figure: string; printed: string; recounted: string }[];
}

/**
 * @param figures wherever the pages print one, with id, value, interval
 * @param are 'some': figures that the site owes and that are not among them are not missed
 */
export function compareSite(world: SiteWorld, figures: readonly Data[], are: 'all' | 'some' = 'all'): SiteCompared {
  const once = new Map(figures.map((one) => [JSON.stringify(one), one]));
  const others = new Set<string>();
  const found: SiteCompared = { compared: 0, others: [], differences: [] };
  for (const figure of once.values()) {
    if (siteReasonOf(figure.id) !== undefined) continue;
    const again = siteFigure(world, figure.id, windowOf(world, figure.interval));
    if (again === undefined) {
      others.add(figure.id);
      continue;
    }
    found.compared += 1;
    const since = sinceOf(world, figure.id);
    if (since !== undefined && since !== firstDay(world, figure))
      found.differences.push({ figure: `${figure.id}.interval`, printed: firstDay(world, figure), recounted: since });
    if (!agrees(figure, again) || !isOfSupplier(world, figure.id) || isOfNothing(figure))
      found.differences.push({ figure: figure.id, printed: textOf(figure), recounted: textOf(again) });
  }
  for (const { id, from } of are === 'all' ? owedBySite(world) : [])
    if (!figures.some((one) => one.id === id && (from === undefined || firstDay(world, one) === from)))
      found.differences.push({ figure: id, printed: '—', recounted: from ?? '' });
  return { ...found, others: [...others].sort() };
}

/** Of its interval; empty where it begins with whatever there is. */
const firstDay = (world: SiteWorld, { interval }: Data): string => windowOf(world, interval).from ?? '';

const DAY = 'yyyy-mm-dd'.length;

/** The days of an interval: what is told to the second of whole days ends with the day before. */
function windowOf({ clock }: SiteWorld, { from, to }: { from?: string; to: string }): Window {
  const day = (text: string): string => (text.length === DAY ? text : clock.day(text));
  const cuts = from === undefined || from.length <= DAY ? {} : { cuts: { from: ms(from), to: ms(to) } };
  return { ...(from === undefined || from === '' ? {} : { from: day(from) }), ...cuts, to: day(to) };
}

const PERCENT = 100;
const CLOSE = 0.1;

function agrees(figure: Data, again: Counted): boolean {
  if (again === null || typeof again === 'number') return figure.value === again;
  if (figure.numerator !== again.numerator || figure.denominator !== again.denominator) return false;
  if (again.denominator === 0) return figure.value === null;
  return Math.abs(figure.value - (again.numerator / again.denominator) * PERCENT) <= CLOSE;
}

function textOf(one: Data): string {
  if (one === null || typeof one !== 'object') return String(one);
  const { value, numerator, denominator } = one;
  return denominator === undefined ? String(value) : `${numerator}/${denominator}`;
}
