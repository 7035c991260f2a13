/** Which 口径 of a contract's data count as confirmed: those that the purchaser's hand is seen on. */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { withDecisions } from '../../subjects/interpretations/judge/decided.ts';
import { namedPaper, RECEIPTS, receiptsOf } from '../../subjects/interpretations/judge/paper.ts';
import type { InterpretationDecisionRecord } from '../../subjects/interpretations/kinds/interpretation-decision.ts';
import type { RecordStore } from './record-store.ts';

/** Where signed papers are looked for. */
export interface KeptPapers {
  /** true when an original with this SHA-256 is in the evidence store. */
  has(sha256: string): Promise<boolean>;
  records: Pick<RecordStore, 'list' | 'kinds'>;
}

/** Why the paper of a 口径 vouches for nothing: it is not kept, or the purchaser's hand on it is on no receipt of a letter. */
export type PaperFault = 'missing' | 'no-receipt';

/** Of each 口径 for which the contract's data name a signed paper what speaks against it, by id; null: nothing. */
export async function namedPapers(
  contract: ContractBundle,
  { has, records }: KeptPapers,
): Promise<ReadonlyMap<string, PaperFault | null>> {
  const named = contract.interpretations.flatMap((one) => {
    const scan = namedPaper(one);
    return scan === undefined ? [] : [{ id: one.id, scan }];
  });
  if (named.length === 0) return new Map();
  const isKept = (await records.kinds()).includes(RECEIPTS);
  const signoffs = isKept ? (await records.list(RECEIPTS)).records : [];
  const found = named.map(async ({ id, scan }): Promise<[string, PaperFault | null]> => {
    if (!(await has(scan))) return [id, 'missing'];
    return [id, receiptsOf(scan, signoffs, contract).length === 0 ? 'no-receipt' : null];
  });
  return new Map(await Promise.all(found));
}

/**
 * The contract's data with those 口径 alone confirmed whose signed paper is kept with the receipt of what was signed: what the supplier
 * writes into a file is not what both sides agreed on until the purchaser's hand is seen.
 */
export async function withProvenInterpretations(contract: ContractBundle, papers: KeptPapers): Promise<ContractBundle> {
  const named = await namedPapers(contract, papers);
  const interpretations = contract.interpretations.map((one) =>
    one.confirmed && named.get(one.id) !== null ? { ...one, confirmed: false } : one,
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
