/** Which of the records that a document was made from are listed on 档案查验, and how many are not. Pure. */
import type { ProofRecords } from '../../proof/index.ts';

/** Some of the records: those that are listed, and the number of the others. */
export interface Listed {
  ids: readonly string[];
  /** How many more there are. */
  cut: number;
}

/**
 * Those of the document's own days and, apart, those of before. The index has the first of them only, its own first, so that what it
 * leaves out may be of either.
 */
export function listedRecords({ count, before = 0, ids }: ProofRecords): { own: Listed; earlier: Listed } {
  const all = count - before;
  const own = ids.slice(0, all);
  const earlier = ids.slice(all);
  return {
    own: { ids: own, cut: all - own.length },
    earlier: { ids: earlier, cut: before - earlier.length },
  };
}

/** `163 条（含作废 1 条）`: a document is made from those that were withdrawn too, and counts none of them. */
export function recordCount({ count, withdrawn = 0, withdrawnSince = 0 }: ProofRecords): string {
  const gone = [
    ...(withdrawn === 0 ? [] : [`含作废 ${withdrawn}\u00a0条`]),
    ...(withdrawnSince === 0 ? [] : [`签发后作废 ${withdrawnSince}\u00a0条`]),
  ];
  return `${count}\u00a0条${gone.length === 0 ? '' : `（${gone.join('，')}）`}`;
}
