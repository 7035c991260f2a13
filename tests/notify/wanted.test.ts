/** What is reminded of when: stages, lists, limits, what runs out, what is unsigned. */
import { describe, expect, it } from 'vitest';
import { lineKind, lineNumber } from '../../src/notify/line.ts';
import type { Facts } from '../../src/notify/told-facts.ts';
import { nextMoment, wantedAt } from '../../src/notify/wanted.ts';
import { clockFact, documentFact, factsOf, settingsWith } from './_notices.ts';

const settings = settingsWith({ digest: { weekday: 1, at: '08:30' }, lead: 'manager' });
const keys = (facts: Partial<Facts>, now: string): string[] =>
  wantedAt(factsOf(facts), settings, `${now}:00+08:00`)
    .filter(({ topic }) => topic !== 'digest')
    .map(({ key, role }) => `${key} → ${role}`);

const report = { documents: [documentFact('月报', '2026-11', '2026-12-03T18:00:00+08:00')] };

describe('a document', () => {
  it.each([
    ['2026-12-02T17:59', []],
    ['2026-12-02T18:00', ['document 月报 2026-11 20261203T1800 24h → engineer']],
    ['2026-12-03T13:59', ['document 月报 2026-11 20261203T1800 24h → engineer']],
    ['2026-12-03T14:00', ['document 月报 2026-11 20261203T1800 4h → engineer']],
    ['2026-12-03T18:00', ['document 月报 2026-11 20261203T1800 due → engineer']],
    ['2026-12-03T19:00', ['document 月报 2026-11 20261203T1800 late → engineer']],
    ['2026-12-09T19:00', ['document 月报 2026-11 20261203T1800 late → engineer']],
  ])('at %s: %j', (now, expected) => expect(keys(report, now)).toEqual(expected));

  it('that is missing is no news after a week', () => {
    const documents = [documentFact('月报', '2026-11', '2026-12-03T18:00:00+08:00', { state: 'missing' })];
    expect(keys({ documents }, '2026-12-09T19:00')).toHaveLength(1);
    expect(keys({ documents }, '2026-12-11T19:00')).toEqual([]);
  });
});

describe('a document of the day', () => {
  const log = (state: 'upcoming' | 'overdue', day = '2026-12-03') =>
    documentFact('日志', day, `${day}T17:30:00+08:00`, { state, daily: true });

  it('is on two lists of the day, and told once when it is late', () => {
    const documents = [log('upcoming')];
    expect(keys({ documents }, '2026-12-03T08:49')).toEqual([]);
    expect(keys({ documents }, '2026-12-03T08:50')).toEqual(['daily 2026-12-03 08:50 → engineer']);
    expect(keys({ documents }, '2026-12-03T16:00')).toEqual(['daily 2026-12-03 16:00 → engineer']);
    expect(keys({ documents: [log('overdue')] }, '2026-12-03T17:31')).toEqual([
      'daily 2026-12-03 16:00 → engineer',
      'daily-late 日志 2026-12-03 20261203T1730 → engineer',
    ]);
  });

  it('makes no list where nothing is open, and one of all that is', () => {
    expect(keys({ documents: [] }, '2026-12-03T09:00')).toEqual([]);
    const documents = [log('overdue', '2026-12-02'), log('upcoming'), log('upcoming', '2026-12-05')];
    const [list] = wantedAt(factsOf({ documents }), settings, '2026-12-03T09:00:00+08:00');
    expect(list?.lines.map(({ number }) => number)).toEqual(['2026-12-02', '2026-12-03']);
  });
});

describe('a limit that runs', () => {
  const clocks = [clockFact('GZ-20261203-001', '2026-12-03T12:00:00+08:00')];

  it('is told before it passes, by the minutes of the settings, and once after', () => {
    expect(keys({ clocks }, '2026-12-03T11:29')).toEqual([]);
    expect(keys({ clocks }, '2026-12-03T11:30')).toEqual([
      'clock GZ-20261203-001 restoration 20261203T1200 before → duty',
    ]);
    expect(keys({ clocks }, '2026-12-03T12:00')).toHaveLength(1);
    const [over] = wantedAt(factsOf({ clocks }), settings, '2026-12-03T12:01:00+08:00');
    expect(over).toMatchObject({ key: expect.stringContaining('over'), lines: [{ state: 'limit-over' }] });
    expect(keys({ clocks }, '2026-12-04T12:01')).toEqual([]);
  });
});

describe('what runs out', () => {
  const expiry = (changes = {}) => ({
    ...{ key: 'XK-1', number: lineNumber('XK-20260101-001'), kind: lineKind({ id: 'p', name: '长期许可' }) },
    ...{ on: '2026-12-31', at: '2026-12-31T23:59:59+08:00', from: '2026-01-01', ...changes },
  });
  const stage = (now: string, changes = {}): string[] =>
    keys({ expiries: [expiry(changes)] }, now).map((key) => key.replace(/^.* (\S+) → .*$/, '$1'));

  it('is told 30, 7 and 1 days ahead', () => {
    expect(stage('2026-12-01T08:49')).toEqual([]);
    expect(stage('2026-12-01T08:50')).toEqual(['30d']);
    expect(stage('2026-12-24T08:50')).toEqual(['7d']);
    expect(stage('2026-12-30T08:50')).toEqual(['1d']);
    expect(stage('2027-01-01T00:00')).toEqual([]);
  });

  it('tells nothing that would have come before it was there', () => {
    expect(stage('2026-12-29T12:00', { from: '2026-12-28' })).toEqual([]);
    expect(stage('2026-12-30T12:00', { from: '2026-12-28' })).toEqual(['1d']);
  });

  it('is told by the days that its own record asks for, too', () => {
    expect(stage('2026-11-16T12:00', { noticeDays: 45 })).toEqual(['45d']);
  });
});

it('what is unsigned goes to whom the settings say, then to the lead', () => {
  const unsigned = [
    {
      key: 'n',
      number: lineNumber('HQSF-1-r1'),
      kind: lineKind({ id: 'm', name: '月报' }),
      since: '2026-12-01T10:00:00+08:00',
    },
  ];
  expect(keys({ unsigned }, '2026-12-08T08:49')).toEqual([]);
  expect(keys({ unsigned }, '2026-12-08T08:50')).toEqual(['unsigned n reminded → engineer']);
  expect(keys({ unsigned }, '2026-12-15T08:50')).toEqual(['unsigned n lead → manager']);
});

it('the digest tells of everything once a week, and of nothing where there is nothing', () => {
  const at = (facts: Partial<Facts>, now: string) =>
    wantedAt(factsOf(facts), settings, now).filter(({ topic }) => topic === 'digest');
  expect(at(report, '2026-11-30T08:29:00+08:00')).toEqual([]);
  expect(at(report, '2026-11-30T08:30:00+08:00').map(({ key, role }) => [key, role])).toEqual([
    ['digest 2026-11-30', 'manager'],
  ]);
  expect(at({}, '2026-11-30T08:30:00+08:00')).toEqual([]);
});

it('knows when to look again', () => {
  const next = (facts: Partial<Facts>, now: string) => nextMoment(factsOf(facts), settings, `${now}:00+08:00`);
  expect(next(report, '2026-12-02T17:00')).toBe('2026-12-02T18:00:00+08:00');
  expect(next({}, '2026-12-02T17:00')).toBe('2026-12-03T00:00:00+08:00');
  const clocks = [clockFact('GZ-20261203-001', '2026-12-02T17:40:00+08:00')];
  expect(next({ clocks }, '2026-12-02T17:00')).toBe('2026-12-02T17:10:00+08:00');
});
