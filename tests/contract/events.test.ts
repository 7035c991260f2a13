import { describe, expect, test } from 'vitest';
import { allObligations } from '../../src/contract/bundle.ts';
import { occurrencesOf } from '../../src/contract/calendar.ts';
import type { CalendarEvent } from '../../src/contract/events.ts';
import type { Occurrence } from '../../src/contract/occurrence.ts';
import { loadWorkingDays } from '../../src/contract/working-days-data.ts';
import { starter } from './_starter.ts';

const bundle = starter();
const workdays = loadWorkingDays();
const id = 'GZ-20261124-001';

/** What the events bring up for one obligation, as `period due`. */
function of(obligation: string, events: CalendarEvent[], asOf = '2026-11-24T12:00:00+08:00'): Occurrence[] {
  const { servicePeriod } = bundle.contract;
  const found = occurrencesOf({ obligations: allObligations(bundle), servicePeriod, workdays, events, asOf });
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
    expect(of('major-incident', [incident({}, ['p1-p3-or-flagged'])])).toEqual([]);
    const closedAt = '2026-11-24T16:00:00+08:00';
    const plan = of('rectification-plan', [incident({ closedAt }, ['p1-p3-or-flagged'])]);
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

describe('a major incident', () => {
  const closed = (time: string) =>
    incident({ closedAt: `2026-11-24T${time}+08:00`, verification: '已验证' }, ['major']);

  test('open: 初报, the 续报 up to the next one, and 终报 without due time', () => {
    const found = of('major-incident', [incident({}, ['major'])]);
    expect(found.map((one) => [one.period, one.part?.name, one.dueAt?.slice(11, 16) ?? null])).toEqual([
      [`${id}-c`, '初报', '09:00'],
      [`${id}-x1`, '续报1', '11:00'],
      [`${id}-x2`, '续报2', '13:00'],
      [`${id}-z`, '终报', null],
    ]);
    expect(found[2]?.issueFrom).toBe('2026-11-24T11:00:00+08:00');
  });

  test('just found: the first 续报 is already known', () => {
    const found = of('major-incident', [incident({}, ['major'])], '2026-11-24T08:00:00+08:00');
    expect(periods(found)).toEqual([`${id}-c`, `${id}-x1`, `${id}-z`]);
  });

  test.each([
    ['10:59:59', []],
    ['11:00:00', []],
    ['11:00:01', ['x1']],
    ['13:00:00', ['x1']],
    ['15:30:00', ['x1', 'x2', 'x3']],
  ])('closed at %s owes the 续报 %j', (time, suffixes) => {
    const found = of('major-incident', [closed(time)], '2026-11-25T00:00:00+08:00');
    expect(periods(found)).toEqual(['c', ...suffixes, 'z'].map((suffix) => `${id}-${suffix}`));
    expect(found.at(-1)?.dueAt).toBe(`2026-11-25T${time}+08:00`);
  });

  test('that became major later is reported from then on', () => {
    const found = of('major-incident', [incident({ majorAt: '2026-11-24T10:00:00+08:00' }, ['major'])]);
    expect(found.map((one) => one.dueAt)).toEqual(['2026-11-24T11:00:00+08:00', '2026-11-24T13:00:00+08:00', null]);
  });

  test('over midnight on New Year keeps counting', () => {
    const at = '2026-12-31T22:00:00+08:00';
    const event: CalendarEvent = { ...incident({ discoveredAt: at }, ['major']), at };
    const found = of('major-incident', [event], '2027-01-01T02:30:00+08:00');
    expect(found.map((one) => one.dueAt)).toEqual([
      '2026-12-31T23:00:00+08:00',
      '2027-01-01T01:00:00+08:00',
      '2027-01-01T03:00:00+08:00',
      null,
    ]);
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
