/**
 * However an activity comes round, each moment of its time is of one of its periods alone, the first of which begins with it, and the
 * tool and the recount find the same of what was done, done late and left out.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activityStates } from '../../src/assess/contract/activities.ts';
import { activitySpans } from '../../src/contract/calendar/activity-spans.ts';
import { loadWorkingDays } from '../../src/contract/calendar/working-days-data.ts';
import { type Activity, activitySchema } from '../../src/contract/terms/requirements.ts';
import { at, dateOf, toDate, toText } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { clockOf, type Data } from '../../src/recount/data.ts';
import { owingsOf } from '../../src/recount/score/owings.ts';
import { workdaysOf } from '../../src/recount/workdays.ts';
import type { World } from '../../src/recount/world.ts';
import { runs } from '../support/runs.ts';

const workdays = loadWorkingDays();
const FIRST = '2026-08-20';
const day = (n: number): string => toDate(FIRST).add({ days: n }).toString();

const season = (id: string, from: string, to: string) => ({ id, name: id, from, to });
const cadences: fc.Arbitrary<object> = fc.oneof(
  fc
    .constantFrom('month', 'two-months', 'quarter', 'four-months', 'half-year', 'year', 'service')
    .map((per) => ({ per })),
  fc
    .record({
      unit: fc.constantFrom('day', 'week', 'month', 'quarter', 'half-year', 'year'),
      n: fc.integer({ min: 1, max: 5 }),
      interval: fc.constantFrom('natural', 'service', 'from-2026-09-10', 'from-2027-03-31'),
    })
    .map(({ interval, ...every }) => ({ every, interval })),
  fc.integer({ min: 1, max: 7 }).map((n) => ({ every: { unit: 'week' }, interval: `weekday-${n}` })),
  fc.integer({ min: 2, max: 28 }).map((n) => ({ every: { unit: 'month' }, interval: `day-${n}` })),
  fc.nat(20).map((n) => ({
    after: { kind: 'drill', name: '演练', days: n, where: { field: 'asset', in: ['ledger'] } },
    where: { field: 'asset', in: ['archive'] },
  })),
  fc.constantFrom({ every: { unit: 'half-month' } }, { every: { unit: 'service' } }),
  fc.constantFrom(['00:00', '08:00', '16:00'], ['08:00', '20:00'], ['07:30', '15:30', '23:30']).map((timesADay) => ({
    timesADay,
  })),
  fc.constantFrom(
    { seasons: [season('flood', '--05-15', '--10-15'), season('dry', '--10-16', '--05-14')] },
    { seasons: [season('build', FIRST, '2026-12-31'), season('run', '2027-01-01', '2029-12-31')] },
  ),
);
const days: fc.Arbitrary<object> = fc.oneof(
  fc.constant({}),
  fc
    .oneof(
      fc.record({ before: fc.constant('period-end'), workingDays: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ after: fc.constant('period-start'), workingDays: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ before: fc.constant('period-end'), weekday: fc.integer({ min: 1, max: 7 }) }),
      fc.record({ after: fc.constant('period-start'), dayOfMonth: fc.integer({ min: 1, max: 31 }) }),
    )
    .map((one) => ({ day: one })),
);

interface Scene {
  activity: Activity;
  data: Data;
  service: { from: string; to: string };
  asOf: string;
  records: AnyRecord[];
}

const ASSETS = ['ledger', 'archive', 'portal'];
const scenes: fc.Arbitrary<Scene> = fc
  .record({
    cadence: cadences,
    on: days,
    times: fc.integer({ min: 1, max: 2 }),
    length: fc.integer({ min: 20, max: 500 }),
    opens: fc.option(fc.integer({ min: 0, max: 200 })),
    ends: fc.option(fc.integer({ min: 60, max: 480 })),
    objects: fc.constantFrom('none', 'none', 'rotate', 'each'),
    moment: fc.integer({ min: 1, max: 24 * 520 }),
    done: fc.array(fc.tuple(fc.nat(24 * 520), fc.constantFrom(...ASSETS)), { maxLength: 40 }),
  })
  .map(({ cadence, on, times, length, opens, ends, objects, moment, done }) => {
    const service = { from: FIRST, to: day(length) };
    const data = {
      ...{ id: 'test', name: '测试', kind: 'drill', times, clauses: ['1'], ...cadence },
      ...('timesADay' in cadence || 'after' in cadence ? {} : on),
      ...(opens === null || opens > length ? {} : { from: day(opens) }),
      ...(ends === null || ends < (opens ?? 0) ? {} : { until: day(ends) }),
      ...(objects === 'each' ? { assets: ASSETS.slice(0, 2) } : {}),
      ...(objects === 'rotate' && !('after' in cadence)
        ? { where: { field: 'asset', in: ASSETS }, rotate: ASSETS.map((value) => ({ value, name: value })) }
        : {}),
    };
    const hour = (n: number): string => toText(at(FIRST, '00:00').add({ hours: n }));
    const records = done.map(([n, asset], k) => {
      const time = hour(n);
      const id = `YL-${dateOf(time).replaceAll('-', '')}-${String(k + 1).padStart(3, '0')}`;
      return { id, kind: 'drill', at: time, enteredAt: time, asset } as unknown as AnyRecord;
    });
    const texts = JSON.parse(JSON.stringify(data), (_, value) => (typeof value === 'number' ? String(value) : value));
    return { activity: activitySchema.parse(texts), data, service, asOf: hour(moment), records };
  });

test('property: every moment between its first and last day is of one period', () => {
  fc.assert(
    fc.property(scenes, ({ activity, service }) => {
      fc.pre(activity.after === undefined);
      const spans = activitySpans(activity, service, workdays.isWorkingDay);
      const first = [service.from, activity.from ?? service.from].sort()[1] as string;
      const last = [service.to, activity.until ?? service.to].sort()[0] as string;
      for (let own = first, n = 0; own <= last; own = day(++n + toDate(FIRST).until(toDate(first)).days)) {
        for (const time of ['00:00', '07:59', '08:00', '20:00', '23:59']) {
          const moment = toText(at(own, time));
          const held = spans.filter(({ from, to, span }) =>
            span === undefined ? from <= own && own <= to : span.from <= moment && moment < span.to,
          );
          // Before the first shift of an activity that begins later than the service is the night before it.
          const isBefore = spans[0]?.span !== undefined && moment < spans[0].span.from;
          expect([moment, held.length]).toEqual([moment, isBefore ? 0 : 1]);
        }
      }
      if (first <= last && spans[0]?.span === undefined) expect(spans[0]?.from).toBe(first);
    }),
    { numRuns: runs(60) },
  );
});

test('property: the recount finds the same left out and late', () => {
  fc.assert(
    fc.property(scenes, ({ activity, data, service, asOf, records }) => {
      // What is read of a service ends with its last day.
      const known = records.filter((one) => one.at <= asOf && dateOf(one.at) <= service.to);
      const states = activityStates([activity], {
        ...{ recordsOf: () => known, service, isWorkingDay: workdays.isWorkingDay, asOf },
      });
      const world = {
        ...{ contract: { servicePeriod: service, requirements: { activities: [data] } }, asOf },
        ...{ clock: clockOf(asOf), workdays: workdaysOf([]), records: () => known },
      } as unknown as World;
      const ours = states
        .filter(({ state }) => state === 'missed' || state === 'late')
        .map(({ ends, lacking, late }) => [ends, lacking, Math.min(lacking, late.length)].join(' '));
      const theirs = owingsOf(world)
        .filter(({ lacking }) => lacking > 0)
        .map(({ ends, lacking, late }) => [ends, lacking, late].join(' '));
      expect(theirs).toEqual(ours);
    }),
    { numRuns: runs(150) },
  );
});
