/** 分期付款 at one moment, from the plan and the records of papers: one list for site, `status`, desk and reminders. */
import type { InstantText } from '../../contract/time.ts';
import {
  type HeldDocument,
  type JudgedInstalment,
  judgeInstalments,
} from '../../subjects/payments/judge/instalments.ts';
import paymentPaper, { type PaymentPaperRecord } from '../../subjects/payments/kinds/payment-paper.ts';
import type { Session } from '../session.ts';
import type { Plan } from './plan.ts';
import { type PlannedOccurrence, standingIssue } from './planned.ts';

/** @param now ISO instant. @returns none where the contract has no instalments */
export async function instalmentsOf(
  { workspace: { contract, records } }: Pick<Session, 'workspace'>,
  { items }: Pick<Plan, 'items'>,
  now: InstantText,
): Promise<JudgedInstalment[]> {
  const { instalments = [] } = contract.contract;
  if (instalments.length === 0) return [];
  const { records: papers } = await records.list<PaymentPaperRecord>(paymentPaper.id);
  return judgeInstalments({ instalments, documents: items.map(heldDocument), papers, asOf: now });
}

const heldDocument = (item: PlannedOccurrence): HeldDocument => ({
  ...{ obligation: item.obligation, occurrence: item.occurrence, state: item.state },
  number: standingIssue(item)?.manifest.number ?? null,
  facts: item.delivery,
});
