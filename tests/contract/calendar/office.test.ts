/** Office hours by one span of working days, or by a calendar that the contract defines; and what is wrong with them. */
import { describe, expect, test } from 'vitest';
import { checkOfficeHours } from '../../../src/contract/bundle/check-days.ts';
import { officeText, officeTime } from '../../../src/contract/calendar/office.ts';
import { calendarSchema } from '../../../src/contract/terms/calendars.ts';

const works = (day: string): boolean => day !== '2027-05-03';
const terms = [{ id: '2026-T2', name: '第二学期', from: '2027-05-01', to: '2027-05-28' }];
const school = calendarSchema.parse({
  ...{ id: 'school', name: '到校时间', days: 'working-days', only: 'terms' },
  hours: [
    { from: '08:00', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ],
});
const at = (day: string, clock: string): string => `2027-${day}T${clock}:00+08:00`;

describe('the office is open', () => {
  test('on working days between two clocks', () => {
    const office = officeTime({ officeHours: { from: '09:00', to: '17:30' } }, works);
    const times = [at('05-04', '09:00'), at('05-04', '17:30'), at('05-03', '10:00'), at('06-04', '10:00')];
    expect(times.map((one) => office.holds(one))).toEqual([true, false, false, true]);
    expect(officeText(office)).toBe('09:00–17:30');
  });

  test('in the time of a calendar, whose noon and vacations are outside', () => {
    const office = officeTime({ officeHours: { calendar: 'school' }, calendars: [school], terms }, works);
    const times = [at('05-04', '08:00'), at('05-04', '12:30'), at('05-03', '10:00'), at('06-04', '10:00')];
    expect(times.map((one) => office.holds(one))).toEqual([true, false, false, false]);
    expect(officeText(office)).toBe('08:00–12:00、13:30–17:30');
  });
});

test.each([
  [{ from: '09:00', to: '17:30' }, []],
  [{ calendar: 'school' }, []],
  [{}, ['officeHours']],
  [{ from: '09:00' }, ['officeHours.to']],
  [{ from: '09:00', to: '17:30', calendar: 'school' }, ['officeHours.calendar']],
  [{ calendar: 'shcool' }, ['officeHours.calendar']],
])('%j', (officeHours, wrong) => {
  const found = checkOfficeHours({ officeHours, calendars: [school], terms });
  expect(found.map((one) => one.at)).toEqual(wrong);
  if (JSON.stringify(officeHours).includes('shcool')) expect(found[0]?.expected).toContain('可能想写 school');
});
