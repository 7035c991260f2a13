/** Every day of a summary is judged as its own log was: against the last good answers before it. */
import { describe, expect, test } from 'vitest';
import { inspectedDays, recurringAbnormalities } from '../../../src/subjects/inspections/judge/days.ts';
import example, { type InspectionRecord } from '../../../src/subjects/inspections/kinds/inspection.ts';
import { everyDay } from '../../support/every-day.ts';
import { asset, check, reading, run } from './_checks.ts';

const AS_OF = '2026-11-30T17:00:00+08:00';
const at = (date: string) => `${date}T09:00:13+08:00`;
const day = (date: string, over: Partial<InspectionRecord>): InspectionRecord => ({
  ...example.example,
  id: `XJ-${date.replaceAll('-', '')}-001`,
  date,
  startedAt: at(date),
  finishedAt: `${date}T09:00:41+08:00`,
  manual: [],
  runs: [run({ startedAt: at(date), finishedAt: at(date) })],
  readings: [],
  ...over,
});
const disk = (date: string, instance: string, value = 50) => reading({ instance, value, at: at(date) });
const failed = (date: string) => [run({ ok: false, reason: '连接被拒绝', startedAt: at(date), finishedAt: at(date) })];
const summary = (inspections: InspectionRecord[]) =>
  inspectedDays({
    inspections,
    signoffs: [],
    logs: ['inspection-log'],
    context: { assets: [asset()], checks: [check({ perInstance: true })], ...everyDay },
    asOf: AS_OF,
  });
const rows = (inspections: InspectionRecord[], date: string) =>
  (summary(inspections).find((one) => one.date === date)?.results ?? []).map((one) => [one.instance, one.outcome]);

describe('a mount point that vanished', () => {
  const before = day('2026-11-22', {
    readings: [disk('2026-11-22', '/'), disk('2026-11-22', '/data')],
  });
  const after = day('2026-11-24', { readings: [disk('2026-11-24', '/')] });

  test('is missed though the source failed on the day between', () => {
    const between = day('2026-11-23', { runs: failed('2026-11-23') });
    expect(rows([before, between, after], '2026-11-24')).toEqual([
      ['/', 'normal'],
      ['/data', 'unreachable'],
    ]);
  });

  test('is missed though nothing was inspected on the day between', () => {
    expect(rows([before, after], '2026-11-24')).toEqual([
      ['/', 'normal'],
      ['/data', 'unreachable'],
    ]);
  });

  test('is missed on the first day of a month, too', () => {
    const days = inspectedDays({
      inspections: [after],
      before: [before],
      signoffs: [],
      logs: ['inspection-log'],
      context: { assets: [asset()], checks: [check({ perInstance: true })], ...everyDay },
      asOf: AS_OF,
    });
    expect(days).toHaveLength(1);
    expect(days[0]?.counts).toMatchObject({ normal: 1, unreachable: 1 });
  });

  test('is looked for a week, no longer', () => {
    const later = day('2026-11-30', { readings: [disk('2026-11-30', '/')] });
    expect(rows([before, later], '2026-11-30')).toEqual([['/', 'normal']]);
  });
});

test('what was abnormal, by days, and what it is now', () => {
  const days = summary([
    day('2026-11-22', { readings: [disk('2026-11-22', '/', 91)] }),
    day('2026-11-23', { readings: [disk('2026-11-23', '/', 93)] }),
    day('2026-11-24', { runs: failed('2026-11-24') }),
  ]);
  expect(days.map((one) => one.counts.abnormal)).toEqual([1, 1, 0]);
  expect(recurringAbnormalities(days)).toMatchObject([
    { check: '磁盘使用率 /', days: ['2026-11-22', '2026-11-23'], lastMeasured: '93.0 %', now: null },
  ]);
});

test('of a value over all of a kind it says what is in order, and which asset is not', () => {
  const date = '2026-11-23';
  const hosts = [asset(), asset({ id: 'app-server-9', name: '应用服务器 9' })];
  const days = inspectedDays({
    inspections: [
      day(date, { readings: hosts.map(({ id }, n) => ({ ...disk(date, '/', n === 0 ? 50 : 93), target: id })) }),
    ],
    signoffs: [],
    logs: ['inspection-log'],
    context: { assets: hosts, checks: [check({ aggregate: 'worst' })], ...everyDay },
    asOf: AS_OF,
  });
  const [one] = recurringAbnormalities(days);
  expect(one?.lastMeasured).toMatch(/，1\/2 台正常$/);
  expect(one?.members).toEqual(['应用服务器 9']);
});
