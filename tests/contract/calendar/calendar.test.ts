import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allObligations } from '../../../src/contract/bundle/bundle.ts';
import { periodsOf } from '../../../src/contract/calendar/cadence-periods.ts';
import { occurrencesOf, onRequestOccurrence, windowOf } from '../../../src/contract/calendar/calendar.ts';
import type { Occurrence } from '../../../src/contract/calendar/occurrence.ts';
import { documentNumber } from '../../../src/contract/calendar/period-text.ts';
import type { DateSpan } from '../../../src/contract/calendar/periods.ts';
import { type HolidayYear, workdayCalendar } from '../../../src/contract/calendar/working-days.ts';
import { loadWorkingDays } from '../../../src/contract/calendar/working-days-data.ts';
import type { Obligation } from '../../../src/contract/terms/obligations.ts';
import { runs } from '../../support/runs.ts';
import { starter } from '../_starter.ts';

const bundle = starter();
const obligations = allObligations(bundle);
const workdays = loadWorkingDays();
const asOf = '2026-11-24T12:00:00+08:00';
const calendar = (servicePeriod: DateSpan, list: readonly Obligation[] = obligations): Occurrence[] =>
  occurrencesOf({ obligations: list, servicePeriod, workdays, events: [], asOf });
const named = (id: string): Obligation => {
  const found = obligations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no obligation ${id}`);
  return found;
};

describe('the service year of 2026', () => {
  const year = { from: '2026-01-01', to: '2026-12-31' };
  const all = calendar(year);
  const of = (id: string): Occurrence[] => all.filter((one) => one.obligation === id);

  test('is known whole on the first day', () => {
    const counts = Object.fromEntries(obligations.map((one) => [one.id, of(one.id).length]));
    expect(counts).toMatchObject({
      'inspection-log': 365,
      'daily-maintenance': 365,
      'monthly-maintenance': 12,
      'backup-restore-test': 4,
      'compliance-statement': 4,
      'recovery-drill': 1,
      'service-review': 1,
      'incident-analysis': 0,
      'asset-register': 4,
      'call-register': 12,
      'service-plan': 1,
      'service-handover': 1,
    });
    expect(all).toHaveLength(365 * 2 + 5 * 12 + 2 * 4 + 2 + 13 * 12 + 4 + 6);
  });

  test('is sorted by due time', () => {
    const dues = all.map((one) => one.dueAt ?? '9999');
    expect(dues).toEqual([...dues].sort());
  });

  test('gives each document a number of its own', () => {
    const codes = new Map(obligations.map((one) => [one.id, one.code]));
    const numbers = all.map((one) => documentNumber('HQSF', codes.get(one.obligation) ?? '', one.period, 1));
    expect(new Set(numbers).size).toBe(all.length);
  });

  test('only what looks past the published calendar is provisional', () => {
    const provisional = all.filter((one) => one.provisional === true).map((one) => `${one.obligation} ${one.period}`);
    expect(provisional).toEqual(['daily-maintenance 2026-12-31', 'signing-sheet 2026-12']);
  });

  test('daily reports run from 17:00 to 17:00, from the first hour of service to its last', () => {
    const days = of('daily-maintenance').sort((a, b) => (a.period < b.period ? -1 : 1));
    expect(days[0]?.span).toEqual({ from: '2026-01-01T00:00:00+08:00', to: '2026-01-01T17:00:00+08:00' });
    expect(days[1]?.span).toEqual({ from: '2026-01-01T17:00:00+08:00', to: '2026-01-02T17:00:00+08:00' });
    expect(days.at(-1)?.span).toEqual({ from: '2026-12-30T17:00:00+08:00', to: '2027-01-01T00:00:00+08:00' });
    // No report of the last day before its interval is over.
    expect(days.at(-1)?.issueFrom).toBe('2027-01-01T00:00:00+08:00');
    expect(days.at(-2)?.issueFrom).toBe('2026-12-30T17:00:00+08:00');
    expect(days.slice(1).map((one) => one.span?.from)).toEqual(days.slice(0, -1).map((one) => one.span?.to));
  });

  test('windows are half open, in contract time', () => {
    expect(windowOf({ from: '2026-02-01', to: '2026-02-28' })).toEqual({
      from: '2026-02-01T00:00:00+08:00',
      to: '2026-03-01T00:00:00+08:00',
    });
    const span = { from: '2026-11-23T17:00:00+08:00', to: '2026-11-24T17:00:00+08:00' };
    expect(windowOf({ from: '2026-11-24', to: '2026-11-24', span })).toBe(span);
  });
});

describe('other service periods', () => {
  test('a service year from 15 July over the unpublished 2027', () => {
    const all = calendar({ from: '2026-07-15', to: '2027-07-14' });
    const backup = all.filter((one) => one.obligation === 'backup-restore-test');
    expect(backup.map((one) => [one.period, one.dueAt, one.provisional ?? false])).toEqual([
      ['2026-Q3', '2026-10-14T17:00:00+08:00', false],
      ['2026-Q4', '2027-01-14T17:00:00+08:00', true],
      ['2027-Q1', '2027-04-14T17:00:00+08:00', true],
      ['2027-Q2', '2027-07-14T17:00:00+08:00', true],
    ]);
    const review = all.find((one) => one.obligation === 'service-review');
    expect(review).toMatchObject({ period: 'service', dueAt: '2027-06-16T17:00:00+08:00', provisional: true });
  });

  test('a leap year has its day', () => {
    const days = calendar({ from: '2028-01-01', to: '2028-12-31' }, [named('inspection-log')]);
    expect(days).toHaveLength(366);
    expect(days.map((one) => one.period)).toContain('2028-02-29');
  });

  test('two service years owe two drills, each with its plan', () => {
    const all = calendar({ from: '2024-01-01', to: '2025-12-31' });
    const of = (id: string) => all.filter((one) => one.obligation === id).map((one) => [one.period, one.dueAt]);
    expect(of('recovery-drill')).toEqual([
      ['2024', '2024-09-30T17:00:00+08:00'],
      ['2025', '2025-09-30T17:00:00+08:00'],
    ]);
    expect(of('drill-plan')).toEqual([
      ['2024', '2024-09-14T17:00:00+08:00'],
      ['2025', '2025-09-17T17:00:00+08:00'],
    ]);
    expect(of('service-plan')).toHaveLength(1);
  });

  test('dates of one’s own', () => {
    const one: Obligation = {
      ...named('service-plan'),
      every: undefined,
      dates: ['2026-03-01', '2026-09-01'],
      due: { after: 'period-end', days: 0, time: '12:00', agreed: true },
    };
    expect(
      calendar({ from: '2026-01-01', to: '2026-12-31' }, [one]).map((found) => [found.period, found.dueAt]),
    ).toEqual([
      ['2026-03-01', '2026-03-01T12:00:00+08:00'],
      ['2026-09-01', '2026-09-01T12:00:00+08:00'],
    ]);
  });

  test('on request: from the first day of service, due at no time', () => {
    expect(onRequestOccurrence(named('compliance-statement'), bundle.contract.servicePeriod, '2026-11-24')).toEqual({
      obligation: 'compliance-statement',
      period: 'service-20261124',
      from: '2026-01-01',
      to: '2026-11-24',
      issueFrom: '2026-11-24T00:00:00+08:00',
      dueAt: null,
    });
  });
});

describe('against a slow, obvious oracle', () => {
  const add = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();
  /** Random notices: any day may be off, any weekend day worked. */
  const notices = fc.uniqueArray(fc.integer({ min: 0, max: 1095 }), { maxLength: 120 }).map((offsets) => {
    const days = offsets.map((n) => add('2025-01-01', n)).sort();
    const weekend = (day: string) => Temporal.PlainDate.from(day).dayOfWeek > 5;
    return [2025, 2026, 2027].map((year): HolidayYear => {
      const own = days.filter((day) => day.startsWith(String(year)));
      return { year, off: own.filter((day) => !weekend(day)), work: own.filter(weekend) };
    });
  });
  const works = (years: readonly HolidayYear[], day: string): boolean => {
    const year = years.find((one) => day.startsWith(String(one.year)));
    if (year?.work.includes(day)) return true;
    return !year?.off.includes(day) && Temporal.PlainDate.from(day).dayOfWeek < 6;
  };
  const firstAfter = (years: readonly HolidayYear[], day: string): string => {
    let next = add(day, 1);
    while (!works(years, next)) next = add(next, 1);
    return next;
  };
  const lastIn = (years: readonly HolidayYear[], from: string, to: string): string => {
    const all: string[] = [];
    for (let day = from; day <= to; day = add(day, 1)) all.push(day);
    return all.filter((day) => works(years, day)).at(-1) ?? to;
  };
  const service = fc
    .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 400 }))
    .map(
      ([start, length]): DateSpan => ({ from: add('2025-03-01', start), to: add(add('2025-03-01', start), length) }),
    );

  test('the daily obligations', () => {
    fc.assert(
      fc.property(service, notices, (servicePeriod, years) => {
        const list = [named('inspection-log'), named('daily-maintenance')];
        const found = occurrencesOf({
          obligations: list,
          servicePeriod,
          workdays: workdayCalendar(years),
          events: [],
          asOf,
        });
        for (const { obligation, period, dueAt } of found) {
          const next = `${firstAfter(years, period)}T10:00:00+08:00`;
          const sameDay = obligation === 'inspection-log' && works(years, period);
          expect(dueAt).toBe(sameDay ? `${period}T17:00:00+08:00` : next);
        }
      }),
      { numRuns: runs(3) },
    );
  });

  test('months and quarters by every interval', () => {
    fc.assert(
      fc.property(
        service,
        notices,
        fc.constantFrom('natural', 'service', 'day-26'),
        (servicePeriod, years, interval) => {
          const list = ['monthly-maintenance', 'backup-restore-test'].map(
            (id) => ({ ...named(id), interval }) as Obligation,
          );
          const found = occurrencesOf({
            obligations: list,
            servicePeriod,
            workdays: workdayCalendar(years),
            events: [],
            asOf,
          });
          expect(found).toHaveLength(list.reduce((sum, one) => sum + periodsOf(one, servicePeriod).length, 0));
          for (const one of found) {
            const day = lastIn(years, one.from, one.to);
            expect(one).toMatchObject({ dueAt: `${day}T17:00:00+08:00`, issueFrom: `${day}T09:00:00+08:00` });
            expect(one.provisional).toBeUndefined();
          }
        },
      ),
      { numRuns: runs(4) },
    );
  });
});
