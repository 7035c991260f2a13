/** A fact belongs to the first period whose cut is after both its event and its entry, and so to no other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedSpan, type Fact, placeOf, type Span } from '../../src/recount/spans.ts';

const span = (start: number, end: number, cut: number | null): Span => ({
  ...{ period: String(start), from: '', to: '', tells: true },
  ...{ start, end, cut },
});
const spans: Span[] = [span(0, 100, 90), span(100, 200, 230), span(200, 300, null), span(300, 400, 390)];

describe('a fact', () => {
  it.each([
    ['happened and was entered before the cut', { event: 50, entered: 60 }, 0],
    ['was entered after it', { event: 50, entered: 90.5 }, 1],
    ['happened after it, within the period', { event: 95, entered: 96 }, 1],
    ['happened after the period, before its late cut', { event: 210, entered: 215 }, 2],
    ['happened in a period that was never issued, and waits for it', { event: 250, entered: 385 }, 2],
    ['waits for a later period', { event: 395, entered: 396 }, -1],
  ] as const)('that %s', (_, fact, place) => expect(placeOf(fact, spans)).toBe(place));

  it('is in exactly one of the periods up to the one that learns of it (property)', () => {
    const fact: fc.Arbitrary<Fact> = fc
      .record({ event: fc.nat(290), later: fc.nat(100) })
      .map(({ event, later }) => ({ event, entered: event + later }));
    const lengths = fc.array(
      fc.record({ length: fc.integer({ min: 1, max: 60 }), off: fc.integer({ min: -30, max: 30 }) }),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(lengths, fc.array(fact), (rows, facts) => {
        let end = 0;
        const all = rows.map(({ length, off }) => {
          const start = end;
          end += length;
          return span(start, end, end + off);
        });
        // In the order of their periods: seen from each, a fact has the place that it has in the end, or waits.
        return facts.every((one) => {
          const counting = all.filter((_, n) => placeOf(one, all.slice(0, n + 1)) === n);
          return counting.length === (placeOf(one, all) === -1 ? 0 : 1);
        });
      }),
    );
  });
});

it('the time that is counted goes on where the period before ended, and ends with the cut', () => {
  expect(countedSpan(spans.slice(0, 1))).toEqual({ from: 0, to: 90 });
  expect(countedSpan(spans.slice(0, 2))).toEqual({ from: 90, to: 200 });
  expect(countedSpan(spans)).toEqual({ from: 300, to: 390 });
});
