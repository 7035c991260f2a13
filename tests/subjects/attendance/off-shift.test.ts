/** Paperwork on days without a shift: whoever was there by any duty record is never named, whoever was not always is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../src/records/record.ts';
import { offShiftDays } from '../../../src/subjects/attendance/judge/off-shift.ts';
import dutyKind, { type DutyRecord } from '../../../src/subjects/attendance/kinds/duty.ts';
import signoffKind, { type SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';

const duty = (date: string, person: string, more: Partial<DutyRecord> = {}): DutyRecord => ({
  ...dutyKind.example,
  ...{ id: `ZB-${date.replaceAll('-', '')}-001`, date, person, state: 'present' as const },
  ...{ plannedFrom: `${date}T09:00:00+08:00`, plannedTo: `${date}T17:30:00+08:00` },
  ...more,
});
const signed = (date: string, more: Partial<SignoffRecord>): SignoffRecord => ({
  ...{ ...signoffKind.example, reviewer: undefined, enteredBy: undefined },
  ...{ id: `QS-${date.replaceAll('-', '')}-001`, at: `${date}T17:00:00+08:00`, enteredAt: `${date}T17:05:00+08:00` },
  ...{ action: 'confirm' as const, person: '甲' },
  ...more,
});
const days = (duties: readonly DutyRecord[], records: readonly AnyRecord[], names = ['甲', '乙']) =>
  offShiftDays(new Set(names), duties, records, { from: '2026-08-01', to: '2026-08-31' });

describe('a day without a shift', () => {
  it('is told with each act: who confirmed, who reviewed, who entered', () => {
    const note = { ...signed('2026-08-31', {}), id: 'JS-20260831-001', kind: 'note', person: undefined } as never;
    const entered = { ...(note as AnyRecord), enteredBy: { name: '乙', channel: 'desk' } } as AnyRecord;
    const made = days([duty('2026-08-31', '甲')], [signed('2026-08-31', { reviewer: '乙' }), entered]);
    expect(made).toMatchObject([
      { name: '乙', day: '2026-08-31', away: [], acts: [{ act: 'enter' }, { act: 'review' }] },
    ]);
  });

  it('is none where somebody stood in, nor where the shift of the evening before ran on', () => {
    const leave = duty('2026-08-10', '甲', { state: 'leave', substitute: '乙' });
    const night = duty('2026-08-11', '乙', { plannedTo: '2026-08-12T08:00:00+08:00' });
    const acts = ['2026-08-10', '2026-08-11', '2026-08-12', '2026-08-13'].map((day) => signed(day, { person: '乙' }));
    expect(days([leave, night], acts).map(({ day }) => day)).toEqual(['2026-08-13']);
  });

  it('says of leave that there was leave', () => {
    const leave = duty('2026-08-10', '甲', { state: 'leave', substitute: '乙' });
    expect(days([leave], [signed('2026-08-10', {})])).toMatchObject([{ name: '甲', away: [{ id: leave.id }] }]);
  });

  it('is nobody’s who is no staff, and no act of the purchaser is one of theirs', () => {
    const theirs = signed('2026-08-31', {
      person: '丙',
      enteredBy: { name: '甲', account: 'a', channel: 'purchaser' },
    });
    expect(days([], [theirs])).toEqual([]);
  });

  it('property: exactly the acts of staff in the interval without a presence that day', () => {
    const day = fc.integer({ min: 1, max: 31 }).map((n) => `2026-08-${String(n).padStart(2, '0')}`);
    const who = fc.constantFrom('甲', '乙', '丙');
    fc.assert(
      fc.property(fc.array(fc.tuple(day, who)), fc.array(fc.tuple(day, who)), (shifts, acts) => {
        const made = days(
          shifts.map(([date, person]) => duty(date, person)),
          acts.map(([date, person]) => signed(date, { person })),
        );
        const owed = acts.filter(
          ([date, person]) => person !== '丙' && !shifts.some(([on, other]) => on === date && other === person),
        );
        expect(new Set(made.map(({ name, day: on }) => `${on} ${name}`))).toEqual(
          new Set(owed.map(([date, person]) => `${date} ${person}`)),
        );
        expect(made.flatMap((one) => one.acts)).toHaveLength(owed.length);
      }),
    );
  });
});
