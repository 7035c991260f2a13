/** Which fact makes a document in time: the obligation's own word, the contract's, a 口径, or its issue. */
import { describe, expect, test } from 'vitest';
import { onTimeFactsOf, onTimeRule } from '../../../src/assess/contract/on-time.ts';
import { buildBundle } from '../../../src/contract/bundle/build-bundle.ts';
import type { ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { obligationSchema } from '../../../src/contract/terms/obligations.ts';
import { factFor } from '../../../src/recount/levels/on-time.ts';
import { starter } from '../../contract/_starter.ts';

const confirming = (option: string): ContractBundle => {
  const bundle = starter();
  const interpretations = bundle.interpretations.map((one) =>
    one.binds === 'on-time' ? { ...one, confirmed: true, confirmedOn: '2026-12-01', chosen: option } : one,
  );
  return { ...bundle, interpretations };
};
const without = (onTimeBy?: 'delivered' | 'received'): ContractBundle => {
  const bundle = starter();
  return {
    ...bundle,
    contract: { ...bundle.contract, ...(onTimeBy === undefined ? {} : { onTimeBy }) },
    interpretations: bundle.interpretations.filter(({ binds }) => binds !== 'on-time'),
  };
};

describe('the fact that decides', () => {
  test.for([
    [
      'an open 口径: the default decides for now, every reading is shown',
      starter(),
      {},
      'issued',
      ['issued', 'delivered'],
    ],
    ['a confirmed one decides alone', confirming('delivered'), {}, 'delivered', ['delivered']],
    ['publishing is an issue', confirming('published'), {}, 'issued', ['issued']],
    ['nothing said is by the issue', without(), {}, 'issued', ['issued']],
    ['the contract says it', without('delivered'), {}, 'delivered', ['delivered']],
    ['an obligation says otherwise', without('delivered'), { onTimeBy: 'received' }, 'received', ['received']],
    ['an obligation settles what a 口径 leaves open', starter(), { onTimeBy: 'delivered' }, 'delivered', ['delivered']],
  ] as const)('%s', ([, bundle, obligation, by, readings]) => {
    expect(onTimeRule(bundle)(obligation)).toEqual({ by, readings });
    // Counted again by code of its own.
    expect(factFor({ contract: bundle.contract, interpretations: bundle.interpretations }, obligation)).toBe(by);
  });

  test('of all documents together: the first contract knows the issue alone', () => {
    expect(onTimeFactsOf(starter())).toEqual(['issued']);
    const bundle = without('received');
    const [first, ...rest] = bundle.obligations;
    if (first === undefined) throw new Error('no obligation');
    const mixed = { ...bundle, obligations: [{ ...first, onTimeBy: 'issued' as const }, ...rest] };
    expect(onTimeFactsOf(mixed)).toEqual(['issued', 'received']);
  });
});

describe('what cannot be meant is told with its place', () => {
  const problems = (bundle: ContractBundle) => buildBundle(bundle).problems.filter(({ at }) => at.includes('onTimeBy'));

  test('the contract and a 口径 on one thing', () => {
    const bundle = starter();
    expect(problems({ ...bundle, contract: { ...bundle.contract, onTimeBy: 'delivered' } })).toMatchObject([
      {
        file: 'contract/contract.yaml',
        at: 'onTimeBy',
        found: 'delivered',
        expected: expect.stringContaining('interpretations'),
      },
    ]);
  });

  test('a document that has no time to be kept', () => {
    const bundle = starter();
    const [first, ...rest] = bundle.obligations;
    if (first === undefined) throw new Error('no obligation');
    const timeless = { ...first, due: null, parts: undefined, onTimeBy: 'delivered' as const };
    expect(problems({ ...bundle, obligations: [timeless, ...rest] })).toMatchObject([
      { file: 'contract/obligations.yaml', at: 'obligations[0].onTimeBy', expected: expect.stringContaining('有期限') },
    ]);
  });

  test('a word that is none', () => {
    const [first] = starter().obligations;
    const result = obligationSchema.safeParse({ ...first, onTimeBy: 'deliver' });
    expect(result.error?.issues).toMatchObject([{ path: ['onTimeBy'] }]);
  });
});
