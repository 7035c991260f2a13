/** 可用率 counted by faults: against an oracle that walks the minutes of a month one by one; and what without any is not said. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isDisputed, isMissed } from '../../../src/assess/contract/requirement-exceptions.ts';
import { judgedWindows } from '../../../src/contract/calendar/judged-windows.ts';
import type { AvailabilityTarget } from '../../../src/contract/terms/requirements.ts';
import type { TargetAvailability } from '../../../src/subjects/availability/judge/availability.ts';
import {
  type AvailabilityFound,
  type AvailabilityQuery,
  type AvailabilityWindows,
  availabilityBy,
  faultsText,
  NO_WINDOWS,
} from '../../../src/subjects/availability/judge/availability-targets.ts';
import type { DownFault } from '../../../src/subjects/availability/judge/by-incidents.ts';
import kind, { type MaintenanceWindowRecord } from '../../../src/subjects/availability/kinds/maintenance-window.ts';
import { runs } from '../../support/runs.ts';

const MINUTE = 60_000;
const months = judgedWindows({ unit: 'month' }, { from: '2027-12-01', to: '2028-12-31' });
/** Text of a minute, in the zone of the contract. */
const textOf = (time: number): string => `${new Date(time + 8 * 60 * MINUTE).toISOString().slice(0, 19)}+08:00`;
const midnight = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

const windowOf = (from: string, to: string): MaintenanceWindowRecord => {
  const record = kind.schema.parse(kind.example);
  return { ...record, assets: ['scada'], from, to };
};
const fault = (from: string, to: string | null, more: Partial<DownFault> = {}): DownFault => ({
  ...{ id: 'GZ-1', level: 'red', assets: ['scada'], starts: [from], restoredAt: to },
  ...more,
});
const query: AvailabilityQuery = { assets: ['scada'], window: 'month', incidents: ['red'], maintenance: 'available' };
const facts = (month: string, more: Partial<AvailabilityWindows>): AvailabilityWindows => ({
  ...{ ...NO_WINDOWS, ended: months.filter(({ name }) => name === month), faults: [] },
  ...more,
});
const foundIn = (month: string, more: Partial<AvailabilityWindows>, asked: Partial<AvailabilityQuery> = {}) =>
  availabilityBy([], { ...query, ...asked }, facts(month, more))[0] as AvailabilityFound;

/** First and last minute of months, of a leap February among them. */
const edges = ['2028-01-01', '2028-02-01', '2028-02-29', '2028-03-01', '2028-04-01'].map(midnight);
const minute = fc.oneof(
  fc.tuple(fc.constantFrom(...edges), fc.integer({ min: -1, max: 1 })).map(([edge, off]) => edge + off * MINUTE),
  fc.integer({ min: 0, max: 100_000 }).map((n) => midnight('2028-01-15') + n * MINUTE),
);
const faultArb = fc.record({
  level: fc.constantFrom('red', 'red', 'orange'),
  asset: fc.constantFrom('scada', 'scada', 'hotline'),
  from: minute,
  length: fc.option(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 60_000 }))),
});
const plannedArb = fc.record({ from: minute, length: fc.integer({ min: 1, max: 3000 }), agreed: fc.boolean() });

/** Minutes of the month, one after another. */
function walked(month: string, maintenance: string, faults: DownFault[], planned: MaintenanceWindowRecord[]) {
  const [from, to] = [
    `${month}-01`,
    month === '2028-02' ? '2028-03-01' : month === '2028-01' ? '2028-02-01' : '2028-04-01',
  ];
  const spans = faults
    .filter((one) => one.level === 'red' && one.assets.includes('scada'))
    .map(
      (one) => [Date.parse(one.starts[0]), one.restoredAt === null ? Infinity : Date.parse(one.restoredAt)] as const,
    );
  const left = planned
    .filter((one) => one.approvedAt !== undefined)
    .map((one) => [Date.parse(one.from), Date.parse(one.to)] as const);
  let [up, down, any] = [0, 0, false];
  for (let at = midnight(from); at < midnight(to); at += MINUTE) {
    const inside = ([a, b]: readonly [number, number]): boolean => a <= at && at < b;
    const isDown = spans.some(inside);
    any ||= isDown;
    const isPlanned = left.some(inside);
    if (isPlanned && maintenance === 'excluded') continue;
    if (isDown && !(isPlanned && maintenance === 'available')) down += 60;
    else up += 60;
  }
  return { up, down, any };
}

test('every minute of a month is up, down or left out, as one who walks them counts', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('2028-01', '2028-02', '2028-03'),
      fc.constantFrom('excluded' as const, 'included' as const, 'available' as const),
      fc.array(faultArb, { maxLength: 5 }),
      fc.array(plannedArb, { maxLength: 3 }),
      (month, maintenance, list, plans) => {
        const faults = list.map(({ level, asset, from, length }, n) =>
          fault(textOf(from), length === null ? null : textOf(from + length * MINUTE), {
            ...{ id: `GZ-${n}`, level, assets: [asset] },
          }),
        );
        const planned = plans.map(({ from, length, agreed }) => {
          const record = windowOf(textOf(from), textOf(from + length * MINUTE));
          if (agreed) return record;
          const { approvedAt: _, ...open } = record;
          return open;
        });
        const found = foundIn(month, { faults, planned }, { maintenance });
        const { up, down, any } = walked(month, maintenance, faults, planned);
        if (!any) expect(found).toMatchObject({ share: null, up: 0, down: 0, faults: [] });
        else expect([found.up, found.down, found.unobserved]).toEqual([up, down, 0]);
      },
    ),
    { numRuns: runs(150) },
  );
});

describe('a month without any fault', () => {
  const seenOf = (up: number, down: number): TargetAvailability[] => {
    const seconds = { up, down, planned: 0, plannedUp: 0, plannedDown: 0, unobserved: 86_400 - up - down };
    const days = Array.from({ length: 31 }, (_, n) => ({
      ...{ date: `2028-01-${String(n + 1).padStart(2, '0')}`, availability: null },
      ...seconds,
    }));
    return [{ target: 'scada', seconds, availability: null, coverage: null, days, outages: [] }];
  };

  it('is observed by nothing, and said so', () => {
    const found = foundIn('2028-01', {});
    expect([found.share, faultsText(found)]).toEqual([null, '（按故障计：登记 0 次，没有观测证明没有中断）']);
  });

  it('is up where probes saw all of it, and not where one second was not seen or was down', () => {
    expect(foundIn('2028-01', { seen: seenOf(86_400, 0) }).share).toBe(1);
    expect(foundIn('2028-01', { seen: seenOf(86_399, 0) }).share).toBeNull();
    expect(foundIn('2028-01', { seen: seenOf(86_399, 1) }).share).toBeNull();
  });

  it('is not known to a document that has no faults', () => {
    expect(foundIn('2028-01', { faults: null, seen: seenOf(86_400, 0) }).share).toBeNull();
  });
});

describe('a number that is asked for', () => {
  const target: AvailabilityTarget = {
    ...{ id: 'scada', name: 'SCADA', assets: ['scada'], percent: 99.95, per: 'month', of: 'each', clauses: ['1'] },
    ...{ maintenance: 'available', incidents: ['red'] },
  };

  it('is met at its very bound and missed a second below', () => {
    // 0.05 % of 30 days are 1,296 seconds.
    const down = (seconds: number) =>
      foundIn('2028-04', {
        faults: [fault('2028-04-02T00:00:00+08:00', textOf(midnight('2028-04-02') + seconds * 1000))],
      });
    expect(isMissed(target, down(1296))).toBe(false);
    expect(isMissed(target, down(1297))).toBe(true);
  });

  it('hangs on the reading where an open start decides it', () => {
    const starts = (...own: [string, ...string[]]) =>
      foundIn('2028-04', { faults: [fault(own[0], '2028-04-02T01:00:00+08:00', { starts: own })] });
    const open = starts('2028-04-02T00:30:00+08:00', '2028-04-02T00:50:00+08:00');
    expect([isMissed(target, open), isDisputed(target, open)]).toEqual([false, true]);
    const both = starts('2028-04-02T00:30:00+08:00', '2028-04-02T00:31:00+08:00');
    expect([isMissed(target, both), isDisputed(target, both)]).toEqual([true, false]);
  });

  it('is asked of its months alone', () => {
    expect(foundIn('2028-04', {}, { months: [5, 6] })).toBeUndefined();
    expect(foundIn('2028-05', {}, { months: [5, 6] })).toBeDefined();
  });
});
