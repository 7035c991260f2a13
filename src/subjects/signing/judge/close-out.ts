/** Whether the project is closed (结项) at a moment, and what came into the records after it. Pure. */
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import { withdrawalOf } from '../../../records/counted.ts';
import { isVouched } from '../../../records/purchaser.ts';
import type { CloseOutRecord } from '../kinds/close-out.ts';

/**
 * The record that stands, whether it is vouched for or not, as far as it was known at a moment.
 * @param all with those that were withdrawn @param asOf ISO
 */
export function standingCloseOut(all: readonly CloseOutRecord[], asOf: InstantText): CloseOutRecord | null {
  const isKnown = (at: InstantText): boolean => compareInstants(at, asOf) <= 0;
  const standing = all.filter((one) => {
    const gone = withdrawalOf(one);
    return isKnown(one.enteredAt) && isKnown(one.at) && (gone === null || !isKnown(gone.at));
  });
  return standing.toSorted((a, b) => compareInstants(a.enteredAt, b.enteredAt))[0] ?? null;
}

/** When it was closed by both sides; null: it is not, by the word of the supplier alone neither. */
export function closedAt(all: readonly CloseOutRecord[], asOf: InstantText): InstantText | null {
  const vouched = all.filter((one) => isVouched(one, one.at));
  return standingCloseOut(vouched, asOf)?.at ?? null;
}
