import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../../../src/contract/terms/requirements.ts';
import { attendanceOf } from '../../../src/subjects/attendance/judge/attendance.ts';
import duty, { type DutyRecord } from '../../../src/subjects/attendance/kinds/duty.ts';
import { starter } from '../../contract/_starter.ts';

const t = (text: string): string => `${text.replace(' ', 'T')}+08:00`;
let n = 0;

function on(date: string, state: DutyRecord['state'], changes: Partial<DutyRecord> = {}): DutyRecord {
  n += 1;
  return {
    ...duty.example,
    id: `ZB-${date.replaceAll('-', '')}-${String(n).padStart(3, '0')}`,
    date,
    state,
    signedInAt: t(`${date} 09:00:00`),
    signedOutAt: t(`${date} 17:30:00`),
    ...changes,
  };
}

const isWorkingDay = (date: string): boolean => ![6, 7].includes(Temporal.PlainDate.from(date).dayOfWeek);
const bureau = requirementsOf(starter().contract).posts;

/** Monday 23 to Sunday 29 November 2026. */
const week = (duties: DutyRecord[]) => attendanceOf(duties, '2026-11-23', '2026-11-29', isWorkingDay, bureau);

describe('attendanceOf', () => {
  it('asks for working days only', () => {
    expect(week([]).days.map((one) => one.date)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
    ]);
  });

  it('calls a day that nobody wrote down 未登记, which is neither present nor absent', () => {
    expect(week([])).toMatchObject({ counts: { unregistered: 5, absent: 0, present: 0 } });
  });

  it('counts a late resident as there, and a substitute who signed in; a name alone not', () => {
    const found = week([
      on('2026-11-23', 'present'),
      on('2026-11-24', 'late'),
      on('2026-11-25', 'leave', { signedInAt: undefined, signedOutAt: undefined }),
      on('2026-11-26', 'absent', { signedInAt: undefined, signedOutAt: undefined }),
    ]);
    expect(found.attended).toEqual({ numerator: 2, denominator: 5 });
    expect(found.counts).toMatchObject({ present: 1, late: 1, leave: 1, absent: 1, unregistered: 1 });
    const leave = on('2026-11-25', 'leave', { signedInAt: undefined, signedOutAt: undefined });
    expect(week([leave, on('2026-11-25', 'present')]).days[2]?.state).toBe('present');
  });

  it('takes one resident who was there for enough', () => {
    const found = week([on('2026-11-23', 'absent'), on('2026-11-23', 'present')]);
    expect(found.days[0]?.state).toBe('present');
  });

  it('does not take a roster for presence, and counts the 7×24 roster apart', () => {
    const found = week([on('2026-11-23', 'planned'), on('2026-11-28', 'present', { post: 'oncall' })]);
    expect(found.days[0]?.state).toBe('unregistered');
    expect([found.rostered, found.allDays]).toEqual([1, 7]);
  });

  it('knows no hours where one of the two times is missing', () => {
    const found = week([on('2026-11-23', 'present'), on('2026-11-24', 'present', { signedOutAt: undefined })]);
    expect(found.days.slice(0, 2).map((one) => one.seconds)).toEqual([8.5 * 3600, null]);
  });

  it('has no rate without working days', () => {
    const nothing = { numerator: 0, denominator: 0 };
    expect(attendanceOf([], '2026-11-28', '2026-11-29', () => false, bureau).attended).toEqual(nothing);
  });

  it('has no rate where nobody registered anything; beside one who was there the others count as owed', () => {
    expect(week([]).counts.unregistered).toBe(5);
    expect(week([]).attended).toEqual({ numerator: 0, denominator: 0 });
    expect(week([on('2026-11-23', 'present')]).attended).toEqual({ numerator: 1, denominator: 5 });
  });
});
