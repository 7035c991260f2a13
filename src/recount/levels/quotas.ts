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

/**
 * By every reading that is shown. @param counted days that the document counts whole
 * @param withLimit with the number of times that each quota allows, for a document that prints it beside them
 */
export function quotaFigures(
  world: World,
  incidents: readonly Faulted[],
  counted: Days,
  { withLimit = false } = {},
): Figures {
  const quotas: Data[] = world.contract.quotas ?? [];
  const parts = quotas.flatMap((quota) => {
    const spans = spansOf(world, quota.per, counted);
    const key = ['quota', ...(quotas.length === 1 ? [] : [quota.id])];
    return spans.map((span, n) => {
      const back = spans.length - n - 1;
      if (!decidedOn(world.contract, quotas, span.to, QUOTAS).includes(quota)) return {};
      const name = [...key, ...(back === 0 ? [] : [`before-${back}`])].join('.');
      return ofSpan(world, withLimit ? quota : { ...quota, limit: undefined }, span, incidents, name);
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

const LENGTHS: Readonly<Record<string, number>> = { year: 12, 'half-year': 6, quarter: 3, month: 1 };

/** By the calendar, or in steps from the first day of service. */
function yearsOf(per: string, { from, to }: Days): Days[] {
  if (per === 'service') return [{ from, to }];
  const months = LENGTHS[per.replace(/^(service|calendar)-/, '')] ?? 12;
  const years: Days[] = [];
  for (let begin = from, n = 1; begin <= to; n += 1) {
    const next = per.startsWith('calendar') ? nextByCalendar(begin, months) : plusMonths(from, months * n);
    const end = plusDays(next, -1);
    years.push({ from: begin, to: end < to ? end : to });
    begin = next;
  }
  return years;
}

/** The first day of the next year, half, quarter or month after a day. */
function nextByCalendar(day: string, months: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const next = Math.ceil(month / months) * months + 1;
  return next > 12 ? `${year + 1}-01-01` : `${year}-${String(next).padStart(2, '0')}-01`;
}

/** Faults that count against a quota in each of its spans, by each reading, in order of time; apart those that are 待定. */
export function usesOf<T extends Faulted>(
  world: World,
  quota: Data,
  incidents: readonly T[],
  counted: Days,
): { supplier: T[]; pending: T[] }[][] {
  const meant = quota.class ?? `quota ${quota.id}`;
  return spansOf(world, quota.per, counted)
    .filter(({ to }) => decidedOn(world.contract, world.contract.quotas ?? [], to, QUOTAS).includes(quota))
    .map(({ from, to }) => {
      const { all } = readingsOf(
        { interpretations: openBefore(world.interpretations, from) },
        'class',
        '',
        quota.class ?? `quota-${quota.id}`,
      );
      const inOrder = incidents.filter((one) => within(world, one, from, to)).sort((a, b) => ms(a.start) - ms(b.start));
      return all.map(({ id }) => {
        const of = (side: string): T[] =>
          inOrder.filter((one) => {
            const option = optionOf(one, meant, id);
            const disputed = one.open[meant]?.includes(option) === true;
            return one.classes[meant]?.[option] != null && sideOf(one, disputed) === side;
          });
        return { supplier: of('supplier'), pending: of('pending') };
      });
    });
}

const within = (world: World, { start }: Faulted, from: string, to: string): boolean => {
  const day = world.clock.day(start);
  return day >= from && day <= to && ms(start) <= ms(world.asOf);
};

/** Of an incident on whose class both sides agreed there is one result, whichever option is asked about. */
const optionOf = (one: Faulted, meant: string, id: string): string =>
  id in (one.classes[meant] ?? {}) ? id : (Object.keys(one.classes[meant] ?? {})[0] ?? id);

function ofSpan(world: World, quota: Data, { from, to }: Days, incidents: readonly Faulted[], key: string): Figures {
  const inTime = incidents.filter((one) => within(world, one, from, to));
  const meant = quota.class ?? `quota ${quota.id}`;
  const open = { interpretations: openBefore(world.interpretations, from) };
  const { all } = readingsOf(open, 'class', '', quota.class ?? `quota-${quota.id}`);
  const figures = all.map(({ id }) => {
    const own = (one: Faulted): string => optionOf(one, meant, id);
    const counted = inTime.filter((one) => one.classes[meant]?.[own(one)] != null);
    const sides = counted.map((one) => sideOf(one, one.open[meant]?.includes(own(one)) === true));
    const of = (side: string): number => sides.filter((one) => one === side).length;
    return under(`${key}.${id}`, {
      ...{ supplier: of('supplier'), pending: of('pending'), others: of('others') },
      ...(quota.limit === undefined ? {} : { limit: Number(quota.limit) }),
    });
  });
  return Object.assign({}, ...figures);
}

/** 待定 while it goes on, or its start is disputed; that others are responsible is the supplier's word until it is closed. */
function sideOf({ restored, closed, record: { responsibility } }: Faulted, disputed: boolean): string {
  if (restored === null || disputed || responsibility === 'pending') return 'pending';
  if (responsibility === 'supplier') return 'supplier';
  return closed === null ? 'pending' : 'others';
}
