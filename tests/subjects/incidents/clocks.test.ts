import { describe, expect, test } from 'vitest';
import type { ClockState } from '../../../src/states/clock.ts';
import type { Clock } from '../../../src/subjects/incidents/judge/clock.ts';
import { assessIncident } from '../../../src/subjects/incidents/judge/clocks.ts';
import { submissionsIn } from '../../../src/subjects/incidents/judge/submissions.ts';
import { formatDuration, limitText } from '../../../src/wording/durations.ts';
import { assess, type Case, clockOf, confirmed, context, DAY, HOUR, incident, iso, MIN } from './_incident.ts';

/** A well-handled P2: everything in time. */
const good: Case = {
  responded: 3 * MIN,
  remote: 9 * MIN,
  restored: HOUR,
  confirmed: HOUR + 5 * MIN,
  closed: 5 * HOUR,
  recorded: 20 * HOUR,
};

type Row = readonly [
  name: string,
  given: Case,
  clock: Clock['id'],
  seconds: number | null,
  state: ClockState,
  asOf?: number,
];

const rows: Row[] = [
  // Rule 1: response
  ['response in exactly 10:00', { ...good, responded: 600 }, 'response', 600, 'met'],
  ['response in 10:01', { ...good, responded: 601 }, 'response', 601, 'missed'],
  ['response at once', { ...good, responded: 0 }, 'response', 0, 'met'],
  ['no response yet, exactly 10:00 later', {}, 'response', 600, 'running', 600],
  ['no response yet, 10:01 later', {}, 'response', 601, 'overrun', 601],
  ['response never written down', { ...good, responded: undefined }, 'response', null, 'unrecorded'],
  [
    'P1 answered after 25 minutes: the stricter decides',
    { ...good, level: 'P1', responded: 25 * MIN },
    'response',
    1500,
    'missed',
  ],
  // Rule 4: where the clocks start
  ['reported later than found by a user', { ...good, reported: 5 * MIN, responded: 15 * MIN }, 'response', 600, 'met'],
  [
    'monitoring first: from 发现',
    { ...good, found: 'monitoring', reported: 5 * MIN, responded: 15 * MIN },
    'response',
    900,
    'missed',
  ],
  [
    'reported before monitoring saw it',
    { ...good, found: 'monitoring', discovered: 5 * MIN, reported: 0, responded: 10 * MIN },
    'response',
    600,
    'met',
  ],
  ['nobody reported it', { ...good, found: 'inspection', reported: null, responded: 601 }, 'response', 601, 'missed'],
  // Remote start
  ['remote start in exactly 15:00', { ...good, remote: 900 }, 'remote-start', 900, 'met'],
  ['remote start in 15:01', { ...good, remote: 901 }, 'remote-start', 901, 'missed'],
  [
    'remote start is not asked for on site',
    { ...good, diagnosis: 'onsite', remote: undefined },
    'remote-start',
    null,
    'not-applicable',
  ],
  ['remote start open', {}, 'remote-start', 900, 'running', 900],
  ['remote start open too long', {}, 'remote-start', 901, 'overrun', 901],
  // Arrival
  ['arrival in exactly 60 min', { ...good, diagnosis: 'onsite', arrived: HOUR }, 'arrival', 3600, 'met'],
  ['arrival in 60 min 1 s', { ...good, diagnosis: 'onsite', arrived: HOUR + 1 }, 'arrival', 3601, 'missed'],
  ['arrival is not asked for remotely', good, 'arrival', null, 'not-applicable'],
  ['arrival of a P1, whatever the diagnosis', { ...good, level: 'P1', arrived: HOUR }, 'arrival', 3600, 'met'],
  ['a P1 without a record of arrival', { ...good, level: 'P1' }, 'arrival', null, 'missed'],
  [
    'a P1 with the resident on the spot: the response is the arrival',
    { ...good, level: 'P1', spot: true },
    'arrival',
    180,
    'met',
  ],
  [
    'resident on the spot: the arrival is the response',
    { ...good, spot: true, responded: undefined, arrived: 240 },
    'response',
    240,
    'met',
  ],
  ['a P1 still on the way', { level: 'P1' }, 'arrival', 3600, 'running', HOUR],
  ['a P1 nobody reached', { level: 'P1' }, 'arrival', 3601, 'overrun', HOUR + 1],
  // Diagnosis: either in time
  ['remote in time', good, 'diagnosis', 540, 'met'],
  [
    'remote late, arrival in time',
    { ...good, diagnosis: 'both', remote: 20 * MIN, arrived: 50 * MIN },
    'diagnosis',
    3000,
    'met',
  ],
  ['neither in time', { ...good, diagnosis: 'both', remote: 20 * MIN, arrived: 70 * MIN }, 'diagnosis', 1200, 'missed'],
  ['neither recorded', { ...good, diagnosis: 'both', remote: undefined }, 'diagnosis', null, 'missed'],
  ['remote late, still time to arrive', { diagnosis: 'both' }, 'diagnosis', 1200, 'running', 20 * MIN],
  ['both too late, still open', { diagnosis: 'both' }, 'diagnosis', 3601, 'overrun', HOUR + 1],
  // Restoration
  ['P1 in exactly 2 h', { ...good, level: 'P1', restored: 2 * HOUR, confirmed: 2 * HOUR }, 'restoration', 7200, 'met'],
  ['P1 in 2 h 00 min 01 s', { ...good, level: 'P1', restored: 7201, confirmed: 7201 }, 'restoration', 7201, 'missed'],
  ['P1 in 2 h 01', { ...good, level: 'P1', restored: 7260, confirmed: 7260 }, 'restoration', 7260, 'missed'],
  ['P2 in 3 h', { ...good, restored: 3 * HOUR, confirmed: 3 * HOUR }, 'restoration', 10800, 'met'],
  ['P2 in exactly 4 h', { ...good, restored: 4 * HOUR, confirmed: 4 * HOUR }, 'restoration', 14400, 'met'],
  ['P2 in 4 h and a second', { ...good, restored: 14401, confirmed: 14401 }, 'restoration', 14401, 'missed'],
  [
    'P3 in exactly 8 h',
    { ...good, level: 'P3', restored: 8 * HOUR, confirmed: 8 * HOUR, closed: 9 * HOUR },
    'restoration',
    28800,
    'met',
  ],
  [
    'P4 in exactly 24 h',
    { ...good, level: 'P4', restored: DAY, confirmed: DAY, closed: DAY, recorded: 2 * DAY },
    'restoration',
    86400,
    'met',
  ],
  [
    'P4 in 24 h and a second',
    { ...good, level: 'P4', restored: DAY + 1, confirmed: DAY + 1, closed: 2 * DAY, recorded: 2 * DAY },
    'restoration',
    86401,
    'missed',
  ],
  ["the purchaser's time counts", { ...good, restored: 4 * HOUR, confirmed: 14401 }, 'restoration', 14401, 'missed'],
  ["the supplier's until then", { ...good, restored: 4 * HOUR, confirmed: undefined }, 'restoration', 14400, 'met'],
  ['open within the limit (rule 6)', { responded: 60 }, 'restoration', 14400, 'running', 4 * HOUR],
  ['open past the limit (rule 6)', { responded: 60 }, 'restoration', 14401, 'overrun', 14401],
  [
    'restored later than the report',
    { ...good, restored: 5 * HOUR, confirmed: 5 * HOUR },
    'restoration',
    7200,
    'running',
    2 * HOUR,
  ],
  // Record
  ['record in exactly 24 h', { ...good, recorded: 5 * HOUR + DAY }, 'record', DAY, 'met'],
  ['record in 24 h and a second', { ...good, recorded: 5 * HOUR + DAY + 1 }, 'record', DAY + 1, 'missed'],
  [
    'record not begun: not closed',
    { ...good, closed: undefined, recorded: undefined },
    'record',
    null,
    'not-applicable',
  ],
  ['record open', { ...good, recorded: undefined }, 'record', DAY, 'running', 5 * HOUR + DAY],
  ['record overdue', { ...good, recorded: undefined }, 'record', DAY + 1, 'overrun', 5 * HOUR + DAY + 1],
];

test.for(rows)('boundaries %s', ([, given, id, seconds, state, asOf]) => {
  const clock = clockOf(assess(given, asOf, confirmed({ clocks: 'alert' })), id);
  expect({ seconds: clock.seconds, state: clock.state }).toEqual({ seconds, state });
  expect(clock.text).toMatch(/\p{Script=Han}/u);
});

describe('rule 1: both response clocks are kept', () => {
  test('unconfirmed, 10 minutes decide and 30 minutes are shown', () => {
    const clock = clockOf(assess({ ...good, level: 'P1', responded: 25 * MIN }), 'response');
    expect(clock).toMatchObject({ state: 'missed', limitSeconds: 600, clause: '5.3.1、5.3.2' });
    expect(clock.alternatives).toMatchObject([
      { state: 'met', limitSeconds: 1800, label: '30 分钟（⟦条款:5.1.1(2)⟧，重大故障）' },
    ]);
  });

  test('agreed by kind, 30 minutes decide for a major one and 10 are shown', () => {
    const clock = clockOf(
      assess({ ...good, level: 'P1', responded: 1800 }, 30 * DAY, confirmed({ response: 'by-kind' })),
      'response',
    );
    expect(clock).toMatchObject({ state: 'met', limitSeconds: 1800 });
    expect(clock.alternatives).toMatchObject([{ state: 'missed', limitSeconds: 600 }]);
    const late = { ...good, level: 'P1', responded: 1801 } as const;
    expect(clockOf(assess(late, 30 * DAY, confirmed({ response: 'by-kind' })), 'response').state).toBe('missed');
  });

  test('agreed by kind, an ordinary incident keeps 10 minutes; no other limit is shown', () => {
    const clock = clockOf(
      assess({ ...good, responded: 601 }, 30 * DAY, confirmed({ response: 'by-kind' })),
      'response',
    );
    expect(clock).toMatchObject({ state: 'missed', limitSeconds: 600, alternatives: [] });
  });
});

describe('rule 3: P5 is a requirement', () => {
  const p5: Case = { level: 'P5', restored: 3 * DAY, closed: 3 * DAY, recorded: 3 * DAY + HOUR };

  test.for([
    ['without an agreed date', {}, 'to-be-agreed', 30 * DAY],
    ['done on the agreed day', { agreedOn: '2026-11-27' }, 'met', 30 * DAY],
    ['done a day late', { agreedOn: '2026-11-26' }, 'missed', 30 * DAY],
    ['open on the agreed day', { agreedOn: '2026-11-26', restored: undefined, closed: undefined }, 'running', 2 * DAY],
    ['open the day after', { agreedOn: '2026-11-25', restored: undefined, closed: undefined }, 'overrun', 2 * DAY],
  ] as const)('%s', ([, patch, state, asOf]) => {
    expect(clockOf(assess({ ...p5, ...patch } as Case, asOf), 'restoration')).toMatchObject({
      state,
      limitSeconds: null,
    });
  });

  test('no response, arrival or restoration limit, and never major', () => {
    const assessment = assess(p5);
    for (const id of ['response', 'remote-start', 'arrival', 'diagnosis'] as const) {
      expect(clockOf(assessment, id).state).toBe('not-applicable');
    }
    expect(assessment).toMatchObject({ requirement: true, classes: [{ holds: false, byAny: false }] });
  });
});

describe('rule 4: arrival of a major incident', () => {
  const long: Case = { ...good, restored: 150 * MIN, confirmed: 150 * MIN };

  test('a P2 of 2.5 h is major by 乙 and not by 甲: both results are shown', () => {
    const clock = clockOf(assess(long), 'arrival');
    expect(clock).toMatchObject({ state: 'missed', decides: true });
    expect(clock.alternatives).toMatchObject([{ option: 'major:outage', state: 'not-applicable' }]);
  });

  test('once 甲 is agreed it does not apply', () => {
    const clock = clockOf(assess(long, 30 * DAY, confirmed({ major: 'outage' })), 'arrival');
    expect(clock).toMatchObject({ state: 'not-applicable', decides: false, alternatives: [] });
  });
});

describe('rule 5: pauses', () => {
  const pause = { from: HOUR, to: 2 * HOUR, confirmedAt: 6 * HOUR };
  const late: Case = { ...good, restored: 5 * HOUR, confirmed: 5 * HOUR };

  const agreed = confirmed({ pauses: 'confirmed-only' });

  test('a confirmed pause is taken out to the second; both figures are given', () => {
    const clock = clockOf(assess({ ...late, pauses: [pause] }, 30 * DAY, agreed), 'restoration');
    expect(clock).toMatchObject({ seconds: 4 * HOUR, state: 'met' });
    expect(clock.text).toContain('扣除暂停前 5 小时、扣除后 4 小时');
    expect(clock.alternatives.some((one) => one.option?.startsWith('pauses:'))).toBe(false);
  });

  test('while nobody agreed whether they count, what they decide is not concluded, and both are told', () => {
    const clock = clockOf(assess({ ...late, pauses: [pause] }), 'restoration');
    expect(clock).toMatchObject({ seconds: 4 * HOUR, state: 'undecided' });
    expect(clock.text).toContain('一律计入：用时 5 小时，其中经确认的暂停 1 小时计入');
    expect(clock.text).toMatch(/口径未经双方确认，不下结论$/);
    expect(clock.alternatives).toMatchObject([
      { option: 'pauses:confirmed-only', seconds: 4 * HOUR, state: 'met' },
      { option: 'pauses:none', seconds: 5 * HOUR, state: 'missed' },
    ]);
    const early = clockOf(assess({ ...late, restored: 3 * HOUR, confirmed: 3 * HOUR, pauses: [pause] }), 'restoration');
    expect(early).toMatchObject({ seconds: 2 * HOUR, state: 'met' });
    expect(early.text).toMatch(/各选项结论相同：达标$/);
    expect(early.alternatives).toMatchObject([{ option: 'pauses:none', seconds: 3 * HOUR, state: 'met' }]);
  });

  test.for([
    ['without confirmation', { from: HOUR, to: 2 * HOUR }],
    ['without evidence', { ...pause, evidence: false }],
    ['confirmed only after the report', { ...pause, confirmedAt: 40 * DAY }],
  ] as const)('%s it does not stop the clock, and that is said', ([, one]) => {
    const clock = clockOf(assess({ ...late, pauses: [one] }), 'restoration');
    expect(clock).toMatchObject({ seconds: 5 * HOUR, state: 'missed' });
    expect(clock.text).toContain('未经确认的暂停 1 小时');
  });

  test('agreed that nothing is taken out, the full time counts and nothing else is shown', () => {
    const clock = clockOf(assess({ ...late, pauses: [pause] }, 30 * DAY, confirmed({ pauses: 'none' })), 'restoration');
    expect(clock).toMatchObject({ seconds: 5 * HOUR, state: 'missed' });
    expect(clock.alternatives.some((one) => one.option?.startsWith('pauses:'))).toBe(false);
  });

  test('only the part before restoration counts', () => {
    const across = { from: 4 * HOUR, to: 10 * HOUR, confirmedAt: 11 * HOUR };
    expect(clockOf(assess({ ...late, closed: 11 * HOUR, pauses: [across] }), 'restoration').seconds).toBe(4 * HOUR);
  });

  test('a pause that still lasts stops an open clock', () => {
    const lasting: Case = { responded: 60, pauses: [{ from: HOUR, confirmedAt: HOUR + 60 }] };
    const clock = clockOf(assess(lasting, 10 * HOUR, agreed), 'restoration');
    expect(clock).toMatchObject({ seconds: HOUR, state: 'running' });
  });
});

describe('level over time', () => {
  const three: Case = { ...good, restored: 3 * HOUR, confirmed: 3 * HOUR };

  test('raised before restoration: the higher level is used and said, the other shown', () => {
    const assessment = assess({ ...three, levels: [{ level: 'P3' }, { level: 'P1', at: 20 * MIN }] });
    expect(assessment.level).toBe('P1');
    expect(clockOf(assessment, 'restoration')).toMatchObject({ state: 'missed', limitSeconds: 7200 });
    expect(clockOf(assessment, 'restoration').text).toContain('按 P1（⟦采购人⟧未确认）');
    expect(clockOf(assessment, 'restoration').alternatives).toContainEqual(
      expect.objectContaining({ label: '按 P3', state: 'met', limitSeconds: 28800 }),
    );
  });

  test('lowered without the purchaser: the earlier level stands, and it says so', () => {
    const assessment = assess({ ...three, levels: [{ level: 'P1' }, { level: 'P3', at: 20 * MIN }] });
    expect(assessment.level).toBe('P1');
    expect(assessment.levelUsed.text).toBe('按 P1（⟦采购人⟧未确认）；改定 P3 未经⟦采购人⟧确认，未采用');
  });

  test('lowered and confirmed: the lower level', () => {
    const assessment = assess({
      ...three,
      levels: [{ level: 'P1' }, { level: 'P3', at: 20 * MIN, confirmedAt: HOUR }],
    });
    expect(assessment.levelUsed).toEqual({
      id: 'P3',
      since: iso(20 * MIN),
      confirmed: true,
      text: '按 P3（⟦采购人⟧已确认）',
    });
    expect(clockOf(assessment, 'restoration').state).toBe('met');
  });

  test('raised after restoration counts only once confirmed', () => {
    const levels = [{ level: 'P2' as const }, { level: 'P1' as const, at: 4 * HOUR }];
    expect(assess({ ...three, levels }).level).toBe('P2');
    expect(
      assess({ ...three, levels: [levels[0] ?? { level: 'P2' }, { level: 'P1', at: 4 * HOUR, confirmedAt: 5 * HOUR }] })
        .level,
    ).toBe('P1');
  });

  test('a change after the report is not known yet', () => {
    expect(assess({ levels: [{ level: 'P3' }, { level: 'P1', at: HOUR }] }, 30 * MIN).level).toBe('P3');
  });

  test('made a requirement only with the purchaser', () => {
    expect(assess({ ...three, levels: [{ level: 'P4' }, { level: 'P5', at: MIN }] }).requirement).toBe(false);
    expect(
      assess({ ...three, levels: [{ level: 'P4' }, { level: 'P5', at: MIN, confirmedAt: HOUR }] }).requirement,
    ).toBe(true);
  });
});

describe('over month and year ends', () => {
  const newYear = (Date.parse('2027-01-01T00:00:00+08:00') - Date.parse('2026-11-24T09:00:00+08:00')) / 1000;
  const monthEnd = (Date.parse('2026-11-30T17:00:00+08:00') - Date.parse('2026-11-24T09:00:00+08:00')) / 1000;

  test('an incident over midnight on New Year runs on', () => {
    const from = newYear - HOUR;
    const over: Case = {
      discovered: from,
      reported: from,
      responded: from + 600,
      remote: from + 900,
      restored: newYear + HOUR,
      levels: [{ level: 'P1', at: from }],
    };
    expect(clockOf(assess(over, newYear + DAY), 'restoration')).toMatchObject({ seconds: 7200, state: 'met' });
  });

  test('one open at the month end is 进行中 there and judged in the end', () => {
    const from = monthEnd - HOUR;
    const over: Case = {
      discovered: from,
      reported: from,
      responded: from + 60,
      restored: monthEnd + 4 * HOUR,
      levels: [{ level: 'P2', at: from }],
    };
    expect(clockOf(assess(over, monthEnd), 'restoration')).toMatchObject({
      seconds: HOUR,
      state: 'running',
      end: null,
    });
    expect(clockOf(assess(over, monthEnd + DAY), 'restoration')).toMatchObject({ seconds: 5 * HOUR, state: 'missed' });
  });
});

test('the record is proved by its document, where that was issued', () => {
  const assessment = assess({ ...good, recorded: 5 * HOUR + DAY + 1 });
  expect(clockOf(assessment, 'record')).toMatchObject({ seconds: DAY + 1, state: 'missed' });
  expect(clockOf(assessment, 'record').text).toContain('以第 1 版的签发时间为准');
});

test('what the record gives as the time of writing submits nothing', () => {
  const written = { ...incident(good), recordedAt: iso(5 * HOUR + 10 * MIN) };
  const at = (asOf: number) => clockOf(assessIncident(written, context(asOf)), 'record');
  expect(at(6 * HOUR)).toMatchObject({ end: null, state: 'running' });
  expect(at(6 * HOUR).text).toContain('第 1 版尚未签发，登记的完成时间 2026-11-24 14:10:00');
  expect(at(5 * HOUR + DAY + 1)).toMatchObject({ end: null, state: 'overrun' });
});

test('of several revisions the first submits, wherever it stands in the list', () => {
  const one = (issuedAt: string, obligation = 'incident-analysis') => ({ obligation, period: 'GZ-1', issuedAt });
  expect(
    submissionsIn([one(iso(90)), one(iso(45)), one(iso(10), 'rectification-plan')], [{ id: 'incident-analysis' }]).get(
      'GZ-1',
    ),
  ).toBe(iso(45));
  expect(submissionsIn([], []).size).toBe(0);
});

test('whoever has no documents at hand says nothing of the record', () => {
  const { clocks } = assessIncident(incident(good), context(30 * DAY, undefined, undefined, null));
  expect(clocks.map(({ id }) => id)).not.toContain('record');
});

test('overall: met only when every deciding clock is', () => {
  expect(assess(good).overall).toBe('met');
  expect(assess({ ...good, responded: 601 }).overall).toBe('missed');
  expect(assess({ ...good, responded: undefined }).overall).toBe('missed');
  expect(assess({ responded: 60, remote: 60 }, HOUR).overall).toBe('running');
  const done: Case = { ...good, level: 'P5', restored: 3 * DAY, closed: 3 * DAY, recorded: 3 * DAY + HOUR };
  expect(assess(done, 30 * DAY).overall).toBe('to-be-agreed');
  expect(assess({ ...good, remote: 901, diagnosis: 'both', arrived: HOUR }).overall).toBe('met');
});

test('durations and limits as people write them', () => {
  expect([0, 59, 600, 601, 7200, 7201, 93601, 259_199, 259_200, 2_266_800].map(formatDuration)).toEqual([
    '0 秒',
    '59 秒',
    '10 分',
    '10 分 01 秒',
    '2 小时',
    '2 小时 00 分 01 秒',
    '1 天 2 小时 00 分 01 秒',
    '2 天 23 小时 59 分 59 秒',
    '3 天',
    '26 天 5 小时 40 分',
  ]);
  expect([600, 900, 3600, 7200, 86400, 9000, 5400].map(limitText)).toEqual([
    '10 分钟',
    '15 分钟',
    '1 小时',
    '2 小时',
    '24 小时',
    '2 小时 30 分钟',
    '90 分钟',
  ]);
});
