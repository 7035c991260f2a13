import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allObligations } from '../../../src/contract/bundle/bundle.ts';
import { occurrencesOf, settledKey } from '../../../src/contract/calendar/calendar.ts';
import type { CalendarEvent } from '../../../src/contract/calendar/events.ts';
import type { Occurrence } from '../../../src/contract/calendar/occurrence.ts';
import { loadWorkingDays } from '../../../src/contract/calendar/working-days-data.ts';
import { runs } from '../../support/runs.ts';
import { starter } from '../_starter.ts';

const bundle = starter();
const workdays = loadWorkingDays();
const id = 'GZ-20261124-001';

/** What the events bring up for one obligation, as `period due`. */
function of(
  obligation: string,
  events: CalendarEvent[],
  asOf = '2026-11-24T12:00:00+08:00',
  issued: string[] = [],
): Occurrence[] {
  const { servicePeriod } = bundle.contract;
  const settled = new Map(issued.map((suffix) => [settledKey(obligation, `${id}-${suffix}`), null]));
  const found = occurrencesOf({ obligations: allObligations(bundle), servicePeriod, workdays, events, asOf, settled });
  return found.filter((one) => one.obligation === obligation);
}

const periods = (list: Occurrence[]): string[] => list.map((one) => one.period);

function incident(fields: Record<string, unknown>, holds: string[] = []): CalendarEvent {
  const at = '2026-11-24T08:00:00+08:00';
  return { kind: 'incident', id, at, fields: { discoveredAt: at, ...fields }, holds };
}

describe('an incident', () => {
  test('brings up its analysis at once, its due time with the closing', () => {
    expect(of('incident-analysis', [incident({})])).toEqual([
      {
        obligation: 'incident-analysis',
        period: id,
        from: '2026-11-24',
        to: '2026-11-24',
        event: id,
        issueFrom: null,
        dueAt: null,
      },
    ]);
    const closedAt = '2026-11-24T16:00:00+08:00';
    expect(of('incident-analysis', [incident({ closedAt, verification: '已验证' })])[0]).toMatchObject({
      issueFrom: closedAt,
      dueAt: '2026-11-25T16:00:00+08:00',
    });
  });

  test('needs a plan only of P1 to P3 or flagged, a major report only when major', () => {
    expect(of('rectification-plan', [incident({})])).toEqual([]);
    expect(of('major-incident', [incident({}, ['level P2'])])).toEqual([]);
    const closedAt = '2026-11-24T16:00:00+08:00';
    const plan = of('rectification-plan', [incident({ closedAt }, ['level P2'])]);
    expect(plan[0]).toMatchObject({ period: id, dueAt: '2026-11-27T16:00:00+08:00', issueFrom: null });
  });

  test('of another kind brings up nothing, nor one outside the service period', () => {
    const call: CalendarEvent = { ...incident({}), kind: 'call' };
    const before: CalendarEvent = { ...incident({}), at: '2025-12-31T23:59:59+08:00' };
    const after: CalendarEvent = { ...incident({}), at: '2027-01-01T00:00:00+08:00' };
    const last: CalendarEvent = { ...incident({}), at: '2026-12-31T23:59:59+08:00' };
    expect(of('incident-analysis', [call, before, after])).toEqual([]);
    expect(of('incident-analysis', [last])).toHaveLength(1);
  });
});

describe('an incident that is none of an obligation’s any more', () => {
  const closedAt = '2026-11-24T16:00:00+08:00';
  const before = (until: string) => [{ until, holds: ['level P3'] }];
  const lowered = (until: string): CalendarEvent => ({
    ...incident({ closedAt }, ['level P4']),
    before: before(until),
  });
  const due = '2026-11-27T16:00:00+08:00';

  test('owes no plan when the purchaser agreed before it was due, and still owes it after', () => {
    expect(of('rectification-plan', [lowered('2026-11-27T16:00:00+08:00')])).toEqual([]);
    expect(of('rectification-plan', [lowered('2026-11-27T16:00:01+08:00')])).toMatchObject([
      { period: id, dueAt: due },
    ]);
    expect(of('rectification-plan', [{ ...lowered('2026-11-30T16:00:00+08:00'), kind: 'call' }])).toEqual([]);
  });

  test('keeps the place of what was issued, as it was due then; a waiver alone keeps none', () => {
    const keeping = (settled: [string, string | null | undefined][]) =>
      occurrencesOf({
        ...{ obligations: allObligations(bundle), servicePeriod: bundle.contract.servicePeriod, workdays },
        events: [incident({ restoredAt: '2026-11-24T09:00:00+08:00' }, ['level P4'])],
        asOf: '2026-11-24T12:00:00+08:00',
        settled: new Map(settled.map(([period, at]) => [settledKey('major-incident', period), at])),
      }).filter(({ obligation }) => obligation === 'major-incident');
    const at = '2026-11-24T11:00:00+08:00';
    expect(keeping([[`${id}-c`, at]])).toMatchObject([
      { period: `${id}-c`, dueAt: at, part: { suffix: 'c', name: '初报' } },
    ]);
    expect(keeping([[`${id}-c-x2`, at]])[0]?.part).toEqual({ suffix: 'c-x2', name: '初报至续报2合并补报' });
    expect(keeping([[`${id}-c`, undefined]])).toEqual([]);
    expect(keeping([['GZ-20261124-0010-c', at]])).toEqual([]);
  });
});

describe('a major incident', () => {
  const restored = (time: string) =>
    incident(
      {
        restoredAt: `2026-11-24T${time}+08:00`,
        closedAt: '2026-11-24T20:00:00+08:00',
        verification: '已验证',
      },
      ['class major'],
    );

  test('open: 初报, the 续报 up to the next one, and 终报 without due time', () => {
    const found = of('major-incident', [incident({}, ['class major'])]);
    expect(found.map((one) => [one.period, one.part?.name, one.dueAt?.slice(11, 16) ?? null])).toEqual([
      [`${id}-c`, '初报', '09:00'],
      [`${id}-x1`, '续报1', '11:00'],
      [`${id}-x2`, '续报2', '13:00'],
      [`${id}-z`, '终报', null],
    ]);
    expect(found[2]?.issueFrom).toBe('2026-11-24T11:00:00+08:00');
  });

  test('just found: the first 续报 is already known', () => {
    const found = of('major-incident', [incident({}, ['class major'])], '2026-11-24T08:00:00+08:00');
    expect(periods(found)).toEqual([`${id}-c`, `${id}-x1`, `${id}-z`]);
  });

  test.each([
    ['10:59:59', []],
    ['11:00:00', []],
    ['11:00:01', ['x1']],
    ['13:00:00', ['x1']],
    ['15:30:00', ['x1', 'x2', 'x3']],
  ])('restored at %s owes the 续报 %j, however long it takes to close it', (time, suffixes) => {
    const found = of('major-incident', [restored(time)], '2026-11-25T00:00:00+08:00');
    expect(periods(found)).toEqual(['c', ...suffixes, 'z'].map((suffix) => `${id}-${suffix}`));
    expect(found.at(-1)?.dueAt).toBe('2026-11-25T20:00:00+08:00');
  });

  test('that became major later is reported from then on', () => {
    const found = of('major-incident', [incident({ majorAt: '2026-11-24T10:00:00+08:00' }, ['class major'])]);
    expect(found.map((one) => one.dueAt)).toEqual(['2026-11-24T11:00:00+08:00', '2026-11-24T13:00:00+08:00', null]);
  });

  test('over midnight on New Year keeps counting', () => {
    const at = '2026-12-31T22:00:00+08:00';
    const event: CalendarEvent = { ...incident({ discoveredAt: at }, ['class major']), at };
    const found = of('major-incident', [event], '2027-01-01T02:30:00+08:00');
    expect(found.map((one) => one.dueAt)).toEqual([
      '2026-12-31T23:00:00+08:00',
      '2027-01-01T01:00:00+08:00',
      '2027-01-01T03:00:00+08:00',
      null,
    ]);
  });
});

describe('a major incident that was entered late', () => {
  /** Found at eight in the morning. */
  const entered = (enteredAt: string, fields: Record<string, unknown> = {}) =>
    incident({ enteredAt: `2026-11-${enteredAt}+08:00`, ...fields }, ['class major']);
  const over = {
    restoredAt: '2026-11-24T23:30:00+08:00',
    closedAt: '2026-11-25T01:00:00+08:00',
    verification: '已验证',
  };
  const morning = '2026-11-25T09:00:00+08:00';
  const suffixes = (list: Occurrence[]): string[] => periods(list).map((one) => one.slice(id.length + 1));

  test('the next morning: one combined late report, not nine, and it says which it combines', () => {
    const found = of('major-incident', [entered('25T08:50:00', over)], morning);
    expect(suffixes(found)).toEqual(['c-x7', 'z']);
    expect(found[0]).toMatchObject({
      dueAt: '2026-11-24T09:00:00+08:00',
      event: id,
      part: { name: '初报至续报7合并补报', suffix: 'c-x7' },
    });
    expect(found[0]?.part?.combines?.map(({ name, dueAt }) => `${name} ${dueAt?.slice(11, 16)}`)).toEqual([
      '初报 09:00',
      ...[11, 13, 15, 17, 19, 21, 23].map((hour, n) => `续报${n + 1} ${hour}:00`),
    ]);
  });

  test('days later the 终报 is part of it; one that cannot be written yet is not', () => {
    expect(suffixes(of('major-incident', [entered('27T08:00:00', over)], '2026-11-27T09:00:00+08:00'))).toEqual([
      'c-z',
    ]);
    const unverified = { ...over, verification: undefined };
    const found = of('major-incident', [entered('27T08:00:00', unverified)], '2026-11-27T09:00:00+08:00');
    expect(suffixes(found)).toEqual(['c-x7', 'z']);
  });

  test('still open: what falls due from then on is owed report by report', () => {
    const found = of('major-incident', [entered('24T14:00:00')], '2026-11-24T14:10:00+08:00');
    expect(suffixes(found)).toEqual(['c-x2', 'x3', 'z']);
  });

  test.each([
    ['in time', '24T08:30:00', ['c', 'x1', 'z']],
    ['at the very time of the first', '24T09:00:00', ['c', 'x1', 'z']],
    ['after one of them only', '24T10:59:00', ['c', 'x1', 'z']],
  ])('entered %s nothing is combined', (_, at, expected) => {
    expect(suffixes(of('major-incident', [entered(at)], '2026-11-24T10:59:00+08:00'))).toEqual(expected);
  });

  test('what was issued one by one keeps its place, and the rest is combined', () => {
    const at = [entered('25T08:50:00', over)];
    expect(suffixes(of('major-incident', at, morning, ['c', 'x2']))).toEqual(['c', 'x1-x7', 'x2', 'z']);
    expect(suffixes(of('major-incident', at, morning, ['c', 'x1', 'x2', 'x3', 'x4', 'x5', 'x6']))).not.toContain(
      'x6-x7',
    );
  });

  test('a combined report that was issued stays what it was when a time is corrected afterwards', () => {
    const longer = { ...over, restoredAt: '2026-11-25T02:00:00+08:00' };
    const found = of('major-incident', [entered('25T08:50:00', longer)], morning, ['c-x7']);
    expect(suffixes(found)).toEqual(['c-x7', 'x8', 'z']);
    const shorter = { ...over, restoredAt: '2026-11-24T20:00:00+08:00' };
    expect(suffixes(of('major-incident', [entered('25T08:50:00', shorter)], morning, ['c-x7']))).toContain('c-x7');
  });

  test('whatever was issued before and whenever it was entered: each report stands once, alone or in a combined one', () => {
    const hour = (n: number): string => new Date(Date.parse('2026-11-24T00:00:00Z') + n * 3_600_000).toISOString();
    const courses = fc.record({
      entered: fc.integer({ min: 0, max: 60 }),
      restored: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      issued: fc.subarray(['c', 'x1', 'x2', 'x3', 'x4', 'z']),
    });
    fc.assert(
      fc.property(courses, ({ entered: at, restored, issued }) => {
        const ended = restored === undefined ? {} : { restoredAt: hour(restored), closedAt: hour(restored + 2) };
        const fields = { ...ended, verification: '已验证' };
        const asOf = hour(at + 1);
        const single = of('major-incident', [incident(fields, ['class major'])], asOf, issued);
        const found = of(
          'major-incident',
          [incident({ ...fields, enteredAt: hour(at) }, ['class major'])],
          asOf,
          issued,
        );
        const told = found.flatMap(({ part }) => part?.combines?.map(({ suffix }) => suffix) ?? [part?.suffix]);
        expect(told.toSorted()).toEqual(single.map(({ part }) => part?.suffix).toSorted());
        for (const suffix of issued.filter((one) => told.includes(one))) expect(suffixes(found)).toContain(suffix);
        // What was combined and issued is the same one when the list is made again.
        const again = of('major-incident', [incident({ ...fields, enteredAt: hour(at) }, ['class major'])], asOf, [
          ...issued,
          ...suffixes(found).filter((one) => one.includes('-')),
        ]);
        expect(suffixes(again)).toEqual(suffixes(found));
      }),
      { numRuns: runs(6) },
    );
  });

  test('续报 that were issued until the closing, as earlier contracts asked, keep their place', () => {
    const early = { ...over, restoredAt: '2026-11-24T11:30:00+08:00' };
    const found = of('major-incident', [entered('24T08:05:00', early)], morning, ['c', 'x1', 'x2', 'x3']);
    expect(suffixes(found)).toEqual(['c', 'x1', 'x2', 'x3', 'z']);
  });
});

describe('other events', () => {
  const repair = (fields: Record<string, unknown>): CalendarEvent => {
    const at = '2026-11-24T10:05:30+08:00';
    return { kind: 'device-repair', id: 'SB-20261124-001', at, fields: { reportedAt: at, ...fields }, holds: [] };
  };

  test('a device fault owes cause and solution, and the written report only when beyond repair, before the decision', () => {
    expect(of('device-repair', [repair({})]).map((one) => [one.period, one.dueAt])).toEqual([
      ['SB-20261124-001-y', '2026-11-25T10:05:30+08:00'],
    ]);
    const beyond = of('device-repair', [
      repair({ irreparableAt: '2026-11-24T15:00:00+08:00', decidedAt: '2026-11-25T09:00:00+08:00' }),
    ]);
    expect(beyond.map((one) => [one.period, one.dueAt])).toEqual([
      ['SB-20261124-001-z', '2026-11-25T09:00:00+08:00'],
      ['SB-20261124-001-y', '2026-11-25T10:05:30+08:00'],
    ]);
  });

  test('an exercise is reported 72 hours after its end', () => {
    const at = '2026-11-09T09:00:00+08:00';
    const fields = { startedAt: at, endedAt: '2026-11-13T18:00:00+08:00' };
    const event: CalendarEvent = { kind: 'security-exercise', id: 'GF-20261109-001', at, fields, holds: [] };
    expect(of('security-exercise', [event])[0]?.dueAt).toBe('2026-11-16T18:00:00+08:00');
  });

  test('a drill moves its plan, and opens its report when it is closed', () => {
    const at = '2026-06-10T19:00:00+08:00';
    const fields = { startedAt: at, closedAt: '2026-06-11T11:00:00+08:00' };
    const drill: CalendarEvent = { kind: 'drill', id: 'YL-20260610-001', at, fields, holds: [] };
    expect(of('drill-plan', [])[0]?.dueAt).toBe('2026-09-16T17:00:00+08:00');
    expect(of('drill-plan', [drill])[0]).toMatchObject({ period: 'service', dueAt: '2026-05-27T17:00:00+08:00' });
    expect(of('recovery-drill', [])[0]).toMatchObject({ issueFrom: null, dueAt: '2026-09-30T17:00:00+08:00' });
    expect(of('recovery-drill', [drill])[0]).toMatchObject({
      issueFrom: '2026-06-11T11:00:00+08:00',
      dueAt: '2026-09-30T17:00:00+08:00',
    });
  });
});
