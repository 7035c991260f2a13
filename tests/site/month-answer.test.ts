/** The month's sentence: 都 is never said over what is missing, late, waived or still to come. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Beside, monthAnswer } from '../../src/site/lib/month-answer.ts';
import { mostUrgentFirst, type OccurrenceState, occurrences } from '../../src/states/occurrence.ts';

const wordOf = (state: OccurrenceState): string => occurrences[state].word;

const quiet: Beside = {
  report: { text: '月报', href: '/a' },
  told: { abnormal: [], attention: [], wholeDays: null },
  exceptions: 0,
};

it('says 都按期签发 only where all of it was, and every number of the page beside it', () => {
  const counts = fc.tuple(...mostUrgentFirst.map(() => fc.nat({ max: 2 })));
  fc.assert(
    fc.property(counts, (numbers) => {
      const given = mostUrgentFirst.map((state, n) => ({ state, count: numbers[n] ?? 0 }));
      const { text, tone } = monthAnswer('2026 年 10 月', given, wordOf, '签发', quiet);
      const of = (...wanted: OccurrenceState[]) =>
        given.reduce((sum, { state, count }) => sum + (wanted.includes(state) ? count : 0), 0);
      const total = of(...mostUrgentFirst);
      const whole = total > 0 && of('on-time') === total;
      expect(text.includes(`${total} 项都按期签发`)).toBe(whole);
      expect(tone === 'normal').toBe(of('on-time') > 0 && of('on-time', 'waived') === total);
      expect(tone === 'abnormal').toBe(of('missing', 'overdue', 'undelivered') > 0);
      for (const { state, count } of given)
        expect(text.includes(`${wordOf(state)} ${count} 项`)).toBe(count > 0 && total > 0);
    }),
  );
});

it('calls a month good only where its 月报 says so, too, and no statement lists an exception of it', () => {
  const links = fc.constantFrom('甲', '乙', '丙', '丁', '戊').map((text) => ({ text, href: `/a#${text}` }));
  const names = fc.uniqueArray(links, { maxLength: 5, selector: ({ text }) => text });
  const page = fc.option(fc.record({ abnormal: names, attention: names, wholeDays: fc.constant(null) }), { nil: null });
  fc.assert(
    fc.property(page, fc.nat({ max: 2 }), (told, exceptions) => {
      const given = [{ state: 'on-time' as const, count: 9 }];
      const { text, tone, named } = monthAnswer('2026 年 10 月', given, wordOf, '签发', { ...quiet, told, exceptions });
      const missed = exceptions > 0 || (told !== null && told.abnormal.length > 0);
      expect(tone === 'abnormal').toBe(missed);
      expect(tone === 'normal').toBe(!missed && told !== null && told.attention.length === 0);
      expect(text.includes(`例外 ${exceptions} 项`)).toBe(exceptions > 0);
      expect(text.includes('没有判定')).toBe(told === null);
      // Every one that is counted is named, and leads to its place.
      const all = [...(told?.abnormal ?? []), ...(told?.attention ?? [])];
      expect(named.map(({ text: name, href }) => ({ text: name, href }))).toEqual(all);
      if (told !== null && told.attention.length > 0) expect(text).toContain(`须留意 ${told.attention.length} 项`);
    }),
  );
});

it('says of a month whose 月报 was not issued that beside the documents nobody judged it', () => {
  const given = [{ state: 'on-time' as const, count: 9 }];
  const of = (report: Beside['report']) =>
    monthAnswer('2026 年 10 月', given, wordOf, '签发', { report, told: null, exceptions: 0 });
  expect(of({ text: '尚未签发' })).toMatchObject({
    text: '2026 年 10 月合同要求的都做到了没有：要求交付的 9 项都按期签发（按期 9 项）。交付以外的要求：月报尚未签发，这里没有判定。',
    tone: 'muted',
  });
  expect(of(null).text).toContain('没有可查的月报，这里没有判定');
  const joined = { text: '合同没有 2026 年 10 月单独的《月报》', href: '/deliverables/month/2026-11' };
  const short = { report: { text: '月报', href: '/a' }, joined, told: null, exceptions: 0 };
  const told = monthAnswer('2026 年 10 月', given, wordOf, '签发', short);
  expect(told.text).toContain('交付以外的要求：合同没有 2026 年 10 月单独的《月报》，这里没有单独判定。');
  expect(told.tone).toBe('muted');
});
