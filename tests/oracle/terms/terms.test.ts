/** Drawn contracts and events, judged by the product and by the oracle of RULES.md: both say the same of everything. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../support/runs.ts';
import { differences } from './_compare.ts';
import { areExclusive, constructs, drawnConstructs, drawnOf, plans } from './_contracts.ts';
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

test('each pair of constructs meets in at least 20 of 2,000 contracts', () => {
  const drawn = fc.sample(drawnConstructs, { seed: 7, numRuns: 2000 });
  const rare = constructs.flatMap((a, n) =>
    constructs
      .slice(n + 1)
      .map((b) => ({ a, b, times: drawn.filter((one) => one.has(a) && one.has(b)).length }))
      .filter(({ a: own, b, times }) => !areExclusive(own, b) && times < 20),
  );
  expect(rare).toEqual([]);
});
