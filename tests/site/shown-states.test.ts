/** States look on the site as on paper: the same words and marks for the same codes. */
import { expect, it } from 'vitest';
import { outcomeMarks } from '../../src/assess/inspection/result.ts';
import { shownInManual } from '../../src/pipeline/publish/shown/manual.ts';
import { receipts } from '../../src/site/lib/receipts.ts';
import { outcomes, states } from '../../src/site/lib/states.ts';

const shown = (await shownInManual()).states;

it.each([
  ['outcome', outcomes],
  ['state', states],
  ['receipt', receipts],
] as const)('of %s the manual shows each that the site draws, by its word', (of, looks) => {
  expect(shown[of].map(({ code }) => code).toSorted()).toEqual(Object.keys(looks).toSorted());
  for (const { code, word, meaning } of shown[of]) {
    // What goes by its receipt has a second word in brackets.
    expect(word.replace(/（.*）$/, '')).toBe(looks[code as keyof typeof looks]?.word);
    expect(meaning).not.toBe('');
  }
});

it('marks outcomes as documents do', () => {
  expect(Object.fromEntries(Object.entries(outcomes).map(([code, { mark }]) => [code, mark]))).toEqual(outcomeMarks);
});
