/** The recount finds the same document for a fact as the tool, whatever was issued late, waived, or missed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { belongsTo } from '../../src/contract/calendar/belongs.ts';
import { countedDays, countedSpan, cutsUpTo } from '../../src/contract/calendar/cut.ts';
import type { Occurrence } from '../../src/contract/calendar/occurrence.ts';
import { at, toDate, toText } from '../../src/contract/time.ts';
import { clockOf, type Data } from '../../src/recount/data.ts';
import { countedDays as daysAgain, placeOf, countedSpan as spanAgain, spansOf } from '../../src/recount/spans.ts';
import type { Terms } from '../../src/recount/terms.ts';
import { waivedPeriods } from '../../src/subjects/signing/judge/waived.ts';
import waiver, { type WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import { runs } from '../support/runs.ts';

const START = toDate('2026-01-01');
const hour = (n: number): string => toText(at(START, '00:00').add({ hours: n }));
const day = (n: number): string => START.add({ days: n }).toString();
const SERVICE = { from: day(0), to: day(99) };
const COUNT = 6;

/** Days, or weeks from Thursday on, as the calendar has them. */
const WEEKS = [0, 4, 11, 18, 25, 32, 39];
const spanIn = (unit: string, n: number): [number, number] =>
  unit === 'day' ? [n, n] : [WEEKS[n] as number, (WEEKS[n + 1] as number) - 1];
const NAMES: Readonly<Record<string, (n: number) => string>> = { day, week: (n) => `2026-W0${n + 1}` };

const scenes = fc.record({
  unit: fc.constantFrom('day', 'week'),
  periods: fc.array(
    fc.record({
      issued: fc.option(fc.oneof(fc.constant(1), fc.integer({ min: -10, max: 400 })), { freq: 3, nil: null }),
      waived: fc.option(fc.record({ from: fc.integer({ min: -30, max: 300 }), gone: fc.option(fc.nat(200)) })),
    }),
    { minLength: COUNT, maxLength: COUNT },
  ),
  own: fc.nat(COUNT - 1),
  facts: fc.array(fc.record({ event: fc.nat(24 * 39), delay: fc.nat(500) }), { minLength: 1, maxLength: 10 }),
});

test('a fact has the same place, and the same time and days are counted', () => {
  fc.assert(
    fc.property(scenes, ({ unit, periods, own: n, facts }) => {
      const name = NAMES[unit] as (n: number) => string;
      const all = periods.map((_, k): Occurrence => {
        const [from, to] = spanIn(unit, k).map(day) as [string, string];
        return { obligation: 'o', period: name(k), from, to, issueFrom: null, dueAt: null };
      });
      const endOf = (k: number): number => 24 * (spanIn(unit, k)[1] + 1);
      const cut = hour(endOf(n) + (periods[n]?.issued ?? 1));
      const issued = periods.flatMap(({ issued: offset }, k) => {
        if (offset === null || k === n || hour(endOf(k) + offset) > cut) return [];
        return [{ obligation: 'o', period: name(k), revision: 1, issuedAt: hour(endOf(k) + offset) }];
      });
      const waivers = periods.flatMap(({ waived }, k): WaiverRecord[] => {
        if (waived === null || hour(endOf(k) + waived.from) > cut) return [];
        const enteredAt = hour(endOf(k) + waived.from);
        const withdrawn = { by: '甲', reason: '误登', at: hour(endOf(k) + waived.from + (waived.gone ?? 0)) };
        const own = { ...waiver.example, obligation: 'o', period: name(k), enteredAt };
        return [waived.gone === null ? own : { ...own, withdrawn }];
      });
      const cuts = cutsUpTo(all[n] as Occurrence, all, issued, {
        ...{ cut, serviceEnd: SERVICE.to, waived: waivedPeriods(waivers, cut) },
      });
      const { from, to, period } = all[n] as Occurrence;
      const terms = {
        clock: clockOf(cut),
        contract: { servicePeriod: SERVICE },
        obligations: [{ id: 'o', every: { n: 1, unit } }],
        registers: [],
        manifest: { obligation: 'o', period, from, to, event: null, revision: 1 },
      } as unknown as Terms;
      const known = issued.map((one): Data => ({ ...one, times: { issued: one.issuedAt }, counted: {} }));
      const spans = spansOf(terms, known, cut, waivers);
      expect(spans.map((one) => one.period)).toEqual(all.slice(0, n + 1).map((one) => one.period));
      for (const { event, delay } of facts) {
        const [happened, entered] = [hour(event), hour(event + delay)];
        const ours = belongsTo({ event: happened, entered }, cuts) === cuts.at(-1);
        const theirs = placeOf({ event: Date.parse(happened), entered: Date.parse(entered) }, spans) === n;
        expect(theirs).toBe(ours);
      }
      const [span, again] = [countedSpan(cuts), spanAgain(spans)];
      expect([again.from, again.to]).toEqual([Date.parse(span.from), Date.parse(span.to)]);
      expect(daysAgain({ spans, clock: clockOf(cut) })).toEqual(countedDays(cuts));
    }),
    { numRuns: runs(25) },
  );
});
