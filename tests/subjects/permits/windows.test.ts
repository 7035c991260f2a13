/**
 * Windows and lead times of `permits`: judged by the tool and by the recount, against an oracle of this test that counts minutes and
 * days by itself and knows of `src` nothing.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyRecord } from '../../../src/records/record.ts';
import { clockOf } from '../../../src/recount/data.ts';
import { isTooShort, lacksStart, leavesWindow } from '../../../src/recount/permits/asked.ts';
import { operationsOf as countedOperations } from '../../../src/recount/permits/operations.ts';
import { workdaysOf } from '../../../src/recount/workdays.ts';
import type { World } from '../../../src/recount/world.ts';
import { permitContextOf } from '../../../src/subjects/permits/judge/context.ts';
import { operationsOf } from '../../../src/subjects/permits/judge/operations.ts';
import { type Cover, coverOf } from '../../../src/subjects/permits/judge/permits.ts';
import type { PermitRecord } from '../../../src/subjects/permits/kinds/permit.ts';
import { exampleOf, variant } from '../../records/_kinds.ts';
import { runs } from '../../support/runs.ts';
import { signedScan } from '../../support/signed.ts';
import { contractWith, problemsOf } from '../incidents/_contract.ts';

const YAML = `
levels: []
calendars:
  - { id: change-window, name: 变更窗口, days: weekdays, weekdays: [2, 4], hours: [{ from: "01:00", to: "05:00" }] }
  - { id: night, name: 夜间, days: all, hours: [{ from: "22:00", to: "04:00" }] }
permits:
  - { id: patches, clauses: ["9.1"], operations: [release], changes: [patch, defect], window: change-window, leadWorkingDays: 2, emergency: true }
  - { id: night-work, clauses: ["9.2"], operations: [release], changes: [configuration], window: night }
  - { id: copies, clauses: ["9.2"], operations: [data-export], assets: [far-line] }
`;
const { contract } = contractWith(['9.1', '9.2'], YAML);

/** The days of a make-believe notice: seven off, two worked. */
const OFF = ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'];
const WORK = ['2026-09-27', '2026-10-10'];
const MINUTE = 60_000;
const DAY = 1440;
const ZERO = Date.UTC(2026, 8, 14);
/** Of a local minute since midnight of Monday 2026-09-14. */
const text = (minute: number): string => `${new Date(ZERO + minute * MINUTE).toISOString().slice(0, 19)}+08:00`;
const dayOf = (minute: number): string => text(minute).slice(0, 10);
const works = (day: string): boolean =>
  WORK.includes(day) || (!OFF.includes(day) && ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));

const context = permitContextOf(contract, '2026-12-31T12:00:00+08:00', works);
const world = {
  contract,
  assets: [],
  clock: clockOf('2026-10-01T00:00:00+08:00'),
  workdays: workdaysOf([{ year: 2026, off: OFF, work: WORK }]),
} as unknown as World;

const permitOf = (granted: string, patch: Readonly<Record<string, unknown>> = {}): PermitRecord =>
  variant('permit', {
    operations: ['release'],
    assets: undefined,
    requires: undefined,
    conditions: undefined,
    grantedAt: granted,
    validFrom: granted,
    validTo: '2026-12-30T00:00:00+08:00',
    attachments: [signedScan(granted)],
    ...patch,
  }) as never;
const change = (patch: Readonly<Record<string, unknown>>): AnyRecord =>
  variant('change', { type: 'patch', assets: ['far-line'], permit: 'XK-20261120-002', ...patch }) as never;

const judged = (record: AnyRecord, ...permits: PermitRecord[]): Cover | undefined =>
  coverOf(operationsOf([record]), permits, context)[0];

/** Each minute of the operation lies in a window; of a moment that itself, both ends of a window being in it. */
function oracleWindow(type: string, from: number, to: number): boolean {
  const open = (minute: number): boolean => {
    const clock = ((minute % DAY) + DAY) % DAY;
    if (type === 'configuration') return clock >= 22 * 60 || clock < 4 * 60;
    const weekday = (((Math.floor(minute / DAY) % 7) + 7) % 7) + 1;
    return [2, 4].includes(weekday) && clock >= 60 && clock < 5 * 60;
  };
  if (from === to) return open(from) || open(from - 1);
  for (let minute = from; minute < to; minute += 1) if (!open(minute)) return false;
  return true;
}

/** So many working days lie from the day after the leave to the day before the start, or the leave's day is one of them. */
function oracleLead(granted: number, from: number): boolean {
  let left = 2;
  for (let day = Math.floor(from / DAY) - 1; ; day -= 1) {
    if (works(dayOf(day * DAY)) && --left === 0) return Math.floor(granted / DAY) <= day;
  }
}

/** Minutes about the edges: midnights, the ends of windows, and one more or less. */
const edge = fc
  .tuple(
    fc.integer({ min: 3, max: 34 }),
    fc.constantFrom(0, 60, 240, 300, 720, 1320, 1439),
    fc.integer({ min: -1, max: 1 }),
  )
  .map(([day, clock, by]) => day * DAY + clock + by);

const cases = fc.record({
  type: fc.constantFrom('patch', 'configuration'),
  from: edge,
  long: fc.oneof(fc.constantFrom(0, 1, 239, 240, 241, 359, 360, 361), fc.integer({ min: 0, max: 3000 })),
  before: fc.oneof(
    fc.integer({ min: 0, max: 8 }).map((days) => days * DAY),
    fc.integer({ min: 0, max: 9 * DAY }),
  ),
});

describe('windows and lead times', () => {
  test('tool, recount and oracle agree on any operation about the edges', () => {
    fc.assert(
      fc.property(cases, ({ type, from, long, before }) => {
        const [to, granted] = [from + long, from - before];
        const record = change({ type, startedAt: text(from), releasedAt: text(to) });
        const permit = permitOf(text(granted));
        const inWindow = oracleWindow(type, from, to);
        const inTime = type === 'configuration' || oracleLead(granted, from);
        const cover = judged(record, permit);
        expect(cover?.state).toBe(!inTime ? 'lead' : !inWindow ? 'window' : 'covered');
        expect(cover?.breach).toBe(!inTime || !inWindow);
        // Both are told, once: it is one breach.
        expect(cover?.text.includes('超出变更窗口')).toBe(!inWindow);
        const [counted] = countedOperations(world, [record as never]);
        if (counted === undefined) throw new Error('no operation');
        expect(leavesWindow(world, counted, permit as never)).toBe(!inWindow);
        expect(isTooShort(world, counted, permit as never)).toBe(!inTime);
      }),
      { numRuns: runs(400) },
    );
  });

  test.for([
    ['in order', '2026-11-12T01:30', '2026-11-12T04:40', '2026-11-09T10:00', 'covered', ''],
    ['20 minutes beyond', '2026-11-26T03:30', '2026-11-26T05:20', '2026-11-23T10:00', 'window', '变更窗口以外 20 分钟'],
    [
      'leave of the day before',
      '2026-11-17T02:00',
      '2026-11-17T03:00',
      '2026-11-16T16:00',
      'lead',
      '不迟于 2026-11-13',
    ],
    ['a day without a window', '2026-11-18T02:00', '2026-11-18T03:00', '2026-11-12T10:00', 'window', '以外 1 小时'],
  ] as const)('%s', ([, from, to, granted, state, words]) => {
    const at = (clock: string): string => `${clock}:00+08:00`;
    const cover = judged(change({ startedAt: at(from), releasedAt: at(to) }), permitOf(at(granted)));
    expect(cover).toMatchObject({ state, clauses: ['9.1'] });
    expect(cover?.text).toContain(words);
  });

  test('no leave, and outside the window: one breach that tells both', () => {
    const record = change({
      permit: undefined,
      withoutPermit: '未取得',
      startedAt: '2026-11-13T02:15:00+08:00',
      releasedAt: '2026-11-13T02:15:00+08:00',
    });
    const found = coverOf(operationsOf([record]), [], context);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ state: 'none', breach: true });
    expect(found[0]?.text).toMatch(/未取得许可；超出变更窗口/);
  });

  test('whose start nobody wrote down keeps no window, and breaks none', () => {
    const record = change({ startedAt: undefined, releasedAt: '2026-11-12T04:40:00+08:00' });
    const permit = permitOf('2026-11-09T10:00:00+08:00');
    expect(judged(record, permit)).toMatchObject({ state: 'start-unknown', doubt: true, breach: false });
    const [counted] = countedOperations(world, [record as never]);
    expect(counted && lacksStart(world, counted, permit as never)).toBe(true);
  });

  test('an oral permit of an emergency is let off where the paper says so, and else wants its written one before', () => {
    const record = change({ startedAt: '2026-11-13T09:00:00+08:00', releasedAt: '2026-11-13T10:00:00+08:00' });
    const oral = permitOf('2026-11-13T08:30:00+08:00', {
      type: 'emergency',
      writtenDue: '2026-11-16T12:00:00+08:00',
      writtenAt: '2026-11-13T12:00:00+08:00',
    });
    expect(judged(record, oral)).toMatchObject({ state: 'covered', breach: false });
    const strict = permitContextOf(
      { ...contract, permits: (contract.permits ?? []).map((one) => ({ ...one, emergency: undefined })) },
      context.asOf,
      works,
    );
    expect(coverOf(operationsOf([record]), [oral], strict)[0]).toMatchObject({ state: 'lead', breach: true });
  });
});

describe('which operations need leave', () => {
  test('what no entry names needs none: contracted backups, collecting, other changes, other objects', () => {
    const records = [
      exampleOf('backup'),
      exampleOf('inspection'),
      change({ type: 'optimisation', releasedAt: '2026-11-12T04:40:00+08:00' }),
      variant('service-request', { action: 'data-export', asset: 'mysql-primary', permit: undefined }),
    ] as never as AnyRecord[];
    expect(coverOf(operationsOf(records), [], context)).toEqual([]);
    expect(countedOperations(world, records as never)).toHaveLength(4);
  });

  test('what an entry names needs it', () => {
    const request = variant('service-request', { action: 'data-export', asset: 'far-line', permit: undefined });
    expect(coverOf(operationsOf([request as never]), [], context)[0]).toMatchObject({
      state: 'none',
      clauses: ['9.2'],
    });
  });

  test('a contract without the list asks it for everything, as it did', () => {
    const { permits: _, ...old } = contract;
    const found = coverOf(operationsOf([exampleOf('backup')] as never), [], permitContextOf(old, context.asOf, works));
    expect(found[0]).toMatchObject({ state: 'unknown', breach: true, clauses: null });
  });

  test('work that its record calls no operation by name accuses nobody', () => {
    const note = variant('note', { topic: 'operation', text: '重启应用', permit: 'XK-20261120-009' });
    expect(coverOf(operationsOf([note as never]), [], context)[0]).toMatchObject({ doubt: true, breach: false });
  });
});

describe('the data', () => {
  test.for([
    ['an unknown calendar', 'window: change-window', 'window: nowhere', 'permits[0].window'],
    ['an unknown clause', 'clauses: ["9.1"]', 'clauses: ["8.8"]', 'permits[0].clauses'],
    [
      'changes of what is no release',
      'operations: [data-export]',
      'operations: [data-export], changes: [patch]',
      'permits[2].changes',
    ],
    ['a lead of nothing', 'leadWorkingDays: 2', 'leadWorkingDays: 0', 'permits[0].leadWorkingDays'],
    ['an id twice', 'id: copies', 'id: patches', 'permits[2].id'],
  ] as const)('%s is refused', ([, from, to, at]) => {
    expect(problemsOf(contractWith(['9.1', '9.2'], YAML.replace(from, to))).join('\n')).toContain(at);
  });

  test('a clause with the topic that no entry names is refused, and says what to do', () => {
    const bundle = contractWith(['9.1', '9.2', '9.3'], YAML);
    const clauses = bundle.contract.clauses.map((one) => ({ ...one, topics: ['permit' as const] }));
    expect(problemsOf({ ...bundle, contract: { ...bundle.contract, clauses } })).toEqual([
      expect.stringMatching(/^clauses\[2\]\.topics: permit（条款 9\.3） → permits 中有一项写明这一条/),
    ]);
  });
});
