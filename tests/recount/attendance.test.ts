/** Whoever signed for whatever post and shift, the recount counts the same persons. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contractDuring } from '../../src/contract/precedence/held-views.ts';
import { type Post, requirementsOf } from '../../src/contract/terms/requirements.ts';
import { attendanceFigures } from '../../src/recount/counted-attendance.ts';
import { clockOf, type Data } from '../../src/recount/data.ts';
import type { World } from '../../src/recount/world.ts';
import { type AttendanceState, attendanceOf } from '../../src/subjects/attendance/judge/attendance.ts';
import duty, { type DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import { runs } from '../support/runs.ts';

const FROM = '2026-11-20';
const TO = '2026-11-25';
const works = (date: string): boolean => Temporal.PlainDate.from(date).dayOfWeek <= 5;
const clock = clockOf('2026-11-20T00:00:00+08:00');

const shifts = [
  { name: '早班', from: '06:00', to: '14:00' },
  { name: '夜班', from: '22:00', to: '06:00' },
];
const post: fc.Arbitrary<Post> = fc.record(
  {
    id: fc.constant('p'),
    name: fc.constant('岗位'),
    post: fc.constantFrom('resident', 'resident', 'oncall'),
    headcount: fc.integer({ min: 1, max: 3 }),
    days: fc.constantFrom('working-days', 'weekdays', 'all'),
    clauses: fc.constantFrom(['1'], ['1'], ['S1']),
    place: fc.constantFrom('东', '西'),
    people: fc.constantFrom(['甲'], ['乙', '丙']),
    shifts: fc.constant(shifts),
    except: fc.constant([{ from: '2026-11-23', to: '2026-11-23' }]),
  },
  { requiredKeys: ['id', 'name', 'post', 'headcount', 'days', 'clauses'] },
) as fc.Arbitrary<Post>;

const posts = fc.array(post, { maxLength: 4 }).map((all) => all.map((one, n): Post => ({ ...one, id: `p${n + 1}` })));

const record = fc.record({
  day: fc.integer({ min: 20, max: 25 }),
  person: fc.constantFrom('甲', '乙', '丙', '丁'),
  post: fc.constantFrom('resident' as const, 'oncall' as const),
  place: fc.constantFrom('东一楼', '西二楼', undefined),
  state: fc.constantFrom(
    'present' as const,
    'late' as const,
    'left-early' as const,
    'leave' as const,
    'absent' as const,
    'planned' as const,
  ),
  hours: fc.constantFrom(['06:00', '14:00'], ['06:00', '22:00'], ['09:00', '17:30'], ['22:00', '30:00']),
});

const instant = (day: string, hour: string): string =>
  Number(hour.slice(0, 2)) < 24
    ? `${day}T${hour}:00+08:00`
    : `${Temporal.PlainDate.from(day).add({ days: 1 }).toString()}T0${Number(hour.slice(0, 2)) - 24}:00:00+08:00`;

const duties = fc.array(record, { maxLength: 25 }).map((all) =>
  all.map(({ day, hours, place, ...rest }, n): DutyRecord => {
    const date = `2026-11-${day}`;
    const { place: _place, ...example } = duty.example;
    return {
      ...{ ...example, ...rest, id: `ZB-202611${day}-${String(n + 1).padStart(3, '0')}`, date },
      ...(place === undefined ? {} : { place }),
      ...{ plannedFrom: instant(date, hours[0] as string), plannedTo: instant(date, hours[1] as string) },
    };
  }),
);

const span = { period: 'p', from: FROM, to: TO, start: 0, end: 0, cut: null, tells: true };
/** A later paper may ask for other posts from one of the days on. */
const contractOf = (asked: Post[]) => ({
  ...{ schema: 3, servicePeriod: { from: FROM, to: '2026-12-31' }, requirements: { posts: asked } },
  papers: [
    { id: 'contract', name: '合同', file: 'contract/a.txt', rank: 1 },
    { id: 'later', name: '补充协议', file: 'contract/b.txt', prefix: 'S', rank: 2, from: '2026-11-23' },
  ],
});
const worldOf = (asked: Post[], records: DutyRecord[]): World =>
  ({
    ...{
      clock,
      spans: [span],
      manifest: { from: FROM, to: TO },
      asOf: '2026-12-01T00:00:00+08:00',
      workdays: { works },
    },
    contract: contractOf(asked),
    records: () => records.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }) as Data;

test('persons by state, over all posts, and days with a whole roster', () => {
  fc.assert(
    fc.property(posts, duties, (asked, all) => {
      const records = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const held = requirementsOf(contractDuring(contractOf(asked), { from: FROM, to: TO })).posts;
      const found = attendanceOf(records, FROM, TO, works, held);
      const again = attendanceFigures(worldOf(asked, records));
      const states: [string, AttendanceState][] = [
        ...(['present', 'late', 'leave', 'absent', 'unregistered'] as const).map((one): [string, AttendanceState] => [
          one,
          one,
        ]),
        ['early', 'left-early'],
      ];
      if (found.posts.length > 0) {
        for (const [id, state] of states) expect(again[`attendance.${id}`] ?? 0).toBe(found.counts[state]);
        expect(again['attendance.days']).toBe(found.days.length);
        expect(again['attendance.rate']).toEqual(found.attended);
      } else expect(Object.keys(again).filter((id) => id.startsWith('attendance.'))).toEqual([]);
      expect(again['oncall.days']).toBe(found.rosters.length === 0 ? undefined : found.rostered);
    }),
    { numRuns: runs(20) },
  );
});
