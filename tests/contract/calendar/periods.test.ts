import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DateSpan,
  daysOf,
  type Interval,
  lengthOf,
  monthsOf,
  monthsOfDays,
  quartersOf,
  serviceMonth,
  wholeService,
  yearsOf,
} from '../../../src/contract/calendar/periods.ts';
import { runs } from '../../support/runs.ts';

const july: DateSpan = { from: '2026-07-15', to: '2027-07-14' };
const intervals: Interval[] = ['natural', 'service', 'day-26'];
const next = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

test.each([
  ['2026-07-15', '2027-07-14', 12],
  ['2026-01-01', '2026-01-31', 1],
  ['2025-11-25', '2025-12-24', 1],
  ['2025-11-25', '2026-10-27', 11 + 3 / 31],
  ['2026-11-01', '2026-11-15', 0.5],
])('the days from %s to %s cover %d months', (from, to, months) => {
  expect(monthsOfDays({ from, to })).toBeCloseTo(months, 9);
});

describe('a service year from 15 July', () => {
  test.each(intervals)('has 12 months and 4 quarters by %s', (interval) => {
    expect(monthsOf(july, interval)).toHaveLength(12);
    expect(quartersOf(july, interval).map((one) => one.id)).toEqual(['2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2']);
  });

  test('natural: the first 17 days stand alone, the last 14 join June', () => {
    const months = monthsOf(july, 'natural');
    expect(months[0]).toEqual({ id: '2026-07', from: '2026-07-15', to: '2026-07-31' });
    expect(months.at(-1)).toEqual({ id: '2027-06', from: '2027-06-01', to: '2027-07-14' });
  });

  test('service: from the 15th to the 14th', () => {
    const months = monthsOf(july, 'service');
    expect(months[0]).toEqual({ id: '2026-07', from: '2026-07-15', to: '2026-08-14' });
    expect(months.at(-1)).toEqual({ id: '2027-06', from: '2027-06-15', to: '2027-07-14' });
  });

  test('day-26: the first 11 days join August, the last 19 stand alone', () => {
    const months = monthsOf(july, 'day-26');
    expect(months[0]).toEqual({ id: '2026-08', from: '2026-07-15', to: '2026-08-25' });
    expect(months[5]).toEqual({ id: '2027-01', from: '2026-12-26', to: '2027-01-25' });
    expect(months.at(-1)).toEqual({ id: '2027-07', from: '2027-06-26', to: '2027-07-14' });
  });
});

describe('boundaries', () => {
  test('14 days join, 15 days do not', () => {
    expect(monthsOf({ from: '2026-03-18', to: '2026-12-31' }, 'natural')[0]).toMatchObject({
      id: '2026-04',
      from: '2026-03-18',
    });
    expect(monthsOf({ from: '2026-03-17', to: '2026-12-31' }, 'natural')[0]).toMatchObject({
      id: '2026-03',
      to: '2026-03-31',
    });
    expect(monthsOf({ from: '2026-01-01', to: '2026-12-14' }, 'natural').at(-1)).toMatchObject({
      id: '2026-11',
      to: '2026-12-14',
    });
    expect(monthsOf({ from: '2026-01-01', to: '2026-12-15' }, 'natural').at(-1)).toMatchObject({ id: '2026-12' });
  });

  test('a calendar year, its leap day included', () => {
    const year = { from: '2028-01-01', to: '2028-12-31' };
    expect(daysOf(year)).toHaveLength(366);
    expect(monthsOf(year, 'natural')[1]).toEqual({ id: '2028-02', from: '2028-02-01', to: '2028-02-29' });
    expect(quartersOf(year, 'natural')[0]).toEqual({ id: '2028-Q1', from: '2028-01-01', to: '2028-03-31' });
  });

  test('service months from the 31st do not drift', () => {
    const months = monthsOf({ from: '2026-01-31', to: '2027-01-30' }, 'service');
    expect(months).toHaveLength(12);
    expect(months.slice(0, 4).map((one) => one.from)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
    expect(new Set(months.map((one) => one.id)).size).toBe(12);
  });

  test('a thirteenth month of 15 or more days joins the fourth quarter', () => {
    const service = { from: '2026-07-16', to: '2027-07-15' };
    expect(monthsOf(service, 'natural')).toHaveLength(13);
    const quarters = quartersOf(service, 'natural');
    expect(quarters).toHaveLength(4);
    expect(quarters[3]).toEqual({ id: '2027-Q2', from: '2027-04-01', to: '2027-07-15' });
  });

  test('a service of a few days is one period of each kind', () => {
    const short = { from: '2026-07-28', to: '2026-08-06' };
    for (const interval of intervals) {
      expect(monthsOf(short, interval)).toHaveLength(1);
      expect(quartersOf(short, interval)).toHaveLength(1);
    }
    expect(yearsOf(short)).toEqual([{ id: 'service', ...short }]);
    expect(monthsOf({ from: '2026-07-28', to: '2026-07-28' }, 'natural')).toEqual([
      { id: '2026-07', from: '2026-07-28', to: '2026-07-28' },
    ]);
  });

  test('several service years are named by the year in which they begin', () => {
    expect(yearsOf({ from: '2026-07-15', to: '2028-07-14' })).toEqual([
      { id: '2026', from: '2026-07-15', to: '2027-07-14' },
      { id: '2027', from: '2027-07-15', to: '2028-07-14' },
    ]);
    expect(wholeService(july)).toEqual({ id: 'service', ...july });
  });

  test('the ninth service month, and one past the end of service', () => {
    expect(serviceMonth(july, 9)).toEqual({ from: '2027-03-15', to: '2027-04-14' });
    expect(serviceMonth({ from: '2026-01-01', to: '2026-05-31' }, 9)).toEqual({ from: '2026-05-31', to: '2026-05-31' });
  });
});

describe('for any service period', () => {
  const service = fc
    .tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 800 }))
    .map(([start, length]): DateSpan => {
      const from = Temporal.PlainDate.from('2023-01-01').add({ days: start });
      return { from: from.toString(), to: from.add({ days: length }).toString() };
    });

  /** Which month a day falls into; service months are counted from the first day. */
  const monthOf = (span: DateSpan, interval: Interval, day: string): string => {
    const date = Temporal.PlainDate.from(day);
    if (interval === 'natural') return day.slice(0, 7);
    if (interval === 'day-26') return (date.day >= 26 ? date.add({ months: 1 }) : date).toString().slice(0, 7);
    const start = Temporal.PlainDate.from(span.from);
    let n = 0;
    while (day >= start.add({ months: n + 1 }).toString()) n += 1;
    return String(n);
  };

  /** Every day goes into its month; then the two ends are joined when short. Slow and obvious. */
  const oracle = (span: DateSpan, interval: Interval): string[][] => {
    const groups = new Map<string, string[]>();
    for (const { id: day } of daysOf(span)) {
      const key = monthOf(span, interval, day);
      groups.set(key, [...(groups.get(key) ?? []), day]);
    }
    const list = [...groups.values()];
    if (list.length > 1 && (list[0]?.length ?? 0) < 15) list.splice(0, 2, list.slice(0, 2).flat());
    if (list.length > 1 && (list.at(-1)?.length ?? 0) < 15) list.splice(-2, 2, list.slice(-2).flat());
    return list;
  };

  test.each(intervals)('months by %s are those of the oracle', (interval) => {
    fc.assert(
      fc.property(service, (span) => {
        const expected = oracle(span, interval).map((days) => [days[0], days.at(-1)]);
        expect(monthsOf(span, interval).map((one) => [one.from, one.to])).toEqual(expected);
      }),
      { numRuns: runs(6) },
    );
  });

  test('periods of every kind cover it without gap or overlap, and no two have the same id', () => {
    fc.assert(
      fc.property(service, fc.constantFrom(...intervals), (span, interval) => {
        for (const periods of [monthsOf(span, interval), quartersOf(span, interval), yearsOf(span), daysOf(span)]) {
          expect(periods[0]?.from).toBe(span.from);
          expect(periods.at(-1)?.to).toBe(span.to);
          expect(periods.slice(1).map((one) => one.from)).toEqual(periods.slice(0, -1).map((one) => next(one.to)));
          expect(new Set(periods.map((one) => one.id)).size).toBe(periods.length);
          expect(periods.reduce((sum, one) => sum + lengthOf(one), 0)).toBe(lengthOf(span));
        }
      }),
      { numRuns: runs(4) },
    );
  });

  test('a service year always has four quarters, and eleven to thirteen months', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1500 }), fc.constantFrom(...intervals), (start, interval) => {
        const from = Temporal.PlainDate.from('2023-01-01').add({ days: start });
        const span = { from: from.toString(), to: from.add({ years: 1 }).subtract({ days: 1 }).toString() };
        expect(quartersOf(span, interval)).toHaveLength(4);
        expect([11, 12, 13]).toContain(monthsOf(span, interval).length);
      }),
      { numRuns: runs(15) },
    );
  });
});
