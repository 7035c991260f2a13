import { describe, expect, test } from 'vitest';
import { incidentEvent } from '../../../src/subjects/incidents/judge/event.ts';
import { summariseIncidents } from '../../../src/subjects/incidents/judge/incident-figures.ts';
import { NO_MONITORING } from '../../../src/subjects/incidents/judge/monitoring.ts';
import { useWord } from '../../../src/subjects/incidents/judge/quota.ts';
import {
  assess,
  type Case,
  confirmed,
  context,
  contract,
  DAY,
  HOUR,
  incident,
  iso,
  MIN,
  majorOf,
  majorQuota,
  unconfirmed,
} from './_incident.ts';

const two = 2 * HOUR;
const down = (seconds: number, more: Case = {}): Case => ({
  responded: 60,
  remote: 60,
  arrived: 60,
  restored: seconds,
  confirmed: seconds,
  closed: seconds + HOUR,
  recorded: seconds + two,
  ...more,
});

test('an arrival that is owed by one open reading of the class alone is not said to be missed whatever the reading', () => {
  const given: Case = { responded: 60, remote: 60, restored: 3 * HOUR, confirmed: 3 * HOUR, closed: 4 * HOUR };
  const { clocks } = summariseIncidents([incident(given)], context(5 * HOUR));
  const [exception] = clocks.find(({ id }) => id === 'arrival')?.exceptions ?? [];
  expect(exception?.text).toContain('未达标');
  expect(exception?.text).toMatch(
    /未达标。若按未确认的“.*甲、整体或核心业务中断且两小时及以上恢复”：诊断方式为远程，不要求到场$/,
  );
  expect(exception?.text).not.toContain('无论口径');
});

describe('rule 2: 甲 and 乙', () => {
  test.for([
    ['P1 restored in half an hour', down(30 * MIN, { level: 'P1', outage: 'whole' }), false, true],
    ['P1 in exactly 2 h: RTO met, and it counts', down(two, { level: 'P1', outage: 'whole' }), true, true],
    ['P1 of part of the system, 3 h', down(3 * HOUR, { level: 'P1' }), false, true],
    ['P2 in 3 h, core business down', down(3 * HOUR, { outage: 'core' }), true, true],
    ['P2 in 3 h, part of it down: meets its RTO, and counts by 乙', down(3 * HOUR), false, true],
    ['P2 in 1 h 59 min 59 s', down(two - 1, { outage: 'whole' }), false, false],
    ['P3 in exactly 2 h', down(two, { level: 'P3' }), false, true],
    ['P4 in 20 h', down(20 * HOUR, { level: 'P4' }), false, true],
  ] as const)('%s', ([, given, outage, letter]) => {
    const major = majorOf(assess(given));
    expect({ outage: major.byOption['outage']?.holds, letter: major.byOption['letter']?.holds }).toEqual({
      outage,
      letter,
    });
    expect(major).toMatchObject({ option: 'letter', confirmed: false, holds: letter, byAny: outage || letter });
  });

  test('P1 in exactly 2 h meets its RTO', () => {
    expect(assess(down(two, { level: 'P1' })).clocks.find((one) => one.id === 'restoration')?.state).toBe('met');
  });

  test('an open incident is long as soon as two hours have passed', () => {
    const open: Case = { responded: 60, outage: 'whole', level: 'P2' };
    expect(majorOf(assess(open, two - 1)).byAny).toBe(false);
    expect(majorOf(assess(open, two)).byOption).toMatchObject({ outage: { holds: true, since: iso(two) } });
  });

  test('confirmed pauses change what counts, and both figures stand in the text', () => {
    const pauses = [{ from: HOUR, to: HOUR + 10 * MIN, confirmedAt: 3 * HOUR }];
    const judged = assess(down(two + 5 * MIN, { pauses }));
    const { downtime } = judged;
    const major = majorOf(judged);
    expect(major.byOption['letter']).toMatchObject({ holds: false });
    expect(major.byOption['letter']?.text).toContain('扣除暂停前 2 小时 05 分，扣除后 1 小时 55 分');
    expect(downtime).toEqual({ gross: two + 300, net: two - 300, counted: two - 300, restored: true });
    expect(majorOf(assess(down(two + 5 * MIN, { pauses }), 30 * DAY, confirmed({ pauses: 'none' }))).byAny).toBe(true);
  });

  test('known to be major from the grading, or from the moment the two hours are full, pauses taken out', () => {
    expect(majorOf(assess(down(3 * HOUR, { levels: [{ level: 'P3' }, { level: 'P1', at: 20 * MIN }] }))).since).toBe(
      iso(20 * MIN),
    );
    const pauses = [{ from: HOUR, to: HOUR + 10 * MIN, confirmedAt: 3 * HOUR }];
    const agreed = confirmed({ pauses: 'confirmed-only' });
    expect(majorOf(assess(down(3 * HOUR, { pauses }), 30 * DAY, agreed)).since).toBe(iso(two + 10 * MIN));
    // The reports of it are owed from the earliest moment by any reading.
    expect(majorOf(assess(down(3 * HOUR, { pauses }))).since).toBe(iso(two));
    expect(majorOf(assess(down(two + 5 * MIN, { pauses }))).byOption['letter']).toMatchObject({ open: true });
    expect(majorOf(assess(down(HOUR))).since).toBeNull();
  });

  test('once one is confirmed, only that one is shown', () => {
    const major = majorOf(assess(down(3 * HOUR), 30 * DAY, confirmed({ major: 'outage' })));
    expect(Object.keys(major.byOption)).toEqual(['outage']);
    expect(major).toMatchObject({ holds: false, byAny: false, confirmed: true });
  });

  test('without the question in the data the class is what the contract says, and nothing is open', () => {
    const major = majorOf(assess(down(3 * HOUR), 30 * DAY, []));
    expect(major).toMatchObject({ holds: true, confirmed: true, interpretation: null });
    expect(Object.keys(major.byOption)).toHaveLength(1);
  });
});

describe('the yearly quota', () => {
  const first = incident(down(3 * HOUR, { id: 'GZ-20261124-001', outage: 'whole' }));
  const second = incident(down(3 * HOUR, { id: 'GZ-20261124-002', outage: 'core' }));
  const cloud = incident(down(5 * HOUR, { id: 'GZ-20261124-003', outage: 'whole', responsibility: 'cloud' }));
  const pending = incident(down(5 * HOUR, { id: 'GZ-20261124-004', outage: 'whole', responsibility: 'pending' }));
  const all = [first, second, cloud, pending];

  test('unconfirmed: every option is counted and nothing is concluded', () => {
    const quota = majorQuota(all, context(30 * DAY));
    expect(quota).toMatchObject({
      limit: 1,
      confirmed: false,
      state: 'undecided',
      from: '2026-09-01',
      to: '2027-08-31',
    });
    expect(
      quota.byOption.map(({ option, supplier, others, pending: open }) => ({ option, supplier, others, open })),
    ).toEqual([
      { option: 'outage', supplier: [first.id, second.id], others: [cloud.id], open: [pending.id] },
      { option: 'letter', supplier: [first.id, second.id], others: [cloud.id], open: [pending.id] },
    ]);
    expect(quota.text).toContain('口径未经双方确认，不就限额下结论');
    expect(quota.text).toContain('责任不在⟦供应商⟧ 1 次（另列）');
  });

  test.for([
    ['two of the supplier', [first, second], 'exceeded', '超过限额'],
    ['one of the supplier, one of others: not one more is left', [first, cloud], 'used-up', '1 次（限额已用完）'],
    ['one of the supplier, one undecided', [first, pending], 'undecided', '待定 1 次'],
    ['one undecided', [pending], 'within', '0 次，待定 1 次'],
    ['none', [], 'within', '0 次。'],
  ] as const)('confirmed: %s', ([, list, state, says]) => {
    const quota = majorQuota(list, context(30 * DAY, confirmed({ major: 'outage' })));
    expect(quota).toMatchObject({ confirmed: true, state });
    expect(quota.text).toContain(says);
  });

  test.for([
    [0, 0, 1, '未用'],
    [0, 1, 1, '待定'],
    [1, 0, 2, '未用完'],
    [1, 0, 1, '已用完'],
    [1, 1, 1, '已用完'],
    [2, 0, 1, '已超过'],
    [0, 0, 0, '未超过'],
    [1, 0, 0, '已超过'],
  ] as const)('%i counted and %i 待定 of %i are %s', ([supplier, pending, limit, word]) => {
    expect(useWord({ supplier, pending }, limit)).toBe(word);
  });

  test('an outage past two hours counts as 待定 at once, whoever is said to answer for it', () => {
    const going = (responsibility: 'supplier' | 'cloud' | 'pending') =>
      incident({ responded: 60, outage: 'whole', responsibility });
    for (const one of [going('supplier'), going('cloud'), going('pending')]) {
      const rows = (asOf: number) => majorQuota([one], context(asOf)).byOption;
      expect(rows(two - 1).flatMap(({ pending: open }) => open)).toEqual([]);
      for (const row of rows(two)) expect(row).toMatchObject({ supplier: [], pending: [one.id], others: [] });
    }
    // Restored, it is others' only once the record is closed and gives the basis.
    const said = incident(down(3 * HOUR, { outage: 'whole', responsibility: 'cloud', closed: undefined }));
    expect(majorQuota([said], context(30 * DAY)).byOption[0]).toMatchObject({ pending: [said.id], others: [] });
  });

  test('counts per service period, by the day on which the clock started', () => {
    const before = {
      ...context(30 * DAY),
      contract: { ...contract, servicePeriod: { from: '2026-11-25', to: '2027-11-24' } },
    };
    expect(majorQuota(all, before).byOption[0]?.supplier).toEqual([]);
    const on = {
      ...context(30 * DAY),
      contract: { ...contract, servicePeriod: { from: '2025-11-25', to: '2026-11-24' } },
    };
    expect(majorQuota(all, on).byOption[0]?.supplier).toHaveLength(2);
  });

  test('what began after the report is not counted', () => {
    expect(majorQuota(all, context(-1)).byOption[0]?.supplier).toEqual([]);
  });
});

describe('figures over many', () => {
  const list = [
    incident(down(HOUR, { id: 'GZ-20261124-001' })),
    incident(down(5 * HOUR, { id: 'GZ-20261124-002', responded: 700 })),
    incident(down(3 * HOUR, { id: 'GZ-20261124-003', level: 'P3', responsibility: 'cloud' })),
    incident({ id: 'GZ-20261124-004', level: 'P4', responded: 60, remote: 60 }),
    incident(down(HOUR, { id: 'GZ-20261124-005', level: 'P5' })),
  ];
  const summary = summariseIncidents(list, context(10 * HOUR));

  test('requirements stand apart', () => {
    expect(summary.total).toBe(4);
    expect(summary.requirements.map((one) => one.id)).toEqual(['GZ-20261124-005']);
  });

  test('counts by level, with average and longest restoration', () => {
    expect(
      summary.byLevel.map(({ level, count, averageSeconds, longestSeconds }) => [
        level,
        count,
        averageSeconds,
        longestSeconds,
      ]),
    ).toEqual([
      ['P1', 0, null, null],
      ['P2', 2, 3 * HOUR, 5 * HOUR],
      ['P3', 1, 3 * HOUR, 3 * HOUR],
      ['P4', 1, null, null],
    ]);
    expect(summary.byResponsibility).toEqual([
      { label: '⟦供应商⟧', count: 3 },
      { label: '云平台', count: 1 },
    ]);
  });

  test('reached and missed per clock, each exception named', () => {
    const response = summary.clocks.find((one) => one.id === 'response');
    expect(response).toMatchObject({ counts: { met: 3, missed: 1 }, rate: { numerator: 3, denominator: 4 } });
    expect(response?.exceptions).toMatchObject([{ id: 'GZ-20261124-002', state: 'missed', level: 'P2' }]);
    const restoration = summary.clocks.find((one) => one.id === 'restoration');
    expect(restoration).toMatchObject({
      counts: { met: 2, missed: 1, running: 1 },
      rate: { numerator: 2, denominator: 3 },
    });
    expect(summary.open).toEqual(['GZ-20261124-004']);
  });

  test('nothing to judge gives no rate', () => {
    expect(summariseIncidents([], context(0))).toMatchObject({ total: 0, clocks: [], open: [] });
    const record = summariseIncidents([incident({ responded: 60 })], context(HOUR)).clocks.find(
      (one) => one.id === 'record',
    );
    expect(record).toMatchObject({ rate: { numerator: 0, denominator: 0 }, counts: { 'not-applicable': 1 } });
  });
});

describe('the incident as an event of the calendar', () => {
  const bundle = {
    contract,
    interpretations: unconfirmed,
    assets: [],
    checks: [],
    obligations: [],
    registers: [],
    written: [],
    holidays: [],
  };
  const holds = (given: Case, asOf = 30 * DAY) =>
    incidentEvent(incident(given), bundle, iso(asOf), NO_MONITORING).holds;

  test('major by any reading that is shown, from when it was known', () => {
    const event = incidentEvent(incident(down(3 * HOUR)), bundle, iso(30 * DAY), NO_MONITORING);
    expect(event).toMatchObject({ kind: 'incident', id: 'GZ-20261124-001', holds: ['level P2', 'class major'] });
    expect(event.fields['majorAt']).toBe(iso(two));
    expect(holds(down(3 * HOUR, { level: 'P4' }))).toEqual(['level P4', 'class major']);
  });

  test('not major before it was known', () => {
    expect(holds({ level: 'P4', responded: 60 }, two - 1)).toEqual(['level P4']);
    expect(incidentEvent(incident({ responded: 60 }), bundle, iso(HOUR), NO_MONITORING).fields).not.toHaveProperty(
      'majorAt',
    );
  });

  test('a small one only when it was flagged; a requirement never by its length', () => {
    expect(holds(down(HOUR, { level: 'P4' }))).toEqual(['level P4']);
    expect(holds(down(HOUR, { level: 'P4', flagged: true }))).toEqual(['level P4', 'flagged']);
    expect(holds(down(9 * HOUR, { level: 'P5' }))).toEqual(['level P5']);
  });
});
