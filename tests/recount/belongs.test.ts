/** A fact belongs to the first period whose cut is after both its event and its entry, and so to no other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cut, type Fact, periodOf } from '../../src/recount/belongs.ts';

const cuts: Cut[] = [
  { bound: 100, cut: 100 },
  { bound: 200, cut: 230 },
  { bound: 290, cut: 290 },
];

describe('a fact', () => {
  it.each([
    ['happened and was entered before the cut', { event: 50, entered: 60 }, 0],
    ['was entered after it', { event: 50, entered: 100.5 }, 1],
    ['happened after it', { event: 100, entered: 120 }, 1],
    ['happened after the period, before its late cut', { event: 210, entered: 215 }, 2],
    ['waits for a later period', { event: 295, entered: 296 }, -1],
  ] as const)('that %s', (_, fact, period) => {
    expect(periodOf(fact, cuts)).toBe(period);
  });

  it('is in exactly one of the periods up to the one that learns of it (property)', () => {
    const fact: fc.Arbitrary<Fact> = fc
      .record({ event: fc.nat(290), later: fc.nat(100) })
      .map(({ event, later }) => ({ event, entered: event + later }));
    const spans = fc.array(fc.record({ length: fc.integer({ min: 1, max: 60 }), early: fc.nat(30) }), { minLength: 1 });
    fc.assert(
      fc.property(spans, fc.array(fact), (lengths, facts) => {
        let end = 0;
        const all = lengths.map(({ length, early }): Cut => {
          end += length;
          return { bound: Math.max(0, end - early), cut: Math.max(0, end - early) };
        });
        // Seen from each period, as a document of it is composed: it counts what its own place in the list says.
        return facts.every((one) => {
          const counting = all.filter((_, n) => periodOf(one, all.slice(0, n + 1)) === n);
          return counting.length === (periodOf(one, all) === -1 ? 0 : 1);
        });
      }),
    );
  });
});
