/** How often incidents count against each quota of the contract, in each of its years that the document touches. */
import { type Figures, under } from '../counted.ts';
import { type Data, ms, plusDays, plusMonths } from '../data.ts';
import type { Terms } from '../terms.ts';
import type { Since } from './classes.ts';
import { decidedOn } from './held.ts';
import { openBefore, readingsOf } from './options.ts';

/** What of a judged incident counts. */
interface Faulted {
  record: Data;
  start: string;
  restored: number | null;
  closed: number | null;
  classes: Record<string, Since>;
  open: Record<string, string[]>;
}

type World = Terms & { asOf: string };

interface Days {
  from: string;
  to: string;
}

/** By every reading that is shown. @param counted days that the document counts whole */
export function quotaFigures(world: World, incidents: readonly Faulted[], counted: Days): Figures {
  const quotas: Data[] = world.contract.quotas ?? [];
  const parts = quotas.flatMap((quota) => {
    const spans = spansOf(world, quota.per, counted);
    const key = ['quota', ...(quotas.length === 1 ? [] : [quota.id])];
    return spans.map((span, n) => {
      const back = spans.length - n - 1;
      if (!decidedOn(world.contract, quotas, span.to, QUOTAS).includes(quota)) return {};
      return ofSpan(world, quota, span, incidents, [...key, ...(back === 0 ? [] : [`before-${back}`])].join('.'));
    });
  });
  return Object.assign({}, ...parts);
}

const QUOTAS = {
  about: (one: Data) => [one.class, one.when],
  said: ({ limit, per }: Data) => [limit, per],
};

/** The years of a quota that the days of the document touch; days outside the service stand for its ends. */
function spansOf(world: World, per: string, counted: Days): Days[] {
  const { from, to } = world.contract.servicePeriod;
  const clamp = (day: string): string => (day < from ? from : day > to ? to : day);
  const [first = '', last = ''] = [clamp(counted.from), clamp(counted.to)].sort();
  return yearsOf(per, { from, to }).filter((one) => one.from <= last && one.to >= first);
}

function yearsOf(per: string, { from, to }: Days): Days[] {
  if (per === 'service') return [{ from, to }];
  const years: Days[] = [];
  for (let begin = from, n = 1; begin <= to; n += 1) {
    const next = per === 'calendar-year' ? `${Number(begin.slice(0, 4)) + 1}-01-01` : plusMonths(from, 12 * n);
    const end = plusDays(next, -1);
    years.push({ from: begin, to: end < to ? end : to });
    begin = next;
  }
  return years;
}

function ofSpan(world: World, quota: Data, { from, to }: Days, incidents: readonly Faulted[], key: string): Figures {
  const inTime = incidents.filter(({ start }) => {
    const day = world.clock.day(start);
    return day >= from && day <= to && ms(start) <= ms(world.asOf);
  });
  const meant = quota.class ?? `quota ${quota.id}`;
  const open = { interpretations: openBefore(world.interpretations, from) };
  const { all } = readingsOf(open, 'class', '', quota.class ?? `quota-${quota.id}`);
  const figures = all.map(({ id }) => {
    // Of an incident on whose class both sides agreed there is one result, whichever option is asked about.
    const own = (one: Faulted): string =>
      id in (one.classes[meant] ?? {}) ? id : (Object.keys(one.classes[meant] ?? {})[0] ?? id);
    const counted = inTime.filter((one) => one.classes[meant]?.[own(one)] != null);
    const sides = counted.map((one) => sideOf(one, one.open[meant]?.includes(own(one)) === true));
    const of = (side: string): number => sides.filter((one) => one === side).length;
    return under(`${key}.${id}`, { supplier: of('supplier'), pending: of('pending'), others: of('others') });
  });
  return Object.assign({}, ...figures);
}

/** 待定 while it goes on, or its start is disputed; that others are responsible is the supplier's word until it is closed. */
function sideOf({ restored, closed, record: { responsibility } }: Faulted, disputed: boolean): string {
  if (restored === null || disputed || responsibility === 'pending') return 'pending';
  if (responsibility === 'supplier') return 'supplier';
  return closed === null ? 'pending' : 'others';
}
