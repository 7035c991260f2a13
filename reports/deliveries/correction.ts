/** The row 更正以前各期 of 交付物完成表. */
import type { Correction } from '../../src/contract/calendar/balance.ts';
import type { Row } from '../../src/report/document.ts';
import { CORRECTED, signedText } from '../cells/signed.ts';
import { correctedCounts } from './due.ts';

/** Signed, and in no total: the 应交项 themselves were counted before. */
export function correctionRow(corrections: readonly Correction[]): Row[] {
  if (corrections.length === 0) return [];
  const { onTimeByIssue, onTimeByDelivery, ...counts } = correctedCounts(corrections);
  const { owed, late, overdue, missing, open, waived, received } = counts;
  const signed = {
    owed,
    issued: onTimeByIssue,
    delivered: onTimeByDelivery,
    late,
    overdue,
    missing,
    open,
    waived,
    received,
  };
  const cells = Object.fromEntries(Object.entries(signed).map(([key, count]) => [key, signedText(count)]));
  return [{ tone: 'attention', cells: { name: CORRECTED, ...cells } }];
}
