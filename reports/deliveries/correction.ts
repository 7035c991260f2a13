/** The row 更正以前各期 of 交付物完成表. */
import type { Correction } from '../../src/contract/calendar/balance.ts';
import type { Row } from '../../src/report/block.ts';
import { CORRECTED, signedText } from '../cells/signed.ts';
import { correctedCounts } from './due.ts';

/**
 * Signed, and in no total: the 应交项 themselves were counted before.
 * @param columns of the table: what it has none for is not printed
 */
export function correctionRow(corrections: readonly Correction[], columns: readonly { key: string }[]): Row[] {
  if (corrections.length === 0) return [];
  const { onTimeByIssue, onTimeByDelivery, onTimeByReceipt, ...counts } = correctedCounts(corrections);
  const { owed, late, deliveredLate, undelivered, overdue, missing, open, waived, received } = counts;
  const signed = {
    owed,
    issued: onTimeByIssue,
    delivered: onTimeByDelivery,
    signed: onTimeByReceipt,
    late,
    deliveredLate,
    undelivered,
    overdue,
    missing,
    open,
    waived,
    received,
  };
  const printed = Object.entries(signed).filter(([key]) => columns.some((one) => one.key === key));
  const cells = Object.fromEntries(printed.map(([key, count]) => [key, signedText(count)]));
  return [{ tone: 'attention', cells: { name: CORRECTED, ...cells } }];
}
