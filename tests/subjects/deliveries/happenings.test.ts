/** What may truthfully be empty, and what delivers only what happened: the rule from the data, and any records against it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allObligations, type ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { occurrencesOf } from '../../../src/contract/calendar/calendar.ts';
import type { Occurrence } from '../../../src/contract/calendar/occurrence.ts';
import { workdayCalendar } from '../../../src/contract/calendar/working-days.ts';
import type { Obligation, Register } from '../../../src/contract/terms/obligations.ts';
import { toDate } from '../../../src/contract/time.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import type { Due } from '../../../src/recount/calendar.ts';
import { clockOf } from '../../../src/recount/data.ts';
import { toldOf } from '../../../src/recount/happenings.ts';
import type { World } from '../../../src/recount/world.ts';
import { askedRecords, isTold, withHappenings } from '../../../src/subjects/deliveries/judge/happenings.ts';
import { isObserved } from '../../../src/subjects/deliveries/judge/observed.ts';
import { occurrenceState } from '../../../src/subjects/deliveries/judge/occurrence-state.ts';
import { starter } from '../../contract/_starter.ts';
import { runs } from '../../support/runs.ts';

const FROM = '2026-01-01';
const TO = '2027-12-31';
const workdays = workdayCalendar([]);
const rule = { agreed: true, time: '17:00' };

type Activities = NonNullable<NonNullable<ContractBundle['contract']['requirements']>['activities']>;

const bundle = starter();

/** The first contract with these obligations alone, and terms of half a year. */
function contractWith(
  registers: Register[],
  obligations: Obligation[] = [],
  activities: Activities = [],
): ContractBundle {
  const terms = [1, 2].map((n) => ({
    id: `2026-T${n}`,
    name: `第 ${n} 学期`,
    from: n === 1 ? '2026-02-16' : '2026-09-01',
    to: n === 1 ? '2026-07-10' : '2027-01-31',
  }));
  const contract = { ...bundle.contract, servicePeriod: { from: FROM, to: TO }, terms, requirements: { activities } };
  return { ...bundle, contract: contract as ContractBundle['contract'], obligations, registers, written: [] };
}

/** A register of activities. */
const register = (over: Partial<Register>): Register => ({
  ...{ id: 'list', code: 'PX', name: '登记表', clauses: ['1'], signature: 'full', interval: 'service' },
  due: { after: 'period-start', days: 60, ...rule },
  issueFrom: { after: 'period-start', days: 0, time: '00:00' },
  ...{ kind: 'activity', columns: [{ field: 'at' }], emptyText: '没有登记' },
  ...over,
});

const day = (n: number): string => toDate(FROM).add({ days: n }).toString();

/** An activity on the n-th day of service, written down some days later. */
const activity = (n: number, what: string, later = 0, nth = 0): AnyRecord =>
  ({
    ...{ schema: 2, kind: 'activity', id: `HD-${day(n).replaceAll('-', '')}-${String(nth + 1).padStart(3, '0')}` },
    ...{ source: 'manual', at: `${day(n)}T10:00:00+08:00`, enteredAt: `${day(n + later)}T11:00:00+08:00` },
    ...{ date: day(n), activity: what },
  }) as unknown as AnyRecord;

function told(contract: ContractBundle, records: readonly AnyRecord[], asOf: string): Occurrence[] {
  const obligations = allObligations(contract);
  const { servicePeriod, terms } = contract.contract;
  const owed = occurrencesOf({ obligations, servicePeriod, terms, workdays, events: [], asOf });
  return withHappenings(owed, obligations, contract, {
    recordsOf: (kind) => records.filter((one) => one.kind === kind),
    asOf,
  });
}

/** As every list of the house says it. */
const stateOf = (obligation: Obligation, occurrence: Occurrence, issuedAt: string | null, now: string) =>
  occurrenceState({
    occurrence,
    issued: issuedAt === null ? [] : [{ issuedAt }],
    onTimeBy: 'issued',
    handedOverAt: null,
    hasEvidence: isObserved(obligation, occurrence, () => []),
    waived: false,
    now,
  });

/** The same contract as the recount reads it. */
const worldOf = (
  { contract, registers, obligations, assets }: ContractBundle,
  records: readonly AnyRecord[],
  asOf: string,
) =>
  ({
    ...{
      contract,
      registers,
      obligations: [...obligations, ...registers],
      assets,
      asOf,
      clock: clockOf(asOf),
      workdays: {},
    },
    records: (kind: string) => records.filter((one) => one.kind === kind),
  }) as unknown as World;

const half = { n: 1, per: 'half-year' } as const;
const training = [{ field: 'activity', in: ['training'] }];
const asked = (over: Partial<Activities[number]>): Activities[number] => ({
  ...{ id: 'training', name: '使用培训', kind: 'activity', where: { field: 'activity', in: ['training'] } },
  ...{ times: 1, per: 'half-year', clauses: ['1'], ...over },
});
const NOW = '2028-06-01T00:00:00+08:00';

describe('what has to tell of something', () => {
  const first = (contract: ContractBundle) =>
    told(contract, [], NOW)[0]?.happenings?.map(({ times, kind }) => [kind, times]);
  const unit = (over: Partial<Obligation>): Obligation => ({
    ...{ id: 'one', code: 'PX', name: '报告', clauses: ['1'], signature: 'full', interval: 'service' },
    ...{ due: { after: 'period-end', days: 5, ...rule }, issueFrom: { after: 'period-end', days: 1, time: '00:00' } },
    ...over,
  });

  test.each([
    ['a register at least once', contractWith([register({ atLeast: half, where: training })]), [['activity', 1]]],
    [
      'a register of a month that nothing is asked of',
      contractWith([register({ every: { unit: 'month' } })]),
      undefined,
    ],
    [
      'a quarter of an activity that is asked for once a half-year',
      contractWith([register({ every: { unit: 'quarter' } })], [], [asked({})]),
      undefined,
    ],
    [
      'a half-year of it, three times',
      contractWith([register({ every: { unit: 'half-year' } })], [], [asked({ times: 3 })]),
      [['activity', 3]],
    ],
    [
      'a year of both of two',
      contractWith(
        [register({ every: { unit: 'year' } })],
        [],
        [asked({}), asked({ id: 'stock', where: { field: 'activity', in: ['stock'] } })],
      ),
      [
        ['activity', 2],
        ['activity', 2],
      ],
    ],
    [
      'a register of another activity',
      contractWith(
        [register({ every: { unit: 'year' }, where: [{ field: 'activity', in: ['stock'] }] })],
        [],
        [asked({})],
      ),
      undefined,
    ],
    ['a list of assets', contractWith([register({ atLeast: half, kind: 'asset' })]), undefined],
    [
      'a restore test at least twice',
      contractWith([], [unit({ unit: 'backup-restore-test', atLeast: { n: 2, per: 'year' } })]),
      [['restore-test', 1]],
    ],
    [
      'a quarter of the restore test that is asked for each quarter',
      contractWith(
        [],
        [unit({ unit: 'backup-restore-test', every: { unit: 'quarter' } })],
        [asked({ kind: 'restore-test', where: undefined, per: 'quarter' })],
      ),
      [['restore-test', 1]],
    ],
    [
      'a report about one activity, told by its filter',
      contractWith(
        [],
        [
          unit({
            unit: 'period-report',
            atLeast: half,
            eventKind: 'activity',
            eventWhere: [{ field: 'activity', in: ['training'] }],
          }),
        ],
      ),
      [['activity', 1]],
    ],
    ['a plan at least once', contractWith([], [unit({ unit: 'period-report', atLeast: half })]), undefined],
    [
      'a plan of a drill that is owed before it, though the contract asks for the drill',
      contractWith(
        [],
        [
          unit({
            unit: 'written',
            every: { unit: 'year' },
            eventKind: 'drill',
            due: { before: 'startedAt', days: 9, ...rule },
          }),
        ],
        [asked({ kind: 'drill', where: undefined, per: 'year' })],
      ),
      undefined,
    ],
    [
      'a report of each event',
      contractWith([], [unit({ unit: 'security-exercise', every: { unit: 'event' }, eventKind: 'security-exercise' })]),
      undefined,
    ],
  ])('%s', (_name, contract, expected) => expect(first(contract)).toEqual(expected));

  test('of what else is written down nothing is read', () => {
    const asks = askedRecords(allObligations(contractWith([register({ atLeast: half, where: training })])), starter());
    expect([...asks.keys()]).toEqual(['activity']);
    expect(asks.get('activity')?.(activity(1, 'training'))).toBe(true);
    expect(asks.get('activity')?.(activity(1, 'stock-taking'))).toBe(false);
  });
});

describe('when it happened', () => {
  const list = register({ atLeast: half, where: training });
  const contract = contractWith([list]);
  const at = (n: number, time = '12:00'): string => `${day(n)}T${time}:00+08:00`;
  const state = (records: AnyRecord[], issuedAt: string | null) =>
    stateOf(list, told(contract, records, NOW)[0] as Occurrence, issuedAt, NOW);

  test('issued empty it is missing, whenever that was', () => {
    expect(state([], at(30))).toBe('missing');
    expect(state([activity(20, 'stock-taking')], at(30))).toBe('missing');
    expect(state([activity(200, 'training')], at(30))).toBe('missing');
  });

  test('with it in time on time, and a day late late, however early its document was', () => {
    expect(state([activity(20, 'training')], at(30))).toBe('on-time');
    expect(state([activity(20, 'training')], null)).toBe('overdue');
    expect(state([activity(61, 'training')], at(62))).toBe('late');
    expect(state([activity(61, 'training')], at(30))).toBe('late');
    expect(state([activity(20, 'training', 50)], at(30))).toBe('late');
  });
});

test('whatever was written down: what is delivered tells of as many as the contract asks for, and the recount says so', () => {
  const cadence = fc.record({
    n: fc.integer({ min: 1, max: 4 }),
    per: fc.constantFrom('month' as const, 'quarter' as const, 'half-year' as const, 'year' as const, 'term' as const),
    spread: fc.boolean(),
  });
  const where = fc.constantFrom([], training, [{ field: 'activity', in: ['training', 'stock-taking'] }]);
  const written = fc.array(
    fc.record({
      n: fc.integer({ min: 0, max: 729 }),
      what: fc.constantFrom('training', 'stock-taking', 'visit'),
      later: fc.integer({ min: 0, max: 40 }),
    }),
    { maxLength: 14 },
  );
  const moments = fc.record({
    issued: fc.option(fc.integer({ min: 0, max: 760 })),
    now: fc.integer({ min: 0, max: 800 }),
  });
  fc.assert(
    fc.property(cadence, where, written, moments, (atLeast, filter, entries, { issued, now }) => {
      const list = register({ atLeast, where: filter });
      const contract = contractWith([list]);
      const records = entries.map(({ n, what, later }, nth) => activity(n, what, later, nth));
      const asOf = `${day(now)}T23:00:00+08:00`;
      const issuedAt = issued === null ? null : `${day(Math.min(issued, now))}T12:00:00+08:00`;
      const occurrences = told(contract, records, asOf);
      const world = worldOf(contract, records, asOf);
      const frames = Map.groupBy(occurrences, ({ period }) => period.replace(/-n\d+$/, ''));
      for (const own of frames.values()) {
        const delivered = own.filter((one) => ['on-time', 'late'].includes(stateOf(list, one, issuedAt, asOf)));
        const from = own.map((one) => one.from).sort()[0] ?? '';
        const to =
          own
            .map((one) => one.to)
            .sort()
            .at(-1) ?? '';
        const there = entries.filter(
          ({ n, what, later }) =>
            filter.every((one) => one.in.includes(what)) && day(n) >= from && day(n) <= to && n + later <= now,
        );
        expect(there.length).toBeGreaterThanOrEqual(delivered.length);
      }
      for (const one of occurrences) {
        const again = toldOf(world, { ...one, obligation: list, due: null } as unknown as Due);
        expect(again?.whole).toBe(isTold(one));
        const state = stateOf(list, one, issuedAt, asOf);
        if (state !== 'on-time' || one.dueAt === null) continue;
        expect(again?.since).toBeLessThanOrEqual(Date.parse(one.dueAt));
      }
    }),
    { numRuns: runs(12) },
  );
});
