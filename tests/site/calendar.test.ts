import { describe, expect, it } from 'vitest';
import type { SiteOccurrence } from '../../src/report/site-model.ts';
import { calendarOf } from '../../src/site/lib/calendar.ts';

const one = (period: string, state: SiteOccurrence['state'], dueAt: string | null = null): SiteOccurrence => ({
  obligation: 'inspection-log',
  name: '系统巡检日志',
  period,
  periodText: period,
  state,
  stateText: state,
  dueAt,
  owed: dueAt !== null,
  issuedAt: null,
  lacks: [],
  document: null,
});

describe('the calendar of the year', () => {
  it('puts a day under its own date and everything else under its due date', () => {
    const [month] = calendarOf(
      [one('2026-11-24', 'on-time'), one('2026-11', 'overdue', '2026-11-30T17:00:00+08:00')],
      '2026-11-24',
    );
    expect(month?.id).toBe('2026-11');
    expect(month?.days[23]).toMatchObject({ day: 24, state: 'on-time' });
    expect(month?.days[29]).toMatchObject({ day: 30, state: 'overdue' });
    expect(month?.days[22]).toMatchObject({ state: null, counts: [] });
  });

  it('shows of several the one that needs attention first, and counts all', () => {
    const [month] = calendarOf(
      [one('2026-11-24', 'on-time'), one('2026-11-24', 'on-time'), one('2026-11-24', 'missing')],
      '2026-11-24',
    );
    expect(month?.days[23]).toEqual({
      day: 24,
      state: 'missing',
      counts: [
        { state: 'missing', count: 1 },
        { state: 'on-time', count: 2 },
      ],
    });
  });

  it('has no days that do not exist', () => {
    const [february] = calendarOf([one('2027-02-01', 'upcoming')], '2027-02-01');
    expect(february?.days.filter((day) => day !== null)).toHaveLength(28);
    const [leap] = calendarOf([one('2028-02-01', 'upcoming')], '2028-02-01');
    expect(leap?.days.filter((day) => day !== null)).toHaveLength(29);
  });

  it('holds a whole service year, and of ten years the one that today lies in', () => {
    const months = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => {
        const month = from + n;
        return one(`${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-15`, 'on-time');
      });
    const year = calendarOf(months(0, 13), '2020-03-01').map(({ id }) => id);
    expect([year.length, year[0], year.at(-1)]).toEqual([13, '2020-01', '2021-01']);
    const late = calendarOf(months(0, 120), '2026-05-20').map(({ id }) => id);
    expect([late.length, late.at(-1)]).toEqual([13, '2026-05']);
  });

  it('is empty without occurrences', () => expect(calendarOf([], '2026-11-24')).toEqual([]));
});
