/** 空缺 and 重叠: every moment that the contract asks for is counted once, over midnight too, and who is away covers nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opensOf } from '../../../src/contract/calendar/named-days.ts';
import type { Post } from '../../../src/contract/terms/requirements.ts';
import { compareInstants, secondsBetween } from '../../../src/contract/time.ts';
import {
  type CoverInput,
  doubleShifts,
  offCounts,
  owedSpans,
} from '../../../src/subjects/attendance/judge/shift-cover.ts';
import duty, { type DutyRecord } from '../../../src/subjects/attendance/kinds/duty.ts';

const t = (text: string): string => `${text.replace(' ', 'T')}:00+08:00`;
const { signedInAt: _, signedOutAt: __, ...bare } = duty.example;
const shift = (person: string, from: string, to: string, more: Partial<DutyRecord> = {}): DutyRecord => ({
  ...bare,
  ...{ id: `ZB-${from.slice(0, 10).replaceAll('-', '')}-001`, date: from.slice(0, 10), person, post: 'oncall' },
  ...{ state: 'planned', plannedFrom: t(from), plannedTo: t(to) },
  ...more,
});
const post = (more: Partial<Post> = {}): Post => ({
  ...{ id: 'oncall', name: '电话值班', post: 'oncall', headcount: 1, days: 'all', clauses: ['1'] },
  ...more,
});
const isWorkingDay = (): boolean => true;
const inputOf = (posts: Post[], duties: DutyRecord[], until = t('2027-01-01 00:00')): CoverInput => ({
  ...{ posts, duties, until, isWorkingDay, source: {}, opens: opensOf({}, { isWorkingDay }) },
});
const off = (posts: Post[], duties: DutyRecord[], until?: string) =>
  offCounts(inputOf(posts, duties, until), '2026-05-03').map(({ from, to, planned }) => [
    from.slice(11, 16),
    to.slice(11, 16),
    planned,
  ]);

describe('a post that is watched day and night', () => {
  const before = shift('甲', '2026-05-02 09:00', '2026-05-03 09:00');
  const own = shift('乙', '2026-05-03 09:00', '2026-05-04 09:00');

  it('has nobody missing where the evening before runs on until the next begins', () => {
    expect(off([post()], [before, own])).toEqual([]);
  });

  it('has a gap where a shift is missing, is away, or ends too early', () => {
    expect(off([post()], [own])).toEqual([['00:00', '09:00', 0]]);
    expect(off([post()], [before, { ...own, state: 'absent' }])).toEqual([['09:00', '00:00', 0]]);
    expect(off([post()], [before, { ...own, plannedTo: t('2026-05-03 20:00') }])).toEqual([['20:00', '00:00', 0]]);
  });

  it('has more than asked for where two overlap', () => {
    const early = { ...own, plannedFrom: t('2026-05-03 07:00') };
    expect(off([post()], [before, early])).toEqual([['07:00', '09:00', 2]]);
  });

  it('is judged up to now and no further', () => {
    expect(off([post()], [before], t('2026-05-03 10:00'))).toEqual([['09:00', '10:00', 0]]);
    expect(off([post()], [before], t('2026-05-03 08:00'))).toEqual([]);
  });
});

it('asks for the hours or shifts of a post, and of a resident without either for nothing', () => {
  const spans = (more: Partial<Post>) => owedSpans(post(more), '2026-05-03', inputOf([], []));
  const texts = (more: Partial<Post>) => spans(more)?.map(({ from, to }) => `${from.slice(5, 16)} ${to.slice(5, 16)}`);
  expect(texts({ hours: { from: '09:00', to: '18:00' } })).toEqual(['05-03T09:00 05-03T18:00']);
  expect(texts({ shifts: [{ name: '夜', from: '20:00', to: '08:00' }] })).toEqual(['05-03T20:00 05-04T08:00']);
  expect(spans({ post: 'resident' })).toBeNull();
});

it('finds one person in two shifts at once', () => {
  const [first, second] = [
    shift('甲', '2026-05-03 09:00', '2026-05-03 18:00'),
    shift('甲', '2026-05-03 17:00', '2026-05-04 09:00'),
  ];
  expect(doubleShifts([first, second, shift('乙', '2026-05-03 09:00', '2026-05-03 18:00')])).toMatchObject([
    { person: '甲', from: t('2026-05-03 17:00'), to: t('2026-05-03 18:00') },
  ]);
  expect(doubleShifts([first, { ...second, state: 'leave' }])).toEqual([]);
});

it('counts every moment of the day once: what is off and what is as asked make the whole day', () => {
  const hour = fc.integer({ min: -24, max: 47 });
  const clock = (h: number): string =>
    t(`2026-05-0${3 + Math.floor(h / 24)} ${String(((h % 24) + 24) % 24).padStart(2, '0')}:00`);
  const anyShift = fc.tuple(hour, fc.integer({ min: 1, max: 30 })).map(([from, length]) => ({
    ...shift('甲', '2026-05-03 09:00', '2026-05-03 10:00'),
    ...{ plannedFrom: clock(from), plannedTo: clock(from + length) },
  }));
  fc.assert(
    fc.property(fc.array(anyShift, { maxLength: 5 }), fc.integer({ min: 1, max: 2 }), (duties, headcount) => {
      const found = offCounts(inputOf([post({ headcount })], duties), '2026-05-03');
      for (let h = 0; h < 24; h += 1) {
        const there = duties.filter(
          ({ plannedFrom, plannedTo }) =>
            compareInstants(plannedFrom, clock(h)) <= 0 && compareInstants(clock(h), plannedTo) < 0,
        ).length;
        const own = found.filter(
          ({ from, to }) => compareInstants(from, clock(h)) <= 0 && compareInstants(clock(h), to) < 0,
        );
        expect(own.map(({ planned }) => planned)).toEqual(there === headcount ? [] : [there]);
      }
      expect(found.every(({ from, to }) => secondsBetween(from, to) > 0)).toBe(true);
    }),
  );
});
