/** Persons by post: several places, shifts, days on which nobody is asked for. */
import { describe, expect, it } from 'vitest';
import type { Post } from '../../../src/contract/terms/requirements.ts';
import { attendanceOf, shortText } from '../../../src/subjects/attendance/judge/attendance.ts';
import duty, { type DutyRecord } from '../../../src/subjects/attendance/kinds/duty.ts';

const t = (text: string): string => `${text.replace(' ', 'T')}+08:00`;
let n = 0;
function on(date: string, person: string, changes: Partial<DutyRecord> = {}): DutyRecord {
  n += 1;
  const { signedInAt: _in, signedOutAt: _out, place: _place, ...example } = duty.example;
  return {
    ...example,
    id: `ZB-${date.replaceAll('-', '')}-${String(n).padStart(3, '0')}`,
    date,
    person,
    state: 'present',
    plannedFrom: t(`${date} 08:00:00`),
    plannedTo: t(`${date} 17:30:00`),
    ...changes,
  };
}
const absent = { state: 'absent' as const, reason: '病假' };
const post = (id: string, more: Partial<Post>): Post => ({
  ...{ id, name: '驻场工程师', post: 'resident', headcount: 1, days: 'working-days', clauses: ['1'] },
  ...more,
});
const weekday = (date: string): boolean => Temporal.PlainDate.from(date).dayOfWeek <= 5;
const of = (posts: Post[], duties: DutyRecord[], from = '2026-11-23', to = from) =>
  attendanceOf(duties, from, to, weekday, posts);

describe('two places', () => {
  const areas = [
    post('east', { place: '东区', headcount: 3 }),
    post('west', { place: '西区', headcount: 2, people: ['乙一', '乙二'] }),
  ];
  const all = ['甲一', '甲二', '甲三'].map((one) => on('2026-11-23', one, { place: '东区机房' }));

  it('count persons, each at the place of the record or of the person', () => {
    const found = of(areas, [...all, on('2026-11-23', '乙一'), on('2026-11-23', '乙二', absent)]);
    expect([found.owed, found.attended]).toEqual([5, { numerator: 4, denominator: 5 }]);
    expect(shortText(found.days[0] as never)).toBe('到岗 4 人，应到 5 人：西区 1/2（缺勤 1）');
  });

  it('call a person of whom nobody wrote anything 未登记, and never all of them there', () => {
    const found = of(areas, [...all, on('2026-11-23', '乙一')]);
    expect(found.counts).toMatchObject({ present: 4, absent: 0, unregistered: 1 });
    expect(found.attended).toEqual({ numerator: 4, denominator: 5 });
    expect(shortText(found.days[0] as never)).toContain('西区 1/2（未登记 1）');
  });

  it('make up for nobody: one too many in the east is none in the west', () => {
    const found = of(areas, [...all, on('2026-11-23', '甲四', { place: '东区' })]);
    expect(found.days[0]?.slots.map((one) => [one.post.id, one.there])).toEqual([
      ['east', 3],
      ['west', 0],
    ]);
  });

  it('leave out a record of neither', () => {
    expect(of(areas, [on('2026-11-23', '丙', { place: '总部' })]).counts.present).toBe(0);
  });
});

describe('three shifts a day', () => {
  const shifts = [
    { name: '早班', from: '06:00', to: '14:00' },
    { name: '中班', from: '14:00', to: '22:00' },
    { name: '夜班', from: '22:00', to: '06:00' },
  ];
  const factory = [post('line', { place: '车间', days: 'all', shifts })];
  const shift = (from: string, to: string, person = '丁') =>
    on('2026-11-28', person, { place: '一号车间', plannedFrom: t(`2026-11-28 ${from}:00`), plannedTo: t(to) });

  it('want somebody in each, on Saturdays too; the night ends on the next day', () => {
    const found = of(
      factory,
      [shift('06:00', '2026-11-28 14:00:00'), shift('22:00', '2026-11-29 06:00:00')],
      '2026-11-28',
    );
    expect(found.days[0]?.slots.map((one) => [one.shift, one.there])).toEqual([
      ['早班', 1],
      ['中班', 0],
      ['夜班', 1],
    ]);
    expect(shortText(found.days[0] as never)).toBe('到岗 2 人，应到 3 人：车间中班 0/1（未登记 1）');
  });

  it('are filled by who stays for two', () => {
    const found = of(factory, [shift('06:00', '2026-11-28 22:00:00')], '2026-11-28');
    expect(found.attended).toEqual({ numerator: 2, denominator: 3 });
  });
});

describe('days on which nobody is asked for', () => {
  it('are those that the contract leaves out, and weekends', () => {
    const posts = [post('one', { except: [{ from: '2026-11-24', to: '2026-11-25' }] })];
    expect(of(posts, [], '2026-11-23', '2026-11-29').days.map((one) => one.date)).toEqual([
      '2026-11-23',
      '2026-11-26',
      '2026-11-27',
    ]);
  });

  it('are all of them where the contract has no post', () => {
    const found = of([], [on('2026-11-23', '甲一')], '2026-11-23', '2026-11-29');
    expect([found.days, found.owed, found.allDays]).toEqual([[], 0, 0]);
  });

  it('are none of a roster of every day, with as many names as asked for', () => {
    const roster = [post('night', { post: 'oncall', days: 'all', headcount: 2 })];
    const planned = { post: 'oncall' as const, state: 'planned' as const };
    const found = of(
      roster,
      [on('2026-11-28', '甲', planned), on('2026-11-28', '乙', planned), on('2026-11-29', '甲', planned)],
      '2026-11-28',
      '2026-11-29',
    );
    expect([found.rostered, found.allDays, found.unrostered]).toEqual([1, 2, ['2026-11-29']]);
  });
});

describe('a single person', () => {
  const alone = [post('site', {})];
  const told = (changes: Partial<DutyRecord>) =>
    shortText(of(alone, [on('2026-11-23', '甲一', changes)]).days[0] as never);

  it('is late, or gone early, by what the times say, and by nothing where nobody wrote one down', () => {
    expect(told({ state: 'late', signedInAt: t('2026-11-23 08:25:00') })).toBe('迟到 25 分');
    expect(told({ state: 'left-early', signedOutAt: t('2026-11-23 16:00:00') })).toBe('早退 1 小时 30 分');
    expect(told({ state: 'late' })).toBe('迟到');
  });
});
