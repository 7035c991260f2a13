import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  lastWorkingDay,
  nextWorkingDay,
  workdayCalendar,
  workingDaysAfter,
  workingDaysBefore,
  workingDaysIn,
} from '../../../src/contract/calendar/working-days.ts';
import { loadWorkingDays, packagedYears } from '../../../src/contract/calendar/working-days-data.ts';

const calendar = loadWorkingDays();

/** 2025 as the State Council's notice has it, written down here by hand. */
const notice2025 = {
  off: [
    ['2025-01-01', '2025-01-01'],
    ['2025-01-28', '2025-02-04'],
    ['2025-04-04', '2025-04-06'],
    ['2025-05-01', '2025-05-05'],
    ['2025-05-31', '2025-06-02'],
    ['2025-10-01', '2025-10-08'],
  ],
  work: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
} as const;

const everyDay = (year: number): string[] => {
  const days: string[] = [];
  for (let d = Temporal.PlainDate.from(`${year}-01-01`); d.year === year; d = d.add({ days: 1 }))
    days.push(d.toString());
  return days;
};

describe('the packaged calendar', () => {
  test('holds the published years without a gap, and 2027 is not among them', () => {
    const years = packagedYears().map((one) => one.year);
    expect(years[0]).toBe(2004);
    expect(years).toEqual(years.map((_, n) => 2004 + n));
    expect(calendar.published(2026)).toBe(true);
    expect(calendar.published(2027)).toBe(false);
  });

  test('agrees with the 2025 notice on every day', () => {
    const expected = everyDay(2025).filter((day) => {
      if ((notice2025.work as readonly string[]).includes(day)) return true;
      if (notice2025.off.some(([from, to]) => from <= day && day <= to)) return false;
      return Temporal.PlainDate.from(day).dayOfWeek <= 5;
    });
    expect(workingDaysIn(calendar, '2025-01-01', '2025-12-31')).toEqual(expected);
    expect(expected.length).toBe(248);
  });

  test('agrees with the notice as another publisher tells it, day by day', () => {
    const file = join(import.meta.dirname, '../../fixtures/holidays/2025.json');
    const { days } = JSON.parse(readFileSync(file, 'utf8')) as { days: { date: string; isOffDay: boolean }[] };
    expect(days.length).toBe(33);
    for (const { date, isOffDay } of days) expect([date, calendar.isWorkingDay(date)]).toEqual([date, !isOffDay]);
  });
});

describe('counting', () => {
  test('Spring Festival is crossed in one step, a make-up Saturday is a working day', () => {
    expect(nextWorkingDay(calendar, '2026-02-14')).toBe('2026-02-24');
    expect(calendar.isWorkingDay('2026-02-14')).toBe(true);
    expect(calendar.isWorkingDay('2026-02-28')).toBe(true);
    expect(lastWorkingDay(calendar, '2026-02-01', '2026-02-28')).toBe('2026-02-28');
  });

  test('the last working day skips a weekend, a holiday and the end of the year', () => {
    expect(lastWorkingDay(calendar, '2026-10-01', '2026-10-31')).toBe('2026-10-30');
    expect(lastWorkingDay(calendar, '2025-05-01', '2025-05-31')).toBe('2025-05-30');
    expect(lastWorkingDay(calendar, '2024-02-01', '2024-02-29')).toBe('2024-02-29');
    expect(nextWorkingDay(calendar, '2025-12-31')).toBe('2026-01-04');
  });

  test('a period without a working day gives its last day', () => {
    expect(lastWorkingDay(calendar, '2026-02-16', '2026-02-20')).toBe('2026-02-20');
  });

  test('before and after do not count the day itself, and undo each other from a working day', () => {
    expect(workingDaysBefore(calendar, '2026-10-09', 1)).toBe('2026-10-08');
    expect(workingDaysBefore(calendar, '2026-10-08', 1)).toBe('2026-09-30');
    expect(workingDaysAfter(calendar, '2026-09-30', 2)).toBe('2026-10-09');
    for (const day of workingDaysIn(calendar, '2026-01-01', '2026-03-31')) {
      expect(workingDaysBefore(calendar, workingDaysAfter(calendar, day, 20), 20)).toBe(day);
    }
  });

  test('an unpublished year counts Monday to Friday and says so', () => {
    expect(calendar.isWorkingDay('2027-10-01')).toBe(true);
    expect(calendar.isWorkingDay('2027-10-02')).toBe(false);
  });

  test('a year typed in by hand is published, and wins over the package', () => {
    const own = loadWorkingDays([{ year: 2027, off: ['2027-10-01'], work: ['2027-10-09'] }]);
    expect(own.published(2027)).toBe(true);
    expect(own.isWorkingDay('2027-10-01')).toBe(false);
    expect(own.isWorkingDay('2027-10-09')).toBe(true);
    const corrected = loadWorkingDays([{ year: 2026, off: [], work: [] }]);
    expect(corrected.isWorkingDay('2026-10-01')).toBe(true);
  });

  test('a calendar without working days ends with an error, not in a loop', () => {
    const off = everyDay(2026);
    expect(() => nextWorkingDay(workdayCalendar([{ year: 2026, off, work: [] }]), '2026-03-01')).toThrow(RangeError);
  });

  test('a day that does not exist is refused', () => {
    expect(() => calendar.isWorkingDay('2026-02-29')).toThrow(RangeError);
  });
});
