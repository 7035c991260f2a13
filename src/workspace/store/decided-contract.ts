/** Which 口径 of a contract's data count as confirmed: those that the purchaser's hand is seen on. */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { withDecisions } from '../../subjects/interpretations/judge/decided.ts';
import type { InterpretationDecisionRecord } from '../../subjects/interpretations/kinds/interpretation-decision.ts';
import type { RecordStore } from './record-store.ts';

/**
 * The contract's data with those 口径 alone confirmed whose signed paper is kept: what the supplier writes into a file is not
 * what both sides agreed on until the purchaser's hand is seen.
 * @param has true when an original with this SHA-256 is in the evidence store
 */
export async function withProvenInterpretations(
  contract: ContractBundle,
  has: (sha256: string) => Promise<boolean>,
): Promise<ContractBundle> {
  const interpretations = await Promise.all(
    contract.interpretations.map(async (one) =>
      one.confirmed && !(one.scan !== undefined && (await has(one.scan))) ? { ...one, confirmed: false } : one,
    ),
  );
  // What follows from a contract is kept beside it: one of which nothing changes stays the same one.
  const isSame = interpretations.every((one, n) => one === contract.interpretations[n]);
  return isSame ? contract : { ...contract, interpretations };
}

/** Kind of the records by which the purchaser confirms 口径 at the desk. */
export const DECISIONS = 'interpretation-decision';

/** The contract with what the purchaser confirmed at the desk besides. */
export async function withDecidedInterpretations(
  contract: ContractBundle,
  records: Pick<RecordStore, 'list' | 'kinds'>,
): Promise<ContractBundle> {
  if (!(await records.kinds()).includes(DECISIONS)) return contract;
  const { records: decisions } = await records.list<InterpretationDecisionRecord>(DECISIONS);
  return { ...contract, interpretations: withDecisions(contract.interpretations, decisions) };
}
