/** What is left out of the table of clocks is never said to be counted in it by an option. */
import { describe, expect, it } from 'vitest';
import { openBasisText } from '../../reports/incident/open-basis.ts';
import type { Interpretation } from '../../src/contract/terms/interpretations.ts';
import { decidesClocks } from '../../src/subjects/incidents/judge/interpretation.ts';
import { bundle } from './_documents.ts';

const questions = (bundle.interpretations as Interpretation[]).filter(({ binds }) => binds !== undefined);
const shown = (own: readonly Interpretation[]) => own.map(({ id }) => ({ interpretation: id }));

describe('the note beside the options of open 口径', () => {
  it.each(questions.map((one) => [one.id, one] as const))('of %s says one of the two', (_, one) => {
    const text = openBasisText(shown([one]), questions);
    expect(text.includes('口径未定')).toBe(decidesClocks(one));
    expect(text.includes('以“暂列”的选项计算')).toBe(!decidesClocks(one));
  });

  it('names the questions where they differ in it', () => {
    const text = openBasisText(shown(questions), questions);
    for (const { question } of questions) expect(text).toContain(`“${question}”`);
    expect(text).toMatch(/口径未定.*；.*以“暂列”的选项计算/);
  });
});
