/** Incidents under contracts of other fields: the recount judges them as the tool does, clock by clock and class by class. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { type Interpretation, interpretationsFileSchema } from '../../src/contract/terms/interpretations.ts';
import { toInstant, toText } from '../../src/contract/time.ts';
import { clockOf } from '../../src/recount/data.ts';
import { type Judged, judge } from '../../src/recount/incidents.ts';
import { workdaysOf } from '../../src/recount/workdays.ts';
import type { World } from '../../src/recount/world.ts';
import { assessIncident, type IncidentAssessment } from '../../src/subjects/incidents/judge/clocks.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { agreed, contextFor, contractWith, fault, signedFor, time } from '../subjects/incidents/_contract.ts';
import { runs } from '../support/runs.ts';

const ZONE = '2027-01-01T00:00:00+08:00';

const bundle = contractWith(
  ['9.1', '9.2'],
  `
places:
  - { id: near, name: 总部, travelMinutes: 0 }
  - { id: far, name: 郊区机房, travelMinutes: 35 }
calendars:
  - { id: open, name: 营业时间, days: working-days, hours: [{ from: "08:30", to: "12:00" }, { from: "13:00", to: "17:00" }] }
  - { id: night, name: 夜班, days: all, hours: [{ from: "20:00", to: "06:00" }] }
levels:
  - { id: A, name: 甲级, limits: [{ clock: restoration, clause: "9.1", minutes: 180 }, { clock: arrival, clause: "9.1", minutes: 60 }] }
  - { id: B, name: 乙级, limits: [{ clock: restoration, clause: "9.1", workingMinutes: 300, calendar: open }] }
  - { id: C, name: 丙级, limits: [{ clock: restoration, clause: "9.2", workingDays: 1, calendar: open }] }
  - { id: D, name: 丁级, limits: [{ clock: restoration, clause: "9.2", workingDays: 1, time: "12:00", calendar: working-days }, { clock: arrival, clause: "9.2", workingDays: 0, time: "08:30", calendar: all }] }
  - { id: wish, name: 需求, requirement: true, limits: [{ clock: restoration, clause: "9.2", agreed: true }] }
customers:
  - { id: vip, name: 重点客户 }
  - { id: school, name: 学校 }
limits:
  - { clock: response, clause: "9.2", minutes: 15, when: { assets: [far-line] } }
  - { clock: response, clause: "9.2", minutes: 3, when: { assets: [far-line], customers: [vip] } }
  - { clock: response, clause: "9.1", times: 1/2, when: { customers: [vip, school] }, levels: [A] }
  - { clock: response, clause: "9.2", times: 1/2, when: { customers: [school, vip] }, levels: [A] }
  - { clock: restoration, clause: "9.1", times: 3/2, when: { season: night }, levels: [A, B] }
  - { clock: arrival, clause: "9.1", times: 3/4, when: { assets: [ward-line] }, levels: [A] }
  - { clock: response, clause: "9.1", minutes: 8, outside: night }
  - { clock: response, clause: "9.1", minutes: 20, during: night }
  - { clock: response, clause: "9.2", minutes: 4, class: grave }
  - { clock: remote-start, clause: "9.1", minutes: 12, levels: [A, B], or: arrival }
  - { clock: arrival, clause: "9.2", minutes: 90, class: grave }
  - { clock: analysis, clause: "9.2", workingDays: 1, calendar: open }
  - { clock: notice, clause: "9.2", minutes: 30, levels: [A, D], outside: night }
  - { clock: notice, clause: "9.1", minutes: 60, levels: [A], during: night }
  - { clock: notice, clause: "9.2", workingMinutes: 90, calendar: open, levels: [B, wish] }
classes:
  - { id: grave, name: 严重事件, when: [{ levels: [A], fromMinutes: 100 }] }
quotas:
  - { id: grave, name: 上限, clause: "9.2", class: grave, limit: 1, per: service-year }
`,
  `
interpretations:
  - id: what-is-grave
    binds: class
    class: grave
    question: 何为严重事件
    clauses: ["9.2"]
    options:
      - { id: long, label: 长, text: 长, when: [{ overMinutes: 100 }] }
      - { id: wide, label: 广, text: 广, when: [{ outages: [whole, core] }, { levels: [A], fromMinutes: 30 }] }
    default: wide
    confirmed: false
    chosen: ~
  - id: hours
    binds: working-time
    question: 营业时间之外是否计时
    clauses: ["9.1"]
    options:
      - { id: all, label: 计, text: 计, levels: [] }
      - { id: open, label: 不计, text: 不计, calendar: open, levels: [A] }
    default: all
    confirmed: false
    chosen: ~
  - id: which
    binds: response-limit
    question: 哪个响应时限
    clauses: ["9.1"]
    options:
      - { id: own, label: 分别, text: 分别, effect: by-class }
      - { id: short, label: 从严, text: 从严, effect: strictest }
    default: own
    confirmed: false
    chosen: ~
`,
);

/** Two more questions: what counts as arrival, and which clocks a pause stops. */
const disputed: Interpretation[] = interpretationsFileSchema.parse({
  schema: 3,
  ...parse(
    `
interpretations:
  - id: came
    binds: arrival
    question: 何为到场
    clauses: ["9.1"]
    options:
      - { id: spot, label: 登记, text: 登记, effect: spot }
      - { id: gate, label: 门岗, text: 门岗, effect: gate }
      - { id: signed, label: 签认, text: 签认, effect: signed }
      - { id: duty, label: 值守, text: 值守, effect: on-duty }
    default: gate
    confirmed: false
    chosen: ~
  - id: stops
    binds: pauses
    question: 暂停是否计入
    clauses: ["9.1"]
    options:
      - { id: yes, label: 不计入, text: 不计入, effect: confirmed }
      - { id: no, label: 计入, text: 计入, effect: none }
      - { id: way, label: 只停到场, text: 只停到场, effect: confirmed, clocks: [arrival] }
      - { id: both, label: 两项都停, text: 两项都停, effect: confirmed, clocks: [arrival, restoration] }
      - { id: work, label: 只停恢复, text: 只停恢复, effect: confirmed, clocks: [restoration] }
    default: yes
    confirmed: false
    chosen: ~
`,
    { schema: 'failsafe' },
  ),
}).interpretations;
const assets = bundle.assets.map((one) => ({ ...one, placeId: one.id === 'far-line' ? 'far' : 'near' }));
const asking = { ...bundle, assets, interpretations: [...bundle.interpretations, ...disputed] };

/** The calendar of each option of the hours twice more: 4 × 4 × 5 combinations, more than are tried. */
const askingMore: ContractBundle = {
  ...asking,
  interpretations: asking.interpretations.map((one) =>
    one.binds === 'working-time'
      ? { ...one, options: [...one.options, ...one.options.map((own) => ({ ...own, id: `${own.id}-2` }))] }
      : one,
  ),
};
const contracts: ContractBundle[] = [
  { ...bundle, assets },
  asking,
  agreed(asking, { stops: 'way', hours: 'all' }),
  agreed(asking, { came: 'signed' }),
  askingMore,
  agreed({ ...bundle, assets }, { hours: 'open', 'what-is-grave': 'long', which: 'short' }),
  // A pause that stops the arrival alone, of one reason and at night, and one that stops both.
  {
    ...agreed({ ...bundle, assets }, { hours: 'open', 'what-is-grave': 'long', which: 'own' }),
    contract: {
      ...bundle.contract,
      pauses: [
        { clause: '9.1', clocks: ['arrival'], reasons: ['access'], during: 'night' },
        { clause: '9.2', clocks: ['arrival', 'restoration'], reasons: ['purchaser', 'permit'] },
      ],
    },
  },
];

const worldOf = ({ contract, interpretations, assets: own }: ContractBundle, asOf: string) =>
  ({
    contract,
    interpretations,
    assets: own,
    clock: clockOf(ZONE),
    workdays: workdaysOf([]),
    asOf,
    records: () => [],
  }) as unknown as World;

const later = (start: string, minutes: number): string => toText(toInstant(start).add({ minutes }));
const minutes = (most: number) => fc.option(fc.integer({ min: 0, max: most }), { nil: undefined });

const course = fc.record({
  start: fc.integer({ min: 0, max: 9 * 1440 }),
  level: fc.constantFrom('A', 'B', 'C', 'D', 'wish'),
  responded: minutes(30),
  remote: minutes(25),
  arrived: minutes(150),
  restored: minutes(1500),
  closed: minutes(300),
  submitted: minutes(4000),
  paused: minutes(200),
  signed: fc.boolean(),
  reason: fc.constantFrom('permit', 'access', 'cloud'),
  outage: fc.constantFrom('whole', 'core', 'partial', 'none', 'pending'),
  diagnosis: fc.constantFrom('onsite', 'remote', 'both', 'pending'),
  onSpot: fc.boolean(),
  assets: fc.constantFrom(['ward-line'], ['far-line'], ['ward-line', 'far-line']),
  customers: fc.constantFrom(undefined, ['vip'], ['school', 'vip'], ['school']),
  asOf: fc.integer({ min: 0, max: 5 * 1440 }),
  agreedDays: minutes(3),
  told: fc.array(fc.constantFrom(5, 15, 29, 30, 31, 60, 61, 90, 200), { maxLength: 6 }),
  gate: minutes(140),
  accepted: minutes(160),
  onDuty: fc.constantFrom(undefined, true, false),
});

type Drawn = typeof course extends fc.Arbitrary<infer T> ? T : never;

/** The fault as it was drawn, with the moment at which its analysis was submitted. */
function faultOf(one: Drawn, start: string): { record: IncidentRecord; issued: string | undefined } {
  const after = (offset: number | undefined) => (offset === undefined ? undefined : later(start, offset));
  const restoredAt = after(one.restored);
  const closedAt = restoredAt === undefined || one.closed === undefined ? undefined : later(restoredAt, one.closed);
  const pauses = [
    {
      id: 'p',
      from: later(start, 10),
      to: later(start, 10 + (one.paused ?? 0)),
      reason: one.reason,
      evidence: '见许可',
      confirmedBy: '采购人',
      confirmedAt: later(start, 11),
    },
  ];
  const notices = one.told.map((_, n) => ({
    ...{ id: `n${n}`, to: '甲方' },
    at: later(
      start,
      one.told.slice(0, n + 1).reduce((sum, gap) => sum + gap, 0),
    ),
  }));
  const given = {
    ...fault({ level: one.level, reported: '03-17 00:00' }),
    ...{ at: start, discoveredAt: start, reportedAt: start, enteredAt: start },
    levels: [{ level: one.level, at: start, reason: '按合同', setBy: '项目经理' }],
    assets: one.assets,
    customers: one.customers,
    ...{ respondedAt: after(one.responded), remoteStartedAt: after(one.remote), arrivedAt: after(one.arrived) },
    ...{ restoredAt, closedAt, outage: one.outage, diagnosis: one.diagnosis, residentOnSpot: one.onSpot },
    ...{ gateAt: after(one.gate), arrivalSignedAt: after(one.accepted), onDuty: one.onDuty },
    ...(one.paused === undefined ? {} : { pauses }),
    ...(one.told.length === 0 ? {} : { notices }),
    ...(one.agreedDays === undefined ? {} : { agreedOn: later(start, one.agreedDays * 1440).slice(0, 10) }),
  };
  const plain = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const record = one.signed ? signedFor(plain as unknown as IncidentRecord) : (plain as unknown as IncidentRecord);
  const issued = closedAt === undefined || one.submitted === undefined ? undefined : later(closedAt, one.submitted);
  return { record, issued };
}

/** By which options it is one, on which readings disagree, and since when it is one by any. */
function expectSameClass(counted: Judged, told: IncidentAssessment): void {
  const [grave] = told.classes;
  const [isOne, open] = [Object.entries(grave?.byOption ?? {}), counted.open['grave'] ?? []];
  expect(isOne.filter(([, result]) => result.open).map(([id]) => id)).toEqual(open);
  const since = counted.classes['grave'] ?? {};
  for (const [id, { holds }] of isOne) if (!open.includes(id)) expect(since[id] !== null).toBe(holds);
  const first = Object.values(since).filter((one) => one !== null);
  expect(grave?.since ?? null).toBe(
    first.length === 0 ? null : toText(toInstant(new Date(Math.min(...first)).toISOString())),
  );
}

test('any course of a fault under any of them', () => {
  fc.assert(
    fc.property(fc.constantFrom(...contracts), course, (own, one) => {
      const start = later(time('03-17 00:00'), one.start);
      const asOf = later(start, one.asOf);
      const { record, issued } = faultOf(one, start);
      const submissions = new Map(issued === undefined ? [] : [[record.id, issued]]);
      const told = assessIncident(record, { ...contextFor(own), asOf, submissions });
      const counted = judge(worldOf(own, asOf), record, issued, asOf);
      const clocks = Object.entries(counted.clocks).map(([id, { state }]) => [id, state]);
      expect(clocks).toEqual(told.clocks.map(({ id, state }) => [id, state]));
      const seconds = (id: string) => counted.clocks[id]?.seconds ?? null;
      for (const clock of told.clocks) {
        expect(seconds(clock.id)).toBe(clock.seconds);
        expect(counted.clocks[clock.id]?.broken).toBe(clock.broken);
      }
      const response = told.clocks.find(({ id }) => id === 'response');
      const beside = (response?.alternatives ?? []).filter(({ option }) => option === undefined);
      const states = (all: readonly { state: string; seconds: number | null }[]) =>
        all.map(({ state, seconds: used }) => `${state} ${used}`).sort();
      expect(states(Object.values(counted.others.response))).toEqual(states(beside));
      const questions = ['hours', 'came', 'stops'];
      for (const { id, alternatives } of told.clocks) {
        const read = alternatives.filter(({ option = '' }) => questions.some((own_) => option.startsWith(`${own_}:`)));
        if (own !== askingMore) expect(counted.others.readings[id] ?? []).toEqual(read.map(({ label }) => label));
      }
      expectSameClass(counted, told);
    }),
    { numRuns: runs(120), seed: 14 },
  );
});
