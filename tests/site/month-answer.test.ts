/** The month's sentence: 都 is never said over what is missing, late, waived or still to come. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { monthAnswer } from '../../src/site/lib/month-answer.ts';
import { type State, stateOrder, states } from '../../src/site/lib/states.ts';

const wordOf = (state: State): string => states[state].word;

it('says 都按期签发 only where all of it was, and every number of the page beside it', () => {
  const counts = fc.tuple(...stateOrder.map(() => fc.nat({ max: 2 })));
  fc.assert(
    fc.property(counts, (numbers) => {
      const given = stateOrder.map((state, n) => ({ state, count: numbers[n] ?? 0 }));
      const { text, tone } = monthAnswer('2026 年 10 月', given, wordOf, '签发');
      const of = (...wanted: State[]) =>
        given.reduce((sum, { state, count }) => sum + (wanted.includes(state) ? count : 0), 0);
      const total = of(...stateOrder);
      const whole = total > 0 && of('on-time') === total;
      expect(text.includes(`${total} 项都按期签发`)).toBe(whole);
      expect(tone === 'normal').toBe(of('on-time') > 0 && of('on-time', 'waived') === total);
      expect(tone === 'abnormal').toBe(of('missing', 'overdue', 'undelivered') > 0);
      for (const { state, count } of given)
        expect(text.includes(`${wordOf(state)} ${count} 项`)).toBe(count > 0 && total > 0);
    }),
  );
});
