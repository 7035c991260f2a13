/**
 * Periods of the calendar: how the service period is cut into days, months, quarters and years (deliverables.md, 统计区间).
 *
 * Names: a month bears the calendar month in which it begins (service months), or to which it belongs (natural months,
 * 上月26日至本月25日 = 本月). A quarter is three months of the obligation's own interval, counted from the first day of
 * service, and bears the calendar quarter of its first month's name: with a service year from 15 July the quarters are
 * 2026-Q3, 2026-Q4, 2027-Q1, 2027-Q2. Month names step by one month and quarter names by three, so no two are equal.
 */
import { type DateText, toDate } from '../time.ts';

/** `day-26`: from the 26th of a month to the 25th of the next, which names it; any day from 2 to 28. */
export type Interval = 'natural' | 'service' | `day-${number}`;

/** Days from `from` to `to`, both inclusive. */
export interface DateSpan {
  from: DateText;
  to: DateText;
}

/** One period: its PERIOD id and its days. */
export interface Period extends DateSpan {
  id: string;
}

/** A first or last period with fewer days than this joins its neighbour. */
const SHORTEST = 15;

/** Every day of the service period. */
export function daysOf(service: DateSpan): Period[] {
  const days: Period[] = [];
  for (let day = toDate(service.from); day.toString() <= service.to; day = day.add({ days: 1 })) {
    const text = day.toString();
    days.push({ id: text, from: text, to: text });
  }
  return days;
}

/** The months of the service period, `2026-11`; the first and the last may be longer or shorter than a month. */
export function monthsOf(service: DateSpan, interval: Interval): Period[] {
  return joinShortEnds(rawMonths(service, interval));
}

/** The quarters of the service period, `2026-Q4`: three months each; a rest of a single month joins the last quarter. */
export function quartersOf(service: DateSpan, interval: Interval): Period[] {
  const months = monthsOf(service, interval);
  const count = Math.max(1, Math.ceil((months.length - 1) / 3));
  return Array.from({ length: count }, (_, n) => {
    const first = months[n * 3] as Period;
    const last = (n === count - 1 ? months.at(-1) : months[n * 3 + 2]) as Period;
    return { id: quarterName(first.id), from: first.from, to: last.to };
  });
}

/** The years of the services asked for so far: one or two, and every single period asks in which year it lies. */
const known = new Map<string, Period[]>();

/** The service years: `service` when there is one, else the year in which each begins (`2026`, `2027`). */
export function yearsOf(service: DateSpan): readonly Period[] {
  const key = `${service.from} ${service.to}`;
  const years = known.get(key) ?? cutYears(service);
  known.set(key, years);
  return years;
}

function cutYears(service: DateSpan): Period[] {
  const years = joinShortEnds(serviceSteps(service, 12).map((span) => ({ ...span, id: span.from.slice(0, 4) })));
  return years.length === 1 ? [{ id: 'service', ...service }] : years;
}

/** The whole service period as one period. */
export function wholeService(service: DateSpan): Period {
  return { id: 'service', from: service.from, to: service.to };
}

/** First and last day of service month `n` (1 is the month from the first day of service), never past the end of service. */
export function serviceMonth(service: DateSpan, n: number): DateSpan {
  const start = toDate(service.from);
  const from = start.add({ months: n - 1 }).toString();
  const to = start.add({ months: n }).subtract({ days: 1 }).toString();
  return { from: earlier(from, service.to), to: earlier(to, service.to) };
}

function rawMonths(service: DateSpan, interval: Interval): Period[] {
  if (interval === 'service') return serviceSteps(service, 1).map((span) => ({ ...span, id: span.from.slice(0, 7) }));
  const lastDay = interval === 'natural' ? 31 : Number(interval.slice('day-'.length)) - 1;
  const months: Period[] = [];
  for (let from = service.from; from <= service.to; ) {
    const begin = toDate(from);
    const month = begin.day > lastDay ? begin.add({ months: 1 }) : begin;
    const end = month.with({ day: lastDay });
    months.push({ id: month.toString().slice(0, 7), from, to: earlier(end.toString(), service.to) });
    from = end.add({ days: 1 }).toString();
  }
  return months;
}

/** Steps of `months` counted from the first day, so that a service that begins on the 31st does not drift to the 28th. */
function serviceSteps(service: DateSpan, months: number): DateSpan[] {
  const start = toDate(service.from);
  const spans: DateSpan[] = [];
  for (let n = 0; ; n += 1) {
    const from = start.add({ months: n * months }).toString();
    if (from > service.to) return spans;
    const to = start
      .add({ months: (n + 1) * months })
      .subtract({ days: 1 })
      .toString();
    spans.push({ from, to: earlier(to, service.to) });
  }
}

/**
 * Joins a first or last period that is too short to its neighbour, whose name it bears.
 * @param shortest days of the shortest that stands by itself
 */
export function joinShortEnds<T extends Period>(periods: readonly T[], shortest = SHORTEST): T[] {
  const joined = [...periods];
  const [first, second] = joined;
  if (first && second && lengthOf(first) < shortest) joined.splice(0, 2, { ...second, from: first.from });
  const last = joined.at(-1);
  const before = joined.at(-2);
  if (last && before && lengthOf(last) < shortest) joined.splice(-2, 2, { ...before, to: last.to });
  return joined;
}

/** Number of days of a span. */
export function lengthOf(span: DateSpan): number {
  return toDate(span.from).until(toDate(span.to), { largestUnit: 'days' }).days + 1;
}

/**
 * Months that a span of days covers: whole months from its first day, and of the rest its share of the month that it is in.
 * Exactly 12 for a year, 11.1 for 25 November to 27 October.
 */
export function monthsOfDays(span: DateSpan): number {
  const from = toDate(span.from);
  const end = toDate(span.to).add({ days: 1 });
  const { months } = from.until(end, { largestUnit: 'months' });
  const whole = from.add({ months });
  const next = from.add({ months: months + 1 });
  return months + whole.until(end, { largestUnit: 'days' }).days / whole.until(next, { largestUnit: 'days' }).days;
}

function quarterName(month: string): string {
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

function earlier(a: DateText, b: DateText): DateText {
  return a < b ? a : b;
}
