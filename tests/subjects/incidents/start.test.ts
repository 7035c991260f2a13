/** Where the clocks start: by what monitoring saw, by 申报, by what was typed; and that nothing is concluded where they differ. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Interpretation, interpretationsFileSchema } from '../../../src/contract/terms/interpretations.ts';
import { liftInterpretations } from '../../../src/contract/terms/lifts/lift-interpretations.ts';
import type { Clock } from '../../../src/subjects/incidents/judge/clock.ts';
import { summariseIncidents } from '../../../src/subjects/incidents/judge/incident-figures.ts';
import { choosing } from '../../../src/subjects/incidents/judge/interpretation.ts';
import { evidenceOf, type Monitoring, targetsText } from '../../../src/subjects/incidents/judge/monitoring.ts';
import { contradictionText } from '../../../src/subjects/incidents/judge/start.ts';
import alertKind, { type AlertProposalRecord } from '../../../src/subjects/incidents/kinds/alert-proposal.ts';
import probeKind, { type ProbeRecord } from '../../../src/subjects/inspections/kinds/probe.ts';
import { runs } from '../../support/runs.ts';
import {
  assess,
  type Case,
  clockOf,
  confirmed,
  context,
  HOUR,
  incident,
  iso,
  MIN,
  majorOf,
  majorQuota,
  unconfirmed,
} from './_incident.ts';

const LATER = 30 * 24 * HOUR;

/** An alert that names the incident of the cases. @param at seconds after nine o'clock */
const alert = (at: number, more: Partial<AlertProposalRecord> = {}): AlertProposalRecord => ({
  ...alertKind.example,
  at: iso(at),
  firedAt: iso(at),
  decision: 'incident',
  incident: 'GZ-20261124-001',
  ...more,
});

/** One-minute samples of the day, of the incident's system: reachable but for these minutes after midnight. */
const probe = (from: number, to: number, more: Partial<ProbeRecord> = {}): ProbeRecord => ({
  ...probeKind.example,
  series: [{ target: 'subsystem-hr', probe: 'http', states: `u${from} d${to - from} u${1440 - to}` }],
  failures: [],
  ...more,
});

const NINE = 9 * 60;
const seen = (alerts: AlertProposalRecord[], probes: ProbeRecord[] = []): Monitoring => ({ alerts, probes });

/** The P1 of the demo year: restored 2 h 00 after a typed 发现 that lies 45 s after its own alert. */
const p1: Case = {
  found: 'monitoring',
  level: 'P1',
  outage: 'whole',
  discovered: 45,
  reported: 345,
  responded: 177,
  remote: 435,
  arrived: 30 * MIN,
  restored: 2 * HOUR + 45,
  confirmed: 2 * HOUR + 45,
  closed: 9 * HOUR,
};

test('whatever order the records of monitoring come in, clocks, outage and evidence are the same', () => {
  const alerts = [
    alert(0, { id: 'GJ-20261124-001' }),
    alert(0, { id: 'GJ-20261124-002', alert: '另一告警' }),
    alert(90, { id: 'GJ-20261124-003' }),
  ];
  const probes = [
    probe(NINE - 3, NINE + 120, { id: 'TC-20261124-001' }),
    probe(NINE - 3, NINE + 4, { id: 'TC-20261124-002' }),
    probe(1, 20, { id: 'TC-20261124-003' }),
    probe(1400, 1439, { id: 'TC-20261123-001', date: '2026-11-23' }),
  ];
  const told = (monitoring: Monitoring) => ({
    judged: assess(p1, LATER, unconfirmed, monitoring),
    evidence: evidenceOf(incident(p1), monitoring, iso(LATER)),
  });
  const first = told(seen(alerts, probes));
  const shuffled = <T>(list: T[]) => fc.shuffledSubarray(list, { minLength: list.length });
  fc.assert(
    fc.property(shuffled(alerts), shuffled(probes), (some, others) => {
      expect(told(seen(some, others))).toEqual(first);
    }),
  );
});

describe('a P1 that is decided by its alert', () => {
  const judged = (choice?: string) =>
    assess(p1, LATER, choice === undefined ? unconfirmed : confirmed({ clocks: choice }), seen([alert(0)]));

  test('unconfirmed, both results stand and nothing is concluded', () => {
    const clock = clockOf(judged(), 'restoration');
    expect(clock).toMatchObject({ state: 'undecided', start: iso(0), seconds: 2 * HOUR + 45 });
    expect(clock.alternatives.map(({ option, start, state }) => [option, start, state])).toEqual([
      ['clocks:alert', iso(0), 'missed'],
      ['clocks:report', iso(345), 'met'],
      ['clocks:typed', iso(45), 'met'],
    ]);
    expect(clock.text).toMatch(/未达标；.*达标；起算口径未经双方确认，不下结论$/);
    // While the analysis can still be in time, nothing else is open.
    expect(assess(p1, 10 * HOUR, unconfirmed, seen([alert(0)])).overall).toBe('undecided');
  });

  test('confirmed from the alert it is missed; from 申报 it is met', () => {
    expect(clockOf(judged('alert'), 'restoration')).toMatchObject({ state: 'missed', seconds: 2 * HOUR + 45 });
    expect(clockOf(judged('sample'), 'restoration')).toMatchObject({ state: 'missed', start: iso(0) });
    expect(clockOf(judged('report'), 'restoration')).toMatchObject({ state: 'met', start: iso(345) });
    expect(judged('report').starts).toHaveLength(1);
  });

  test('where every option that the contract offers fails, it is 未达标 whatever the reading, and both are printed', () => {
    // Nobody reported it: each option starts at the alert, and only what was typed would be in time.
    const unreported: Case = { ...p1, reported: null };
    const judged = assess(unreported, 10 * HOUR, unconfirmed, seen([alert(0)]));
    const clock = clockOf(judged, 'restoration');
    expect(clock).toMatchObject({ state: 'missed', start: iso(0), seconds: 2 * HOUR + 45 });
    expect(clock.alternatives.map(({ option, state }) => [option, state])).toEqual([['clocks:typed', 'met']]);
    expect(clock.text).toMatch(
      /：用时 2 小时 00 分 45 秒.*未达标；自登记的发现时间起算（不是合同所列口径，不作结论）：.*达标；未达标，各起算口径结果相同$/,
    );
    expect(judged.overall).toBe('missed');
    const { clocks } = summariseIncidents([incident(unreported)], context(LATER, unconfirmed, seen([alert(0)])));
    expect(clocks.find(({ id }) => id === 'restoration')).toMatchObject({ rate: { numerator: 0, denominator: 1 } });
  });

  test('a rate counts it in neither, and says how many are open', () => {
    const { clocks } = summariseIncidents([incident(p1)], context(LATER, unconfirmed, seen([alert(0)])));
    const row = clocks.find(({ id }) => id === 'restoration');
    expect(row).toMatchObject({
      rate: { numerator: 0, denominator: 0 },
      counts: { met: 0, missed: 0, undecided: 1 },
      exceptions: [],
    });
  });

  test('the typed time is said to contradict the alert', () => {
    const evidence = evidenceOf(incident(p1), seen([alert(0)]), iso(LATER));
    expect(contradictionText(incident(p1), evidence)).toBe(
      '登记的发现时间 2026-11-24 09:00:45 晚于监控记录 GJ-20261124-001：Alertmanager告警“磁盘使用率过高”于 2026-11-24 09:00:00 触发',
    );
    expect(contradictionText(incident({ ...p1, discovered: 0 }), evidence)).toBeNull();
  });
});

/** As they are read from a file of schema 1. */
const lifted = (interpretations: readonly unknown[]): Interpretation[] =>
  interpretationsFileSchema.parse({ ...liftInterpretations({ interpretations }), schema: 3 }).interpretations;

describe('what monitoring saw', () => {
  const starts = (given: Case, monitoring: Monitoring, choice: string) =>
    assess(given, LATER, confirmed({ clocks: choice }), monitoring).start;
  const found: Case = { found: 'monitoring', discovered: 10 * MIN, reported: null, restored: HOUR };

  test('the first failed sample and the alert are a reading each', () => {
    const both = seen([alert(5 * MIN)], [probe(NINE + 2, NINE + 70)]);
    expect(starts(found, both, 'sample')).toBe(iso(2 * MIN));
    expect(starts(found, both, 'alert')).toBe(iso(5 * MIN));
    // Nobody reported it: then 申报后 begins with what monitoring saw, too.
    expect(starts(found, both, 'report')).toBe(iso(5 * MIN));
  });

  test('where only one of them is there, it stands for the other', () => {
    expect(starts(found, seen([alert(5 * MIN)]), 'sample')).toBe(iso(5 * MIN));
    expect(starts(found, seen([], [probe(NINE + 2, NINE + 70)]), 'alert')).toBe(iso(2 * MIN));
    expect(starts(found, seen([]), 'alert')).toBe(iso(10 * MIN));
  });

  test('of a fault that a user reported, too, the first failed sample starts the clock where no alert was', () => {
    const user: Case = { discovered: 5 * MIN, reported: 5 * MIN, restored: HOUR };
    const down = seen([], [probe(NINE + 2, NINE + 70)]);
    expect(starts(user, down, 'alert')).toBe(iso(2 * MIN));
    expect(starts(user, down, 'sample')).toBe(iso(2 * MIN));
    expect(starts(user, down, 'report')).toBe(iso(5 * MIN));
  });

  test('it never makes a clock start later than what was written down', () => {
    expect(starts(found, seen([alert(11 * MIN)]), 'alert')).toBe(iso(10 * MIN));
    const user: Case = { discovered: 0, reported: 5 * MIN, restored: HOUR };
    expect(starts(user, seen([alert(6 * MIN)]), 'alert')).toBe(iso(5 * MIN));
    expect(starts(user, seen([alert(4 * MIN)]), 'alert')).toBe(iso(4 * MIN));
  });

  test('what was seen between 发现 and a report after midnight is evidence', () => {
    const midnight = 15 * HOUR;
    const user: Case = { discovered: midnight - 5, reported: midnight + MIN, restored: midnight + HOUR };
    const series = [{ target: 'subsystem-hr', probe: 'http' as const, states: 'd30 u1410' }];
    const next = probe(0, 1, { id: 'TC-20261125-001', date: '2026-11-25', series });
    expect(starts(user, seen([], [next]), 'sample')).toBe(iso(midnight));
  });

  test('what one round of samples saw of several systems is told once, with their names', () => {
    const both = probe(NINE + 2, NINE + 70, {
      series: ['subsystem-hr', 'mysql-primary'].map((target) => ({
        target,
        probe: 'http',
        states: `u${NINE + 2} d68 u${1440 - NINE - 70}`,
      })),
    });
    const assets = ['subsystem-hr', 'mysql-primary'];
    const [first, ...rest] = evidenceOf({ ...incident(found), assets }, seen([], [both]), iso(LATER));
    expect([first?.targets, rest]).toEqual([assets, []]);
    expect(first && targetsText(first, (asset) => `「${asset}」`)).toBe('（「subsystem-hr」、「mysql-primary」）');
  });

  test('over midnight an outage has the first sample of the evening before', () => {
    const evening = probe(1435, 1440, {
      id: 'TC-20261123-001',
      date: '2026-11-23',
      series: [{ target: 'subsystem-hr', probe: 'http', states: 'u1435 d5' }],
    });
    const night = probe(1, 700, { series: [{ target: 'subsystem-hr', probe: 'http', states: 'd700 u740' }] });
    expect(starts(found, seen([], [night, evening]), 'sample')).toBe('2026-11-23T23:55:00+08:00');
  });

  test.for([
    ['an alert of another incident', seen([alert(0, { incident: 'GZ-20261124-009' })])],
    ['an alert that came to nothing', seen([{ ...alertKind.example, firedAt: iso(0) }])],
    ['an alert of last week', seen([alert(-8 * 24 * HOUR)])],
    [
      'an outage of another system',
      seen(
        [],
        [probe(NINE, NINE + 60, { series: [{ target: 'mysql-primary', probe: 'tcp', states: 'u540 d60 u840' }] })],
      ),
    ],
    ['an outage that was over before', seen([], [probe(NINE - 30, NINE - 10)])],
    [
      'what nobody observed',
      seen([], [probe(0, 1, { series: [{ target: 'subsystem-hr', probe: 'http', states: 'u540 n900' }] })]),
    ],
  ] as const)('%s is no evidence', ([, monitoring]) => expect(starts(found, monitoring, 'alert')).toBe(iso(10 * MIN)));

  test('a file of schema 1 that names one option only has all three until both sides confirm', () => {
    const earlier = unconfirmed.map((one) =>
      one.id === 'clocks'
        ? {
            ...one,
            binds: undefined,
            default: 'report-or-discovery',
            options: [{ id: 'report-or-discovery', label: '自申报', text: '…' }],
          }
        : one,
    );
    const open = assess(p1, LATER, lifted(earlier), seen([alert(0)]));
    expect(open.starts.map(({ option }) => option)).toEqual(['report-or-discovery', 'report', 'typed']);
    const settled = earlier.map((one) => ({ ...one, confirmed: one.id === 'clocks', chosen: 'report-or-discovery' }));
    expect(assess(p1, LATER, lifted(settled), seen([alert(0)])).starts.map(({ at }) => at)).toEqual([iso(0)]);
  });
});

describe('a confirmation that counts from a day on', () => {
  const from = (effectiveFrom: string) =>
    unconfirmed.map((one) =>
      one.id === 'clocks'
        ? { ...one, confirmed: true, chosen: 'alert', confirmedOn: '2026-11-20', effectiveFrom }
        : one,
    );
  const judged = (list: readonly Interpretation[]) => assess(p1, LATER, list, seen([alert(0)]));

  test('decides what happens on it and after, and leaves open what was before', () => {
    expect(clockOf(judged(from('2026-11-24')), 'restoration')).toMatchObject({ state: 'missed', start: iso(0) });
    const before = clockOf(judged(from('2026-11-25')), 'restoration');
    expect(before.state).toBe('undecided');
    expect(before.text).toMatch(/起算口径双方已确认自 2026-11-25 起适用，不下结论$/);
    expect(JSON.stringify(judged(from('2026-11-25')))).not.toMatch(/未经双方确认|未确认的/);
  });

  test('what an option makes of the time before it is asked of that time alone', () => {
    for (const option of ['alert', 'sample', 'report'])
      expect(judged(choosing(from('2026-11-25'), 'clocks', option)).start).toBe(
        judged(confirmed({ clocks: option })).start,
      );
    expect(judged(choosing(from('2026-11-24'), 'clocks', 'report')).start).toBe(iso(0));
  });
});

test('an outage that is past two hours by one start only is neither counted nor left out', () => {
  const p2: Case = { ...p1, level: 'P2' };
  const quota = majorQuota([incident(p2)], context(LATER, confirmed({ major: 'outage' }), seen([alert(0)])));
  expect(quota.byOption).toMatchObject([{ supplier: [], pending: ['GZ-20261124-001'], others: [] }]);
  expect(majorOf(assess(p2, LATER, unconfirmed, seen([alert(0)])))).toMatchObject({
    byAny: true,
    since: iso(2 * HOUR),
  });
});

/** Times as they may be written down, and what monitoring may have seen. */
const courses = fc
  .record({
    found: fc.constantFrom('user', 'monitoring', 'inspection', 'engineer'),
    discovered: fc.integer({ min: 0, max: 10 * MIN }),
    reported: fc.option(fc.integer({ min: 0, max: 20 * MIN })),
    responded: fc.option(fc.integer({ min: 0, max: 20 * MIN }), { nil: undefined }),
    remote: fc.option(fc.integer({ min: 0, max: 30 * MIN }), { nil: undefined }),
    arrived: fc.option(fc.integer({ min: 0, max: 2 * HOUR }), { nil: undefined }),
    restored: fc.option(fc.integer({ min: HOUR, max: 3 * HOUR }), { nil: undefined }),
    level: fc.constantFrom('P1', 'P2', 'P5'),
    alerts: fc.array(fc.integer({ min: -20 * MIN, max: 20 * MIN }), { maxLength: 2 }),
    down: fc.option(fc.integer({ min: NINE - 20, max: NINE + 20 })),
    asOf: fc.integer({ min: 20 * MIN, max: 5 * HOUR }),
  })
  .map(({ alerts, down, asOf, ...given }) => ({
    asOf,
    given: { ...given, reported: given.found === 'user' ? (given.reported ?? 0) : given.reported } as Case,
    monitoring: seen(
      alerts.map((at, n) => alert(at, { id: `GJ-20261124-00${n + 1}` })),
      down === null ? [] : [probe(down, down + 90)],
    ),
  }));

const OPTIONS = ['alert', 'sample', 'report'];
const ids: Clock['id'][] = ['response', 'remote-start', 'arrival', 'diagnosis', 'restoration', 'record'];

describe('over random courses', () => {
  test('a clock is concluded exactly when every option of the contract concludes the same', () => {
    fc.assert(
      fc.property(courses, ({ given, asOf, monitoring }) => {
        const open = assess(given, asOf, unconfirmed, monitoring);
        const settled = OPTIONS.map((clocks) => assess(given, asOf, confirmed({ clocks }), monitoring));
        for (const id of ids) {
          const states = new Set(settled.map((one) => clockOf(one, id).state));
          expect(clockOf(open, id).state).toBe(states.size === 1 ? [...states][0] : 'undecided');
        }
      }),
      { numRuns: runs(10) },
    );
  });

  test('the same option gives the same start everywhere, never later than what was typed', () => {
    fc.assert(
      fc.property(courses, ({ given, asOf, monitoring }) => {
        const typed = assess(given, asOf, confirmed({ clocks: 'alert' })).start;
        for (const clocks of ['alert', 'sample']) {
          const one = assess(given, asOf, confirmed({ clocks }), monitoring);
          expect(Date.parse(one.start)).toBeLessThanOrEqual(Date.parse(typed));
          expect(one.starts).toHaveLength(1);
          expect(one.clocks.every(({ seconds }) => seconds === null || seconds >= 0)).toBe(true);
        }
      }),
      { numRuns: runs(10) },
    );
  });
});
