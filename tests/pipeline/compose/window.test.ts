/** Which records a need means: every kind of window, and what lies just inside and just outside. */
import { describe, expect, it } from 'vitest';
import type { Occurrence } from '../../../src/contract/occurrence.ts';
import { resolveWindow, type WindowContext } from '../../../src/pipeline/compose/window.ts';
import inspection from '../../../src/records/kinds/inspection.ts';
import note from '../../../src/records/kinds/note.ts';
import type { AnyRecord } from '../../../src/records/record.ts';

const day: Occurrence = {
  obligation: 'inspection-log',
  period: '2026-11-24',
  from: '2026-11-24',
  to: '2026-11-24',
  issueFrom: null,
  dueAt: null,
};
const evening: Occurrence = {
  ...day,
  obligation: 'daily-maintenance',
  span: { from: '2026-11-23T17:00:00+08:00', to: '2026-11-24T17:00:00+08:00' },
};
const incident: Occurrence = {
  ...day,
  obligation: 'incident-analysis',
  period: 'GZ-20261124-001-z',
  event: 'GZ-20261124-001',
};

const context = (changes: Partial<WindowContext> = {}): WindowContext => ({
  occurrence: day,
  previous: null,
  cuts: [],
  servicePeriod: { from: '2026-06-01', to: '2027-05-31' },
  asOf: '2026-11-26T01:00:00+08:00',
  ...changes,
});

const noteAt = (at: string): AnyRecord => ({ ...note.example, at, date: at.slice(0, 10) }) as AnyRecord;
const dates = ({ from, to }: { from: string; to: string }) => [from, to];

describe('windows by dates', () => {
  it('takes the days of the period', () => {
    expect(dates(resolveWindow('period', context()))).toEqual(['2026-11-24', '2026-11-24']);
  });

  it('takes the period before, and nothing before the first', () => {
    const previous = { ...day, from: '2026-11-23', to: '2026-11-23' };
    const window = resolveWindow('previous', context({ previous }));
    expect(dates(window)).toEqual(['2026-11-23', '2026-11-23']);
    expect(window.holds(noteAt('2026-11-23T12:00:00+08:00'))).toBe(true);
    expect(resolveWindow('previous', context()).holds(noteAt('2026-11-24T12:00:00+08:00'))).toBe(false);
  });

  it('looks back so many days from the end of the period, the period itself included', () => {
    expect(dates(resolveWindow({ days: 30 }, context()))).toEqual(['2026-10-25', '2026-11-24']);
  });

  it('takes the service to date, to the contract day of `asOf` but not past the end of service', () => {
    expect(dates(resolveWindow('service-to-date', context()))).toEqual(['2026-06-01', '2026-11-26']);
    const evening = '2026-11-25T17:30:00Z'; // 01:30 of the 26th where the contract is
    expect(resolveWindow('service-to-date', context({ asOf: evening })).to).toBe('2026-11-26');
    expect(resolveWindow('service-to-date', context({ asOf: '2027-08-01T00:00:00+08:00' })).to).toBe('2027-05-31');
    // A standing permit is signed before the service begins.
    expect(dates(resolveWindow('service-to-date', context(), 'permit'))).toEqual(['2025-06-01', '2026-11-26']);
  });
});

describe('a day from 17:00 to 17:00', () => {
  const window = resolveWindow('period', context({ occurrence: evening }));

  it('reads the ids of both days', () => {
    expect(dates(window)).toEqual(['2026-11-23', '2026-11-24']);
  });

  it.each([
    ['2026-11-23T16:59:59+08:00', false],
    ['2026-11-23T17:00:00+08:00', true],
    ['2026-11-24T16:59:59+08:00', true],
    ['2026-11-24T08:59:59Z', true],
    ['2026-11-24T17:00:00+08:00', false],
  ])('a note of %s: %s', (at, holds) => {
    expect(window.holds(noteAt(at))).toBe(holds);
  });

  it.each([
    ['2026-11-23', '2026-11-23T18:00:00+08:00', false],
    ['2026-11-24', '2026-11-24T18:00:00+08:00', true],
  ])('an inspection of the business day %s made at %s: %s', (date, at, holds) => {
    expect(window.holds({ ...inspection.example, date, at } as AnyRecord)).toBe(holds);
  });

  it('ends on the day before when it ends at midnight', () => {
    const last = { ...evening, span: { from: '2026-11-23T17:00:00+08:00', to: '2026-11-25T00:00:00+08:00' } };
    expect(resolveWindow('period', context({ occurrence: last })).to).toBe('2026-11-24');
  });
});

describe('an event', () => {
  const window = resolveWindow('incident', context({ occurrence: incident }));
  const named = (fields: object) => ({ ...noteAt('2026-11-25T12:00:00+08:00'), ...fields }) as AnyRecord;

  it('reads from the day of the event to today', () => {
    expect(dates(window)).toEqual(['2026-11-24', '2026-11-26']);
  });

  it('takes its own record and those that name it, and no other', () => {
    expect(window.holds(named({ id: 'GZ-20261124-001' }))).toBe(true);
    expect(window.holds(named({ incident: 'GZ-20261124-001' }))).toBe(true);
    expect(window.holds(named({ incident: 'GZ-20261124-002' }))).toBe(false);
    expect(window.holds(named({}))).toBe(false);
  });

  it('goes by its period when no event is named', () => {
    const { event: _event, ...rest } = incident;
    const own = resolveWindow('incident', context({ occurrence: { ...rest, period: 'GZ-20261124-001' } }));
    expect(own.holds(named({ id: 'GZ-20261124-001' }))).toBe(true);
  });
});
