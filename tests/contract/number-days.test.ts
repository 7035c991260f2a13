/** A number whose period reads like one of the calendar, and is not, has its days beside it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberDays, numberWithDays } from '../../src/contract/calendar/number-days.ts';
import { documentNumber } from '../../src/contract/calendar/period-text.ts';
import { numberRemark } from '../../src/proof/result-words.ts';
import type { SiteModel } from '../../src/report/site-model.ts';
import { numberedDays } from '../../src/site/lib/numbered.ts';
import { runs } from '../support/runs.ts';

describe('a number', () => {
  it.each([
    ['HQSF-BF-2026Q3-r1', '2026-08-25', '2026-11-24', '2026-08-25 至 2026-11-24'],
    ['HQSF-BF-2026Q3-r1', '2026-07-01', '2026-09-30', null],
    ['HQSF-BF-2026Q3n2-r1', '2026-07-01', '2026-09-30', null],
    ['HQSF-YW-202602-r2', '2026-02-01', '2026-02-28', null],
    ['HQSF-YW-202402-r2', '2024-02-01', '2024-02-28', '2024-02-01 至 2024-02-28'],
    ['HQSF-YW-202511-r1', '2025-11-25', '2025-11-30', '2025-11-25 至 2025-11-30'],
    ['HQSF-ZJ-2026-r1', '2025-11-25', '2026-11-24', '2025-11-25 至 2026-11-24'],
    ['HQSF-ZJ-2026H2-r1', '2026-07-01', '2026-12-31', null],
    ['HQSF-XJ-20260620-r1', '2026-06-20', '2026-06-20', null],
    ['HQSF-GZ-20260620-001-r1', '2026-06-01', '2026-06-30', null],
    ['HQSF-FA-service-r1', '2025-11-25', '2026-11-24', null],
    ['HQSF-XJ-2026W25-r1', '2026-06-15', '2026-06-21', null],
  ])('%s of %s to %s', (number, from, to, days) => {
    expect(numberDays(number, from, to)).toBe(days);
    expect(numberWithDays(number, from, to)).toBe(days === null ? number : `${number}（${days}）`);
    // Beside the name of its period it says that its own is none.
    const remark = numberRemark({ number, ...(days === null ? {} : { days }) });
    const code = number.split('-')[2]?.replace(/n\d+$/, '');
    expect(remark).toBe(days === null ? null : `编号中的 ${code} 是期次代号，统计区间是 ${days}`);
  });

  it('has them wherever the site prints it', () => {
    const of = numberedDays({
      documents: [
        { number: 'HQSF-BF-2026Q3-r1', days: '2026-08-25 至 2026-11-24' },
        { number: 'HQSF-XJ-20261124-r1' },
      ] as SiteModel['documents'],
    });
    expect([of('HQSF-BF-2026Q3-r1'), of('HQSF-XJ-20261124-r1')]).toEqual(['2026-08-25 至 2026-11-24', undefined]);
  });

  it('of any month, quarter, half or year of the calendar says its days itself', () => {
    const span = fc.record({
      year: fc.integer({ min: 2000, max: 2100 }),
      n: fc.nat({ max: 11 }),
      months: fc.constantFrom(1, 3, 6, 12),
    });
    fc.assert(
      fc.property(span, ({ year, n, months }) => {
        const first = Math.floor(n / months) * months + 1;
        const from = Temporal.PlainDate.from({ year, month: first, day: 1 });
        const to = from.add({ months }).subtract({ days: 1 });
        const which = Math.ceil(first / months);
        const key = { 1: from.toString().slice(0, 7), 3: `${year}-Q${which}`, 6: `${year}-H${which}`, 12: `${year}` }[
          months
        ];
        const number = documentNumber('HQSF', 'BF', key ?? '', 1);
        expect(numberDays(number, from.toString(), to.toString())).toBeNull();
        expect(numberDays(number, from.add({ days: 1 }).toString(), to.toString())).not.toBeNull();
      }),
      { numRuns: runs(15) },
    );
  });
});
