/** The search over knowledge bases of other fields, each against plain bigram BM25 over the same documents. */
import { describe, expect, it } from 'vitest';
import { isFarOff } from '../../src/search/about.ts';
import { search } from '../../src/search/search.ts';
import { indexOf, knowledgeBases, measure } from './_knowledge-bases.ts';

/** Of 48 questions without an answer those that must be told, and the share of the others that may be denied. */
const GOAL = { told: 40, denied: 0.06 };
/**
 * What falls short of it: where neighbouring offices' matters, or what nobody wrote of the desk's own things, are asked in its words; and
 * where a few are asked in words of which the article holds hardly one, and all but one of the unanswerable are told.
 */
const SHORT: Record<string, typeof GOAL> = {
  broadcast: { told: 47, denied: 0.07 },
  'civil-affairs': { told: 36, denied: 0.06 },
  'library-museum': { told: 39, denied: 0.05 },
};

describe('in a field that nobody had in mind', () => {
  const measured = knowledgeBases().map((base) => ({ base, ...measure(base) }));
  const mean = (of: (one: (typeof measured)[number]) => number): number =>
    measured.reduce((sum, one) => sum + of(one), 0) / measured.length;

  it.each(measured.map((one) => [one.base.field, one] as const))('%s: finds more than plain bigrams do', (_, one) => {
    expect(one.base.documents.length).toBeGreaterThanOrEqual(45);
    expect(one.recall).toBeGreaterThanOrEqual(one.plain.recall + (1 - one.plain.recall) / 4);
    expect(one.mrr).toBeGreaterThan(one.plain.mrr + 0.03);
  });

  it.each(measured.map((one) => [one.base.field, one] as const))('%s: says what it has no answer to', (_, one) => {
    expect(one.base.unanswerable).toHaveLength(48);
    const { told, denied } = SHORT[one.base.name] ?? GOAL;
    expect(one.told).toBeGreaterThanOrEqual(told);
    expect(one.denied / one.base.questions.length).toBeLessThan(denied);
  });

  it.each(measured.map((one) => [one.base.field, one] as const))(
    '%s: answers who greets as who does not',
    (_, { base }) => {
      const index = indexOf(base);
      const judged = (ask: string): unknown => {
        const results = search(index, ask, 3);
        return [isFarOff(results), results.map(({ url }) => url)];
      };
      for (const ask of [...base.unanswerable.slice(0, 8), ...base.questions.slice(0, 8).map((one) => one.ask)])
        expect(judged(`你好，我想问一下，${ask}`), ask).toEqual(judged(ask));
    },
  );

  it('holds the goal over all of them: MRR 0.05 above, 40 of 48 told, one in twenty denied', () => {
    expect(mean((one) => one.mrr - one.plain.mrr)).toBeGreaterThanOrEqual(0.05);
    expect(mean((one) => one.told)).toBeGreaterThanOrEqual(40);
    expect(mean((one) => one.denied / one.base.questions.length)).toBeLessThanOrEqual(0.05);
  });
});
