/** How the service is cut into days, months, quarters and years (deliverables.md, 统计区间). */
import { type Data, datesOf, daysFrom, plusDays, plusMonths } from './data.ts';

export interface Period {
  id: string;
  from: string;
  to: string;
}

/** A first or last period of fewer days joins its neighbour. */
const SHORTEST = 15;

export const earlier = (a: string, b: string): string => (a < b ? a : b);
export const lengthOf = ({ from, to }: Period): number => daysFrom(from, to);

/** The periods of an obligation of schema 1, which named its cadence; in order of time, none for those of events. */
export function namedPeriods({ contract }: { contract: Data }, { cadence, interval, dates }: Data): Period[] {
  const service = contract.servicePeriod;
  if (cadence === 'day') return datesOf(service.from, service.to).map((day) => ({ id: day, from: day, to: day }));
  if (cadence === 'dates') return sinceTheLast(service, dates ?? []);
  if (cadence === 'once') return [{ id: 'service', ...service }];
  if (cadence === 'year') return yearsOf(service);
  if (cadence === 'event') return [];
  const months = joined(monthsOf(service, interval));
  return cadence === 'month' ? months : quartersOf(months);
}

/** What lies between one date and the next belongs to the next; before the first, what lies in the service. */
export function sinceTheLast({ from: first }: Period, days: readonly string[]): Period[] {
  let open = first;
  return days.map((day) => {
    const from = earlier(open, day);
    open = plusDays(day, 1);
    return { id: day, from, to: day };
  });
}

export function monthsOf(service: Period, interval: string): Period[] {
  if (interval === 'service') return steps(service, 1).map((one) => ({ ...one, id: one.from.slice(0, 7) }));
  const lastDay = interval === 'natural' ? 31 : Number(interval.slice('day-'.length)) - 1;
  const months: Period[] = [];
  for (let from = service.from; from <= service.to; ) {
    const late = Number(from.slice(8)) > lastDay;
    const id = plusMonths(`${from.slice(0, 7)}-01`, late ? 1 : 0).slice(0, 7);
    const end = lastDay < 31 ? `${id}-${String(lastDay).padStart(2, '0')}` : plusDays(plusMonths(`${id}-01`, 1), -1);
    months.push({ id, from, to: earlier(end, service.to) });
    from = plusDays(end, 1);
  }
  return months;
}

function steps(service: Period, months: number): Period[] {
  const spans: Period[] = [];
  for (let n = 0; ; n += 1) {
    const from = plusMonths(service.from, n * months);
    if (from > service.to) return spans;
    spans.push({ id: '', from, to: earlier(plusDays(plusMonths(service.from, (n + 1) * months), -1), service.to) });
  }
}

/** @param shortest days of the shortest first or last period that stands by itself */
export function joined(periods: readonly Period[], shortest = SHORTEST): Period[] {
  const list = [...periods];
  const [first, second] = list;
  if (first && second && lengthOf(first) < shortest) list.splice(0, 2, { ...second, from: first.from });
  const [before, last] = list.slice(-2);
  if (before && last && lengthOf(last) < shortest) list.splice(-2, 2, { ...before, to: last.to });
  return list;
}

/** Three months each; a rest of a single month joins the last. */
function quartersOf(months: readonly Period[]): Period[] {
  const count = Math.max(1, Math.ceil((months.length - 1) / 3));
  return Array.from({ length: count }, (_, n) => {
    const own = n === count - 1 ? months.slice(n * 3) : months.slice(n * 3, n * 3 + 3);
    const [first, last] = [own[0] as Period, own.at(-1) as Period];
    const id = `${first.id.slice(0, 4)}-Q${Math.ceil(Number(first.id.slice(5)) / 3)}`;
    return { id, from: first.from, to: last.to };
  });
}

export function yearsOf(service: Period): Period[] {
  const years = joined(steps(service, 12).map((one) => ({ ...one, id: one.from.slice(0, 4) })));
  return years.length === 1 ? [{ ...service, id: 'service' }] : years;
}
