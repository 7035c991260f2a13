/**
 * What of a document nobody has done or written yet when it is about to be confirmed: it prints as open for good, so that whoever
 * confirms it says knowingly that it shall.
 */

import { UserError } from '../../contract/error.ts';
import { TO_BE_SUPPLIED } from '../../contract/terms/blanks.ts';
import { textsOf } from '../../guard/allowed.ts';
import type { ReportDocument } from '../../report/document.ts';
import { isOpen } from '../../states/outcome.ts';
import type { CheckResult } from '../../subjects/inspections/judge/result.ts';
import { findMeasure } from '../../subjects/inspections/judge/row.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';

export interface Unfinished {
  /** Manual checks of the contract without a result. */
  manual: number;
  /** Rows that are abnormal, unreachable or stale, of which no 处理措施 is written. */
  measures: number;
  /** Something reads 待补充 in a document that takes no answers. */
  blank: boolean;
}

/** Asks whether it shall be confirmed all the same; undefined: nobody has to say so, as of a story that is told again. */
export type AskUnfinished = ((text: string) => Promise<boolean>) | undefined;

/** Rows of the contract that wait for a person: for a measure, and for a result. @param confirm what is answered */
export const unansweredRows = (rows: readonly CheckResult[], confirm: SignoffRecord) => ({
  measures: rows.filter((row) => isOpen(row) && !isMeasured(row, confirm)),
  manual: rows.filter((row) => row.outcome === 'manual-pending'),
});

/** A row over a kind also by the measures of its members, when each of those that are open has one. */
function isMeasured(row: CheckResult, confirm: SignoffRecord): boolean {
  if (findMeasure(confirm, row.check, row.asset, row.instance) !== undefined) return true;
  const members = row.members ?? [];
  // An outcome that no member has was seen by a person, of the kind as a whole.
  if (!members.some(({ outcome }) => outcome === row.outcome)) return false;
  return members.every((member) => !isOpen(member) || isMeasured(member, confirm));
}

/** Whether something in the body of a document reads 待补充; its marks count that, and are none themselves. */
export const hasToBeSupplied = (document: ReportDocument): boolean =>
  textsOf({ ...document, marks: [] }).includes(TO_BE_SUPPLIED);

/** What is open, as whoever confirms says that they know it. @returns null when nothing is */
export function unfinishedText({ manual, measures, blank }: Unfinished): string | null {
  const parts = [
    ...(manual > 0 ? [`还有 ${manual} 项人工检查没有登记`] : []),
    ...(measures > 0 ? [`有 ${measures} 项异常没有写处理措施`] : []),
    ...(blank ? ['有待补充之处'] : []),
  ];
  return parts.length === 0 ? null : parts.join('、');
}

/** @throws UserError when something is open and nobody says that they know it; nothing was saved then */
export async function requireKnown(
  unfinished: Unfinished,
  { obligation, occurrence }: PlannedOccurrence,
  ask: AskUnfinished,
): Promise<void> {
  const text = unfinishedText(unfinished);
  if (text === null || ask === undefined || (await ask(text))) return;
  throw new UserError(`${obligation.name} ${occurrence.period} ${text}，没有确认`, {
    found: '没有说明知道这些没有做完',
    expected: '先登记和写明；仍要这样确认的，明确说明，文档照“待人工”等印出',
    hint: `在登记台勾选“我已知道”；命令行在终端回答，或运行 opsledger confirm ${obligation.id} ${occurrence.period} --by 姓名 --unfinished`,
  });
}
