/** Scores and deductions: each with its record, caps, bands and payments, what does not count, and open readings. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { conclusionOf, notCountedText, takenText } from '../../../reports/score/words.ts';
import type { TimedIncident } from '../../../src/assess/contract/score/deduction.ts';
import {
  limitOf,
  moreWith,
  type SchemeScore,
  type ScoreFacts,
  scoresOf,
  unseenRange,
} from '../../../src/assess/contract/score.ts';
import { judgedWindows } from '../../../src/contract/calendar/judged-windows.ts';
import type { Interpretation } from '../../../src/contract/terms/interpretations.ts';
import { type PenaltyRule, type PenaltyScheme, penaltiesSchema } from '../../../src/contract/terms/penalties.ts';
import type { Post } from '../../../src/contract/terms/requirements.ts';
import { attendanceOf } from '../../../src/subjects/attendance/judge/attendance.ts';
import duty from '../../../src/subjects/attendance/kinds/duty.ts';
import type { TargetAvailability } from '../../../src/subjects/availability/judge/availability.ts';
import { NO_WINDOWS } from '../../../src/subjects/availability/judge/availability-targets.ts';
import type { Delivery } from '../../../src/subjects/deliveries/judge/deliveries.ts';
import type { Clock } from '../../../src/subjects/incidents/judge/clock.ts';
import type { Quota } from '../../../src/subjects/incidents/judge/quota.ts';
import type { OwedSets } from '../../../src/subjects/recovery/judge/backup-owed.ts';
import { judgeObjection } from '../../../src/subjects/scores/judge/objections.ts';
import kind, { type AssessmentRecord } from '../../../src/subjects/scores/kinds/assessment.ts';
import objection, { type ObjectionRecord } from '../../../src/subjects/scores/kinds/objection.ts';
import { starter } from '../../contract/_starter.ts';
import { runs } from '../../support/runs.ts';

const nothing: ScoreFacts = {
  incidents: [],
  deliveries: [],
  onTimeBy: () => 'issued',
  attendance: attendanceOf([], '2027-01-01', '2027-01-01', () => false, []),
  activities: [],
  quotas: [],
  counted: new Map(),
  faults: [],
  availability: [],
  windows: NO_WINDOWS,
  covers: [],
  owedSets: [],
  keptSets: [],
  certified: [],
  assessments: [],
  objections: [],
  exceptions: [],
  asOf: '2027-06-30T18:00:00+08:00',
  assetName: (asset) => `“${asset}”`,
};

/** From January 2027 on. */
const months = judgedWindows({ unit: 'month' }, { from: '2027-01-01', to: '2027-12-31' });

const contract = { clauses: [{ id: '7.1', paper: '七', label: '', topics: ['scan' as const], text: '' }] };

function clock(id: Clock['id'], state: Clock['state'], more: Partial<Clock> = {}): Clock {
  const start = '2027-02-03T09:00:00+08:00';
  return {
    ...{ id, label: '恢复', clause: '4.2', start, end: null, seconds: 9000, limitSeconds: 7200, state },
    ...{ text: '用时 2 小时 30 分，时限 2 小时，未达标', decides: true, alternatives: [] },
    ...more,
  };
}

function fault(no: number, level: string, clocks: Clock[], more: { responsibility?: string; closed?: boolean } = {}) {
  const id = `GZ-20270203-${String(no).padStart(3, '0')}`;
  const judged = { id, level, start: '2027-02-03T09:00:00+08:00', closed: more.closed ?? true, clocks };
  return {
    incident: { id, title: `故障 ${no}`, responsibility: more.responsibility ?? 'supplier' },
    judged,
    clocks,
    levelName: level,
  } as unknown as TimedIncident;
}

const over = (levels: string[], amount: number, more: Partial<PenaltyRule> = {}): PenaltyRule => ({
  ...{ id: `over-${levels.join('-')}`, label: '超时', clauses: ['6.2'], on: 'over-limit', topics: ['restoration'] },
  ...{ levels, per: 'occurrence', amount },
  ...more,
});

/** A scheme of the kind of many public contracts, with numbers of its own. */
const halfYear: PenaltyScheme = {
  ...{ id: 'half-year', name: '半年考核', clauses: ['6.1'], measure: 'points', full: 120, period: 'half-year' },
  rules: [over(['minor'], 0.25), over(['grave'], 3), over(['critical'], 12)],
  bands: [
    { below: 100, percent: 4, text: '扣除当期服务费的 4%' },
    { below: 80, percent: 4, text: '扣除当期服务费的 4%，可解除合同' },
  ],
  otherwise: '全额支付',
  payments: [
    { name: '第一期', from: '2027-01-01', to: '2027-06-30', amount: 250_000 },
    { name: '第二期', from: '2027-07-01', to: '2027-12-31', amount: 130_000 },
  ],
};

function scoreBy(
  scheme: PenaltyScheme,
  facts: Partial<ScoreFacts> | ((readings: readonly Interpretation[]) => Partial<ScoreFacts>),
  interpretations: Interpretation[] = [],
): SchemeScore {
  const [found] = scoresOf({
    recorded: 9,
    contract,
    schemes: [scheme],
    interpretations,
    from: '2027-01-01',
    to: '2027-06-30',
    factsBy: (readings) => ({ ...nothing, ...(typeof facts === 'function' ? facts(readings) : facts) }),
  });
  return found as SchemeScore;
}

const only = (rule: PenaltyRule, more: Partial<PenaltyScheme> = {}): PenaltyScheme => ({
  ...halfYear,
  rules: [rule],
  ...more,
});
const missed = (no: number, level: string, more?: Parameters<typeof fault>[3]) =>
  fault(no, level, [clock('restoration', 'missed')], more);

describe('points a half-year', () => {
  it('go down by the level of what was missed, each named', () => {
    const { result, open } = scoreBy(halfYear, {
      incidents: [
        missed(1, 'minor'),
        missed(2, 'minor'),
        missed(3, 'critical'),
        fault(4, 'grave', [clock('restoration', 'met')]),
      ],
    });
    expect(result).toMatchObject({
      deducted: 12.5,
      score: 107.5,
      band: null,
      payment: { deducted: 0, payable: 250_000 },
    });
    expect(result.rules.map((one) => one.deductions.map(({ record, amount }) => [record, amount]))).toEqual([
      [
        ['GZ-20270203-001', 0.25],
        ['GZ-20270203-002', 0.25],
      ],
      [],
      [['GZ-20270203-003', 12]],
    ]);
    expect(open).toEqual([]);
  });

  test.for([
    [1, 108, null, 250_000],
    [2, 96, 100, 240_000],
    [3, 84, 100, 240_000],
    [4, 72, 80, 240_000],
    [11, 0, 80, 240_000],
  ] as const)('%i critical ones leave %i: the band below %s, %i to pay', ([n, score, below, payable]) => {
    const found = scoreBy(halfYear, {
      incidents: Array.from({ length: n }, (_, i) => missed(i + 1, 'critical')),
    }).result;
    expect([found.score, found.band?.below ?? null, found.payment?.payable]).toEqual([score, below, payable]);
  });

  it('the bound itself is not below it, and is at most it', () => {
    const exact = only(over(['grave'], 20));
    expect(scoreBy(exact, { incidents: [missed(1, 'grave')] }).result.band).toBeNull();
    const atMost = { ...exact, bands: [{ atMost: 100, text: '通报' }] };
    expect(scoreBy(atMost, { incidents: [missed(1, 'grave')] }).result.band?.text).toBe('通报');
  });

  it('name no amount where the data have no payment of the period', () => {
    expect(scoreBy({ ...halfYear, payments: [] }, {}).result.payment).toBeNull();
  });
});

describe('faults beyond a limit', () => {
  const incidents = [
    fault(1, 'grave', [clock('arrival', 'missed'), clock('restoration', 'missed')]),
    fault(2, 'grave', [clock('restoration', 'overrun', { seconds: 7201 })]),
  ];
  const both = { topics: ['arrival', 'restoration'] as PenaltyRule['topics'] };
  test.for([
    [{ per: 'occurrence' }, 3],
    [{ per: 'incident' }, 2],
    [{ per: 'day' }, 1],
    [{ per: 'period' }, 1],
    // 1800 s and 1 s beyond: every started quarter of an hour.
    [{ per: 'step', stepMinutes: 15 }, 5],
    [{ per: 'step', stepMinutes: 30 }, 3],
    [{ per: 'step', stepMinutes: 15, capEach: 1 }, 3],
    [{ per: 'step', stepMinutes: 15, cap: 2.5 }, 2.5],
  ] as const)('%o counts %d', ([how, total]) => {
    const rule = over(['grave'], 1, { ...both, ...how });
    expect(scoreBy(only(rule), { incidents }).result.deducted).toBe(total);
  });

  test.for([
    [{ per: 'occurrence' }, 3],
    [{ per: 'occurrence', capEach: 2 }, 2],
    [{ per: 'incident' }, 1],
  ] as const)('reports of progress that did not come in time: %o counts %d', ([how, total]) => {
    const rule = over(['grave'], 1, { topics: ['notice'], ...how });
    const incident = fault(1, 'grave', [clock('notice', 'missed', { broken: 3 })]);
    expect(scoreBy(only(rule), { incidents: [incident] }).result.deducted).toBe(total);
  });

  it('list what nobody wrote down the end of, and take nothing off for it', () => {
    const rule = over(['grave'], 2, { per: 'step', stepMinutes: 10 });
    const unrecorded = [fault(1, 'grave', [clock('restoration', 'unrecorded', { seconds: null })])];
    const { result } = scoreBy(only(rule), { incidents: unrecorded });
    expect(result.deducted).toBe(0);
    expect(result.rules[0]?.apart).toMatchObject([{ apart: 'unregistered', amount: 2 }]);
    expect(result.rules[0]?.apart[0]?.text).toContain('没有登记，按一档列出');
  });

  it.each([
    [59, 0],
    [60, 1],
    [119, 1],
    [120, 2],
  ])('take %d minutes beyond a limit for %d whole hours', (over60, count) => {
    const rule = over(['grave'], 1, { per: 'whole-step', stepMinutes: 60 });
    const late = fault(1, 'grave', [clock('restoration', 'missed', { seconds: 7200 + over60 * 60 })]);
    const { result } = scoreBy(only(rule), { incidents: [late] });
    expect([result.deducted, result.rules[0]?.deductions.length]).toEqual([count, count === 0 ? 0 : 1]);
  });

  it('do not count an arrival that decides nothing while remote diagnosis was in time', () => {
    const of = (diagnosis: 'met' | 'missed') => {
      const arrival = clock('arrival', 'missed', { decides: false });
      const rule = over(['grave'], 1, { topics: ['arrival'] });
      return scoreBy(only(rule), { incidents: [fault(1, 'grave', [arrival, clock('diagnosis', diagnosis)])] }).result
        .deducted;
    };
    expect([of('met'), of('missed')]).toEqual([0, 1]);
  });

  test.for([
    ['others', { responsibility: 'third-party' }, 'others-responsible'],
    ['others by the word of the supplier', { responsibility: 'third-party', closed: false }, 'responsibility-open'],
    ['nobody yet', { responsibility: 'pending' }, 'responsibility-open'],
  ] as const)('of which %s are responsible stand apart', ([, more, why]) => {
    const { result } = scoreBy(halfYear, { incidents: [missed(1, 'critical', more)] });
    expect(result.deducted).toBe(0);
    expect(result.rules[2]?.apart).toMatchObject([{ record: 'GZ-20270203-001', amount: 12, apart: why }]);
  });

  it('conclude nothing of a clock whose readings differ', () => {
    const { result } = scoreBy(halfYear, { incidents: [fault(1, 'grave', [clock('restoration', 'undecided')])] });
    expect(result.rules[1]).toMatchObject({ deductions: [], apart: [{ amount: 3, apart: 'undecided' }] });
  });
});

describe('an unconfirmed 口径', () => {
  const reading: Interpretation = {
    ...{ id: 'pauses', question: '暂停', clauses: ['4.2'], default: 'yes', confirmed: false, chosen: null },
    options: [
      { id: 'yes', label: '扣除', text: '' },
      { id: 'no', label: '不扣除', text: '' },
    ],
  };
  const facts = (readings: readonly Interpretation[]) => {
    const chosen = readings[0]?.chosen ?? readings[0]?.default;
    return { incidents: chosen === 'no' ? [missed(1, 'critical')] : [] };
  };

  it('leaves the points of every option side by side', () => {
    const { result, open } = scoreBy(halfYear, facts, [reading]);
    expect(result.score).toBe(120);
    expect(open[0]?.options.map(({ option, isDefault, result: own }) => [option, isDefault, own.score])).toEqual([
      ['yes', true, 120],
      ['no', false, 108],
    ]);
  });

  it('is silent once confirmed, and where it changes nothing', () => {
    expect(scoreBy(halfYear, facts, [{ ...reading, confirmed: true, chosen: 'no' }])).toMatchObject({
      open: [],
      result: { score: 108 },
    });
    expect(scoreBy(halfYear, { incidents: [missed(1, 'grave')] }, [reading]).open).toEqual([]);
  });
});

describe('persons missing', () => {
  const post: Post = { id: 'east', name: '驻场', post: 'resident', headcount: 2, days: 'all', clauses: ['5.1'] };
  const { signedInAt: _in, signedOutAt: _out, ...example } = duty.example;
  const on = (no: number, date: string, state: 'present' | 'late' | 'absent') => ({
    ...{ ...example, id: `ZB-${date.replaceAll('-', '')}-00${no}`, date, state },
    ...{ plannedFrom: `${date}T09:00:00+08:00`, plannedTo: `${date}T17:00:00+08:00` },
  });
  const duties = [
    on(1, '2027-02-01', 'present'),
    on(2, '2027-02-01', 'absent'),
    on(1, '2027-02-02', 'absent'),
    on(2, '2027-02-02', 'late'),
  ];
  const attendance = attendanceOf(duties, '2027-02-01', '2027-02-03', () => true, [post]);
  const rule = (more: Partial<PenaltyRule>): PenaltyRule => ({
    ...{ id: 'missing', label: '缺岗', clauses: ['5.1'], on: 'attendance', per: 'person-day', amount: 2 },
    ...more,
  });

  it('count a person-day each, by the record; who was never written down stands apart', () => {
    const { result } = scoreBy(only(rule({})), { attendance });
    expect(result.rules[0]?.deductions.map(({ record }) => record)).toEqual(['ZB-20270201-002', 'ZB-20270202-001']);
    expect(result.rules[0]?.apart).toMatchObject([
      { day: '2027-02-03', quantity: 2, amount: 4, apart: 'unregistered' },
    ]);
  });

  it.each(['day', 'period'] as const)('are one a %s, however many persons were owed and nobody wrote down', (per) => {
    const { result } = scoreBy(only(rule({ per })), { attendance });
    expect(result.rules[0]?.apart).toMatchObject([{ quantity: 1, amount: 2, apart: 'unregistered' }]);
  });

  it('count late ones alone where the rule says so, and other posts not', () => {
    expect(scoreBy(only(rule({ kinds: ['late'] })), { attendance }).result.deducted).toBe(2);
    expect(scoreBy(only(rule({ posts: ['west'] })), { attendance }).result.deducted).toBe(0);
  });
});

describe('documents', () => {
  const due = '2027-03-01T10:00:00+08:00';
  const sent = (period: string, issuedAt: string | null, deliveredAt: string | null, state = 'late') =>
    ({
      ...{ obligation: { id: 'weekly', name: '周报' }, occurrence: { period, dueAt: due }, state },
      handedIn: { issued: issuedAt, delivered: deliveredAt, received: null },
      first: issuedAt === null ? null : { number: `X-${period}`, issuedAt },
      current: null,
      onTimeByIssue: state === 'waived' ? null : issuedAt !== null && issuedAt <= due,
      onTimeByDelivery: state === 'waived' ? null : deliveredAt !== null && deliveredAt <= due,
    }) as unknown as Delivery;
  const deliveries = [
    sent('W1', '2027-03-01T09:00:00+08:00', '2027-03-01T10:30:00+08:00'),
    sent('W2', '2027-03-04T09:00:00+08:00', '2027-03-04T10:30:00+08:00'),
    sent('W3', null, null, 'missing'),
    sent('W4', null, null, 'waived'),
  ];
  const rule = (more: Partial<PenaltyRule>): PenaltyRule => ({
    ...{ id: 'late', label: '迟交', clauses: ['4.1'], on: 'document', per: 'occurrence', amount: 100 },
    ...more,
  });
  const money = (more: Partial<PenaltyRule>): PenaltyScheme =>
    only(rule(more), { measure: 'money', full: undefined, bands: [] });

  test.for([
    [{ kinds: ['late'] }, 100],
    [{ kinds: ['missing'] }, 100],
    [{}, 200],
    // Three days of W2, and W3 to the day of judging.
    [{ per: 'late-day' }, 300 + 3000],
    // 2 days 23 hours and 30 days 8 hours, each day that has begun counted whole.
    [{ per: 'day-begun' }, 300 + 3100],
    [{ obligations: ['monthly'] }, 0],
  ] as [Partial<PenaltyRule>, number][])('%o: %i yuan', ([more, total]) => {
    const { result } = scoreBy(money(more), { deliveries, asOf: '2027-03-31T18:00:00+08:00' });
    expect(result).toMatchObject({ deducted: total, payment: { payable: 250_000 - total } });
  });

  test.for([
    ['2027-03-01T14:00:00+08:00', 0, 'grace'],
    ['2027-03-01T14:00:01+08:00', 100, undefined],
    ['2027-03-02T10:00:00+08:00', 100, undefined],
    ['2027-03-02T10:00:01+08:00', 200, undefined],
  ] as const)('%s: the grace of four hours is a threshold and is not taken off: %i', ([at, total, apart]) => {
    const scheme = money({ per: 'day-begun', graceMinutes: 240 });
    const { result } = scoreBy(scheme, { deliveries: [sent('W2', at, null)] });
    expect([result.deducted, result.rules[0]?.apart[0]?.apart]).toEqual([total, apart]);
  });

  it('that are not there yet wait while the grace runs', () => {
    const by = (asOf: string) =>
      scoreBy(money({ graceMinutes: 240 }), { deliveries: [sent('W3', null, null, 'missing')], asOf }).result;
    expect(by('2027-03-01T13:00:00+08:00')).toMatchObject({
      deducted: 0,
      rules: [{ apart: [{ apart: 'grace-open' }] }],
    });
    expect(by('2027-03-01T15:00:00+08:00')).toMatchObject({ deducted: 100, rules: [{ apart: [] }] });
  });

  it('are late by delivery where both sides agreed on that', () => {
    expect(scoreBy(money({ kinds: ['late'] }), { deliveries, onTimeBy: () => 'delivered' }).result.deducted).toBe(200);
  });

  it('that the purchaser waived are told, and do not count', () => {
    expect(scoreBy(money({}), { deliveries }).result.rules[0]?.apart).toMatchObject([{ apart: 'waived' }]);
  });
});

describe('credits for availability', () => {
  const seen = (target: string, up: number, down: number, planned = 0): TargetAvailability => {
    const seconds = { up, down, planned, plannedUp: 0, plannedDown: planned, unobserved: 0 };
    return {
      target,
      seconds,
      availability: up / (up + down),
      coverage: 1,
      outages: [],
      days: [{ date: '2027-02-01', ...seconds, availability: null }],
    };
  };
  const rule = (more: Partial<PenaltyRule> = {}): PenaltyRule => ({
    ...{ id: 'credit', label: '可用率', clauses: ['8.2'], on: 'availability', per: 'occurrence' },
    bands: [
      { below: 99.95, amount: 8 },
      { below: 99, amount: 30 },
      { below: 90, amount: 100 },
    ],
    ...more,
  });
  const credits = (more: Partial<PenaltyRule> = {}): PenaltyScheme => ({
    ...{ id: 'credits', name: '服务抵扣', clauses: ['8.2'], measure: 'percent', period: 'month', rules: [rule(more)] },
    payments: [{ name: '月费', from: '2027-01-01', to: '2027-12-31', amount: 33_333.33 }],
  });

  test.for([
    [10_000_000, 5000, 0, 33_333.33],
    [9_995, 5, 0, 33_333.33],
    [9_994, 6, 8, 30_666.66],
    [9_900, 100, 8, 30_666.66],
    [9_899, 101, 30, 23_333.33],
    [0, 100, 100, 0],
  ] as const)('%i up, %i down: %i %%, %d to pay', ([up, down, percent, payable]) => {
    const { result } = scoreBy(credits(), { availability: [seen('api', up, down)] });
    expect([result.deducted, result.payment?.payable]).toEqual([percent, payable]);
  });

  it('are never more than the payment, over several objects', () => {
    const { result } = scoreBy(credits(), { availability: [seen('api', 0, 9), seen('db', 1, 9)] });
    expect([result.deducted, result.payment?.payable]).toEqual([100, 0]);
  });

  it('take all objects together, agreed maintenance in, or month by month, as the rule says', () => {
    const availability = [seen('api', 9_990, 10), seen('db', 10_000, 0)];
    expect(scoreBy(credits(), { availability }).result.deducted).toBe(8);
    expect(scoreBy(credits({ of: 'together' }), { availability }).result.deducted).toBe(0);
    const planned = [seen('api', 9_999, 0, 200)];
    expect(scoreBy(credits(), { availability: planned }).result.deducted).toBe(0);
    expect(scoreBy(credits({ maintenance: 'included' }), { availability: planned }).result.deducted).toBe(30);
    const monthly = scoreBy(credits({ window: 'month' }), {
      windows: { ...NO_WINDOWS, ended: months.slice(1, 3), open: [], seen: [seen('api', 1, 1)] },
    });
    expect(monthly.result.rules[0]).toMatchObject({ deductions: [{ amount: 100 }], apart: [{ apart: 'unobserved' }] });
  });

  it('take a month from its first day on, and say of one that is not over that it waits', () => {
    const windows = { ...NO_WINDOWS, ended: months.slice(1, 2), open: months.slice(2, 3), seen: [seen('api', 994, 6)] };
    const facts = { availability: [seen('api', 1000, 0)], windows };
    const { result } = scoreBy(credits({ window: 'month' }), facts);
    expect(result.deducted).toBe(8);
    expect(result.rules[0]?.apart).toMatchObject([{ text: '2027-03 尚未统计完', apart: 'month-open' }]);
  });

  it('conclude nothing of what nobody observed', () => {
    const { result } = scoreBy(credits({ assets: ['web'] }), { availability: [] });
    expect(result).toMatchObject({ deducted: 0, rules: [{ apart: [{ record: 'web', apart: 'unobserved' }] }] });
  });

  it('are a range where nobody observed, and never none', () => {
    const scheme = credits({ assets: ['web'] });
    const unseen = scoreBy(scheme, { availability: [] });
    expect(unseenRange(scheme, unseen.result)).toEqual({ least: 0, most: 100 });
    expect(conclusionOf(unseen, true)).toMatch(/^服务抵扣：暂计扣减 0 至 100 %（未观测）/);
    expect(takenText(unseen)).toBe('扣减 0 至 100 %（未观测）');
    const observed = scoreBy(scheme, { availability: [seen('web', 1, 0)] });
    expect(conclusionOf(observed, true)).toMatch(/^服务抵扣：扣减 0 %，/);
  });

  it('ask nothing in a document in which none of their months ends', () => {
    const rule: Partial<PenaltyRule> = { window: 'month', months: [2], assets: undefined };
    const at = (n: number) => ({ windows: { ...NO_WINDOWS, ended: months.slice(n, n + 1), seen: [] } });
    expect(scoreBy(credits(rule), at(0)).result.rules[0]).toMatchObject({ deductions: [], apart: [] });
    expect(scoreBy(credits(rule), at(1)).result.rules[0]?.apart).toMatchObject([{ apart: 'unobserved' }]);
  });

  it('are not said to stay the same by what has no amount yet', () => {
    const windows = { ...NO_WINDOWS, ended: [], open: months.slice(2, 3), seen: [] };
    const scheme = credits({ window: 'month' });
    const { result } = scoreBy(scheme, { windows });
    expect(notCountedText(scheme, result)).toBe('待定或未登记 1 项，未计入，其中 1 项还没有金额。');
  });
});

describe('whatever else was missed', () => {
  const exceptions = ['2027-02-01', '2027-02-01', '2027-02-02', null].map((day, n) => ({
    ...{ clauses: ['7.1'], where: `R-${n}`, day, text: '没有扫描' },
  }));
  test.for([
    ['occurrence', 4],
    ['day', 2],
    ['period', 1],
  ] as const)('of a clause, %s: %i', ([per, total]) => {
    const rule: PenaltyRule = { id: 'scan', label: '扫描', clauses: ['7.1'], on: 'exception', per, amount: 1 };
    expect(scoreBy(only(rule), { exceptions }).result.deducted).toBe(total);
    expect(scoreBy(only({ ...rule, clauses: ['6.2'], topics: ['scan'] }), { exceptions }).result.deducted).toBe(total);
  });
});

describe('what is punished, once', () => {
  const clauses = (['scan', 'backup', 'drill', 'permit'] as const).map((topic, n) => ({
    ...{ id: `7.${n + 1}`, paper: '七', label: '', topics: [topic], text: '' },
  }));
  const onClause = (id: string, per: PenaltyRule['per'] = 'occurrence'): PenaltyRule => ({
    ...{ id: `on-${id}`, label: `违反 ${id}`, clauses: [id], on: 'exception', per, amount: 1 },
  });
  const late = (n: number): Delivery =>
    ({
      ...{ obligation: { id: 'report', name: '报告' }, state: 'late', onTimeByIssue: false },
      occurrence: { period: `2027-0${n}`, dueAt: `2027-0${n}-05T18:00:00+08:00` },
      ...{ handedIn: { issued: `2027-0${n}-06T18:00:00+08:00` }, current: { number: `A-${n}` }, first: null },
    }) as unknown as Delivery;
  const exceptionOf = (n: number, own: string[]) => ({
    ...{ clauses: own, where: `A-${n}`, day: `2027-0${n}-05`, text: `报告 ${n} 迟交` },
    events: [`document report 2027-0${n}`],
  });
  const whole = (scheme: PenaltyScheme, facts: Partial<ScoreFacts>): SchemeScore['result'] => {
    const [found] = scoresOf({
      ...{ recorded: 9, contract: { clauses }, schemes: [scheme], interpretations: [] },
      ...{ from: '2027-01-01', to: '2027-06-30', factsBy: () => ({ ...nothing, ...facts }) },
    });
    return (found as SchemeScore).result;
  };

  it('is a late document whatever topics its clauses bear', () => {
    const topics = clauses.map(({ topics: own }, n): PenaltyRule => ({ ...onClause(`7.${n + 1}`), topics: own }));
    const exceptions = [
      exceptionOf(
        1,
        clauses.map(({ id }) => id),
      ),
    ];
    const { rules, deducted } = whole(only(topics[0] as PenaltyRule, { rules: topics }), { exceptions });
    expect([deducted, rules.map(({ deductions }) => deductions.length)]).toEqual([1, [1, 0, 0, 0]]);
    expect(rules[3]?.apart[0]).toMatchObject({ apart: 'charged', text: expect.stringContaining('由“违反 7.1”计') });
  });

  it('is told of an exception that holds what nobody else names, and counts once for that', () => {
    const both = { ...exceptionOf(1, ['7.1']), events: ['document report 2027-01', 'set 2027-01-05 db daily'] };
    const document: PenaltyRule = {
      ...{ id: 'late', label: '迟交', clauses: ['7.4'], on: 'document', per: 'occurrence', amount: 5 },
    };
    const scheme = only(document, { rules: [onClause('7.1'), document] });
    const { rules, deducted } = whole(scheme, { exceptions: [both], deliveries: [late(1)] });
    expect(deducted).toBe(6);
    expect(rules[0]?.deductions[0]?.text).toContain('其中 1 项由“迟交”计，以余下 1 项计一次');
  });

  it('is what a charge names, also where that charge lets it go: within the grace, on a free day, by an objection', () => {
    const grace: PenaltyRule = {
      ...{ id: 'late', label: '迟交', clauses: ['7.4'], on: 'document', per: 'occurrence', amount: 5 },
      graceMinutes: 24 * 60,
    };
    const { deducted, rules } = whole(only(grace, { rules: [onClause('7.1'), grace] }), {
      ...{ exceptions: [exceptionOf(1, ['7.1'])], deliveries: [late(1)] },
    });
    expect([deducted, rules.map(({ apart }) => apart.map((one) => one.apart))]).toEqual([0, [['charged'], ['grace']]]);
  });

  it('is an incident beyond a quota where it is new, and not in every period after it', () => {
    const quota = {
      ...{ id: 'q', name: '限额', limit: 1, from: '2027-01-01', to: '2027-12-31', counts: null },
      byOption: [{ option: 'a', supplier: ['GZ-1', 'GZ-2'], pending: [], others: [] }],
    } as unknown as Quota;
    const exceptions = [{ clauses: ['7.1'], where: 'GZ-1、GZ-2', day: null, text: '超过限额', quota: 'q' }];
    const of = (...ids: string[]) =>
      whole(only(onClause('7.1')), {
        ...{ exceptions, quotas: [quota] },
        counted: new Map(ids.map((id) => [id, { title: id, day: '2027-02-03' }])),
      });
    expect(of('GZ-2').deducted).toBe(1);
    expect(of().rules[0]?.apart.map((one) => one.apart)).toEqual(['counted-before']);
    expect(of('GZ-1', 'GZ-2').deducted).toBe(1);
  });

  it('is each event once for each charge that names it, whatever the rules and their order', () => {
    const event = fc.record({
      n: fc.integer({ min: 1, max: 6 }),
      own: fc.uniqueArray(fc.constantFrom('7.1', '7.2', '7.3', '7.4'), { minLength: 1 }),
    });
    const ground = fc.constantFrom('7.1', '7.2', '7.3', '7.4', 'document');
    fc.assert(
      fc.property(
        fc.uniqueArray(event, { selector: ({ n }) => n }),
        fc.uniqueArray(ground, { minLength: 1 }),
        (events, order) => {
          const rules = order.map((one): PenaltyRule => {
            if (one !== 'document') return onClause(one);
            return { ...onClause('7.1'), id: 'document', label: '迟交', on: 'document', amount: 1 };
          });
          const { deducted } = whole(only(rules[0] as PenaltyRule, { rules }), {
            exceptions: events.map(({ n, own }) => exceptionOf(n, own)),
            deliveries: events.map(({ n }) => late(n)),
          });
          const named = events.filter(({ own }) => order.includes('document') || own.some((id) => order.includes(id)));
          expect(deducted).toBe(named.length);
        },
      ),
      { numRuns: runs(100) },
    );
  });
});

describe('always', () => {
  it('the sum of what is printed, the score the rest, never below nothing', () => {
    const states = fc.constantFrom('met', 'missed', 'overrun', 'unrecorded', 'running', 'undecided');
    const faults = fc.array(
      fc.record({
        level: fc.constantFrom('minor', 'grave', 'critical'),
        state: states,
        steps: fc.integer({ min: 1, max: 90_000 }),
      }),
    );
    fc.assert(
      fc.property(faults, (all) => {
        const incidents = all.map(({ level, state, steps }, n) =>
          fault(n + 1, level, [clock('restoration', state as Clock['state'], { seconds: 7200 + steps })]),
        );
        const { result } = scoreBy(halfYear, { incidents });
        const cents = result.rules
          .flatMap((one) => one.deductions)
          .reduce((sum, one) => sum + Math.round(one.amount * 100), 0);
        const failing = all.filter(({ state }) => ['missed', 'overrun'].includes(state)).length;
        expect(Math.round(result.deducted * 100)).toBe(cents);
        expect(result.score).toBe(Math.max(0, 12_000 - cents) / 100);
        expect(result.rules.flatMap((one) => one.deductions)).toHaveLength(failing);
      }),
      { numRuns: runs(8) },
    );
  });

  it('what would be taken off if the undecided counted is what is taken off once they do, within every limit', () => {
    const limit = fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined });
    const faults = fc.array(fc.record({ level: fc.constantFrom('minor', 'grave'), pending: fc.boolean() }));
    fc.assert(
      fc.property(faults, limit, limit, (all, cap, ruleCap) => {
        const scheme: PenaltyScheme = {
          ...halfYear,
          rules: [over(['minor'], 0.25), over(['grave'], 3, ruleCap === undefined ? {} : { cap: ruleCap })],
          ...(cap === undefined ? {} : { cap }),
        };
        const by = (responsibility: string) =>
          scoreBy(scheme, {
            incidents: all.map(({ level, pending }, n) =>
              missed(n + 1, level, { responsibility: pending ? responsibility : 'supplier' }),
            ),
          }).result;
        const now = by('pending');
        expect(now.rules.flatMap((one) => one.apart)).toHaveLength(all.filter(({ pending }) => pending).length);
        expect(moreWith(scheme, now, () => true)).toBeCloseTo(by('supplier').deducted - now.deducted, 6);
        expect(moreWith(scheme, now, () => false)).toBe(0);
        expect(now.deducted).toBe(Math.min(now.uncapped, limitOf(scheme) ?? now.uncapped));
      }),
      { numRuns: runs(20) },
    );
  });

  it('nothing is judged where the contract has no scheme', () => {
    const factsBy = (): never => {
      throw new Error('asked');
    };
    expect(
      scoresOf({
        recorded: 9,
        contract,
        schemes: [],
        interpretations: [],
        from: '2027-01-01',
        to: '2027-06-30',
        factsBy,
      }),
    ).toEqual([]);
    expect(penaltiesSchema.parse([])).toEqual([]);
  });
});

describe('caps that several rules share, and days that are free', () => {
  const by = (topic: 'response' | 'arrival' | 'restoration', amount: number, more: Partial<PenaltyRule> = {}) =>
    over(['critical'], amount, { id: topic, topics: [topic], ...more });
  const rules = [by('response', 5), by('arrival', 3), by('restoration', 8)];
  const bad = (no: number) =>
    fault(no, 'critical', [clock('response', 'missed'), clock('arrival', 'missed'), clock('restoration', 'missed')]);
  const shared = (per: 'incident' | 'period', cap: number, ids = ['response', 'arrival', 'restoration']) => ({
    ...{ clauses: ['7.1'], per, over: ids, cap },
  });
  const totals = (scheme: Partial<PenaltyScheme>, ...incidents: TimedIncident[]) => {
    const { result } = scoreBy({ ...only(rules[0] as PenaltyRule), rules, ...scheme }, { incidents });
    return { result, totals: result.rules.map(({ total }) => total) };
  };

  it('of one incident: what comes later in the order of the rules is cut, each incident by itself', () => {
    const one = totals({ sharedCaps: [shared('incident', 10)] }, bad(1));
    expect(one.totals).toEqual([5, 3, 2]);
    expect(one.result.rules[2]?.deductions).toMatchObject([{ amount: 2, limited: { from: 8, cap: 10 } }]);
    expect(totals({ sharedCaps: [shared('incident', 10)] }, bad(1), bad(2)).result.deducted).toBe(20);
    expect(totals({ sharedCaps: [shared('incident', 10, ['response', 'restoration'])] }, bad(1)).totals).toEqual([
      5, 3, 5,
    ]);
  });

  it('of the period: the rules keep their sums, and what is beyond is told', () => {
    const { result } = totals({ sharedCaps: [shared('period', 12, ['response', 'arrival'])] }, bad(1), bad(2));
    expect(result).toMatchObject({ uncapped: 32, shared: [{ sum: 16, over: 4 }], deducted: 28 });
    expect(totals({ sharedCaps: [shared('period', 99)] }, bad(1)).result.shared).toEqual([]);
  });

  it('come before the cap of a rule and of the scheme', () => {
    const capped = { rules: [by('response', 5), by('restoration', 8, { cap: 6 })], cap: 15 };
    const both = totals(
      { ...capped, sharedCaps: [shared('incident', 10, ['response', 'restoration'])] },
      bad(1),
      bad(2),
    );
    expect(both.totals).toEqual([10, 6]);
    expect(both.result.deducted).toBe(15);
  });

  it('what happened on a free day is told and not deducted', () => {
    const free = (from: string, to: string) =>
      totals({ free: [{ clauses: ['7.1'], name: '磨合期', from, to }] }, bad(1)).result;
    expect(free('2027-02-01', '2027-02-28')).toMatchObject({
      deducted: 0,
      rules: [{ apart: [{ apart: 'free' }] }, {}, {}],
    });
    expect(free('2027-02-03', '2027-02-03').deducted).toBe(0);
    expect(free('2027-02-04', '2027-02-28').deducted).toBe(16);
    const undone = { incidents: [], exceptions: [{ clauses: ['7.1'], where: '', day: null, text: '未做' }] };
    const rule: PenaltyRule = {
      ...{ id: 'e', label: '', clauses: ['7.1'], on: 'exception', per: 'occurrence', amount: 1 },
    };
    const whole = (to: string) =>
      scoreBy(only(rule, { free: [{ clauses: ['7.1'], from: '2027-01-01', to }] }), undone as unknown as ScoreFacts)
        .result;
    expect([whole('2027-06-30').deducted, whole('2027-06-29').deducted]).toEqual([0, 1]);
  });

  it('a rule once a period counts the first thing that is of no free day', () => {
    const again = missed(2, 'minor');
    const judged = { ...again.judged, start: '2027-03-01T09:00:00+08:00' };
    const free = [{ clauses: ['7.1'], name: '磨合期', from: '2027-02-01', to: '2027-02-28' }];
    const of = (incidents: TimedIncident[]) =>
      scoreBy(only(over(['minor'], 4, { per: 'period' }), { free }), { incidents }).result.rules[0];
    const records = (list: { record: string }[] = []) => list.map(({ record }) => record);
    const both = of([missed(1, 'minor'), { ...again, judged }, missed(3, 'minor')]);
    expect([records(both?.deductions), records(both?.apart), both?.total]).toEqual([
      ['GZ-20270203-002'],
      ['GZ-20270203-001'],
      4,
    ]);
  });

  it('no cap ever raises what is deducted, and what would come on top keeps to it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 4 }),
        (a, b, n) => {
          const incidents = Array.from({ length: n }, (_, i) => bad(i + 1));
          const caps = { sharedCaps: [shared('incident', a), shared('period', b)] };
          const { result } = totals(caps, ...incidents);
          expect(result.deducted).toBe(Math.min(n * Math.min(16, a), b));
          const scheme = { ...only(rules[0] as PenaltyRule), rules, ...caps };
          const open = incidents.map((one) => ({
            ...one,
            incident: { ...one.incident, responsibility: 'pending' as const },
          }));
          expect(moreWith(scheme, totals(caps, ...open).result, () => true)).toBe(result.deducted);
        },
      ),
      { numRuns: runs(40) },
    );
  });
});

describe('faults beyond a quota', () => {
  const rule: PenaltyRule = {
    ...{
      id: 'beyond',
      label: '超过次数',
      clauses: ['7.1'],
      on: 'quota',
      quotas: ['grave'],
      per: 'occurrence',
      amount: 10,
    },
  };
  const option = (supplier: string[], pending: string[] = []) => ({ supplier, pending, others: [] });
  const quota = (...byOption: ReturnType<typeof option>[]) =>
    ({
      id: 'grave',
      name: '半年限额',
      counts: '重大故障',
      limit: 2,
      from: '2027-01-01',
      to: '2027-06-30',
      byOption,
    }) as unknown as Quota;
  const counted = (...ids: string[]) =>
    new Map(ids.map((id): [string, { title: string; day: string }] => [id, { title: id, day: '2027-02-03' }]));
  const found = (quotas: Quota[], own: ReturnType<typeof counted>) => {
    const [one] = scoreBy(only(rule), { quotas, counted: own }).result.rules;
    return {
      counts: one?.deductions.map(({ record }) => record),
      apart: one?.apart.map(({ record, apart }) => [record, apart]),
    };
  };

  it('count from the first that is one too many', () => {
    expect(found([quota(option(['a', 'b']))], counted('a', 'b'))).toEqual({ counts: [], apart: [] });
    expect(found([quota(option(['a', 'b', 'c', 'd']))], counted('a', 'b', 'c', 'd')).counts).toEqual(['c', 'd']);
  });

  it('count once over all documents, whenever each became known', () => {
    const all = quota(option(['a', 'b', 'c', 'd']));
    // `a` is known only to the second document, though it came first.
    expect(found([quota(option(['b', 'c', 'd']))], counted('b', 'c', 'd')).counts).toEqual(['d']);
    expect(found([all], counted('a')).counts).toEqual(['a']);
  });

  it('stand apart while a reading or something 待定 decides', () => {
    expect(found([quota(option(['a', 'b', 'c']), option(['a', 'c']))], counted('a', 'b', 'c'))).toEqual({
      ...{ counts: [], apart: [['c', 'undecided']] },
    });
    expect(found([quota(option(['a', 'b'], ['c']))], counted('a', 'b', 'c')).apart).toEqual([['c', 'undecided']]);
    expect(found([quota(option(['a'], ['c']))], counted('a', 'c')).apart).toEqual([]);
  });

  it('of other quotas are none of its', () => {
    expect(found([{ ...quota(option(['a', 'b', 'c'])), id: 'other' }], counted('a', 'b', 'c')).counts).toEqual([]);
  });
});

describe('backups that the contract asks for', () => {
  const ask = (id: string, asset: string, missing: OwedSets['missing']): OwedSets => ({
    ...{ plan: id, asset, takes: [id], rhythm: 'daily', owed: 30, there: 30 - missing.length, missing },
    asked: { id, name: '日备份', assets: [asset], per: 'day', clauses: ['7.1'] },
  });
  const day = (text: string, tried = false): OwedSets['missing'][number] => ({ day: text, tried });
  const { asked: _asked, ...own } = ask('own', 'hotline', [day('2027-01-09')]);
  const owed = [
    ask('daily', 'scada', [day('2027-01-12'), day('2027-01-20', true)]),
    ask('weekly', 'crm', [day('2027-01-12')]),
    own,
  ];
  const found = (more: Partial<PenaltyRule>) => {
    const rule: PenaltyRule = {
      id: 'missed',
      label: '漏做备份',
      clauses: ['7.1'],
      on: 'backup',
      per: 'occurrence',
      amount: 1,
    };
    const result = scoreBy(only({ ...rule, ...more }), { owedSets: owed }).result;
    return [result.deducted, result.rules[0]?.deductions.map(({ text }) => text)];
  };

  it('count by object and day where none is there, and never by the rhythm of a plan', () => {
    expect(found({})).toEqual([
      3,
      [
        '“scada”日备份 2027-01-12：没有登记',
        '“crm”日备份 2027-01-12：没有登记',
        '“scada”日备份 2027-01-20：做过而没有成功',
      ],
    ]);
  });

  it('count of some rows, of what was not even tried, and once a day', () => {
    expect(found({ backups: ['weekly'] })[0]).toBe(1);
    expect(found({ kinds: ['missing'] })[0]).toBe(2);
    expect(found({ per: 'day' })[0]).toBe(2);
  });
});

describe('faults that come again', () => {
  const rule: PenaltyRule = {
    ...{ id: 'again', label: '重复故障', clauses: ['7.1'], on: 'repeat', withinDays: 30, per: 'occurrence', amount: 1 },
  };
  const at = (no: number, day: string, more: object = {}) => {
    const { incident, ...one } = fault(no, 'P3', []);
    const known = { assets: ['rtu-45'], causeCategory: 'hardware', ...more };
    return {
      ...one,
      incident: { ...incident, ...known },
      judged: { ...one.judged, start: `${day}T23:30:00+08:00` },
    } as TimedIncident;
  };
  const first = at(1, '2027-01-31');
  const named = { repeatOf: first.incident.id };
  const told = (...faults: TimedIncident[]) => {
    const [, ...own] = faults;
    const counted = new Map(own.map(({ incident: { id, title } }) => [id, { title, day: '' }]));
    const [one] = scoreBy(only(rule), { faults, counted }).result.rules;
    return [one?.deductions.map(({ record }) => record), one?.apart.map(({ apart }) => apart)];
  };
  const second = (day: string, more: object) => told(first, at(2, day, more));
  const GZ2 = 'GZ-20270203-002';

  it('count where their record names the first, to the last of the days', () => {
    expect(second('2027-03-02', named)).toEqual([[GZ2], []]);
    expect(second('2027-03-03', named)).toEqual([[], []]);
    expect(second('2027-01-30', named)).toEqual([[], []]);
    expect(second('2027-02-10', { repeatOf: 'GZ-20270101-001' })).toEqual([[], []]);
    expect(second('2027-02-10', { ...named, responsibility: 'pending' })).toEqual([[], ['responsibility-open']]);
  });

  it('are told and count nothing while nobody says whether it is the same fault, or says why not', () => {
    expect(second('2027-02-10', {})).toEqual([[], ['repeat-open']]);
    expect(second('2027-02-10', { causeCategory: undefined })).toEqual([[], ['repeat-open']]);
    expect(second('2027-02-10', { notRepeat: '另一个模块' })).toEqual([[], ['other-fault']]);
    expect(second('2027-02-10', { causeCategory: 'network' })).toEqual([[], []]);
    expect(second('2027-02-10', { assets: ['rtu-46'] })).toEqual([[], []]);
  });
});

describe('objections to a deduction', () => {
  const example = objection.schema.parse(objection.example);
  const terms = {
    clauses: ['7.1'],
    within: { workingDays: 2, time: '18:00' },
    answer: { days: 3, time: '18:00' },
  };
  const around = { isWorkingDay: () => true, servicePeriod: { from: '2026-01-01', to: '2027-12-31' } };
  const said = (more: Partial<ObjectionRecord> = {}, asOf = '2027-06-30T18:00:00+08:00') => {
    const record = { ...example, scheme: 'half-year', rule: 'late', record: undefined, ...more };
    return judgeObjection({ ...record, enteredBy: { channel: 'purchaser', account: 'wang' } }, terms, around, asOf);
  };
  const rule: PenaltyRule = {
    ...{ id: 'late', label: '超时', clauses: ['7.1'], on: 'over-limit', topics: ['restoration'] },
    ...{ per: 'occurrence', amount: 5 },
  };
  const scheme: PenaltyScheme = {
    ...{ id: 'half-year', name: '考核', clauses: ['7.1'], measure: 'points', full: 100, period: 'half-year' },
    rules: [rule],
  };
  const own = fault(1, 'P1', [clock('restoration', 'missed')]);
  const told = (...objections: ReturnType<typeof said>[]) => {
    const { result } = scoreBy(scheme, { incidents: [own], objections });
    const [first] = result.rules;
    return [result.score, first?.deductions.length, first?.apart.map(({ apart }) => apart)];
  };
  const none = { answer: undefined, amount: undefined, answeredAt: undefined, answeredBy: undefined };

  it('count as the purchaser answered, and change nothing until then', () => {
    expect(told()).toEqual([95, 1, []]);
    expect(told(said(none))).toEqual([95, 1, []]);
    expect(told(said())).toEqual([99, 1, []]);
    expect(told(said({ answer: 'withdrawn', amount: undefined }))).toEqual([100, 0, ['withdrawn']]);
    expect(told(said({ answer: 'kept', amount: undefined }))).toEqual([95, 1, []]);
    // What is answered so can only lessen it.
    expect(told(said({ amount: 9 }))).toEqual([95, 1, []]);
  });

  it('meant for one record, another rule or scheme leave the others', () => {
    expect(told(said({ record: own.incident.id }))[0]).toBe(99);
    for (const more of [{ record: 'GZ-20270101-009' }, { rule: 'other' }, { scheme: 'other' }])
      expect(told(said(more))[0]).toBe(95);
  });

  it('are decided by the last answer', () => {
    const before = said({ at: '2026-12-09T10:00:00+08:00', answer: 'withdrawn', amount: undefined });
    expect(told(before, said())[0]).toBe(99);
    expect(told(before, said(none))[0]).toBe(100);
  });

  it('an answer that only the supplier tells of is none yet', () => {
    const record = { ...said().record, enteredBy: undefined };
    const claimed = judgeObjection(record, terms, around, '2027-06-30T18:00:00+08:00');
    expect([claimed.state, ...told(claimed)]).toEqual(['claimed', 95, 1, []]);
  });

  it('have their times, to the second', () => {
    const { raiseBy, answerBy } = said();
    expect([raiseBy, answerBy]).toEqual(['2026-12-10T18:00:00+08:00', '2026-12-13T18:00:00+08:00']);
    expect(said({ notifiedAt: undefined }).raiseBy).toBeNull();
    expect(said(none, '2026-12-13T18:00:00+08:00').state).toBe('open');
    expect(said(none, '2026-12-13T18:00:01+08:00').state).toBe('overdue');
    // Answered later than is asked about.
    expect(said({}, '2026-12-11T14:59:59+08:00').state).toBe('open');
    expect(said({}, '2026-12-11T15:00:00+08:00').state).toBe('reduced');
    expect(judgeObjection(said(none).record, undefined, around, '2030-01-01T00:00:00+08:00').state).toBe('open');
  });
});

describe('what the purchaser assessed', () => {
  const rule: PenaltyRule = {
    ...{ id: 'quality', label: '服务质量', clauses: ['7.1'], on: 'assessed', per: 'occurrence', capEach: 3, cap: 5 },
  };
  const scheme: PenaltyScheme = {
    ...{ id: 'half-year', name: '考核', clauses: ['7.1'], measure: 'points', full: 100 },
    period: 'half-year',
    rules: [rule],
  };
  const record = (id: string, amount: number, more: object = {}): AssessmentRecord => ({
    ...kind.schema.parse(kind.example),
    ...{ id, scheme: 'half-year', rule: 'quality', amount, enteredBy: { channel: 'purchaser', account: 'wang' } },
    ...more,
  });
  const told = (...assessments: AssessmentRecord[]) => {
    const { result } = scoreBy(scheme, { assessments });
    const [own] = result.rules;
    return {
      ...{ score: result.score, total: own?.total },
      counted: own?.deductions.map((one) => [one.record, one.amount, one.author]),
      apart: own?.apart.map((one) => [one.record, one.apart]),
    };
  };

  it('counts what bears their hand, with who decided it, under the caps of the rule', () => {
    expect(told(record('PD-1', 2))).toEqual({
      ...{ score: 98, total: 2, counted: [['PD-1', 2, '采购人项目负责人']], apart: [] },
    });
    expect(told(record('PD-1', 9), record('PD-2', 2), record('PD-3', 1))).toMatchObject({ score: 95, total: 5 });
    expect(told(record('PD-1', 0))).toMatchObject({ score: 100, apart: [] });
  });

  it('tells apart what the supplier alone tells of, and that nobody assessed anything', () => {
    expect(told(record('PD-1', 2, { enteredBy: undefined }))).toMatchObject({
      ...{ score: 100, counted: [], apart: [['PD-1', 'claimed']] },
    });
    expect(told()).toMatchObject({ counted: [], apart: [['', 'unassessed']] });
    expect(told(record('PD-1', 2, { scheme: 'other' }))).toMatchObject({ counted: [], apart: [['', 'unassessed']] });
  });

  it('is entered for a rule of the contract alone', () => {
    const bundle = starter();
    const contract = { ...bundle, contract: { ...bundle.contract, penalties: [scheme] } };
    const problems = (more: object) =>
      kind.check?.(record('PD-20261124-001', 1, more), contract).map(({ field }) => field);
    expect(problems({})).toEqual([]);
    expect(problems({ rule: 'quantity' })).toEqual(['rule']);
    expect(problems({ scheme: 'year' })).toEqual(['scheme']);
  });
});
