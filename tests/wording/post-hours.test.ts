/** 上班时间: as the data give it, and what they do not give is said to be missing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Post } from '../../src/contract/terms/requirements.ts';
import { officeHoursText, postClock, postHoursText } from '../../src/wording/post-hours.ts';

const post = (more: Partial<Post>): Post => ({
  ...{ id: 'a', name: '驻场工程师', post: 'resident', headcount: 1, days: 'working-days', clauses: ['1'] },
  ...more,
});
const clock = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((one) => String(one).padStart(2, '0')).join(':'));

describe('the hours of a post', () => {
  it('are said with the paper and with what nobody wrote down of them', () => {
    const hours = { from: '09:00', to: '18:00' };
    expect(postHoursText({}, post({ hours, hoursText: '5×8' }))).toBe(
      '工作日 09:00–18:00（合同写作 5×8；其间的休息时间没有写明）',
    );
    expect(postHoursText({}, post({ post: 'oncall', days: 'all', hoursText: '7×24' }))).toBe(
      '每日（合同写作 7×24；没有另写起止时刻，按全天）',
    );
  });

  it('are those of its shifts, or of the calendar that it names, over midnight too', () => {
    const shifts = [
      { name: '早班', from: '08:00', to: '20:00' },
      { name: '夜班', from: '20:00', to: '08:00' },
    ];
    expect(postHoursText({}, post({ days: 'all', shifts }))).toBe('每日 早班 08:00–20:00、夜班 20:00–次日 08:00');
    const teaching = {
      ...{ id: 'teaching', name: '教学时间', days: 'working-days' as const },
      hours: [
        { from: '08:00', to: '12:00' },
        { from: '13:30', to: '17:30', weekdays: [1, 2] },
      ],
    };
    expect(postHoursText({ calendars: [teaching] }, post({ days: 'teaching', only: 'terms' }))).toBe(
      '教学时间，只在学期内 08:00–12:00、星期一、二 13:30–17:30',
    );
  });

  it('name both ends of whatever the data say, and never a clock that they do not', () => {
    fc.assert(
      fc.property(clock, clock, fc.boolean(), (from, to, given) => {
        const text = postHoursText({}, post(given ? { hours: { from, to } } : {}));
        expect([from, to].every((one) => text.includes(one))).toBe(given);
        expect(/\d\d:\d\d/.test(text)).toBe(given);
        expect(text.includes('起止时刻没有写明')).toBe(!given);
        expect(postClock({}, post({})) === null).toBe(true);
      }),
    );
  });
});

it('the hours of the office are those of every working day, or of the calendar that they name', () => {
  expect(officeHoursText({ officeHours: { from: '09:00', to: '17:30' } })).toBe('工作日 09:00–17:30');
  const night = { id: 'n', name: '夜班', days: 'all' as const, hours: [{ from: '20:00', to: '08:00' }] };
  expect(officeHoursText({ officeHours: { calendar: 'n' }, calendars: [night] })).toBe('夜班 20:00–次日 08:00');
});
