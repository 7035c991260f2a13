/** Where a verdict differs between readings that both sides have not agreed on, it is 口径未定; where it does not, it stands. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClockState } from '../../../src/assess/incidents/clock.ts';
import { isFailing } from '../../../src/assess/incidents/clocks.ts';
import { assess, type Case, confirmed, HOUR, MIN, unconfirmed } from './_incident.ts';

/** One question at a time is left open; of each the options, the first of which is its default here. */
const questions = ['response', 'pauses', 'major'] as const;
const settled: Record<string, string> = {
  clocks: 'alert',
  response: 'stricter',
  pauses: 'confirmed-only',
  major: 'letter',
};
const optionsOf = (id: string): string[] =>
  unconfirmed.find((one) => one.id === id)?.options.map((one) => one.id) ?? [];

const cases: fc.Arbitrary<Case> = fc
  .record({
    level: fc.constantFrom('P1', 'P2', 'P3'),
    responded: fc.integer({ min: 0, max: 40 * MIN }),
    remote: fc.integer({ min: 0, max: 20 * MIN }),
    arrived: fc.option(fc.integer({ min: 0, max: 2 * HOUR }), { nil: undefined }),
    restored: fc.option(fc.integer({ min: MIN, max: 9 * HOUR }), { nil: undefined }),
    outage: fc.constantFrom('whole', 'core', 'partial'),
    pause: fc.option(fc.tuple(fc.integer({ min: 0, max: HOUR }), fc.integer({ min: 1, max: 3 * HOUR })), { nil: null }),
  })
  .map(({ pause, restored, ...rest }) => ({
    ...rest,
    ...{ restored, confirmed: restored, diagnosis: 'remote' as const },
    pauses: pause === null ? [] : [{ from: pause[0], to: pause[0] + pause[1], confirmedAt: pause[0] + pause[1] }],
  })) as fc.Arbitrary<Case>;

it('of one open question, exactly where its options differ in whether it fails', () => {
  let open = 0;
  const isOver = (state: ClockState): boolean => isFailing(state) || state === 'met' || state === 'not-applicable';
  fc.assert(
    fc.property(cases, fc.constantFrom(...questions), fc.integer({ min: HOUR, max: 12 * HOUR }), (given, id, asOf) => {
      const { [id]: own, ...others } = settled;
      const states = (choices: Record<string, string>) =>
        new Map(assess(given, asOf, confirmed(choices)).clocks.map((clock) => [clock.id, clock]));
      const found = states(others);
      const byOption = optionsOf(id).map((option) => states({ ...others, [id]: option }));
      const inForce = byOption[optionsOf(id).indexOf(own ?? '')];
      for (const [clock, { state, text, alternatives }] of found) {
        // Of what another limit is shown beside alone, and of a class that no limit hangs on, nothing is asked here.
        const all = byOption.map((one) => one.get(clock)?.state ?? 'not-applicable');
        const taken = inForce?.get(clock)?.state ?? 'not-applicable';
        if (clock === 'diagnosis' || (id === 'pauses' && clock === 'arrival')) continue;
        const differs = isOver(taken) && new Set(all.map(isFailing)).size > 1;
        if (!differs) expect(state).toBe(taken);
        else {
          open += 1;
          expect([clock, state]).toEqual([clock, 'undecided']);
          expect(text).toContain('口径未经双方确认，不下结论');
          expect(
            alternatives.filter(({ option }) => option?.startsWith(`${id}:`)).map((one) => isFailing(one.state)),
          ).toContain(true);
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(open).toBeGreaterThan(20);
});
