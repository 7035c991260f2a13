/** Whether the project is closed (结项) at a moment, and what came into the records after it. Pure. */
import { compareInstants, formatDateTime, type InstantText } from '../../../contract/time.ts';
import { withdrawalOf } from '../../../records/counted.ts';
import { isVouched } from '../../../records/purchaser.ts';
import type { AnyRecord } from '../../../records/record.ts';
import { CLAIMED } from '../../../wording/words.ts';
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

export interface Closed {
  /** When both sides closed the project; null: they did not. */
  closedAt: InstantText | null;
  /** The record that stands, vouched for or not; null: nothing was written down of it. */
  record: CloseOutRecord | null;
}

/** What is said of it wherever states are told; null: nothing was written down of it. */
export function closingText({ closedAt: at, record }: Closed): string | null {
  if (record === null) return null;
  const named = `${record.id}，${record.document}`;
  if (at === null) return `结项（${named}）为${CLAIMED}：时限照常计算`;
  return `已于 ${formatDateTime(at)} 结项（${named}）：时限、逾期和等待的时间停在这一时刻，当时未完成的照当时的状态列出`;
}

/** Records that were written down after the project was closed, in the order of that; the closing itself is none. */
export const enteredAfter = <T extends Pick<AnyRecord, 'id' | 'enteredAt'>>(
  all: readonly T[],
  { closedAt: at, record }: Closed,
): T[] =>
  at === null
    ? []
    : all
        .filter(({ id, enteredAt }) => id !== record?.id && compareInstants(enteredAt, at) > 0)
        .toSorted((a, b) => compareInstants(a.enteredAt, b.enteredAt));

/** How many there are, and the first of them. */
export function enteredAfterText(ids: readonly string[]): string {
  const named = ids.slice(0, NAMED).join('、');
  return `结项之后登记的记录 ${ids.length} 条：${named}${ids.length > NAMED ? ' 等' : ''}`;
}

const NAMED = 10;
