/** A month without a scan is told alike in 履约对照表 of its quarter and among the goals of 年度总结. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { complianceFacts } from '../../reports/compliance/facts.ts';
import statement from '../../reports/compliance-statement.ts';
import { type PeriodView, periodView } from '../../reports/period/period.ts';
import { periodFacts } from '../../reports/periodic/facts.ts';
import { goalSection } from '../../reports/periodic/overview.ts';
import review from '../../reports/service-review.ts';
import { scanMonths } from '../../reports/vulnerability/scan-months.ts';
import { lengthOf, monthsOf, quartersOf } from '../../src/contract/calendar/periods.ts';
import type { ScanRecord } from '../../src/subjects/findings/kinds/scan.ts';
import { numbered } from '../subjects/findings/_scan.ts';
import { issuedFor, periodicInput } from './_periodic.ts';
import { rowsOf } from './_printed.ts';

const { scan } = numbered();
const host = { address: '10.0.0.11', asset: 'app-server-1' };
/** The fifteenth days of the service year. */
const MID = [14, 44, 75, 105, 136, 167, 195, 226, 256, 287, 317, 348];
/** The quarters of the service, each with the cut of its statement; the last by its closing revision. */
const cuts = {
  '2026-Q3': '2026-11-30T17:00:00+08:00',
  '2026-Q4': '2027-02-26T17:00:00+08:00',
  '2027-Q1': '2027-05-31T17:00:00+08:00',
  '2027-Q2': '2027-09-01T17:00:00+08:00',
};
const statements = Object.entries(cuts).map(([period, cut]) => issuedFor(statement.id, period, cut, { cut }));

/** What the statements of all quarters list. */
const stated = (records: readonly ScanRecord[]): string[] =>
  Object.entries(cuts).flatMap(([period, asOf], n) => {
    const { input } = periodicInput({ deliverable: statement, period, records, asOf, issued: statements.slice(0, n) });
    return complianceFacts(input).exceptions.flatMap(({ text }) => /^(\S+) 没有登记漏洞扫描$/.exec(text)?.[1] ?? []);
  });

function goal(records: readonly ScanRecord[]) {
  const asOf = '2027-09-01T17:00:00+08:00';
  const { input } = periodicInput({ deliverable: review, period: 'service', records, asOf, issued: [] });
  const [row] = goalSection(periodFacts(periodView(input), []))
    .blocks.flatMap((block) => (block.type === 'table' ? rowsOf(block) : []))
    .filter((cells) => Object.values(cells).includes('逾期未修复的漏洞'));
  return { value: String(row?.['value']), judged: String(row?.['judged']) };
}

it('property: as many, and none of them is 达成', () => {
  fc.assert(
    fc.property(fc.subarray(MID, { minLength: 1 }), (days) => {
      const records = days.map((n) => scan(n, [host], []));
      const without = stated(records);
      expect(without).toHaveLength(MID.length - days.length);
      const { value, judged } = goal(records);
      expect(value.includes('没有登记漏洞扫描的')).toBe(without.length > 0);
      if (without.length > 0) {
        expect(value).toContain(`没有登记漏洞扫描的 ${without.length} 个月（${without[0]}`);
        expect(judged).toMatch(/有例外$/);
      } else expect(judged).toMatch(/达成$/);
    }),
    { numRuns: 4, seed: 18, examples: [[MID], [MID.slice(1)]] },
  );
});

it('property: every month of a service, whole or not, is asked for by one of its quarters, and every day is in one', () => {
  const service = fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 60, max: 800 })).map(([begin, days]) => {
    const from = Temporal.PlainDate.from('2025-01-01').add({ days: begin });
    return { from: from.toString(), to: from.add({ days }).toString() };
  });
  fc.assert(
    fc.property(
      service,
      fc.constantFrom('natural', 'service', 'day-26'),
      fc.integer({ min: 0, max: 9 }),
      (own, by, cut) => {
        const ends = quartersOf(own, by).map(({ to }) =>
          Temporal.PlainDate.from(to).subtract({ days: cut }).toString(),
        );
        const spans = [...ends.slice(0, -1), own.to].map((lastDay, n) => {
          const before = ends[n - 1];
          const firstDay =
            before === undefined ? own.from : Temporal.PlainDate.from(before).add({ days: 1 }).toString();
          const input = { contract: { contract: { servicePeriod: own } }, records: {}, cuts: [] };
          return scanMonths({ input, firstDay, lastDay } as unknown as PeriodView);
        });
        const all = monthsOf(own, 'natural');
        expect(spans.flatMap(({ months }) => months)).toEqual(all.map(({ id }) => id));
        const inMonths = Array.from({ length: lengthOf(own) }, (_, n) =>
          spans[0]?.monthOf(Temporal.PlainDate.from(own.from).add({ days: n }).toString()),
        );
        expect(new Set(inMonths)).toEqual(new Set(all.map(({ id }) => id)));
      },
    ),
    { seed: 33 },
  );
});
