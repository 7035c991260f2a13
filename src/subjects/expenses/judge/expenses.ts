/** 费用与备件 in sums. Pure. */

import { rounded } from '../../../wording/figures.ts';
import { type ExpenseRecord, flowOf } from '../kinds/expense.ts';

/** Yuan; amounts are summed in fen: tenths of a yuan do not add up in binary. */
export const sumYuan = (records: readonly Pick<ExpenseRecord, 'amount'>[]): number =>
  rounded(
    records.reduce((sum, one) => sum + one.amount, 0),
    2,
  );

/** true of money spent of which both sides have still to agree who bears it. */
export const isToAgree = ({ payer, type }: Pick<ExpenseRecord, 'payer' | 'type'>): boolean =>
  payer === 'agreed' && flowOf(type) === 'spent';
