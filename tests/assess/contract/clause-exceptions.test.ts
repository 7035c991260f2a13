import { describe, expect, test } from 'vitest';
import { clauseExceptions, type ExceptionInput } from '../../../src/assess/contract/clause-exceptions.ts';
import { unexcepted } from '../../../src/assess/contract/unexcepted.ts';
import { clauseIds } from '../../../src/contract/terms/clauses.ts';
import { toInstant, toText } from '../../../src/contract/time.ts';
import type { TargetAvailability } from '../../../src/subjects/availability/judge/availability.ts';
import { NO_WINDOWS } from '../../../src/subjects/availability/judge/availability-targets.ts';
import type { Delivery } from '../../../src/subjects/deliveries/judge/deliveries.ts';
import type { DeviceRepairRecord } from '../../../src/subjects/devices/kinds/device-repair.ts';
import type { LateFix } from '../../../src/subjects/findings/judge/late-fixes.ts';
import { deviceClocks } from '../../../src/subjects/incidents/judge/repair-limits.ts';
import type { RestoreTestRecord } from '../../../src/subjects/recovery/kinds/restore-test.ts';
import type { RenewalRecord } from '../../../src/subjects/renewals/kinds/renewal.ts';
import type { CallRecord } from '../../../src/subjects/requests/kinds/call.ts';
import { contract, exampleOf } from '../../records/_kinds.ts';

const nothing: ExceptionInput = {
  contract: contract.contract,
  incidents: { assessments: [], clocks: [] } as unknown as ExceptionInput['incidents'],
  isWorkingDay: () => true,
  quotas: [],
  covers: [],
  deliveries: [],
  backups: [],
  owedSets: [],
  keptSets: [],
  calls: [],
  repairs: [],
  certified: [],
  attendance: { days: [] } as unknown as ExceptionInput['attendance'],
  renewals: [],
  lateRenewals: [],
  overdue: [],
  lateFixes: [],
  availability: [],
  windows: NO_WINDOWS,
  months: [],
  scannedMonths: new Set(),
  activities: [],
  scanned: { numerator: 0, denominator: 0 },
  assets: contract.assets,
  restores: [],
  assetName: (asset) => asset,
};

describe('a call', () => {
  const ofCall = (changes: Partial<CallRecord>) =>
    clauseExceptions({ ...nothing, calls: [{ ...exampleOf<CallRecord>('call'), ...changes }] }).map((one) => one.text);
  // The example rang at 22:14:05.
  const at = (clock: string) => `2026-11-24T${clock}+08:00`;
  const back = (clock: string, more = {}) =>
    ({ outcome: 'called-back', answeredAt: undefined, calledBackAt: at(clock), ...more }) as const;

  test.for([
    ['answered in exactly 10 min', { answeredAt: at('22:24:05') }, []],
    ['answered a second later', { answeredAt: at('22:24:06') }, ['来电 10 分 01 秒 后才接听，时限 10 分钟']],
    ['called back in time', back('22:24:05'), []],
    ['called back too late', back('23:14:05'), ['来电 1 小时 后才回拨，时限 10 分钟']],
    ['about a fault, whose clock judges it', back('23:14:05', { incident: 'GZ-20261124-001' }), []],
    ['nobody answered', { outcome: 'missed', answeredAt: undefined }, ['来电未接，也没有回拨']],
  ] as const)('%s', ([, changes, texts]) => expect(ofCall(changes)).toEqual(texts));
});

test('what was renewed after it had run out is an exception of the day on which it ran out', () => {
  const one = exampleOf<RenewalRecord>('renewal');
  const renewed = { ...one, status: 'renewed' as const, renewedOn: '2026-12-24', renewedTo: '2027-12-20' };
  const [told, ...more] = clauseExceptions({ ...nothing, lateRenewals: [renewed] });
  expect(more).toEqual([]);
  expect(told).toMatchObject({ where: one.id, day: one.expiresOn });
  expect(told?.text).toBe(`${one.item} ${one.expiresOn} 到期，2026-12-24 才续期，晚于到期日 4 天`);
});

describe('findings that were mended late', () => {
  const SEEN = { scan: 'SM-20260801-001', at: '2026-08-01T10:00:00+08:00' };
  const late = (id: string, lateFrom: string, late: number): LateFix => ({
    one: {
      finding: { id, address: '10.0.0.11', asset: 'app-server-1', component: '22/tcp', level: 'high' },
    } as LateFix['one'],
    ...{ begun: SEEN, graded: SEEN },
    ...{ dueOn: '2026-08-20', lateFrom },
    fix: {
      ...{ by: 'repair', at: `2026-08-${20 + late}T22:00:00+08:00`, late },
      rescanned: { scan: 'SM-20260901-001', at: '2026-09-01T10:00:00+08:00' },
    },
  });

  test('are an exception of the day on which they became late, whenever they were mended', () => {
    const lateFixes = [late('CVE-1', '2026-08-25', 6), late('CVE-2', '2026-08-21', 1), late('CVE-3', '2026-08-21', 2)];
    const told = clauseExceptions({ ...nothing, lateFixes });
    expect(told.map(({ day, text }) => [day, text])).toEqual([
      [
        '2026-08-21',
        '逾期后才修复的漏洞 2 个：app-server-1 CVE-2 期限 2026-08-20，2026-08-21 修复，晚于期限 1 天，2026-09-01 复扫确认、app-server-1 CVE-3 期限 2026-08-20，2026-08-22 修复，晚于期限 2 天，2026-09-01 复扫确认',
      ],
      [
        '2026-08-25',
        '逾期后才修复的漏洞 1 个：app-server-1 CVE-1 期限 2026-08-20，2026-08-26 修复，晚于期限 6 天，2026-09-01 复扫确认',
      ],
    ]);
    const clauses = clauseIds(contract.contract, 'scan');
    for (const one of told) expect(one).toMatchObject({ clauses, shownBy: ['SM-20260901-001'] });
  });
});

describe('the repair of a device', () => {
  const ofRepair = (changes: Partial<DeviceRepairRecord>) => {
    const record = { ...exampleOf<DeviceRepairRecord>('device-repair'), ...changes };
    const context = {
      contract: contract.contract,
      assets: contract.assets,
      isWorkingDay: () => true,
      asOf: '2026-12-31T12:00:00+08:00',
      solutionHours: null,
      reportHours: null,
    };
    return clauseExceptions({ ...nothing, repairs: [{ record, clocks: deviceClocks(record, context) }] });
  };
  const reported = exampleOf<DeviceRepairRecord>('device-repair').reportedAt;
  const later = (seconds: number) => toText(toInstant(reported).add({ seconds }));
  const good = { respondedAt: later(600), arrivedAt: later(3600) };

  test('in time to the second is no exception', () => expect(ofRepair(good)).toEqual([]));

  test.for([
    ['a late response', { ...good, respondedAt: later(601) }, ['5.4(2)', '5.3.1', '5.3.2'], '响应'],
    ['a late arrival', { ...good, arrivedAt: later(3601) }, ['5.4(2)', '5.3.2'], '到场'],
    [
      'a written report after the decision',
      { ...good, irreparableAt: later(4000), decidedAt: later(5000), writtenReportAt: later(6000) },
      ['5.4(3)'],
      '书面报告先于⟦采购人⟧决定',
    ],
  ] as const)('%s', ([, changes, clauses, label]) => {
    const found = ofRepair(changes);
    expect(found.map((one) => one.clauses)).toEqual([clauses]);
    expect(found[0]?.text).toContain(label);
  });
});

describe('a late document', () => {
  const late = (id: string) => {
    const register = { id: 'asset-register', kind: 'asset', clauses: ['4.1-4.4'] };
    const obligation = contract.obligations.find((one) => one.id === id) ?? register;
    const occurrence = { period: '2026-11', dueAt: '2026-11-30T17:00:00+08:00' };
    const onTime = { by: 'issued', readings: ['issued'] };
    const delivery = { obligation, occurrence, state: 'late', onTime, onTimeByIssue: false, first: null };
    return clauseExceptions({ ...nothing, deliveries: [delivery as unknown as Delivery] }).map((one) => one.clauses);
  };

  test.for([
    ['counts against the clauses that its obligation names one by one', 'inspection-log', [['5.3.5', '5.7(2)']]],
    ['counts against what is below the heading that asks for it', 'device-repair', [['5.4(1)', '5.4(2)', '5.4(3)']]],
    [
      'counts against its range, where nothing else measures it',
      'data-maintenance-ledger',
      [['4.2.1', '4.2.2', '4.2.3', '4.2.4']],
    ],
    ['of a register does not accuse half the contract', 'asset-register', []],
  ] as const)('%s', ([, id, clauses]) => expect(late(id)).toEqual(clauses));

  test('a log of a day that is missing stands for the inspection that the clause lacks on that day', () => {
    const obligation = contract.obligations.find((one) => one.id === 'inspection-log');
    const occurrence = { period: '2026-06-20', dueAt: '2026-06-22T10:00:00+08:00' };
    const onTime = { by: 'issued', readings: ['issued'] };
    const delivery = { obligation, occurrence, state: 'missing', onTime, onTimeByIssue: false, first: null };
    const exceptions = clauseExceptions({ ...nothing, deliveries: [delivery as unknown as Delivery] });
    expect(unexcepted({ missing: ['2026-06-20', '2026-08-22'] }, exceptions)).toEqual(['2026-08-22']);
  });
});

const unseen = (target: string, unobserved: number): TargetAvailability => ({
  target,
  seconds: { up: 0, down: 0, planned: 0, plannedUp: 0, plannedDown: 0, unobserved },
  availability: null,
  coverage: 0,
  days: [
    { date: '2026-11-03', availability: null, up: 0, down: 0, planned: 0, plannedUp: 0, plannedDown: 0, unobserved },
  ],
  outages: [],
});

test('watching around the clock tells as one exception what went unobserved of several targets alike', () => {
  const availability = [unseen('app-server-1', 7200), unseen('app-server-2', 7200), unseen('redis-1', 60)];
  expect(clauseExceptions({ ...nothing, availability }).map(({ text }) => text)).toEqual([
    '2 个对象（app-server-1、app-server-2）各未观测 2 小时（2026-11-03）',
    'redis-1未观测 1 分（2026-11-03）',
  ]);
});

describe('a goal of the service', () => {
  const availability = [unseen('app-server-1', 7200)];
  const goals = (topic: 'stability' | 'recoverability' | 'repair') => clauseIds(contract.contract, topic);
  const drill: ExceptionInput['activities'][number] = {
    activity: {
      id: 'd',
      name: '演练',
      kind: 'drill',
      per: 'year',
      times: 1,
      clauses: clauseIds(contract.contract, 'drill'),
    },
    ...{ from: '2026-01-01', to: '2026-12-31', ends: '2026-12-31', turn: null, object: null, cause: null },
    ...{ done: [], late: [], lacking: 1, state: 'missed' },
  } as ExceptionInput['activities'][number];
  const failed = { ...exampleOf<RestoreTestRecord>('restore-test'), result: 'failed' as const };
  const missed = {
    ...{ id: 'GZ-20261124-001', title: '', level: '', responsibility: '', clause: '5.1.2' },
    text: '超时',
    decides: true,
  };
  const incidents = {
    assessments: [],
    clocks: [{ label: '响应', exceptions: [missed] }],
  } as unknown as ExceptionInput['incidents'];

  test.for([
    ['time that nobody watched', { availability }, 'stability'],
    ['a restore test that failed', { restores: [failed] }, 'recoverability'],
    ['a drill that was left out', { activities: [drill] }, 'recoverability'],
    ['a limit that was missed', { incidents }, 'repair'],
  ] as const)('is not kept by %s', ([, changes, goal]) => {
    const [found, ...more] = clauseExceptions({ ...nothing, ...changes });
    expect(more).toEqual([]);
    expect(goals(goal)).not.toEqual([]);
    expect(found?.goals).toEqual(goals(goal));
    // What a penalty on a clause deducts for stays as it was.
    for (const id of goals(goal)) expect(found?.clauses).not.toContain(id);
  });

  test('is told of nothing where no clause asks for what measures it', () => {
    const clauses = contract.contract.clauses.filter(({ topics }) => !topics.includes('watch'));
    expect(clauseExceptions({ ...nothing, contract: { ...contract.contract, clauses }, availability })).toEqual([]);
  });
});
