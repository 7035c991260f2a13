/**
 * What the recount reads: plain data as they stand in the files, without a schema of ours, and the arithmetic of times. It
 * shares no code with the tool, so that a mistake of the tool is none of the recount.
 */

/** A record, a manifest, a document or a file of the contract as it was parsed. */
// biome-ignore lint/suspicious/noExplicitAny: the recount trusts no schema of the tool, and a wrong field shows as a difference
export type Data = any;

const SECOND = 1000;
const MINUTES_OF_HOUR = 60;

/** Milliseconds of an instant. */
export const ms = (instant: string): number => Date.parse(instant);

/** Whole seconds from one instant to another. */
export const seconds = (from: string, to: string): number => Math.floor((ms(to) - ms(from)) / SECOND);

/** Whether an instant is there and not after another. */
export const upTo = (instant: string | undefined | null, end: string): instant is string =>
  instant !== undefined && instant !== null && ms(instant) <= ms(end);

/** Offset at the end of an instant in minutes: `+08:00` is 480. */
export function offsetOf(instant: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(instant) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * MINUTES_OF_HOUR + Number(minutes));
}

/** Times of one contract, which all bear one offset. */
export interface Clock {
  /** Contract date of an instant. */
  day(instant: string): string;
  /** Instant in milliseconds of a wall clock on a date. */
  at(date: string, clock: string): number;
}

/** @param sample any instant of the contract's own offset */
export function clockOf(sample: string): Clock {
  const shift = offsetOf(sample) * MINUTES_OF_HOUR * SECOND;
  return {
    day: (instant) => new Date(ms(instant) + shift).toISOString().slice(0, 'yyyy-mm-dd'.length),
    at: (date, clock) => Date.parse(`${date}T${clock.length === 'hh:mm'.length ? `${clock}:00` : clock}Z`) - shift,
  };
}

const DAY = 86_400_000;

/** Each step from a date is reckoned once: the same few are asked for millions of times. */
function once(step: (date: string, count: number) => string): (date: string, count: number) => string {
  const known = new Map<number, Map<string, string>>();
  return (date, count) => {
    const own = known.get(count) ?? new Map<string, string>();
    const later = own.get(date) ?? step(date, count);
    known.set(count, own.set(date, later));
    return later;
  };
}

/** The date some days later. */
export const plusDays = once((date, days) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10),
);

/** How many dates there are from one to another, both included. */
export const daysFrom = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY + 1);

/** The date some months later; the last of a shorter month. */
export const plusMonths = once((date, months) => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
});

/** Every date from one to another, both included. */
export function datesOf(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = plusDays(date, 1)) dates.push(date);
  return dates;
}

/** Order of records of one kind: -1000 of a day follows its -999. */
export const byId = (a: Data, b: Data): number => IDS.compare(a.id, b.id);
const IDS = new Intl.Collator('en', { numeric: true });

/** The date that the id of a record bears: `GZ-20261124-001`. */
export const idDate = (id: string): string => id.replace(/^[A-Z]+-(\d{4})(\d\d)(\d\d)-.*$/, '$1-$2-$3');
