/** Absent is never passing: without a row, a table says only of what was observed that nothing was found. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exceptionTable } from '../../../reports/incident/clock-summary.ts';
import { type Outcome, outcomeWords } from '../../../src/states/outcome.ts';
import { noneAbnormalText } from '../../../src/subjects/inspections/conclusion.ts';

const of = (more: Partial<Record<Outcome, number>>): Record<Outcome, number> => ({
  ...(Object.fromEntries(Object.keys(outcomeWords).map((one) => [one, 0])) as Record<Outcome, number>),
  ...more,
});

it('says nothing good of what nobody observed', () => {
  const count = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(count, count, count, count, (unreachable, stale, unconfigured, pending) => {
      const counts = of({ unreachable, stale, unconfigured, 'manual-pending': pending });
      expect(noneAbnormalText(counts, '当日巡检', '异常')).toBe('当日巡检没有观测到任何一项，不能判断是否有异常。');
    }),
  );
  expect(noneAbnormalText(null, '当日巡检', '异常')).toBe('没有巡检记录，未观测，不能判断是否有异常。');
});

it('says beside what was found normal how much was not observed', () => {
  const text = (counts: Record<Outcome, number>): string => noneAbnormalText(counts, '已巡检的各日', '异常');
  expect(text(of({ normal: 3, 'not-applicable': 2 }))).toBe('已巡检的各日已观测的检查项没有异常。');
  expect(text(of({ normal: 3, stale: 1, 'manual-pending': 2 }))).toBe(
    '已巡检的各日已观测的检查项没有异常；未观测 3 项次，不能判断。',
  );
});

it('says of limits that nobody judged not that all were met', () => {
  const said = (denominator: number) => {
    const clocks = [{ exceptions: [], rate: { denominator } }];
    return exceptionTable({ clocks } as unknown as Parameters<typeof exceptionTable>[0], []).empty;
  };
  expect(said(0)).toBe('没有已判定的时限，不能判断有无例外。');
  expect(said(2)).toBe('没有例外：已判定的时限全部达标。');
});
