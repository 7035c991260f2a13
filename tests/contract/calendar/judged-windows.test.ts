/** The spans of a target: every day of service in exactly one, cut short where the service is, and the recount finds the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgedWindows, windowText } from '../../../src/contract/calendar/judged-windows.ts';
import { toDate } from '../../../src/contract/time.ts';
import { datesOf } from '../../../src/recount/data.ts';
import { windowsEnding } from '../../../src/recount/outages/windows.ts';
import { runs } from '../../support/runs.ts';

const day = fc.integer({ min: 0, max: 1000 }).map((n) => toDate('2026-01-01').add({ days: n }).toString());
const unit = fc.constantFrom('month' as const, 'quarter' as const, 'half-year' as const, 'year' as const);

test('any service is cut into spans without a gap, each within one month, quarter …', () => {
  const given = fc.record({
    from: day,
    length: fc.integer({ min: 0, max: 800 }),
    unit: fc.oneof(unit, fc.constant('service' as const)),
    interval: fc.constantFrom('natural' as const, 'service' as const, undefined),
  });
  fc.assert(
    fc.property(given, ({ from, length, unit: of, interval }) => {
      const service = { from, to: toDate(from).add({ days: length }).toString() };
      const found = judgedWindows({ unit: of, interval }, service);
      expect(found.flatMap((one) => datesOf(one.from, one.to))).toEqual(datesOf(service.from, service.to));
      const again = windowsEnding({ servicePeriod: service }, { window: of, interval }, service.from, service.to);
      expect(again).toEqual(found.map((one) => ({ from: one.from, to: one.to })));
      for (const { whole } of found.slice(1, -1)) expect(whole).toBe(true);
    }),
    { numRuns: runs(12), seed: 14 },
  );
});

test('terms lie where they lie', () => {
  const terms = [
    { id: '2026-T1', name: '第一学期', from: '2026-09-01', to: '2027-01-29' },
    { id: '2026-T2', name: '第二学期', from: '2027-02-22', to: '2027-07-09' },
  ];
  const service = { from: '2026-10-08', to: '2027-06-30' };
  const found = judgedWindows({ unit: 'term' }, service, terms);
  expect(found.map(windowText)).toEqual([
    '第一学期（不足一整期，按服务期内 2026-10-08 至 2027-01-29 计）',
    '第二学期（不足一整期，按服务期内 2027-02-22 至 2027-06-30 计）',
  ]);
  expect(windowsEnding({ servicePeriod: service, terms }, { window: 'term' }, service.from, '2027-03-01')).toEqual([
    { from: '2026-10-08', to: '2027-01-29' },
  ]);
});

test.each([
  ['month', undefined, ['2026-11（不足一整期，按服务期内 2026-11-16 至 2026-11-30 计）', '2026-12', '2027-01']],
  ['month', 'service', ['2026-11-16 至 2026-12-15', '2026-12-16 至 2027-01-15', '2027-01-16 至 2027-02-15']],
  [
    'quarter',
    undefined,
    [
      '2026 年第 4 季度（不足一整期，按服务期内 2026-11-16 至 2026-12-31 计）',
      '2027 年第 1 季度',
      '2027 年第 2 季度（不足一整期，按服务期内 2027-04-01 至 2027-05-15 计）',
    ],
  ],
  ['year', undefined, ['2026-11-16 至 2027-05-15（不足一整期，按服务期内的日计）']],
  ['service', undefined, ['整个服务期']],
] as const)('%s %s', (of, interval, expected) => {
  const found = judgedWindows({ unit: of, interval }, { from: '2026-11-16', to: '2027-05-15' });
  expect(found.slice(0, 3).map(windowText)).toEqual(expected);
});
