/** Which days a calendar of the contract opens, by its name: worked out from the file's data, for whoever counts by days. */
import type { Data } from './data.ts';
import type { Terms } from './terms.ts';

type Given = Pick<Terms, 'contract' | 'workdays'>;

const SUNDAY = 7;
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || SUNDAY;
const among = (spans: readonly Data[] | undefined, day: string): boolean =>
  (spans ?? []).some(({ from, to }) => from <= day && day <= to);

/** What the words say that no contract defines. */
const words: Readonly<Record<string, (given: Given, day: string) => boolean>> = {
  all: () => true,
  'working-days': ({ workdays }, day) => workdays.works(day),
  'non-working-days': ({ workdays }, day) => !workdays.works(day),
  weekdays: (_, day) => weekdayOf(day) < 6,
  terms: ({ contract }, day) => among(contract.terms, day),
  vacations: ({ contract }, day) => !among(contract.terms, day),
};

/** true of a day of the calendar that bears this name. */
export function opensOn(given: Given, name: string, day: string): boolean {
  const word = words[name];
  if (word !== undefined) return word(given, day);
  const own = (given.contract.calendars ?? []).find((one: Data) => one.id === name);
  return own !== undefined && hoursOf(given, own, day).length > 0;
}

/** The hours of the calendar that begin on a day; none on one that it does not open. */
export function hoursOf(given: Given, calendar: Data, day: string): Data[] {
  const all: Data[] = calendar.hours ?? [{ from: '00:00', to: '24:00' }];
  const on = (weekday: number): Data[] =>
    all.filter((one) => one.weekdays === undefined || one.weekdays.map(Number).includes(weekday));
  const extra = among(calendar.extra, day);
  if (!extra && !isUsual(given, calendar, day)) return [];
  const weekday = weekdayOf(day);
  const own = on(weekday);
  // In place of another day: as on the first day of the week that the data name.
  const moved = extra || (calendar.days === 'working-days' && weekday > 5);
  return own.length === 0 && moved ? on(Number(all.find((one) => one.weekdays !== undefined)?.weekdays[0])) : own;
}

function isUsual(given: Given, calendar: Data, day: string): boolean {
  const base =
    calendar.days === 'weekdays' && calendar.weekdays !== undefined
      ? calendar.weekdays.map(Number).includes(weekdayOf(day))
      : calendar.days !== 'listed' && opensOn(given, calendar.days, day);
  return base && isWanted(given, calendar, day);
}

/** true of a day of `only` that none of `except` takes away. */
export function isWanted(given: Given, { only, except }: Data, day: string): boolean {
  const taken = (except ?? []).some((one: Data) =>
    one.calendar === undefined ? among([one], day) : opensOn(given, one.calendar, day),
  );
  return !taken && (only === undefined || opensOn(given, only, day));
}
