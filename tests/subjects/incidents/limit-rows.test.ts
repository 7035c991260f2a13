/** Limits by system, customers and season, and what multiplies them: against an oracle that goes through the paper by hand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toInstant, toText } from '../../../src/contract/time.ts';
import { clockOf } from '../../../src/recount/data.ts';
import { judge as recounted } from '../../../src/recount/incidents.ts';
import { workdaysOf } from '../../../src/recount/workdays.ts';
import type { World } from '../../../src/recount/world.ts';
import { summariseCommitments } from '../../../src/subjects/incidents/judge/commitments.ts';
import { summariseIncidents } from '../../../src/subjects/incidents/judge/incident-figures.ts';
import { limitsOf } from '../../../src/subjects/incidents/judge/limits.ts';
import kind, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { runs } from '../../support/runs.ts';
import { contextFor, contractWith, fault, problemsOf } from './_contract.ts';

/** A cold store: the ward line is answered at night as by day, in the harvest later; some customers are answered in half the time. */
const store = contractWith(
  ['8.1', '8.2', '8.3', '8.4'],
  `
servicePeriod: { from: 2027-01-01, to: 2027-12-31 }
customers:
  - { id: vip, name: 重点客户 }
  - { id: plain, name: 一般客户 }
calendars:
  - { id: night, name: 夜间, days: all, hours: [{ from: "20:00", to: "08:00" }] }
  - { id: harvest, name: 收获季, days: listed, extra: [{ from: 2027-03-20, to: 2027-03-25 }] }
levels:
  - { id: red, name: 红色 }
  - { id: yellow, name: 黄色 }
limits:
  - { clock: response, clause: "8.1", minutes: 10, outside: night, levels: [red] }
  - { clock: response, clause: "8.1", minutes: 20, during: night, levels: [red] }
  - { clock: response, clause: "8.1", minutes: 30, outside: night, levels: [yellow] }
  - { clock: response, clause: "8.1", workingDays: 1, time: "08:30", calendar: all, during: night, levels: [yellow] }
  - { clock: response, clause: "8.2", minutes: 10, when: { assets: [ward-line] }, levels: [red] }
  - { clock: response, clause: "8.2", minutes: 25, when: { assets: [ward-line], season: harvest }, levels: [red] }
  - { clock: response, clause: "8.3", times: 1/2, when: { customers: [vip] }, levels: [red] }
  - { clock: response, clause: "8.3", times: 1/2, when: { customers: [vip] }, levels: [yellow], outside: night }
  - { clock: response, clause: "8.4", times: 1/2, when: { season: harvest }, levels: [red] }
`,
);

interface Happened {
  level: string;
  start: string;
  assets: readonly string[];
  customers?: readonly string[];
}

function recordOf({ level, start, assets, customers }: Happened, respondedAt: string): IncidentRecord {
  const base = fault({ level, reported: '03-19 09:00' });
  return {
    ...base,
    ...{ at: start, enteredAt: start, discoveredAt: start, reportedAt: start, respondedAt, assets: [...assets] },
    ...(customers === undefined ? {} : { customers: [...customers] }),
    levels: base.levels.map((one) => ({ ...one, at: start })),
  };
}

const responseOf = (one: Happened, respondedAt: string) =>
  summariseIncidents([recordOf(one, respondedAt)], contextFor(store, '12-31 12:00')).assessments[0]?.clocks.find(
    ({ id }) => id === 'response',
  );

const later = (start: string, seconds: number): string => toText(toInstant(start).add({ seconds }));

/** When the second count lets the response pass. */
function recountedEnd(one: Happened): string {
  const asOf = '2027-12-31T12:00:00+08:00';
  const world = {
    ...{ contract: store.contract, interpretations: [], assets: store.assets, asOf, records: () => [] },
    ...{ clock: clockOf(asOf), workdays: workdaysOf([]) },
  } as unknown as World;
  const passes = recounted(world, recordOf(one, one.start), undefined, asOf).clocks['response']?.limitAt;
  return toText(toInstant(one.start).add({ milliseconds: (passes ?? Number.NaN) - Date.parse(one.start) }));
}

/** Goes through the paper by hand: the seconds until the response is late, for each line and each kind of customers by itself. */
function allowed({ level, start, assets, customers = [] }: Happened): number {
  const clock = start.slice(11, 19);
  const isNight = clock >= '20:00:00' || clock < '08:00:00';
  const isHarvest = start.slice(0, 10) >= '2027-03-20' && start.slice(0, 10) <= '2027-03-25';
  if (level === 'yellow' && isNight) {
    const midnight = Date.parse(`${start.slice(0, 10)}T00:00:00+08:00`) + 24 * 3600_000;
    return (midnight - Date.parse(start)) / 1000 + 8.5 * 3600;
  }
  // Of several kinds of customers the half of the one is the shortest.
  const half = customers.includes('vip') ? 0.5 : 1;
  if (level === 'yellow') return 1800 * half;
  const onWard = isHarvest ? 25 : 10;
  const minutes = assets.map((asset) => (asset === 'ward-line' ? onWard : isNight ? 20 : 10));
  return Math.min(...minutes) * 60 * half * (isHarvest ? 0.5 : 1);
}

const happened = fc
  .record({
    level: fc.constantFrom('red', 'yellow'),
    day: fc.constantFrom('2027-03-19', '2027-03-20', '2027-03-25', '2027-03-26', '2027-03-31'),
    time: fc.constantFrom('00:00:00', '08:00:00', '20:00:00', '12:00:00'),
    edge: fc.constantFrom(-1, 0, 1),
    assets: fc.constantFrom(['ward-line'], ['far-line'], ['far-line', 'ward-line']),
    customers: fc.constantFrom(undefined, ['vip'], ['plain'], ['plain', 'vip']),
  })
  .map(({ day, time, edge, customers, ...rest }): Happened => {
    const start = later(`${day}T${time}+08:00`, edge);
    return { ...rest, start, ...(customers === undefined ? {} : { customers }) };
  });

describe('limits by system, customers and season', () => {
  test('are a sound contract', () => expect(problemsOf(store)).toEqual([]));

  test('pass where the paper says, to the second, at every edge', () => {
    fc.assert(
      fc.property(happened, (one) => {
        const end = later(one.start, allowed(one));
        expect(recountedEnd(one)).toBe(end);
        expect(responseOf(one, end)).toMatchObject({ state: 'met', deadline: end });
        expect(responseOf(one, later(end, 1))).toMatchObject({ state: 'missed', deadline: end });
      }),
      { numRuns: runs(150) },
    );
  });

  test.each<[Partial<Happened>, string, string[]]>([
    [
      { assets: ['ward-line'] },
      '10 分钟',
      ['⟦条款:8.2⟧ 代替 ⟦条款:8.1⟧ 的 20 分钟', '没有登记受影响的客户类别，未按重点客户的时限判定'],
    ],
    [{ assets: ['ward-line'], customers: ['vip'] }, '5 分钟', ['时限 10 分钟 → 5 分钟（⟦条款:8.3⟧：1/2）']],
    [
      { assets: ['far-line'], customers: ['vip'], start: '2027-03-20T12:00:00+08:00' },
      '2 分 30 秒',
      ['时限 10 分钟 → 5 分钟（⟦条款:8.3⟧：1/2） → 2 分 30 秒（⟦条款:8.4⟧：1/2）'],
    ],
    [{ assets: ['far-line'], customers: ['plain'] }, '20 分钟', []],
  ])('are told with how they came about: %j', (some, limit, texts) => {
    const one: Happened = { level: 'red', start: '2027-03-19T20:00:00+08:00', assets: ['ward-line'], ...some };
    const clock = responseOf(one, later(one.start, 60));
    expect(clock?.limit).toBe(limit);
    for (const text of texts) expect(clock?.text).toContain(text);
    if (texts.length === 0) expect(clock?.text).not.toContain('；');
  });

  test('are counted under the limit that decided, each fault once', () => {
    const start = '2027-03-20T12:00:00+08:00';
    const records = [['vip'], ['plain'], undefined].map((customers, n) => ({
      ...recordOf(
        { level: 'red', start, assets: ['far-line'], ...(customers === undefined ? {} : { customers }) },
        start,
      ),
      id: `GZ-20270320-00${n + 1}`,
    }));
    const limits = summariseCommitments(records, contextFor(store)).filter(({ cases }) => cases.length > 0);
    expect(limits.map(({ limit, clauses, met }) => [limit, clauses, met])).toEqual([
      ['5 分钟', ['8.1', '8.4', '8.2'], 2],
      ['2 分 30 秒', ['8.1', '8.3', '8.4', '8.2'], 1],
    ]);
  });

  test('are listed once with each factor that may hold, however many systems have one of their own', () => {
    const limits = (store.contract.limits ?? []).slice(0, 1);
    const own = Array.from({ length: 40 }, (_, n) => ({
      ...{ clock: 'response' as const, clause: '8.3', times: '1/2', when: { assets: [`line-${n}`] } },
      levels: [n % 2 === 0 ? 'red' : 'yellow'],
    }));
    const source = { ...contextFor(store), contract: { ...store.contract, limits: [...limits, ...own] } };
    expect(limitsOf(source, ['response']).map(({ seconds }) => seconds)).toEqual([600, ...Array(20).fill(300)]);
  });

  test('name kinds of customers that there are', () => {
    const record = recordOf(
      { level: 'red', start: '2027-03-19T09:00:00+08:00', assets: ['ward-line'], customers: ['vips'] },
      '2027-03-19T09:01:00+08:00',
    );
    expect(kind.check?.(record, store).filter(({ field }) => field.startsWith('customers'))).toEqual([
      { field: 'customers[0]', found: 'vips', expected: expect.stringContaining('可能想写 vip（重点客户）') },
    ]);
  });
});
