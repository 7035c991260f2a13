/** Spans of a quota: together they are the service, each day lies in one, and each begins where its name says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spansOfQuota } from '../../src/contract/calendar/quota-spans.ts';
import { type QuotaSpan, quotaSpans } from '../../src/contract/terms/classes.ts';
import { toDate } from '../../src/contract/time.ts';
import { runs } from '../support/runs.ts';

const day = fc
  .tuple(fc.integer({ min: 2024, max: 2028 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, month, of]) => Temporal.PlainDate.from({ year, month, day: of }).toString());
const per = fc.constantFrom(...(Object.keys(quotaSpans) as QuotaSpan[]));

test('each day of the service lies in one span', () => {
  fc.assert(
    fc.property(per, day, fc.integer({ min: 0, max: 1200 }), (unit, from, length) => {
      const service = { from, to: toDate(from).add({ days: length }).toString() };
      const spans = spansOfQuota(unit, service, service);
      expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([service.from, service.to]);
      spans.slice(1).forEach((span, n) => {
        expect(span.from).toBe(
          toDate(spans[n]?.to ?? '')
            .add({ days: 1 })
            .toString(),
        );
      });
    }),
    { numRuns: runs(60) },
  );
});

test.for([
  ['service-half-year', '2026-07-01', ['2026-07-01', '2027-01-01', '2027-07-01']],
  ['service-quarter', '2026-08-31', ['2026-08-31', '2026-11-30', '2027-02-28', '2027-05-31', '2027-08-31']],
  ['calendar-half-year', '2026-08-31', ['2026-08-31', '2027-01-01', '2027-07-01']],
  ['calendar-quarter', '2026-08-31', ['2026-08-31', '2026-10-01', '2027-01-01', '2027-04-01', '2027-07-01']],
  ['calendar-year', '2026-08-31', ['2026-08-31', '2027-01-01']],
] as const)('%s from %s', ([unit, from, begins]) => {
  const service = { from, to: '2027-09-30' };
  expect(spansOfQuota(unit, service, service).map((one) => one.from)).toEqual(begins);
});
