/** Drawn contracts and events, judged by the product and by the oracle of RULES.md: both say the same of everything. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { differences } from './_compare.ts';
import { drawnOf, plans } from './_contracts.ts';
import { resultOf } from './_money.ts';
import { bundleOf, judgedOf } from './_product.ts';

test('the product judges every drawn contract as the rules of prose say', () => {
  for (const [n, plan] of fc.sample(plans, { seed: 7, numRuns: runs(80) }).entries()) {
    const { files, facts, world } = drawnOf(plan);
    const { bundle, problems } = bundleOf(files);
    expect(problems, `contract ${n}`).toEqual([]);
    expect(differences(judgedOf(bundle, facts), resultOf(world, facts)), `contract ${n}`).toEqual([]);
  }
});
