/**
 * The signed paper by which a 口径 counts as confirmed: kept as an original, and attached as the purchaser's hand to the receipt of a
 * document that lists the 口径. Any other file, and the paper of something else, vouches for none. Pure.
 */
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import type { AnyRecord } from '../../../records/record.ts';

/** Kind of the records of what became of issued documents. */
export const RECEIPTS = 'signoff';

/** What a receipt says of the document that was signed for. */
export interface Receipt {
  obligation: string;
  period: string;
  revision: number;
}

type MaybeReceipt = AnyRecord & Partial<Receipt> & { action?: string };

/** Ids of the written documents to which the list of 口径 is added. */
export const letterIds = ({ written }: Pick<ContractBundle, 'written'>): ReadonlySet<string> =>
  new Set(written.filter(({ generated }) => generated?.includes('interpretations')).map(({ id }) => id));

/** The paper that the contract's data name for it; undefined: they do not say that both sides signed one. */
export const namedPaper = ({ chosen, scan }: Interpretation): string | undefined =>
  chosen === null ? undefined : scan;

/**
 * The receipts that show the purchaser's hand on this very file.
 * @param signoffs in any order @returns those of a letter, where the contract has one; else of whatever document was signed for
 */
export function receiptsOf(
  scan: string,
  signoffs: readonly AnyRecord[],
  contract: Pick<ContractBundle, 'written'>,
): Receipt[] {
  const letters = letterIds(contract);
  return signoffs.flatMap(({ action, obligation, period, revision, withdrawn, attachments = [] }: MaybeReceipt) => {
    if (obligation === undefined || period === undefined || revision === undefined) return [];
    const isSigned = attachments.some(
      (one) => one.sha256 === scan && one.proof === 'purchaser' && one.withdrawn === undefined,
    );
    const isLetter = letters.size === 0 || letters.has(obligation);
    return action === 'receive' && withdrawn === undefined && isSigned && isLetter
      ? [{ obligation, period, revision }]
      : [];
  });
}
