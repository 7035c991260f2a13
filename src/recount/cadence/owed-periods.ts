/** The periods of an obligation, of whichever schema its file is: by a cadence's word, or by what it counts. */
import { type Data, datesOf, plusDays, plusMonths } from '../data.ts';
import { isWanted } from '../open-days.ts';
import { earlier, joined, lengthOf, monthsOf, namedPeriods, type Period, sinceTheLast, yearsOf } from '../periods.ts';
import type { Terms } from '../terms.ts';

export interface Owed extends Period {
  /** Of several in one frame, or on one day: the how-many-th. */
  nth?: number;
  /** Wall clock of its interval, when it does not run from midnight to midnight: `[date, time]`. */
  clock?: { from: [string, string]; to: [string, string] };
}

type Given = Pick<Terms, 'contract' | 'workdays'>;

/** In order of time; none for those of events. */
export function periodsOf(given: Given, obligation: Data): Owed[] {
  if (obligation.cadence !== undefined) return namedPeriods(given, obligation);
  const { from: first, until: last } = obligation;
  if (obligation.dates !== undefined) {
    const own = allOf(given, obligation).filter(({ id }) => id >= (first ?? id) && id <= (last ?? id));
    return cropped(own, first, last).filter(({ id }) => isWanted(given, obligation, id));
  }
  return cropped(allOf(given, obligation), first, last).filter((one) => isOwed(given, obligation, one));
}

/** As far as they lie between the two days. */
const cropped = (all: readonly Owed[], first?: string, last?: string): Owed[] =>
  all.flatMap((one) => {
    const from = first !== undefined && first > one.from ? first : one.from;
    const to = last !== undefined && last < one.to ? last : one.to;
    return from > to ? [] : [{ ...one, from, to }];
  });

function allOf({ contract }: Given, obligation: Data): Owed[] {
  const service: Period = contract.servicePeriod;
  const { every, timesADay, atLeast, dates = [], seasons, interval = 'natural' } = obligation;
  const frame = (unit: string, n: number): Owed[] => framesOf(contract, unit, n, interval);
  if (every !== undefined) return frame(every.unit, Number(every.n ?? 1));
  if (timesADay !== undefined) return shifts(service, timesADay);
  if (atLeast !== undefined) {
    const n = Number(atLeast.n);
    const whole = frame(atLeast.per, 1);
    return n === 1 ? whole : whole.flatMap((one) => parts(one, n, atLeast.spread === true));
  }
  if (seasons !== undefined) return seasonal(service, seasons);
  return sinceTheLast(service, days(service, dates));
}

/** Months of the longer units. */
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

function framesOf(contract: Data, unit: string, n: number, interval: string): Owed[] {
  const service: Period = contract.servicePeriod;
  if (unit === 'event') return [];
  if (unit === 'service') return [{ ...service, id: 'service' }];
  if (unit === 'term') return terms(service, contract.terms ?? []);
  if (unit === 'half-month') return halves(service);
  if (interval.startsWith('from-')) return fromDate(service, interval.slice('from-'.length), unit, n);
  if (unit === 'day' && n === 1)
    return datesOf(service.from, service.to).map((day) => ({ id: day, from: day, to: day }));
  if (unit === 'day') return inSteps(service, service.from, n, (day) => day);
  if (unit === 'week') return inSteps(service, firstWeek(service.from, interval), 7 * n, week);
  return monthly(service, unit, n, interval);
}

function firstWeek(day: string, interval: string): string {
  const opening = interval.startsWith('weekday-') ? Number(interval.slice(-1)) : 1;
  let begin = day;
  while (interval !== 'service' && weekday(begin) !== opening) begin = plusDays(begin, -1);
  return begin;
}

function monthly(service: Period, unit: string, n: number, interval: string): Owed[] {
  const size = (MONTHS[unit] ?? 1) * n;
  const name = (month: string): string => nameOf(unit, month);
  if (unit === 'year' && interval !== 'natural') return serviceYears(service, n);
  if (unit === 'month' && n === 1) return joined(monthsOf(service, interval));
  if (interval === 'natural' && unit !== 'month') return byCalendar(service, size, name);
  return bunches(joined(monthsOf(service, interval === 'natural-months' ? 'natural' : interval)), size, name);
}

/** Runs of days in the same half of a month. */
function halves(service: Period): Period[] {
  const halfOf = (day: string): string => `${day.slice(0, 7)}-h${Number(day.slice(8)) < 16 ? 1 : 2}`;
  const byHalf = Map.groupBy(datesOf(service.from, service.to), halfOf);
  const found = [...byHalf].map(([id, own]) => ({ id, from: own[0] as string, to: own.at(-1) as string }));
  return joined(found, 8);
}

/** Each day is of the last beginning not after it; beginnings are so many units before or after the date. */
function fromDate(service: Period, date: string, unit: string, n: number): Period[] {
  const days = { day: 1, week: 7 }[unit];
  const begins = (k: number): string =>
    days === undefined ? plusMonths(date, k * n * (MONTHS[unit] ?? 1)) : plusDays(date, k * n * days);
  const apart = (Date.parse(service.from) - Date.parse(date)) / 86_400_000;
  const length = n * (days ?? 30.436875 * (MONTHS[unit] ?? 1));
  let k = Math.floor(apart / length) - 1;
  const found: Period[] = [];
  for (; begins(k) <= service.to; k += 1) {
    const [from, to] = [begins(k), plusDays(begins(k + 1), -1)];
    if (to < service.from) continue;
    const start = [from, service.from].sort()[1] as string;
    const id = unit === 'day' ? start : unit === 'week' ? week(from) : nameOf(unit, from);
    found.push({ id, from: start, to: earlier(to, service.to) });
  }
  const months = n * (MONTHS[unit] ?? 1);
  if (days !== undefined) return joined(found, Math.ceil((days * n) / 2));
  return months < 12 ? joined(found, 15 * months) : joined(found);
}

/** Runs of days of service that lie in the season. */
function seasonal(service: Period, seasons: readonly Data[]): Period[] {
  const all = datesOf(service.from, service.to);
  const found = seasons.flatMap((season): Period[] => {
    const runs = Map.groupBy(all, (day) =>
      season.from.startsWith('--') ? yearlyName(season, day) : datedName(season, day),
    );
    runs.delete(null);
    return [...runs].map(([name, own]) => ({ id: name as string, from: own[0] as string, to: own.at(-1) as string }));
  });
  return found.sort((a, b) => (a.from < b.from ? -1 : 1));
}

const datedName = ({ id, from, to }: Data, day: string): string | null => (from <= day && day <= to ? id : null);

/** By the year of its first day; the last of a shorter February stands for the 29th. */
function yearlyName({ id, from, to }: Data, day: string): string | null {
  const [first, last, own] = [from.slice(2), to.slice(2), day.slice(5)];
  const begun = own >= first || (first === '02-29' && own === '02-28' && !isLeap(day));
  const year = Number(day.slice(0, 4));
  const turns = last < first;
  if (begun) return turns || own <= last ? `${year}-${id}` : null;
  return turns && own <= last ? `${year - 1}-${id}` : null;
}

const isLeap = (day: string): boolean => plusDays(`${day.slice(0, 4)}-02-28`, 1).endsWith('-29');

function nameOf(unit: string, month: string): string {
  const [year, no] = [month.slice(0, 4), Number(month.slice(5, 7))];
  if (unit === 'quarter') return `${year}-Q${Math.ceil(no / 3)}`;
  if (unit === 'half-year') return `${year}-H${Math.ceil(no / 6)}`;
  return unit === 'year' ? year : month.slice(0, 7);
}

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
const monday = (day: string): string => plusDays(day, 1 - weekday(day));

/** ISO week: the first of a year is the one with 4 January. */
function week(day: string): string {
  const thursday = plusDays(day, 4 - weekday(day));
  const first = monday(`${thursday.slice(0, 4)}-01-04`);
  const no = (Date.parse(monday(day)) - Date.parse(first)) / (7 * 86_400_000) + 1;
  return `${thursday.slice(0, 4)}-W${String(no).padStart(2, '0')}`;
}

function inSteps(service: Period, begin: string, length: number, name: (day: string) => string): Period[] {
  const found: Period[] = [];
  for (let day = begin; day <= service.to; day = plusDays(day, length)) {
    const from = [day, service.from].sort()[1] as string;
    found.push({ id: name(day), from, to: earlier(plusDays(day, length - 1), service.to) });
  }
  return joined(found, Math.ceil(length / 2));
}

function byCalendar(service: Period, size: number, name: (month: string) => string): Period[] {
  const cut = Math.min(size, 12);
  const month = Number(service.from.slice(5, 7));
  const found: Period[] = [];
  let day = `${service.from.slice(0, 4)}-${String(month - ((month - 1) % cut)).padStart(2, '0')}-01`;
  for (; day <= service.to; day = plusMonths(day, size)) {
    const from = [day, service.from].sort()[1] as string;
    found.push({ id: name(day), from, to: earlier(plusDays(plusMonths(day, size), -1), service.to) });
  }
  return size < 12 ? joined(found, 15 * size) : joined(found);
}

/** A rest of fewer than half a bunch of months joins the last. */
function bunches(months: readonly Period[], size: number, name: (month: string) => string): Period[] {
  const count = Math.max(1, Math.round(months.length / size));
  return Array.from({ length: count }, (_, n) => {
    const own = months.slice(n * size, n === count - 1 ? undefined : (n + 1) * size);
    const [first, last] = [own[0] as Period, own.at(-1) as Period];
    return { id: name(first.id), from: first.from, to: last.to };
  });
}

function serviceYears(service: Period, n: number): Period[] {
  const years = yearsOf(service);
  const found = years.flatMap((one, at) =>
    at % n === 0 ? [{ ...one, to: (years[Math.min(at + n, years.length) - 1] as Period).to }] : [],
  );
  return found.length === 1 ? [{ ...service, id: 'service' }] : found;
}

const terms = (service: Period, all: readonly Data[]): Period[] =>
  all
    .filter(({ from, to }) => from <= service.to && to >= service.from)
    .map(({ id, from, to }) => ({ id, from: [from, service.from].sort()[1], to: earlier(to, service.to) }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));

function shifts(service: Period, times: readonly string[]): Owed[] {
  return datesOf(service.from, service.to).flatMap((day) =>
    times.map((time, n): Owed => {
      const opens = day === service.from && n === 0 ? '00:00' : time;
      const closes = times[n + 1] ?? (day === service.to ? '00:00' : (times[0] as string));
      const end = times[n + 1] === undefined ? plusDays(day, 1) : day;
      return {
        id: `${day}-s${n + 1}`,
        from: day,
        to: day,
        nth: n + 1,
        clock: { from: [day, opens], to: [end, closes] },
      };
    }),
  );
}

function parts(frame: Owed, n: number, spread: boolean): Owed[] {
  const bounds = (k: number): string => plusDays(frame.from, Math.floor((lengthOf(frame) * k) / n));
  return Array.from({ length: n }, (_, k) => ({
    id: `${frame.id}-n${k + 1}`,
    from: spread ? bounds(k) : frame.from,
    to: spread ? plusDays(bounds(k + 1), -1) : frame.to,
    nth: k + 1,
  }));
}

/** Days of every year as often as they lie in the service, and those that are named outright. */
function days(service: Period, dates: readonly string[]): string[] {
  const yearly = datesOf(service.from, service.to).filter((day) => dates.includes(`-${day.slice(4)}`));
  const named = dates.filter((one) => !one.startsWith('--'));
  return yearly.length === 0 ? named : [...new Set([...named, ...yearly])].sort();
}

/** One day of the period is among those on which it is owed. */
function isOwed(given: Given, obligation: Data, { from, to }: Period): boolean {
  return datesOf(from, to).some((day) => isWanted(given, obligation, day));
}
