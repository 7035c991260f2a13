/** Whoever was on duty with whatever certificate, day by day: the product, the second count and a list of days say the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { opensOf } from '../../src/contract/calendar/named-days.ts';
import type { AskedCertificate } from '../../src/contract/terms/certificates.ts';
import type { Post } from '../../src/contract/terms/requirements.ts';
import { attendanceFigures, certificatesShown } from '../../src/recount/counted-attendance.ts';
import { clockOf } from '../../src/recount/data.ts';
import type { World } from '../../src/recount/world.ts';
import { attendanceOf } from '../../src/subjects/attendance/judge/attendance.ts';
import { certificateEnds, certifiedDuties, countsAsAbsent } from '../../src/subjects/attendance/judge/certificates.ts';
import certificate, { type CertificateRecord } from '../../src/subjects/attendance/kinds/certificate.ts';
import duty, { type DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import { runs } from '../support/runs.ts';

const FROM = '2026-11-20';
const TO = '2026-11-25';
const dayOf = (n: number): string => `2026-11-${n}`;

const posts: Post[] = [
  { id: 'desk', name: '前台', post: 'resident', headcount: 1, days: 'all', clauses: ['1'], place: '前台' },
  { id: 'rest', name: '机房', post: 'resident', headcount: 2, days: 'all', clauses: ['1'] },
];
const people = [
  { name: '甲', role: '工程师' },
  { name: '乙', role: '操作工', until: dayOf(22) },
  { name: '乙', role: '工程师', from: dayOf(23) },
];

const asked = fc
  .array(
    fc.record(
      {
        name: fc.constantFrom('甲证', '乙证'),
        also: fc.constant<string[]>(['丙证']),
        posts: fc.constantFrom('desk', 'rest').map((one) => [one]),
        roles: fc.constant<string[]>(['工程师']),
        asAbsent: fc.boolean(),
      },
      { requiredKeys: ['name'] },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => all.map((one, n): AskedCertificate => ({ ...one, id: `c${n}`, clauses: ['2'] })));

const certificates = fc
  .array(
    fc.record({
      person: fc.constantFrom('甲', '乙', '丙'),
      name: fc.constantFrom('甲证', '乙证', '丙证'),
      // From before the first day to after the last: ends lie on it, before it and behind it.
      span: fc.tuple(fc.integer({ min: 17, max: 27 }), fc.integer({ min: 0, max: 6 })),
    }),
    { maxLength: 10 },
  )
  .map((all) =>
    all.map(({ span: [from, days], ...rest }, n): CertificateRecord => {
      const id = `CZ-20261120-${String(n + 1).padStart(3, '0')}`;
      const validUntil = dayOf(Math.min(30, from + days));
      return {
        ...certificate.example,
        ...rest,
        id,
        at: '2026-11-20T08:00:00+08:00',
        validFrom: dayOf(from),
        validUntil,
      };
    }),
  );

const duties = fc
  .array(
    fc.record({
      day: fc.integer({ min: 20, max: 25 }),
      person: fc.constantFrom('甲', '乙', '丙'),
      place: fc.constantFrom('前台', '机房'),
      state: fc.constantFrom(
        'present' as const,
        'late' as const,
        'left-early' as const,
        'leave' as const,
        'planned' as const,
      ),
    }),
    { maxLength: 15 },
  )
  .map((all) =>
    all
      .map(({ day, ...rest }, n): DutyRecord => {
        const [date, id] = [dayOf(day), `ZB-202611${day}-${String(n + 1).padStart(3, '0')}`];
        const hours = { plannedFrom: `${date}T08:00:00+08:00`, plannedTo: `${date}T18:00:00+08:00` };
        return { ...duty.example, ...rest, ...hours, id, date, post: 'resident' };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );

/** By a list of the days on which anything that does is valid. */
function stateBy(one: AskedCertificate, { person, date }: DutyRecord, all: readonly CertificateRecord[]): string {
  const own = all.filter((held) => held.person === person && [one.name, ...(one.also ?? [])].includes(held.name));
  const days = own.flatMap(({ validFrom, validUntil }) =>
    Array.from({ length: 31 }, (_, n) => dayOf(n).replace(/-(\d)$/, '-0$1')).filter(
      (day) => validFrom <= day && day <= validUntil,
    ),
  );
  if (days.includes(date)) return 'valid';
  return days.some((day) => day < date) ? 'lapsed' : 'unknown';
}

const span = { period: 'p', from: FROM, to: TO, start: 0, end: Date.parse('2026-12-01'), cut: null, tells: true };

function worldOf(
  terms: readonly AskedCertificate[],
  shifts: readonly DutyRecord[],
  all: readonly CertificateRecord[],
): World {
  return {
    ...{ clock: clockOf('2026-11-20T00:00:00+08:00'), spans: [span], manifest: { from: FROM, to: TO } },
    ...{ obligations: [], asOf: '2026-12-01T00:00:00+08:00', workdays: { works: () => true } },
    contract: {
      ...{ schema: 3, servicePeriod: { from: FROM, to: '2026-12-31' }, papers: [{ id: 'p', rank: 1 }], people },
      requirements: { posts, certificates: terms },
    },
    records: (kind: string) => (kind === 'duty' ? shifts : kind === 'certificate' ? all : []),
  } as unknown as World;
}

test('each shift by the certificate of its day; as an absence where the paper says so', () => {
  fc.assert(
    fc.property(asked, duties, certificates, (terms, shifts, all) => {
      const by = { asked: terms, certificates: all, people };
      const found = certifiedDuties(by, shifts, posts, opensOf({}, { isWorkingDay: () => true }));
      const again = {
        ...certificatesShown(worldOf(terms, shifts, all)),
        ...attendanceFigures(worldOf(terms, shifts, all)),
      };
      for (const one of terms) {
        const own = found.filter((shown) => shown.asked === one);
        const owed = shifts.filter(({ state, person, date, place }) => {
          const isEngineer = person === '甲' || (person === '乙' && date >= dayOf(23));
          const isAt = one.posts?.includes(place === '前台' ? 'desk' : 'rest') === true;
          const isAll = one.posts === undefined && one.roles === undefined;
          return state !== 'leave' && state !== 'planned' && (isAll || isAt || (one.roles !== undefined && isEngineer));
        });
        expect(own.map(({ duty: { id }, state }) => [id, state])).toEqual(
          owed.map((shift) => [shift.id, stateBy(one, shift, all)]),
        );
        expect(again[`certificates.${one.id}.owed`]).toBe(owed.length);
        for (const state of ['valid', 'lapsed', 'unknown'])
          expect(again[`certificates.${one.id}.${state}`]).toBe(own.filter((shown) => shown.state === state).length);
      }
      const { counts } = attendanceOf(shifts, FROM, TO, () => true, posts, {}, countsAsAbsent(by));
      for (const state of ['present', 'late', 'leave', 'uncertified', 'absent', 'unregistered'] as const)
        expect(again[`attendance.${state}`]).toBe(counts[state]);
    }),
    { numRuns: runs(60) },
  );
});

test.each([
  ['2026-11-24', 'valid', 1],
  ['2026-11-25', 'valid', 0],
  ['2026-11-26', 'lapsed', -1],
] as const)('the last day of validity is valid: %s', (date, state, daysLeft) => {
  const held: CertificateRecord = {
    ...certificate.example,
    person: '甲',
    name: '甲证',
    validFrom: FROM,
    validUntil: TO,
  };
  const shift: DutyRecord = { ...duty.example, person: '甲', date, state: 'present' };
  const by = { asked: [{ id: 'c', name: '甲证', clauses: ['2'] }], certificates: [held], people };
  const [found] = certifiedDuties(by, [shift], [], opensOf({}, { isWorkingDay: () => true }));
  expect(found?.state).toBe(state);
  expect(certificateEnds(by, date)).toMatchObject([{ daysLeft }]);
});

test('who has left is not told of', () => {
  const held: CertificateRecord = {
    ...certificate.example,
    person: '丁',
    name: '甲证',
    validFrom: FROM,
    validUntil: TO,
  };
  const by = { asked: [{ id: 'c', name: '甲证', clauses: ['2'] }], certificates: [held] };
  const listed = [{ name: '丁', role: '工程师', until: dayOf(22) }];
  expect(certificateEnds({ ...by, people: listed }, dayOf(22))).toHaveLength(1);
  expect(certificateEnds({ ...by, people: listed }, dayOf(23))).toEqual([]);
});
