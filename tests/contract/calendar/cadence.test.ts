/** Periods, due times and texts of every cadence that the data can say. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodsOf } from '../../../src/contract/calendar/cadence-periods.ts';
import { occurrencesOf } from '../../../src/contract/calendar/calendar.ts';
import type { CalendarEvent } from '../../../src/contract/calendar/events.ts';
import { documentNumber, folderYear, periodText } from '../../../src/contract/calendar/period-text.ts';
import { loadWorkingDays } from '../../../src/contract/calendar/working-days-data.ts';
import { type Cadence, cadenceKey, cadenceText } from '../../../src/contract/terms/cadence.ts';
import { type Obligation, obligationSchema } from '../../../src/contract/terms/obligations.ts';
import { toDate } from '../../../src/contract/time.ts';
import { periodsOf as countedAgain } from '../../../src/recount/cadence/owed-periods.ts';
import { dueList } from '../../../src/recount/calendar.ts';
import { clockOf } from '../../../src/recount/data.ts';
import { workdaysOf } from '../../../src/recount/workdays.ts';
import { runs } from '../../support/runs.ts';

const workdays = loadWorkingDays();
/** The school of the design's second contract: two years, terms with vacations between them. */
const school = { from: '2026-09-01', to: '2028-08-31' };
const terms = [
  { id: '2026-T1', name: '2026–2027 学年第一学期', from: '2026-09-01', to: '2027-01-29' },
  { id: '2026-T2', name: '2026–2027 学年第二学期', from: '2027-02-22', to: '2027-07-09' },
  { id: '2027-T1', name: '2027–2028 学年第一学期', from: '2027-09-01', to: '2028-01-21' },
  { id: '2027-T2', name: '2027–2028 学年第二学期', from: '2028-02-14', to: '2028-07-10' },
];

const weekly = { after: 'period-end', weekday: '1', time: '10:00', agreed: 'false' };
const obligation = (more: Record<string, unknown>): Obligation =>
  obligationSchema.parse({
    id: 'report',
    code: 'ZB',
    name: '报告',
    due: weekly,
    issueFrom: { rule: 'evidence' },
    clauses: [],
    signature: 'full',
    ...more,
  });
const owed = (more: Record<string, unknown>, servicePeriod = school, events: readonly CalendarEvent[] = []) =>
  occurrencesOf({
    obligations: [obligation(more)],
    servicePeriod,
    terms,
    workdays,
    events,
    asOf: '2026-09-01T00:00:00+08:00',
  });
const dues = (more: Record<string, unknown>, servicePeriod = school) =>
  owed(more, servicePeriod).map(({ period, dueAt }) => [period, dueAt?.slice(0, 16)]);

describe('due rules', () => {
  test('每周一 10:00 前提交上周', () => {
    const found = owed({ every: { unit: 'week' } });
    expect(found.slice(0, 2).map(({ from, to, dueAt }) => [from, to, dueAt])).toEqual([
      ['2026-09-01', '2026-09-06', '2026-09-07T10:00:00+08:00'],
      ['2026-09-07', '2026-09-13', '2026-09-14T10:00:00+08:00'],
    ]);
    const week = found.find(({ period }) => period === '2026-W47');
    expect(week).toMatchObject({ from: '2026-11-16', to: '2026-11-22', dueAt: '2026-11-23T10:00:00+08:00' });
  });

  test('每月 25 日前提交当月, whatever was joined to the first month', () => {
    const due = { before: 'period-end', dayOfMonth: '25', time: '17:00', agreed: 'false' };
    expect(dues({ every: { unit: 'month' }, due }).slice(0, 3)).toEqual([
      ['2026-09', '2026-09-25T17:00'],
      ['2026-10', '2026-10-25T17:00'],
      ['2026-11', '2026-11-25T17:00'],
    ]);
    const late = dues({ every: { unit: 'month' }, due }, { from: '2026-11-25', to: '2027-03-20' });
    expect(late[0]).toEqual(['2026-12', '2026-12-25T17:00']);
    // A last month that ends before the 25th has none: its last day.
    expect(late.at(-1)).toEqual(['2027-03', '2027-03-20T17:00']);
  });

  test('每月 5 日前提交上月; 每月最后一日', () => {
    const fifth = { after: 'period-end', dayOfMonth: '5', time: '12:00', agreed: 'false' };
    expect(dues({ every: { unit: 'month' }, due: fifth })[1]).toEqual(['2026-10', '2026-11-05T12:00']);
    const last = { after: 'period-end', dayOfMonth: '31', time: '12:00', agreed: 'false' };
    expect(dues({ every: { unit: 'month' }, due: last })[0]).toEqual(['2026-09', '2026-10-31T12:00']);
    expect(dues({ every: { unit: 'month' }, due: last })[4]).toEqual(['2027-01', '2027-02-28T12:00']);
  });

  test('每年 1 月 31 日、7 月 10 日前提交学期报告', () => {
    const due = { after: 'period-end', on: ['--01-31', '--07-10'], time: '17:00', agreed: 'false' };
    expect(dues({ every: { unit: 'term' }, due })).toEqual([
      ['2026-T1', '2027-01-31T17:00'],
      ['2026-T2', '2027-07-10T17:00'],
      ['2027-T1', '2028-01-31T17:00'],
      ['2027-T2', '2028-07-10T17:00'],
    ]);
  });

  test('working days after, hours after a shift, a holiday put off', () => {
    const third = { after: 'period-end', workingDays: '3', time: '17:00', agreed: 'false' };
    expect(dues({ every: { unit: 'quarter' }, due: third })[0]).toEqual(['2026-Q4', '2027-01-05T17:00']);
    const shift = owed({
      timesADay: ['08:00', '20:00'],
      due: { after: 'period-end', hours: '1', agreed: 'false' },
    });
    expect(shift.slice(0, 3).map(({ period, span, dueAt }) => [period, span?.from, dueAt])).toEqual([
      ['2026-09-01-s1', '2026-09-01T00:00:00+08:00', '2026-09-01T21:00:00+08:00'],
      ['2026-09-01-s2', '2026-09-01T20:00:00+08:00', '2026-09-02T09:00:00+08:00'],
      ['2026-09-02-s1', '2026-09-02T08:00:00+08:00', '2026-09-02T21:00:00+08:00'],
    ]);
    const rolled = { before: 'period-end', dayOfMonth: '3', roll: 'next', time: '09:00', agreed: 'false' };
    expect(dues({ every: { unit: 'month' }, due: rolled })[1]).toEqual(['2026-10', '2026-10-08T09:00']);
  });
});

describe('cadences', () => {
  test('at least n a year or term: owed from the first day, each with its day', () => {
    const end = { after: 'period-end', days: '0', time: '17:00', agreed: 'false' };
    expect(dues({ atLeast: { n: '1', per: 'term' }, due: end })[0]).toEqual(['2026-T1', '2027-01-29T17:00']);
    const two = { atLeast: { n: '2', per: 'year' }, interval: 'service', due: end };
    expect(dues(two)).toEqual([
      ['2026-n1', '2027-08-31T17:00'],
      ['2026-n2', '2027-08-31T17:00'],
      ['2027-n1', '2028-08-31T17:00'],
      ['2027-n2', '2028-08-31T17:00'],
    ]);
    const spread = { ...two, atLeast: { n: '2', per: 'year', spread: 'true' } };
    expect(dues(spread).slice(0, 2)).toEqual([
      ['2026-n1', '2027-03-01T17:00'],
      ['2026-n2', '2027-08-31T17:00'],
    ]);
    // The second of the year is that of the second record.
    const drill = (id: string, day: string): CalendarEvent => ({
      kind: 'drill',
      id,
      at: `${day}T09:00:00+08:00`,
      fields: { closedAt: `${day}T12:00:00+08:00` },
      holds: [],
    });
    const found = owed({ ...two, eventKind: 'drill', issueFrom: { rule: 'fields', fields: ['closedAt'] } }, school, [
      drill('YL-20261101-001', '2026-11-01'),
      drill('YL-20270301-001', '2027-03-01'),
    ]);
    expect(found.map(({ issueFrom }) => issueFrom)).toEqual([
      '2026-11-01T12:00:00+08:00',
      '2027-03-01T12:00:00+08:00',
      null,
      null,
    ]);
  });

  test('in vacations only what is owed then', () => {
    const days = (only: string) => owed({ every: { unit: 'day' }, only }).map(({ period }) => period);
    expect(days('vacations')).toContain('2027-02-01');
    expect(days('vacations')).not.toContain('2027-03-01');
    expect(days('terms')).toContain('2027-03-01');
    expect(days('terms').length + days('vacations').length).toBe(731);
    expect(days('working-days')).not.toContain('2026-10-01');
    const weeks = owed({ every: { unit: 'week' }, only: 'terms' }).map(({ period }) => period);
    expect(weeks).toContain('2027-W04');
    expect(weeks).not.toContain('2027-W06');
  });

  test('days of every year, and those named outright', () => {
    const due = { after: 'period-end', days: '0', time: '17:00', agreed: 'false' };
    expect(dues({ dates: ['--01-31', '--07-10', '2026-12-15'], due }).map(([period]) => period)).toEqual([
      '2026-12-15',
      '2027-01-31',
      '2027-07-10',
      '2028-01-31',
      '2028-07-10',
    ]);
  });

  test('what lies between two of the days belongs to the later one, whatever the calendar and the bounds of force', () => {
    const days = (more: Partial<Obligation>) =>
      owed({ dates: ['--01-15', '--01-31', '2026-08-20'], ...more }).map(({ period, from, to }) => [period, from, to]);
    const first = ['2026-08-20', '2026-08-20', '2026-08-20'];
    const next = ['2027-01-31', '2027-01-16', '2027-01-31'];
    const all = days({});
    expect(all.slice(1, 4)).toEqual([
      ['2027-01-15', '2026-08-21', '2027-01-15'],
      next,
      ['2028-01-15', '2027-02-01', '2028-01-15'],
    ]);
    expect(all[0]).toEqual(first);
    expect(days({ from: '2027-01-20' })[0]).toEqual(['2027-01-31', '2027-01-20', '2027-01-31']);
    expect(days({ until: '2027-01-20' }).map(([id]) => id)).toEqual(['2026-08-20', '2027-01-15']);
    // 31 January 2027 is a Sunday.
    expect(days({ only: 'working-days' })).not.toContainEqual(next);
    expect(folderYear({ period: '2027-01-15', from: '2026-08-21' })).toBe('2027');
  });

  test('by the level of the incident', () => {
    const event = (level: string): CalendarEvent => ({
      kind: 'incident',
      id: `GZ-20261118-00${level.length}`,
      at: '2026-11-18T14:00:00+08:00',
      fields: { closedAt: '2026-11-18T16:00:00+08:00' },
      holds: [`level ${level}`],
    });
    const due = { after: 'closedAt', workingDays: '2', time: '17:00', agreed: 'false' };
    const one = { every: { unit: 'event' }, eventKind: 'incident', eventLevels: ['urgent'], due };
    expect(owed(one, school, [event('urgent'), event('minor')]).map(({ dueAt }) => dueAt)).toEqual([
      '2026-11-20T17:00:00+08:00',
    ]);
  });
});

test('of a year of service from the middle of a month each quarter and half has its place in it, those of the calendar their own', () => {
  const texts = (cadence: Parameters<typeof periodsOf>[0], service: { from: string; to: string }) =>
    periodsOf(cadence, service).map((one) => periodText({ ...one, period: one.id }));
  const year = { from: '2025-11-25', to: '2026-11-24' };
  expect(texts({ every: { unit: 'quarter' }, interval: 'service' } as never, year)).toEqual([
    '第 1 服务季度（2025-11-25 至 2026-02-24）',
    '第 2 服务季度（2026-02-25 至 2026-05-24）',
    '第 3 服务季度（2026-05-25 至 2026-08-24）',
    '第 4 服务季度（2026-08-25 至 2026-11-24）',
  ]);
  expect(texts({ every: { unit: 'half-year' }, interval: 'service' } as never, year)).toEqual([
    '第 1 服务半年（2025-11-25 至 2026-05-24）',
    '第 2 服务半年（2026-05-25 至 2026-11-24）',
  ]);
  const calendar = { from: '2026-01-01', to: '2026-12-31' };
  expect(texts({ every: { unit: 'quarter' }, interval: 'service' } as never, calendar)[1]).toBe(
    '2026 年第 2 季度（2026-04-01 至 2026-06-30）',
  );
});

test('periods as people read them, and in numbers', () => {
  const first = (more: Record<string, unknown>, id: string, service = school) =>
    periodText(owed(more, service).find(({ period }) => period === id) as never);
  expect(first({ every: { unit: 'week' } }, '2026-W47')).toBe('2026 年第 47 周（2026-11-16 至 2026-11-22）');
  expect(first({ every: { n: '2', unit: 'week' } }, '2026-W38')).toBe(
    '2026 年第 38 周起 2 周（2026-09-14 至 2026-09-27）',
  );
  expect(first({ every: { unit: 'half-year' } }, '2026-H2')).toBe('2026 年下半年（2026-09-01 至 2026-12-31）');
  expect(first({ every: { unit: 'half-year' }, interval: 'service' }, '2026-H2')).toBe(
    '第 1 服务半年（2026-09-01 至 2027-02-28）',
  );
  expect(first({ every: { unit: 'quarter' } }, '2027-Q1')).toBe('2027 年第 1 季度（2027-01-01 至 2027-03-31）');
  expect(first({ every: { unit: 'year' } }, '2027')).toBe('2027 年（2027-01-01 至 2027-12-31）');
  expect(first({ every: { unit: 'year' }, interval: 'service' }, '2027')).toBe(
    '2027 服务年度（2027-09-01 至 2028-08-31）',
  );
  expect(first({ every: { unit: 'term' } }, '2026-T1')).toBe('2026–2027 学年第一学期（2026-09-01 至 2027-01-29）');
  expect(first({ atLeast: { n: '2', per: 'term' } }, '2026-T1-n2')).toBe(
    '2026–2027 学年第一学期第 2 次（2026-09-01 至 2027-01-29）',
  );
  expect(first({ timesADay: ['08:00', '20:00'] }, '2026-11-24-s2')).toBe(
    '2026 年 11 月 24 日第 2 班（20:00 至 次日 08:00）',
  );
  expect(documentNumber('QHJY', 'ZB', '2026-W47', 1)).toBe('QHJY-ZB-2026W47-r1');
  expect(documentNumber('QHJY', 'XJ', '2026-11-24-s1', 2)).toBe('QHJY-XJ-20261124s1-r2');
});

test('cadences as people read them', () => {
  const text = (cadence: Cadence): string => `${cadenceKey(cadence)} ${cadenceText(cadence)}`;
  expect(text({ every: { unit: 'week' } })).toBe('week 每周');
  expect(text({ every: { n: 2, unit: 'month' } })).toBe('month-2 每 2 个月');
  expect(text({ every: { n: 10, unit: 'day' } })).toBe('day-10 每 10 日');
  expect(text({ every: { unit: 'service' } })).toBe('once 服务期内一次');
  expect(text({ timesADay: ['08:00', '20:00'] })).toBe('shifts-2 每日 2 次');
  expect(text({ atLeast: { n: 1, per: 'term' } })).toBe('at-least-1-term 每学期至少 1 次');
  expect(text({ dates: ['--01-31'] })).toBe('dates 按日期');
});

const day = fc.integer({ min: 0, max: 3000 }).map((n) => toDate('2024-01-01').add({ days: n }).toString());
const service = fc
  .tuple(day, fc.integer({ min: 0, max: 1200 }))
  .map(([from, days]) => ({ from, to: toDate(from).add({ days }).toString() }));
const interval = fc.oneof(
  fc.constantFrom('natural', 'service', 'natural-months'),
  fc.integer({ min: 2, max: 28 }).map((n) => `day-${n}`),
  fc.integer({ min: 1, max: 7 }).map((n) => `weekday-${n}`),
  day.map((date) => `from-${date}`),
);
const every = fc.record({
  n: fc.integer({ min: 1, max: 5 }),
  unit: fc.constantFrom('day', 'week', 'month', 'quarter', 'half-year', 'year'),
}) as fc.Arbitrary<NonNullable<Cadence['every']>>;
const cadence: fc.Arbitrary<Cadence> = fc.oneof(
  fc.record({ every, interval }),
  fc.constant({ every: { unit: 'service' as const } }),
  fc.constant({ every: { unit: 'half-month' as const } }),
);

describe('half-months, weeks from any day, seasons, stages, rotations', () => {
  const cut = (one: Cadence, span = { from: '2026-07-01', to: '2027-06-30' }) =>
    periodsOf(one, span).map(({ id, from, to }) => `${id} ${from} ${to}`);

  test('半月报：1 至 15 日、16 日至月末', () => {
    const due = { after: 'period-end', days: '3', time: '18:00', agreed: 'false' };
    const found = owed({ every: { unit: 'half-month' }, due }, { from: '2026-07-01', to: '2027-02-28' });
    const november = found.filter(({ period }) => period.startsWith('2026-11'));
    expect(november.map(({ period, from, to, dueAt }) => [period, from, to, dueAt?.slice(0, 16)])).toEqual([
      ['2026-11-h1', '2026-11-01', '2026-11-15', '2026-11-18T18:00'],
      ['2026-11-h2', '2026-11-16', '2026-11-30', '2026-12-03T18:00'],
    ]);
    expect(november.map((one) => periodText(one))).toEqual([
      '2026 年 11 月上半月（2026-11-01 至 2026-11-15）',
      '2026 年 11 月下半月（2026-11-16 至 2026-11-30）',
    ]);
    expect(found.at(-1)?.to).toBe('2027-02-28');
    expect(documentNumber('LLSW', 'BY', '2026-11-h2', 1)).toBe('LLSW-BY-202611h2-r1');
    expect(cadenceText({ every: { unit: 'half-month' } })).toBe('每半月');
  });

  test('weeks from Thursday', () => {
    expect(cut({ every: { unit: 'week' }, interval: 'weekday-4' }, { from: '2026-07-01', to: '2026-07-20' })).toEqual([
      '2026-W27 2026-07-01 2026-07-08',
      '2026-W28 2026-07-09 2026-07-15',
      '2026-W29 2026-07-16 2026-07-20',
    ]);
  });

  test('汛期, 供暖季 over the turn of the year, 建设期 and 运行期', () => {
    const seasons = [
      { id: 'flood', name: '汛期', from: '--05-15', to: '--10-15' },
      { id: 'heating', name: '供暖季', from: '--11-15', to: '--03-15' },
    ];
    expect(cut({ seasons })).toEqual([
      '2026-flood 2026-07-01 2026-10-15',
      '2026-heating 2026-11-15 2027-03-15',
      '2027-flood 2027-05-15 2027-06-30',
    ]);
    expect(owed({ seasons }).map((one) => periodText(one))[1]).toBe('2026–2027 年供暖季（2026-11-15 至 2027-03-15）');
    const stages = [
      { id: 'building', name: '建设期', from: '2026-07-01', to: '2026-09-30' },
      { id: 'running', name: '运行期', from: '2026-10-01', to: '2030-12-31' },
    ];
    expect(cut({ seasons: stages })).toEqual(['building 2026-07-01 2026-09-30', 'running 2026-10-01 2027-06-30']);
  });

  test('every two months from a date, and back from it', () => {
    expect(cut({ every: { n: 2, unit: 'month' }, interval: 'from-2026-09-01' }).slice(0, 3)).toEqual([
      '2026-07 2026-07-01 2026-08-31',
      '2026-09 2026-09-01 2026-10-31',
      '2026-11 2026-11-01 2026-12-31',
    ]);
  });

  test('a first period begins with the obligation, a last one ends with it', () => {
    const found = owed({ every: { unit: 'month' }, from: '2026-11-10', until: '2027-01-20' });
    expect(found.map(({ period, from, to, opens }) => [period, from, to, opens])).toEqual([
      ['2026-11', '2026-11-10', '2026-11-30', '2026-11-10'],
      ['2026-12', '2026-12-01', '2026-12-31', '2026-11-10'],
      ['2027-01', '2027-01-01', '2027-01-20', '2026-11-10'],
    ]);
    expect(periodText(found[0] as never)).toBe('2026 年 11 月（2026-11-10 至 2026-11-30）');
  });
});

describe('over any service', () => {
  test('every day belongs to exactly one period of each interval cadence, and no two bear one name', () => {
    fc.assert(
      fc.property(service, cadence, (span, one) => {
        const found = periodsOf(one, span);
        expect(found[0]?.from).toBe(span.from);
        expect(found.at(-1)?.to).toBe(span.to);
        for (const [n, period] of found.entries()) {
          expect(period.from <= period.to).toBe(true);
          const next = found[n + 1];
          if (next !== undefined) expect(next.from).toBe(toDate(period.to).add({ days: 1 }).toString());
        }
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
      }),
      { numRuns: runs(15) },
    );
  });

  test('shifts follow each other from the first midnight to the last', () => {
    const times = fc.uniqueArray(fc.constantFrom('00:00', '06:00', '08:00', '14:00', '20:00', '22:30'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(service, times, ({ from }, list) => {
        const span = { from, to: toDate(from).add({ days: 3 }).toString() };
        const found = periodsOf({ timesADay: list.toSorted() }, span);
        expect(found[0]?.span?.from).toBe(`${span.from}T00:00:00+08:00`);
        expect(found.at(-1)?.span?.to).toBe(`${toDate(span.to).add({ days: 1 }).toString()}T00:00:00+08:00`);
        for (const [n, period] of found.entries()) if (n > 0) expect(period.span?.from).toBe(found[n - 1]?.span?.to);
      }),
      { numRuns: runs(6) },
    );
  });

  test('of a month with fewer days of service than are asked, no part is owed that holds no day', () => {
    const span = { from: '2024-01-01', to: '2024-01-01' };
    const found = periodsOf({ atLeast: { n: 2, per: 'month', spread: true } }, span);
    expect(found.map(({ id, from, to }) => [id, from, to])).toEqual([['2024-01-n2', '2024-01-01', '2024-01-01']]);
  });

  test('the recount cuts the same periods without our code', () => {
    const parted = fc.record({
      atLeast: fc.record({
        n: fc.integer({ min: 1, max: 4 }),
        per: fc.constantFrom('month', 'quarter', 'half-year', 'year', 'term') as fc.Arbitrary<'year'>,
        spread: fc.boolean(),
      }),
      interval,
    });
    const dated = fc.record({
      dates: fc.array(fc.constantFrom('--01-31', '--02-29', '--07-10', '2026-12-15'), { minLength: 1 }),
      only: fc.constantFrom(undefined, 'working-days', 'terms'),
    });
    const yearly = fc
      .integer({ min: 0, max: 365 })
      .map((n) => `-${toDate('2028-01-01').add({ days: n }).toString().slice(4)}`);
    const seasonal = fc.record({
      seasons: fc.tuple(fc.tuple(yearly, yearly), fc.tuple(day, day)).map(([[from, to], dated]) => {
        const [first, last] = dated.toSorted() as [string, string];
        return [
          { id: 'flood', name: '汛期', from, to },
          { id: 'building', name: '建设期', from: first, to: last },
        ];
      }),
    });
    const held = fc.oneof(fc.constant({}), fc.record({ from: day }), fc.record({ until: day }));
    const others = fc.constantFrom<Cadence>(
      { every: { unit: 'term' } },
      { timesADay: ['08:00', '20:00'] },
      { every: { unit: 'day' }, only: 'terms' },
    );
    const again = workdaysOf([]);
    fc.assert(
      fc.property(service, fc.oneof(cadence, parted, dated, seasonal, others), held, (span, cut, within) => {
        const one = { ...cut, ...within };
        const ours = occurrencesOf({
          obligations: [obligation({ ...one, due: null, parts: [] })],
          servicePeriod: span,
          terms,
          workdays,
          events: [],
          asOf: '2026-09-01T00:00:00+08:00',
        });
        const theirs = countedAgain({ contract: { servicePeriod: span, terms }, workdays: again } as never, one);
        const short = (list: readonly { from: string; to: string }[], ids: string[]) =>
          list.map(({ from, to }, n) => `${ids[n]} ${from} ${to}`).sort();
        expect(
          short(
            theirs,
            theirs.map(({ id }) => id),
          ),
        ).toEqual(
          short(
            ours,
            ours.map(({ period }) => period),
          ),
        );
      }),
      { numRuns: runs(6) },
    );
  });

  test('the recount comes to the same days by every rule', () => {
    const number = (max: number) => fc.integer({ min: 0, max });
    const shift = fc.oneof(
      fc.record({ days: number(40) }),
      fc.record({ workingDays: number(25) }),
      fc.record({ weekday: fc.integer({ min: 1, max: 7 }) }),
      fc.record({ dayOfMonth: fc.integer({ min: 1, max: 31 }) }),
      fc.record({ months: fc.integer({ min: 1, max: 14 }) }),
      fc.record({
        on: fc.uniqueArray(fc.constantFrom('--01-31', '--02-29', '--07-10', '2026-12-15'), { minLength: 1 }),
      }),
    );
    const edge = fc.constantFrom(
      'period-start',
      'period-end',
      'year-start',
      'year-end',
      'service-start',
      'service-end',
    );
    const again = workdaysOf([]);
    const rules = fc.tuple(
      shift,
      fc.constantFrom('after', 'before'),
      edge,
      fc.option(fc.constantFrom('next', 'previous')),
    );
    const longer = service.filter(({ from, to }) => from < to);
    fc.assert(
      fc.property(longer, rules, (span, [moved, side, anchor, roll]) => {
        const due = { ...moved, [side]: anchor, time: '17:00', agreed: true, ...(roll === null ? {} : { roll }) };
        const one = { id: 'one', every: { unit: 'month' }, due };
        const [ours] = occurrencesOf({
          obligations: [{ ...obligation({}), ...one } as Obligation],
          servicePeriod: span,
          workdays,
          events: [],
          asOf: '2026-09-01T00:00:00+08:00',
        }).toSorted((a, b) => (a.from < b.from ? -1 : 1));
        const [theirs] = dueList({
          contract: { servicePeriod: span },
          workdays: again,
          clock: clockOf('2026-09-01T00:00:00+08:00'),
          obligations: [one],
        } as never);
        expect(theirs?.due ?? null).toBe(ours?.dueAt == null ? null : Date.parse(ours.dueAt));
      }),
      { numRuns: runs(4) },
    );
  });
});
