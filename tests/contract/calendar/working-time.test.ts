/** Time that counts by a calendar: worked out by stretches, against a slow oracle that looks at every tenth minute. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workingTime } from '../../../src/contract/calendar/working-time.ts';
import { type Calendar, calendarSchema } from '../../../src/contract/terms/calendars.ts';
import { at, dateOf, formatTime, type InstantText, toDate, toInstant, toText } from '../../../src/contract/time.ts';

const OFF = new Set(['2027-05-03', '2027-05-04', '2027-05-05']);
const workdays = {
  isWorkingDay: (day: string) => day === '2027-05-08' || (toDate(day).dayOfWeek <= 5 && !OFF.has(day)),
};
const calendar = (given: object): Calendar => calendarSchema.parse({ id: 'own', name: '自定', ...given });
const when = (day: string, clock: string): InstantText => toText(at(`2027-${day}`, clock));

const day = calendar({
  days: 'working-days',
  hours: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ],
});
const night = calendar({ days: 'all', hours: [{ from: '22:00', to: '06:00' }] });
const rest = calendar({ days: 'non-working-days' });
const shop = calendar({
  days: 'weekdays',
  weekdays: ['6', '7'],
  hours: [{ from: '10:00', to: '24:00' }],
  except: [{ from: '2027-05-15', to: '2027-05-16' }],
});

describe('the time of a calendar', () => {
  const time = workingTime(day, workdays);

  test('counts hours of working days alone, one that was moved among them', () => {
    expect(time.seconds(when('05-07', '11:00'), when('05-08', '10:00'))).toBe((1 + 4.5 + 1) * 3600);
    expect(time.seconds(when('05-01', '00:00'), when('05-06', '00:00'))).toBe(0);
    expect(time.seconds(when('05-07', '12:00'), when('05-07', '09:00'))).toBe(0);
  });

  test('runs over midnight, and on the days that others have off', () => {
    const own = workingTime(night, workdays);
    expect(own.seconds(when('05-07', '23:00'), when('05-08', '23:00'))).toBe((7 + 1) * 3600);
    expect([
      own.holds(when('05-08', '05:59')),
      own.holds(when('05-08', '06:00')),
      own.holds(when('05-08', '22:00')),
    ]).toEqual([true, false, true]);
    expect(workingTime(rest, workdays).holds(when('05-04', '03:00'))).toBe(true);
    expect(workingTime(rest, workdays).holds(when('05-08', '03:00'))).toBe(false);
  });

  test('ends a number of working days at the end of the last one', () => {
    expect(time.endOfDay(when('05-07', '17:00'), 1)).toBe(when('05-08', '18:00'));
    expect(time.endOfDay(when('05-08', '20:00'), 2)).toBe(when('05-11', '18:00'));
    expect(time.endOfDay(when('05-09', '08:00'), 1)).toBe(when('05-10', '18:00'));
    expect(time.endOfDay(when('05-07', '08:00'), 0)).toBe(when('05-07', '18:00'));
  });

  test('ends at a time of the last day, of none at the first such time that is not past', () => {
    const everyDay = workingTime(calendar({ days: 'all' }), workdays);
    expect(time.endOfDay(when('05-07', '17:00'), 1, '12:00')).toBe(when('05-08', '12:00'));
    expect(time.endOfDay(when('05-08', '20:00'), 1, '24:00')).toBe(when('05-11', '00:00'));
    expect(everyDay.endOfDay(when('05-07', '20:00'), 1, '08:30')).toBe(when('05-08', '08:30'));
    expect(everyDay.endOfDay(when('05-07', '08:30'), 0, '08:30')).toBe(when('05-07', '08:30'));
    const half = fc.integer({ min: 0, max: 6 * 48 }).map((n) => n * 30);
    const first = fc.record({ minute: half, edge: fc.constantFrom(-1, 0, 1) });
    fc.assert(
      fc.property(
        first,
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom('08:30', '12:00', '24:00'),
        (one, days, clock) => {
          const from = toText(toInstant(when('05-01', '00:00')).add({ seconds: one.minute * 60 + one.edge }));
          // Counted by hand: the days of the calendar from the start on, one after the other.
          let left = days;
          let here = dateOf(from);
          const endsOn = (date: string) => toText(at(date, clock));
          const next = (date: string) => toDate(date).add({ days: 1 }).toString();
          if (days === 0) while (!workdays.isWorkingDay(here) || endsOn(here) < from) here = next(here);
          while (left > 0) {
            here = next(here);
            if (workdays.isWorkingDay(here)) left -= 1;
          }
          expect(time.endOfDay(from, days, clock)).toBe(endsOn(here));
        },
      ),
    );
  });

  test('never comes where every day is left out', () => {
    const none = workingTime(calendar({ days: 'all', except: [{ from: '2020-01-01', to: '2040-01-01' }] }), workdays);
    expect([none.after(when('05-07', '08:00'), 60), none.endOfDay(when('05-07', '08:00'), 1)]).toEqual([null, null]);
  });

  test('stretches that overlap count once', () => {
    const own = calendar({
      days: 'all',
      hours: [
        { from: '08:00', to: '12:00' },
        { from: '10:00', to: '14:00' },
      ],
    });
    expect(workingTime(own, workdays).seconds(when('05-07', '00:00'), when('05-08', '00:00'))).toBe(6 * 3600);
  });
});

/** Ten minutes after the other: all hours begin and end on them. */
function slow(given: Calendar, from: InstantText, minutes: number): number {
  const isOn = (date: string): boolean => {
    if ((given.except ?? []).some(({ from = '', to = '' }) => from <= date && date <= to)) return false;
    if (given.days === 'all') return true;
    if (given.days === 'weekdays') return (given.weekdays ?? []).includes(toDate(date).dayOfWeek);
    return workdays.isWorkingDay(date) === (given.days === 'working-days');
  };
  let sum = 0;
  for (let n = 0; n < minutes; n += 10) {
    const instant = toText(toInstant(from).add({ minutes: n }));
    const date = dateOf(instant);
    const clock = formatTime(instant).slice(0, 5);
    const before = toDate(date).subtract({ days: 1 }).toString();
    const within = (given.hours ?? [{ from: '00:00', to: '24:00' }]).some((one) =>
      one.to > one.from
        ? isOn(date) && clock >= one.from && clock < one.to
        : (isOn(date) && clock >= one.from) || (isOn(before) && clock < one.to),
    );
    if (within) sum += 600;
  }
  return sum;
}

test('any span of any of them, as the oracle counts it; and what has run by then has run then', () => {
  const calendars = [day, night, rest, shop];
  const given = fc.record({
    which: fc.constantFrom(...calendars),
    start: fc.integer({ min: 0, max: 20 * 144 }).map((n) => n * 10),
    minutes: fc.integer({ min: 1, max: 300 }).map((n) => n * 10),
  });
  fc.assert(
    fc.property(given, ({ which, start, minutes }) => {
      const from = toText(toInstant(when('05-01', '00:00')).add({ minutes: start }));
      const to = toText(toInstant(from).add({ minutes }));
      const time = workingTime(which, workdays);
      const seconds = time.seconds(from, to);
      expect(seconds).toBe(slow(which, from, minutes));
      if (seconds === 0) return;
      const reached = time.after(from, seconds) as InstantText;
      expect(time.seconds(from, reached)).toBe(seconds);
      expect(toInstant(reached).epochMilliseconds).toBeLessThanOrEqual(toInstant(to).epochMilliseconds);
    }),
    { numRuns: 60, seed: 14 },
  );
});
