/**
 * The periods of an obligation, whatever its cadence. Pure.
 *
 * | cadence | PERIOD | cut |
 * | --- | --- | --- |
 * | every day, n days | `2026-11-24` (the first day) | from the first day of service |
 * | every week, n weeks | `2026-W47` (ISO week of its Monday; of service weeks the one that holds the first day) | Monday to Sunday, or by sevens from the first day of service |
 * | every half-month | `2026-11-h1` (1–15), `-h2` (16 to the last) | by the calendar |
 * | every month, quarter, half-year, year | `2026-11`, `2026-Q4`, `2026-H2`, `2026` | by the calendar (`natural`), from the first day of service (`service`), from a day of the month (`day-26`) |
 * | every term | `2026-T1` | the term, as far as it lies in the service |
 * | times a day | `2026-11-24-s1`, `-s2` … | from its time to the next one |
 * | dates | `2027-01-31` | from the day after the date before it, the first from the first day of service, to the day |
 * | seasons | `2026-flood` (the year of the first day); of a dated one its id | its days, as far as they lie in the service |
 * | at least n | the frame's; with n > 1 `2026-n1`, `2026-n2` … | the frame, or its n-th part |
 * | every service | `service` | the service |
 *
 * `weekday-4` begins weeks on Thursdays; `from-2026-09-01` counts days, weeks, months … from that date, and back from it.
 *
 * A first or last period of fewer than half its days joins its neighbour; of months and years one of fewer than 15 days. It
 * bears the name of the whole one. The year in archive folders is that of the first day.
 */

import { type Cadence, type CadenceUnit, countedFrom, type Season, weekdayOf } from '../terms/cadence.ts';
import type { Term } from '../terms/school-terms.ts';
import { at, type DateText, toDate, toText } from '../time.ts';
import { monthText } from './month-text.ts';
import {
  type DateSpan,
  daysOf,
  type Interval,
  joinShortEnds,
  lengthOf,
  monthsOf,
  type Period,
  quartersOf,
  wholeService,
  yearsOf,
} from './periods.ts';
import { datesIn } from './shift.ts';

/** A period, with what else is known of it. */
export interface CadencePeriod extends Period {
  /** Name in Chinese where its days do not tell: of a term, a quarter, a calendar year. */
  name?: string;
  /** Instants of its interval when it does not run from midnight to midnight. */
  span?: { from: string; to: string };
  /** Of several in one frame: the how-many-th. */
  ordinal?: number;
}

/** The periods of an obligation, in order of time; none for those of events, and of terms where the contract has none. */
export function periodsOf(cadence: Cadence, service: DateSpan, terms: readonly Term[] = []): readonly CadencePeriod[] {
  const { every, timesADay, atLeast, dates, seasons } = cadence;
  const interval = cadence.interval ?? 'natural';
  if (every !== undefined) return everyPeriods(every.unit, every.n ?? 1, interval, { service, terms });
  if (timesADay !== undefined) return shiftsOf(timesADay, service);
  if (atLeast !== undefined) {
    const frames = everyPeriods(atLeast.per, 1, interval, { service, terms });
    return atLeast.n === 1 ? frames : frames.flatMap((frame) => partsOf(frame, atLeast.n, atLeast.spread === true));
  }
  if (seasons !== undefined) return seasonsOf(seasons, service);
  return upToEach(datesOfService(dates ?? [], service), service);
}

interface Given {
  service: DateSpan;
  terms: readonly Term[];
}

function everyPeriods(unit: CadenceUnit, n: number, interval: string, given: Given): readonly CadencePeriod[] {
  const anchor = countedFrom(interval);
  return anchor !== undefined && isStepped(unit)
    ? steppedFrom(anchor, unit, n, given.service)
    : byUnit(unit, n, interval, given);
}

function byUnit(unit: CadenceUnit, n: number, interval: string, { service, terms }: Given): readonly CadencePeriod[] {
  switch (unit) {
    case 'day':
      return n === 1 ? daysOf(service) : daysEach(service, n).map((one) => ({ ...one, id: one.from }));
    case 'week':
      return weeksOf(service, n, interval);
    case 'half-month':
      return halfMonthsOf(service);
    case 'month':
      return n === 1 ? monthsOf(service, cutOf(interval)) : grouped(service, n, interval, (id) => id);
    case 'quarter':
      if (interval === 'natural')
        return calendarPeriods(service, 3 * n, quarterName, n === 1 ? quarterText : undefined);
      if (n !== 1) return grouped(service, 3 * n, interval, quarterName);
      return ofService(quartersOf(service, cutOf(interval)), 3, '季度');
    case 'half-year':
      return interval === 'natural'
        ? calendarPeriods(service, 6 * n, halfName)
        : halvesOfService(grouped(service, 6 * n, interval, halfName), n);
    case 'year':
      return interval === 'natural'
        ? calendarPeriods(service, 12 * n, yearName, n === 1 ? yearText : undefined)
        : yearsEach(service, n);
    case 'term':
      return termsOf(service, terms);
    case 'service':
      return [wholeService(service)];
    case 'event':
      return [];
  }
}

/**
 * Those that are none of the calendar by their place in the service, `第 2 服务季度`: their PERIOD reads like one of the calendar, and
 * days alone do not say the how-many-th it is.
 */
function ofService(periods: readonly Period[], months: number, word: string): CadencePeriod[] {
  return periods.map((one, n) => {
    const first = toDate(one.from);
    const whole = first.add({ months }).subtract({ days: 1 }).toString();
    const isCalendar = first.day === 1 && (first.month - 1) % months === 0 && one.to === whole;
    return isCalendar ? one : { ...one, name: `第 ${n + 1} 服务${word}` };
  });
}

const halvesOfService = (halves: Period[], n: number): CadencePeriod[] =>
  n === 1 ? ofService(halves, 6, '半年') : halves;

/** `natural-months` are natural months in groups. */
const cutOf = (interval: string): Interval =>
  interval === 'service' || interval.startsWith('day-') ? (interval as Interval) : 'natural';

/** Fewer days than half of a whole period join its neighbour. */
const half = (days: number): number => Math.ceil(days / 2);

function daysEach(service: DateSpan, n: number): DateSpan[] {
  const spans: DateSpan[] = [];
  for (let from = service.from; from <= service.to; from = plus(from, n)) {
    spans.push({ from, to: earlier(plus(from, n - 1), service.to) });
  }
  return joinShortEnds(
    spans.map((one) => ({ ...one, id: one.from })),
    half(n),
  );
}

/** Of several weeks each the first of service begins them. */
function weeksOf(service: DateSpan, n: number, interval: string): Period[] {
  const since = (toDate(service.from).dayOfWeek - (weekdayOf(interval) ?? 1) + 7) % 7;
  const first = interval === 'service' ? service.from : plus(service.from, -since);
  const weeks: Period[] = [];
  for (let from = first; from <= service.to; from = plus(from, 7 * n)) {
    const to = earlier(plus(from, 7 * n - 1), service.to);
    weeks.push({ id: weekName(from), from: later(from, service.from), to });
  }
  return joinShortEnds(weeks, half(7 * n));
}

/** `2026-W47`: ISO week, whose year is that of its Thursday. */
function weekName(day: DateText): string {
  const date = toDate(day);
  return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;
}

/** 1–15 and 16 to the last of every month. */
function halfMonthsOf(service: DateSpan): CadencePeriod[] {
  const found: CadencePeriod[] = [];
  for (
    let first = toDate(service.from).with({ day: 1 });
    first.toString() <= service.to;
    first = first.add({ months: 1 })
  ) {
    const month = first.toString().slice(0, 7);
    const name = monthText(month);
    const halves: CadencePeriod[] = [
      { id: `${month}-h1`, name: `${name}上半月`, from: `${month}-01`, to: `${month}-15` },
      {
        id: `${month}-h2`,
        name: `${name}下半月`,
        from: `${month}-16`,
        to: first.with({ day: first.daysInMonth }).toString(),
      },
    ];
    found.push(...within(halves, service));
  }
  return joinShortEnds(found, half(15));
}

const STEPS = {
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  'half-year': { months: 6 },
  year: { months: 12 },
} as const;
type Stepped = keyof typeof STEPS;
const isStepped = (unit: CadenceUnit): unit is Stepped => Object.hasOwn(STEPS, unit);

/** Every so many units counted from a date on, and back from it to the first day of service. */
function steppedFrom(anchor: DateText, unit: Stepped, n: number, service: DateSpan): CadencePeriod[] {
  const step = STEPS[unit];
  const start = toDate(anchor);
  const beginOf = (k: number): DateText =>
    ('days' in step ? start.add({ days: step.days * n * k }) : start.add({ months: step.months * n * k })).toString();
  let k = 0;
  while (beginOf(k) > service.from) k -= 1;
  while (beginOf(k + 1) <= service.from) k += 1;
  const found: CadencePeriod[] = [];
  for (; beginOf(k) <= service.to; k += 1) {
    const from = later(beginOf(k), service.from);
    const id = unit === 'day' ? from : nameBy[unit](beginOf(k));
    found.push({ id, from, to: earlier(plus(beginOf(k + 1), -1), service.to) });
  }
  const months = 'days' in step ? 0 : step.months * n;
  return joinShortEnds(found, months >= 12 ? undefined : half('days' in step ? step.days * n : 30 * months));
}

/** Whole calendar quarters, half-years, years; counted in months from January. */
function calendarPeriods(
  service: DateSpan,
  months: number,
  nameOf: (month: string) => string,
  textOf?: (month: string) => string,
): CadencePeriod[] {
  const first = toDate(service.from);
  const start = first.with({ month: first.month - ((first.month - 1) % Math.min(months, 12)), day: 1 });
  const found: CadencePeriod[] = [];
  for (let from = start; from.toString() <= service.to; from = from.add({ months })) {
    const to = from.add({ months }).subtract({ days: 1 }).toString();
    const begin = from.toString();
    found.push({
      id: nameOf(begin.slice(0, 7)),
      ...(textOf === undefined ? {} : { name: textOf(begin.slice(0, 7)) }),
      from: later(begin, service.from),
      to: earlier(to, service.to),
    });
  }
  return joinShortEnds(found, months >= 12 ? undefined : half(30 * months));
}

/** Months of the interval in groups, from the first of service on; a rest of fewer than half of them joins the last. */
function grouped(service: DateSpan, size: number, interval: string, name: (month: string) => string): Period[] {
  const months = monthsOf(service, cutOf(interval));
  const rest = months.length % size;
  const count = Math.max(1, Math.floor(months.length / size) + (rest * 2 >= size ? 1 : 0));
  return Array.from({ length: count }, (_, n) => {
    const first = months[n * size] as Period;
    const last = (n === count - 1 ? months.at(-1) : months[(n + 1) * size - 1]) as Period;
    return { id: name(first.id), from: first.from, to: last.to };
  });
}

function yearsEach(service: DateSpan, n: number): readonly Period[] {
  const years = yearsOf(service);
  if (n === 1) return years;
  const found: Period[] = [];
  for (let at = 0; at < years.length; at += n) {
    const [first, last] = [years[at] as Period, years[Math.min(at + n, years.length) - 1] as Period];
    found.push({ id: first.id, from: first.from, to: last.to });
  }
  return found.length === 1 ? [wholeService(service)] : found;
}

function termsOf(service: DateSpan, terms: readonly Term[]): CadencePeriod[] {
  return terms
    .filter((one) => one.to >= service.from && one.from <= service.to)
    .map(({ id, name, from, to }) => ({
      id,
      name,
      from: later(from, service.from),
      to: earlier(to, service.to),
    }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Of every year as often as they lie in the service; the turn of the year may lie within one. */
function seasonsOf(seasons: readonly Season[], service: DateSpan): CadencePeriod[] {
  const [first, last] = [Number(service.from.slice(0, 4)), Number(service.to.slice(0, 4))];
  const years = Array.from({ length: last - first + 2 }, (_, n) => first - 1 + n);
  const found = seasons.flatMap(({ id, name, from, to }): CadencePeriod[] => {
    if (!from.startsWith('--')) return [{ id, name, from, to }];
    return years.map((year) => {
      const end = to < from ? year + 1 : year;
      const word = end === year ? `${year} 年` : `${year}–${end} 年`;
      return { id: `${year}-${id}`, name: `${word}${name}`, from: dayIn(year, from), to: dayIn(end, to) };
    });
  });
  return within(found, service).sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** `--02-29` is the last of February in a shorter year. */
function dayIn(year: number, yearly: string): DateText {
  const [, month, day] = yearly.slice(1).split('-').map(Number);
  const first = toDate(`${year}-01-01`).with({ month: month ?? 1 });
  return first.with({ day: Math.min(day ?? 1, first.daysInMonth) }).toString();
}

/**
 * The days of the periods that lie in a span, such as those on which an obligation is in force; each keeps its name, and none is
 * joined to its neighbour.
 */
export function within(
  periods: readonly CadencePeriod[],
  { from: first, to: last }: { from?: DateText | undefined; to?: DateText | undefined },
): CadencePeriod[] {
  return periods
    .map((one) => ({ ...one, from: later(one.from, first ?? one.from), to: earlier(one.to, last ?? one.to) }))
    .filter(({ from, to }) => from <= to);
}

/** The first shift of the service takes what of the night lies before it; the last one ends with the service. */
function shiftsOf(times: readonly string[], service: DateSpan): CadencePeriod[] {
  return daysOf(service).flatMap(({ from: day }) =>
    times.map((time, n) => {
      const next = times[n + 1];
      const isFirst = day === service.from && n === 0;
      const isLast = day === service.to && next === undefined;
      const end = isLast
        ? at(plus(day, 1), '00:00')
        : next === undefined
          ? at(plus(day, 1), times[0] ?? time)
          : at(day, next);
      const span = { from: toText(at(day, isFirst ? '00:00' : time)), to: toText(end) };
      return { id: `${day}-s${n + 1}`, from: day, to: day, span, ordinal: n + 1 };
    }),
  );
}

/**
 * @param spread each has its own part of the frame, as far as the frame has a day for each: nothing is owed of no day; else all
 *   have the whole of it
 */
function partsOf(frame: CadencePeriod, n: number, spread: boolean): CadencePeriod[] {
  const days = lengthOf(frame);
  const dayAt = (part: number): DateText => plus(frame.from, Math.floor((days * part) / n));
  const parts = Array.from({ length: n }, (_, k) => ({
    id: `${frame.id}-n${k + 1}`,
    ...(frame.name === undefined ? {} : { name: frame.name }),
    from: spread ? dayAt(k) : frame.from,
    to: spread ? plus(dayAt(k + 1), -1) : frame.to,
    ordinal: k + 1,
  }));
  return parts.filter(({ from, to }) => from <= to);
}

/** Each day ends the stretch since the one before it, so that every fact belongs to one; one before the service is of that day alone. */
const upToEach = (days: readonly DateText[], service: DateSpan): CadencePeriod[] =>
  days.map((day, n) => {
    const before = days[n - 1];
    return { id: day, from: earlier(before === undefined ? service.from : plus(before, 1), day), to: day };
  });

/** Days named outright stand wherever they are; those of every year as often as they lie in the service. */
function datesOfService(dates: readonly string[], service: DateSpan): DateText[] {
  const [from, to] = [Number(service.from.slice(0, 4)), Number(service.to.slice(0, 4))];
  const named = dates.filter((one) => !one.startsWith('--'));
  const yearly = datesIn(
    dates.filter((one) => one.startsWith('--')),
    from,
    to,
  ).filter((day) => day >= service.from && day <= service.to);
  return yearly.length === 0 ? named : [...new Set([...named, ...yearly])].sort();
}

const monthOf = (month: string): number => Number(month.slice(5, 7));
const quarterName = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(monthOf(month) / 3)}`;
const halfName = (month: string): string => `${month.slice(0, 4)}-H${monthOf(month) <= 6 ? 1 : 2}`;
const yearName = (month: string): string => month.slice(0, 4);
const nameBy = {
  week: weekName,
  month: (day: DateText) => day.slice(0, 7),
  quarter: quarterName,
  'half-year': halfName,
  year: yearName,
};
const quarterText = (month: string): string => `${month.slice(0, 4)} 年第 ${Math.ceil(monthOf(month) / 3)} 季度`;
const yearText = (month: string): string => `${month.slice(0, 4)} 年`;

const plus = (day: DateText, days: number): DateText => toDate(day).add({ days }).toString();
const later = (a: DateText, b: DateText): DateText => (a > b ? a : b);
const earlier = (a: DateText, b: DateText): DateText => (a < b ? a : b);
