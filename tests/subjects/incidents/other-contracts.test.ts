/** Contracts with levels, limits, calendars and places of their own: judged by what they say, and by nothing else. */
import { describe, expect, test } from 'vitest';
import type { ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { toInstant, toText } from '../../../src/contract/time.ts';
import { summariseCommitments, summariseRestoration } from '../../../src/subjects/incidents/judge/commitments.ts';
import { summariseIncidents } from '../../../src/subjects/incidents/judge/incident-figures.ts';
import { quotasOf } from '../../../src/subjects/incidents/judge/quota.ts';
import kind, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import {
  agreed,
  type Course,
  contextFor,
  contractWith,
  fault,
  judge,
  problemsOf,
  signedFor,
  time,
  told,
} from './_contract.ts';

/** A museum: three levels, arrival and restoration alone, opening time counts for the least of them in any case. */
const museum = contractWith(
  ['7.3'],
  `
calendars:
  - { id: open, name: 开放时间, days: working-days, hours: [{ from: "09:00", to: "17:00" }], except: [{ from: "2027-02-01", to: "2027-02-28", name: 闭馆 }] }
levels:
  - id: halt
    name: 停摆故障
    limits: [{ clock: arrival, clause: "7.3", minutes: 50 }, { clock: restoration, clause: "7.3", minutes: 150 }]
  - id: heavy
    name: 较重故障
    limits: [{ clock: arrival, clause: "7.3", minutes: 100 }, { clock: restoration, clause: "7.3", minutes: 300 }]
  - id: light
    name: 轻微故障
    limits:
      - { clock: arrival, clause: "7.3", workingMinutes: 200, calendar: open }
      - { clock: restoration, clause: "7.3", workingMinutes: 500, calendar: open }
`,
  `
interpretations:
  - id: closed-hours
    binds: working-time
    question: 闭馆时间不计是否也适用于停摆故障和较重故障
    clauses: ["7.3"]
    options:
      - { id: only-light, label: 只适用于轻微故障, text: 其他两级按自然时间计。, levels: [] }
      - { id: all, label: 三级都适用, text: 三级都只计开放时间。, calendar: open, levels: [halt, heavy] }
    default: only-light
    confirmed: false
    chosen: ~
`,
);

describe('three levels with arrival and restoration in opening time', () => {
  test('is a sound contract', () => {
    expect(problemsOf(museum)).toEqual([]);
  });

  test('has no clock for what it does not ask: no response, no remote start, no analysis, no class', () => {
    const judged = judge(museum, {
      level: 'light',
      reported: '03-16 10:00',
      responded: '03-16 15:00',
      arrived: '03-16 11:30',
      restored: '03-16 14:00',
    });
    expect(told(judged)).toEqual(['arrival met 90', 'restoration met 240']);
    expect(judged).toMatchObject({ overall: 'met', classes: [], requirement: false });
    expect(quotasOf([fault({ level: 'halt', reported: '03-16 10:00' })], contextFor(museum))).toEqual([]);
  });

  test('time outside the opening does not count: over a weekend, and over the closed season', () => {
    const weekend: Course = {
      level: 'light',
      reported: '03-19 16:30',
      arrived: '03-22 10:00',
      restored: '03-22 12:00',
    };
    expect(told(judge(museum, weekend))).toEqual(['arrival met 90', 'restoration met 210']);
    const season: Course = { level: 'light', reported: '01-29 16:00', arrived: '03-01 09:30', restored: '03-02 15:30' };
    // One hour of January, one and a half days of March.
    expect(told(judge(museum, season))).toEqual(['arrival met 90', 'restoration missed 930']);
  });

  test('a day that was made a working day counts', () => {
    const bundle = { ...museum, holidays: [{ year: 2027, off: ['2027-03-22'], work: ['2027-03-21'] }] };
    const sunday: Course = { level: 'light', reported: '03-21 10:00', arrived: '03-21 11:00', restored: '03-23 10:00' };
    expect(told(judge(bundle, sunday))).toEqual(['arrival met 60', 'restoration met 480']);
  });

  test('the same result by both readings is a result; the limit itself is kept', () => {
    const halt: Course = { level: 'halt', reported: '03-16 14:00', arrived: '03-16 14:50', restored: '03-16 16:31' };
    expect(told(judge(museum, halt))).toEqual(['arrival met 50', 'restoration missed 151']);
    const heavy: Course = { level: 'heavy', reported: '03-16 16:00', arrived: '03-16 17:40', restored: '03-16 20:30' };
    const judged = judge(museum, heavy);
    expect(told(judged)).toEqual(['arrival met 100', 'restoration met 270']);
    expect(judged.clocks[1]?.text).toContain('三级都适用');
    expect(judged.clocks[1]?.text).toMatch(/各选项结论相同：达标$/);
  });

  test('different results are no result, until both sides agree', () => {
    const late: Course = { level: 'heavy', reported: '03-16 16:00', arrived: '03-16 17:00', restored: '03-17 09:30' };
    expect(told(judge(museum, late))).toEqual(['arrival met 60', 'restoration undecided 1050']);
    expect(told(judge(agreed(museum, { 'closed-hours': 'all' }), late))).toEqual([
      'arrival met 60',
      'restoration met 90',
    ]);
    expect(told(judge(agreed(museum, { 'closed-hours': 'only-light' }), late))[1]).toBe('restoration missed 1050');
  });

  test('more combinations of open questions than are tried conclude nothing, and say how many there are', () => {
    const options = (bind: string, effects: readonly string[]): string =>
      effects.map((effect, n) => `{ id: o${n}, label: 其${bind}${n}, text: 见协议, effect: ${effect} }`).join(', ');
    const question = (bind: string, effects: readonly string[]): string =>
      `- { id: ${bind}, binds: ${bind}, question: 问, clauses: ["7.3"], default: o0, confirmed: false, chosen: ~, options: [${options(bind, effects)}] }`;
    const asking = (effects: readonly string[]): ContractBundle => {
      const added = `interpretations:\n  ${question('arrival', ['spot', 'gate', 'signed', 'on-duty'])}\n  ${question('pauses', effects)}`;
      const own = contractWith(['7.3'], 'levels: []', added).interpretations;
      return { ...museum, interpretations: [...museum.interpretations, ...own] };
    };
    const paused = { id: 'p', from: time('03-16 14:10'), to: time('03-16 14:20'), reason: 'permit', evidence: '单' };
    const pauses = [{ ...paused, confirmedAt: time('03-16 15:00'), confirmedBy: '甲方' }] as IncidentRecord['pauses'];
    const halt: Course = { level: 'halt', reported: '03-16 14:00', arrived: '03-16 14:10', restored: '03-16 14:40' };
    const { attachments } = signedFor(fault(halt));
    const judged = (effects: readonly string[]) =>
      judge(asking(effects), { ...halt, more: { pauses, attachments, gateAt: time('03-16 14:05'), onDuty: true } });
    const eight = Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? 'confirmed' : 'none'));
    // 2 × 4 × 8 are tried, and all say that it was restored in time; whether anybody came they say differently.
    expect(told(judged(eight))).toEqual(['arrival undecided 10', 'restoration met 30']);
    const more = judged([...eight, 'none']);
    expect(told(more)).toEqual(['arrival undecided 10', 'restoration undecided 30']);
    expect(more.overall).toBe('undecided');
    expect(more.clocks[1]?.text).toMatch(/口径未经双方确认，共 72 种组合，超过 64 种的不逐一判定，不下结论$/);
    // Those that do not touch the incident are no combinations of it.
    const untouched = judge(asking([...eight, 'none']), { ...halt, more: { gateAt: time('03-16 14:05') } });
    expect(told(untouched)).toEqual(['arrival undecided 10', 'restoration met 40']);
  });

  test('an open fault runs in opening time, and its limit passes in it', () => {
    const open: Course = { level: 'light', reported: '03-19 16:00' };
    expect(told(judge(museum, open, '03-22 08:00'))).toEqual(['arrival running 60', 'restoration running 60']);
    const [arrival] = judge(museum, open, '03-22 12:00').clocks;
    expect(arrival).toMatchObject({ state: 'overrun', deadline: '2027-03-22T11:20:00+08:00' });
  });

  test('arrival is owed however one diagnoses, since the paper knows no remote start', () => {
    const remote: Course = {
      level: 'heavy',
      reported: '03-16 10:00',
      restored: '03-16 11:00',
      more: { diagnosis: 'remote' },
    };
    expect(told(judge(museum, remote))).toEqual(['arrival unrecorded', 'restoration met 60']);
  });

  test('documents and pages name its levels, never an id', () => {
    const list = [
      fault({ level: 'halt', reported: '03-16 14:00', arrived: '03-16 14:10', restored: '03-16 17:00' }),
      fault({ level: 'light', reported: '03-16 10:00', arrived: '03-16 10:30', restored: '03-16 11:00' }),
    ];
    const context = contextFor(museum);
    expect(summariseCommitments(list, context).map(({ id, label, met, missed }) => [id, label, met, missed])).toEqual([
      ['arrival-3000-halt', '停摆故障 50 分钟内抵达现场', 1, 0],
      ['arrival-6000-heavy', '较重故障 100 分钟内抵达现场', 0, 0],
      ['arrival-w12000-open-light', '轻微故障 3 小时 20 分钟（开放时间）内抵达现场', 1, 0],
    ]);
    const { levels, requirements } = summariseRestoration(list, context);
    expect(levels.map(({ label, met, missed }) => [label, met, missed])).toEqual([
      ['停摆故障恢复', 0, 1],
      ['较重故障恢复', 0, 0],
      ['轻微故障恢复', 1, 0],
    ]);
    expect(requirements).toBeNull();
    const summary = summariseIncidents(list, context);
    expect(summary.byLevel.map(({ title, count }) => [title, count])).toEqual([
      ['停摆故障', 1],
      ['较重故障', 0],
      ['轻微故障', 1],
    ]);
    expect(JSON.stringify(summary.clocks)).not.toMatch(/"(halt|heavy|light)"/);
  });

  test('a level that is named by its name is told its id', () => {
    const [problem] = kind.check?.(fault({ level: '较重故障', reported: '03-16 10:00' }), museum) ?? [];
    expect(problem?.expected).toMatch(/可能想写 heavy（较重故障）$/);
    expect(kind.schema.safeParse(fault({ level: '较重故障', reported: '03-16 10:00' })).success).toBe(true);
  });

  test('a level that it does not have is refused, with those that it has and the nearest', () => {
    const [problem] = kind.check?.(fault({ level: 'hevy', reported: '03-16 10:00' }), museum) ?? [];
    expect(problem).toMatchObject({ field: 'levels[0].level', found: 'hevy' });
    expect(problem?.expected).toBe(
      '合同的故障级别：halt（停摆故障）、heavy（较重故障）、light（轻微故障）；可能想写 heavy（较重故障）',
    );
  });
});

/** A hospital: four levels, two campuses, a night duty with a limit of its own, a task beside the faults, two quotas. */
const hospital = contractWith(
  ['2.1', '2.2', '2.9', '3.4'],
  `
places:
  - { id: main, name: 本部, travelMinutes: 0 }
  - { id: river, name: 江北院区, travelMinutes: 40 }
calendars:
  - { id: day, name: 日班, days: all, hours: [{ from: "07:30", to: "19:30" }] }
levels:
  - id: L1
    name: 一类
    limits: [{ clock: arrival, clause: "2.1", minutes: 20 }, { clock: restoration, clause: "2.1", minutes: 90 }]
  - id: L2
    name: 二类
    limits: [{ clock: arrival, clause: "2.1", minutes: 45 }, { clock: restoration, clause: "2.1", minutes: 210 }]
  - id: L3
    name: 三类
    limits: [{ clock: arrival, clause: "2.2", minutes: 120 }, { clock: restoration, clause: "2.2", minutes: 600 }]
  - id: L4
    name: 四类
    limits: [{ clock: restoration, clause: "2.2", minutes: 4320 }]
  - id: TASK
    name: 功能需求
    requirement: true
    limits: [{ clock: restoration, clause: "2.9", agreed: true }]
limits:
  - { clock: response, clause: "2.1", minutes: 5, levels: [L1, L2], during: day }
  - { clock: response, clause: "2.1", minutes: 25, levels: [L1, L2], outside: day }
  - { clock: analysis, clause: "3.4", minutes: 720, levels: [L1] }
classes:
  - { id: stop, name: 停诊事件, when: [{ levels: [L1], overMinutes: 60 }, { outages: [whole] }] }
quotas:
  - { id: stops, name: 年度上限, clause: "3.4", class: stop, limit: 0, per: calendar-year }
  - { id: long, name: 长时故障上限, clause: "2.1", when: [{ fromMinutes: 240 }], limit: 2, per: service }
`,
);

describe('four levels, two campuses, and duties by day and night', () => {
  test('is a sound contract', () => {
    expect(problemsOf(hospital)).toEqual([]);
  });

  test.each<[string, Course, string[]]>([
    [
      'L1 by day',
      {
        level: 'L1',
        reported: '03-16 10:00',
        responded: '03-16 10:05',
        arrived: '03-16 10:20',
        restored: '03-16 11:30',
      },
      ['response met 5', 'arrival met 20', 'restoration met 90', 'record not-applicable'],
    ],
    [
      'L1 a minute late everywhere',
      {
        level: 'L1',
        reported: '03-16 10:00',
        responded: '03-16 10:06',
        arrived: '03-16 10:21',
        restored: '03-16 11:31',
      },
      ['response missed 6', 'arrival missed 21', 'restoration missed 91', 'record not-applicable'],
    ],
    [
      'L2 at night',
      {
        level: 'L2',
        reported: '03-16 23:00',
        responded: '03-16 23:25',
        arrived: '03-16 23:40',
        restored: '03-17 02:30',
      },
      ['response met 25', 'arrival met 40', 'restoration met 210'],
    ],
    [
      'L3 has no response',
      { level: 'L3', reported: '03-16 10:00', arrived: '03-16 12:00', restored: '03-16 20:01' },
      ['arrival met 120', 'restoration missed 601'],
    ],
    [
      'L4 has restoration alone',
      { level: 'L4', reported: '03-16 10:00', restored: '03-19 10:00' },
      ['restoration met 4320'],
    ],
    [
      'a task',
      {
        level: 'TASK',
        reported: '03-16 10:00',
        restored: '03-30 18:00',
        more: { agreedOn: '2027-03-30', agreement: '会议纪要' },
      },
      ['restoration met 20640'],
    ],
  ])('%s', (_, course, expected) => {
    expect(told(judge(hospital, course))).toEqual(expected);
  });

  test('the way to the other campus is added to the arrival, and to nothing else', () => {
    const far: Course = {
      level: 'L1',
      reported: '03-16 10:00',
      responded: '03-16 10:03',
      arrived: '03-16 11:00',
      restored: '03-16 11:20',
      more: { placeId: 'river' },
    };
    const judged = judge(hospital, far);
    expect(told(judged).slice(0, 3)).toEqual(['response met 3', 'arrival met 60', 'restoration met 80']);
    expect(judged.clocks[1]?.text).toContain('时限 20 分钟另加路途 40 分钟');
    expect(told(judge(hospital, { ...far, more: { placeId: 'main' } }))[1]).toBe('arrival missed 60');
    const byAsset = {
      ...hospital,
      assets: hospital.assets.map((one) => ({ ...one, placeId: one.id === 'far-line' ? 'river' : 'main' })),
    };
    expect(told(judge(byAsset, { ...far, more: { assets: ['far-line'] } }))[1]).toBe('arrival met 60');
    expect(told(judge(byAsset, { ...far, more: {} }))[1]).toBe('arrival missed 60');
    const summary = summariseCommitments([fault(far)], contextFor(hospital)).find(({ id }) => id === 'arrival-1200-L1');
    expect(summary).toMatchObject({ met: 1, missed: 0 });
  });

  test('the way is added to an arrival that ends at a time of the day', () => {
    const limits = [
      ...(hospital.contract.limits ?? []),
      { clock: 'arrival' as const, clause: '2.2', workingDays: 1, time: '08:30', calendar: 'day', levels: ['L4'] },
    ];
    const morning = { ...hospital, contract: { ...hospital.contract, limits } };
    const arrival = (arrived: string, placeId: string) =>
      told(judge(morning, { level: 'L4', reported: '03-16 10:00', arrived, more: { placeId } }))[0];
    expect([arrival('03-17 09:10', 'river'), arrival('03-17 09:11', 'river')]).toEqual([
      'arrival met 1390',
      'arrival missed 1391',
    ]);
    expect([arrival('03-17 08:30', 'main'), arrival('03-17 08:31', 'main')]).toEqual([
      'arrival met 1350',
      'arrival missed 1351',
    ]);
  });

  test('what holds on the day of the report judges, though it was found the day before', () => {
    const row = { clock: 'response' as const, clause: '2.1', levels: ['L3'] };
    const limits = [
      { ...row, minutes: 5, until: '2027-03-16' },
      { ...row, minutes: 30, from: '2027-03-17' },
    ];
    const changed = { ...hospital, contract: { ...hospital.contract, limits } };
    const night = (reported: string) =>
      told(
        judge(changed, {
          ...{ level: 'L3', reported, responded: '03-17 00:10' },
          more: { foundBy: 'engineer', at: time('03-16 23:50'), discoveredAt: time('03-16 23:50') },
        }),
      )[0];
    expect([night('03-16 23:59'), night('03-17 00:00')]).toEqual(['response missed 20', 'response met 20']);
  });

  test('a place that it does not have is refused', () => {
    const [problem] =
      kind.check?.(fault({ level: 'L1', reported: '03-16 10:00', more: { placeId: 'rivers' } }), hospital) ?? [];
    expect(problem?.expected).toContain('main（本部）、river（江北院区）；可能想写 river（江北院区）');
  });

  test('a class of its own is told without a question: longer than an hour, or all of it down', () => {
    const hour: Course = { level: 'L1', reported: '03-16 10:00', restored: '03-16 11:00' };
    const stop = (course: Course) => judge(hospital, course).classes[0];
    expect(stop(hour)).toMatchObject({ name: '停诊事件', holds: false, confirmed: true, interpretation: null });
    expect(stop({ ...hour, restored: '03-16 11:01' })).toMatchObject({
      holds: true,
      since: '2027-03-16T11:00:01+08:00',
    });
    expect(stop({ ...hour, level: 'L4', more: { outage: 'whole' } })).toMatchObject({
      holds: true,
      since: '2027-03-16T10:00:00+08:00',
    });
    expect(stop({ ...hour, level: 'TASK', more: { outage: 'none' } })).toMatchObject({ holds: false });
  });

  test('each quota counts its own, in its own years', () => {
    const bundle = {
      ...hospital,
      contract: { ...hospital.contract, servicePeriod: { from: '2026-07-01', to: '2028-06-30' } },
    };
    const over = (id: string, day: string): ReturnType<typeof fault> =>
      fault({
        level: 'L1',
        reported: `${day} 10:00`,
        restored: `${day} 14:30`,
        closed: `${day} 15:00`,
        more: { id, responsibility: 'supplier' },
      });
    const list = [
      over('GZ-20260901-001', '2026-09-01'),
      over('GZ-20270316-001', '2027-03-16'),
      over('GZ-20270401-001', '2027-04-01'),
    ];
    const counts = (asOf: string, days?: { from: string; to: string }) =>
      quotasOf(list, contextFor(bundle, asOf), days).map(({ id, from, to, byOption, state }) => [
        id,
        from,
        to,
        byOption[0]?.supplier.length,
        state,
      ]);
    expect(counts('2027-12-31 12:00')).toEqual([
      ['stops', '2027-01-01', '2027-12-31', 2, 'exceeded'],
      ['long', '2026-07-01', '2028-06-30', 3, 'exceeded'],
    ]);
    expect(counts('2027-01-20 12:00', { from: '2026-12-26', to: '2027-01-19' })).toEqual([
      ['stops', '2026-07-01', '2026-12-31', 1, 'exceeded'],
      ['stops', '2027-01-01', '2027-12-31', 0, 'within'],
      ['long', '2026-07-01', '2028-06-30', 1, 'within'],
    ]);
    const [quota] = quotasOf(list, contextFor(bundle));
    expect(quota?.text).toBe('年度上限 0 次。已计 2 次（限额已超过）。超过限额。');
    expect(quota?.byOption[0]?.figure).toBe('quota.stops.plain');
  });
});

/** A night shift that answers until half past eight of its morning: before midnight that is tomorrow, after it today. */
const shifts = contractWith(
  ['7.1'],
  `
calendars:
  - { id: night, name: 夜班, days: all, hours: [{ from: "20:00", to: "08:00" }] }
  - { id: evening, name: 夜班（零点前）, days: all, hours: [{ from: "20:00", to: "24:00" }] }
  - { id: morning, name: 夜班（零点后）, days: all, hours: [{ from: "00:00", to: "08:00" }] }
levels:
  - { id: Y, name: 黄色 }
limits:
  - { clock: response, clause: "7.1", minutes: 30, outside: night }
  - { clock: response, clause: "7.1", workingDays: 1, time: "08:30", calendar: all, during: evening }
  - { clock: response, clause: "7.1", workingDays: 0, time: "08:30", calendar: all, during: morning }
`,
);

describe('a limit that ends on the morning after the shift', () => {
  test('is a sound contract', () => {
    expect(problemsOf(shifts)).toEqual([]);
  });

  test.each([
    ['2027-03-19T19:59:59', '2027-03-19T20:29:59'],
    ['2027-03-19T20:00:00', '2027-03-20T08:30:00'],
    ['2027-03-19T23:59:59', '2027-03-20T08:30:00'],
    ['2027-03-20T00:00:00', '2027-03-20T08:30:00'],
    ['2027-03-20T07:59:59', '2027-03-20T08:30:00'],
    ['2027-03-20T08:00:00', '2027-03-20T08:30:00'],
    ['2027-03-20T08:00:01', '2027-03-20T08:30:01'],
    ['2027-03-31T22:00:00', '2027-04-01T08:30:00'],
  ])('of a fault at %s passes at %s, and a second later it is missed', (start, end) => {
    const from = `${start}+08:00`;
    const base = { ...fault({ level: 'Y', reported: '03-19 09:00' }), discoveredAt: from, reportedAt: from };
    const stateAt = (respondedAt: string) => {
      const record = {
        ...base,
        at: from,
        enteredAt: from,
        respondedAt,
        levels: base.levels.map((one) => ({ ...one, at: from })),
      };
      return summariseIncidents([record], contextFor(shifts, '04-02 09:00')).assessments[0]?.clocks.find(
        ({ id }) => id === 'response',
      );
    };
    const late = toText(toInstant(`${end}+08:00`).add({ seconds: 1 }));
    expect(stateAt(`${end}+08:00`)).toMatchObject({ state: 'met', deadline: `${end}+08:00` });
    expect(stateAt(late)?.state).toBe('missed');
  });
});

/** A platform: an analysis within two working days, a remote start that an arrival does not replace. */
const platform = contractWith(
  ['4.1', '4.6'],
  `
calendars:
  - { id: office, name: 工作日, days: working-days, hours: [{ from: "09:00", to: "12:00" }, { from: "14:00", to: "18:00" }] }
levels:
  - { id: S1, name: 中断, limits: [{ clock: restoration, clause: "4.1", minutes: 30 }] }
  - { id: S2, name: 降级 }
limits:
  - { clock: remote-start, clause: "4.1", minutes: 10 }
  - { clock: arrival, clause: "4.1", minutes: 180, levels: [S1] }
  - { clock: analysis, clause: "4.6", workingDays: 2, calendar: office }
`,
);

describe('working days, and both of remote start and arrival', () => {
  const course: Course = {
    level: 'S2',
    reported: '03-19 09:00',
    remote: '03-19 09:08',
    restored: '03-19 16:00',
    closed: '03-19 17:00',
    more: { diagnosis: 'remote' },
  };

  test('is a sound contract', () => {
    expect(problemsOf(platform)).toEqual([]);
  });

  test.each([
    ['2027-03-23T18:00:00+08:00', 'met'],
    ['2027-03-23T18:00:01+08:00', 'missed'],
    [undefined, 'overrun'],
  ])('an analysis submitted at %s is %s', (issued, state) => {
    const record = fault(course);
    const context = {
      ...contextFor(platform, '03-24 09:00'),
      submissions: new Map(issued === undefined ? [] : [[record.id, issued]]),
    };
    const clock = summariseIncidents([record], context).assessments[0]?.clocks.find(({ id }) => id === 'record');
    expect(clock).toMatchObject({ state, limit: '2 个工作日', deadline: '2027-03-23T18:00:00+08:00' });
  });

  test.each([
    ['2027-03-22T12:00:00+08:00', 'met'],
    ['2027-03-22T12:00:01+08:00', 'missed'],
  ])('an analysis until noon of the next working day, submitted at %s, is %s', (issued, state) => {
    const record = fault(course);
    const limits = platform.contract.limits?.map((one) =>
      one.clock === 'analysis' ? { ...one, workingDays: 1, time: '12:00' } : one,
    );
    const own = { ...platform, contract: { ...platform.contract, limits } };
    const context = { ...contextFor(own, '03-24 09:00'), submissions: new Map([[record.id, issued]]) };
    const clock = summariseIncidents([record], context).assessments[0]?.clocks.find(({ id }) => id === 'record');
    expect(clock).toMatchObject({ state, limit: '次一工作日 12:00', deadline: '2027-03-22T12:00:00+08:00' });
  });

  test('a remote start decides by itself, and arrival where it was named', () => {
    expect(told(judge(platform, course)).slice(0, 1)).toEqual(['remote-start met 8']);
    expect(
      judge(platform, course).clocks.some(({ id }) => id === 'arrival' || id === 'diagnosis' || id === 'restoration'),
    ).toBe(false);
    const both: Course = {
      ...course,
      level: 'S1',
      remote: '03-19 09:11',
      arrived: '03-19 11:00',
      more: { diagnosis: 'both' },
    };
    const judged = judge(platform, both);
    expect(judged.clocks.filter(({ decides }) => decides).map(({ id, state }) => [id, state])).toEqual([
      ['remote-start', 'missed'],
      ['arrival', 'met'],
      ['restoration', 'missed'],
      ['record', 'overrun'],
    ]);
  });
});
