/**
 * Every fact of an obligation's time is in exactly one of its documents, whatever its cadence and whenever it begins and ends; the
 * tool and the recount agree on which, and what is counted over all documents is the whole.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { belongsTo } from '../../src/contract/calendar/belongs.ts';
import { occurrencesOf } from '../../src/contract/calendar/calendar.ts';
import { countedDays, countedSpan, cutsUpTo } from '../../src/contract/calendar/cut.ts';
import { loadWorkingDays } from '../../src/contract/calendar/working-days-data.ts';
import type { Cadence } from '../../src/contract/terms/cadence.ts';
import { obligationSchema } from '../../src/contract/terms/obligations.ts';
import { at, toDate, toText } from '../../src/contract/time.ts';
import { clockOf } from '../../src/recount/data.ts';
import { countedDays as daysAgain, placeOf, countedSpan as spanAgain, spansOf } from '../../src/recount/spans.ts';
import type { Terms } from '../../src/recount/terms.ts';
import { workdaysOf } from '../../src/recount/workdays.ts';
import { runs } from '../support/runs.ts';

const workdays = loadWorkingDays();
const START = toDate('2026-01-10');
const day = (n: number): string => START.add({ days: n }).toString();
const hour = (n: number): string => toText(at(START, '00:00').add({ hours: n }));

const cadences = fc.constantFrom<Cadence>(
  { every: { unit: 'half-month' } },
  { every: { unit: 'week' }, interval: 'weekday-4' },
  { every: { n: 2, unit: 'week' }, interval: 'weekday-7' },
  { every: { n: 2, unit: 'month' }, interval: 'from-2026-02-15' },
  { every: { unit: 'month' } },
  { every: { unit: 'quarter' } },
  { every: { unit: 'half-year' } },
  { every: { unit: 'year' } },
  {
    seasons: [
      { id: 'flood', name: '汛期', from: '--05-15', to: '--10-15' },
      { id: 'dry', name: '枯水期', from: '--10-16', to: '--05-14' },
    ],
  },
  {
    seasons: [
      { id: 'building', name: '建设期', from: '2026-01-01', to: '2026-04-19' },
      { id: 'running', name: '运行期', from: '2026-04-20', to: '2030-01-01' },
    ],
  },
);

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);

const scenes = fc
  .record({
    cadence: cadences,
    days: fc.integer({ min: 40, max: 400 }),
    /** First and last day of the obligation, counted from the first of service. */
    opens: fc.option(fc.nat(200)),
    ends: fc.option(fc.integer({ min: 201, max: 500 })),
    facts: fc.array(fc.nat(24 * 400), { minLength: 1, maxLength: 12 }),
  })
  .map(({ cadence, days, opens, ends, facts }) => {
    const service = { from: day(0), to: day(days - 1) };
    const first = later(service.from, day(opens ?? 0));
    const last = earlier(service.to, day(ends ?? days));
    const held = { ...(opens === null ? {} : { from: first }), ...(ends === null ? {} : { until: day(ends) }) };
    return { cadence, service, held, first, last, facts: facts.map((one) => one % (24 * days)) };
  })
  .filter(({ first, last }) => first <= last);

test('every fact is told once, in the same period by the tool and by the recount', () => {
  fc.assert(
    fc.property(scenes, ({ cadence, service, held, first, last, facts }) => {
      const data = { id: 'report', code: 'BY', name: '报告', issueFrom: { rule: 'evidence' }, clauses: [], ...cadence };
      const obligation = obligationSchema.parse(
        JSON.parse(JSON.stringify({ ...data, ...held, due: null, signature: 'full' }), (_, value) =>
          typeof value === 'number' ? String(value) : value,
        ),
      );
      const all = occurrencesOf({
        ...{ obligations: [obligation], servicePeriod: service, workdays, events: [], asOf: hour(0) },
      }).toSorted((a, b) => (a.from < b.from ? -1 : 1));
      // Of each the document goes out an hour after its end, so that it knows of all that happened in it.
      const issuedAt = all.map(({ to }) => toText(at(toDate(to).add({ days: 1 }), '01:00')));
      const known = all.map((one, n) => ({ ...one, revision: 1, issuedAt: issuedAt[n] as string }));
      const told = facts.map(() => 0);
      for (const [n, occurrence] of all.entries()) {
        const cut = issuedAt[n] as string;
        const cuts = cutsUpTo(occurrence, all, known.slice(0, n), { cut, serviceEnd: service.to });
        const manifest = { ...occurrence, event: null, revision: 1 };
        const terms = {
          ...{ clock: clockOf(cut), contract: { servicePeriod: service }, workdays: workdaysOf([]), registers: [] },
          ...{ obligations: [{ id: 'report', ...cadence, ...held }], manifest },
        } as unknown as Terms;
        const manifests = known.slice(0, n).map((one) => ({ ...one, times: { issued: one.issuedAt }, counted: {} }));
        const spans = spansOf(terms, manifests, cut);
        for (const [k, fact] of facts.entries()) {
          const event = hour(fact);
          const ours = belongsTo({ event, entered: event }, cuts) === cuts.at(-1);
          const theirs = placeOf({ event: Date.parse(event), entered: Date.parse(event) }, spans) === n;
          expect([occurrence.period, event, theirs]).toEqual([occurrence.period, event, ours]);
          if (ours) told[k] = (told[k] as number) + 1;
        }
        const span = countedSpan(cuts);
        const again = spanAgain(spans);
        expect([again.from, again.to]).toEqual([span.from, span.to].map((one) => Date.parse(one)));
        expect(daysAgain({ spans, clock: clockOf(cut) })).toEqual(countedDays(cuts));
        // The documents' days follow each other, from the first day of the obligation to its last.
        const begins =
          n === 0
            ? first
            : toDate(all[n - 1]?.to ?? '')
                .add({ days: 1 })
                .toString();
        expect(countedDays(cuts)).toEqual({ from: begins, to: occurrence.to });
      }
      expect(all.at(-1)?.to).toBe(last);
      expect(told).toEqual(
        facts.map((fact) => {
          const on = day(Math.floor(fact / 24));
          return Number(on >= first && on <= last);
        }),
      );
    }),
    { numRuns: runs(25) },
  );
});
