/**
 * The judgement of what is found: its weights are those that the knowledge bases give (`UPDATE_GOLDEN=1` writes them; never where CI is
 * set), and they hold for a base that had no part in them.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BASE, WEIGHTS } from '../../src/search/weights.ts';
import { knowledgeBases, onSite } from './_knowledge-bases.ts';
import { examplesOf, leftOut, type Weights, weightsOf } from './_weights.ts';

const FILE = join(import.meta.dirname, '../../src/search/weights.ts');
/** Each base by itself, and among the pages of a site, where more of a question stands by chance. */
const bases = knowledgeBases();
const sites = await Promise.all(bases.map(onSite));
const [alone, among] = [bases.map(examplesOf), sites.map(examplesOf)];
const examples = alone.map((own, n) => [...own, ...(among[n] ?? [])]);
const found = weightsOf(examples.flat());
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Of those that were written just now the older ones are still loaded. */
const isWritten = process.env['UPDATE_GOLDEN'] === '1' && !process.env['CI'];
if (isWritten) writeFileSync(FILE, written(found));

function written({ weights, base }: Weights): string {
  const lines = Object.entries(weights).map(([name, weight]) => `  ${name}: ${rounded(weight)},`);
  return [
    // What is found may begin like √½ or π.
    '// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, whatever it looks like',
    '/** What each sign counts in `aboutness`, found from the knowledge bases: `UPDATE_GOLDEN=1 npx vitest run tests/search/weights.test.ts`. */',
    "import type { Signs } from './signs.ts';",
    '',
    'export const WEIGHTS: Signs = {',
    ...lines,
    '};',
    '/** Moves zero to where few of the questions with an answer lie below it. */',
    `export const BASE = ${rounded(base)};`,
    '',
  ].join('\n');
}

describe('the weights of the judgement', () => {
  it('are those that the knowledge bases give', () => {
    const { weights, base } = isWritten ? found : { weights: WEIGHTS, base: BASE };
    // The pages of the site are the program's own, of which a word changes now and then.
    const near = (value: number) => expect.closeTo(value, 0);
    expect({ ...weights, base }).toEqual({
      ...Object.fromEntries(Object.entries(found.weights).map(([sign, weight]) => [sign, near(weight)])),
      base: near(found.base),
    });
  });

  it('tell and deny as they should where the base had no part in them', () => {
    for (const [where, of] of [
      ['文章', alone],
      ['站点', among],
    ] as const) {
      const judged = leftOut(bases, examples, of);
      const text = judged.map(({ name, told, denied }) => `${name} ${told} ${(100 * denied).toFixed(1)} %`).join('，');
      console.log(`留一基准（${where}）：48 问中说出无答案的，有答案却被否认的：${text}`);
      const mean = (one: (base: (typeof judged)[number]) => number): number =>
        judged.reduce((sum, base) => sum + one(base), 0) / judged.length;
      expect(mean(({ told }) => told) / 48, text).toBeGreaterThanOrEqual(0.8);
      expect(
        mean(({ denied }) => denied),
        text,
      ).toBeLessThanOrEqual(0.04);
      // Where neighbouring offices' matters are asked for in its own words it is less, and more are denied.
      expect(Math.min(...judged.map(({ told }) => told)), text).toBeGreaterThanOrEqual(31);
      expect(Math.max(...judged.map(({ denied }) => denied)), text).toBeLessThanOrEqual(0.1);
    }
  });
});
