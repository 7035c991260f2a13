/** A contract whose clauses each ask for something that no data hold. */
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';

/** Words that no term covers. */
export const MORE = '另须派驻四十七名助理。';

/** @param ids of the clauses that ask for more; absent: all but declarations */
export const askingMore = (bundle: ContractBundle, ids?: readonly string[]): ContractBundle => ({
  ...bundle,
  contract: {
    ...bundle.contract,
    clauses: bundle.contract.clauses.map((one) =>
      one.declaration === undefined && (ids?.includes(one.id) ?? true)
        ? { ...one, text: `${one.text.replace(/[。；;]?$/, '。')}${MORE}` }
        : one,
    ),
  },
});
