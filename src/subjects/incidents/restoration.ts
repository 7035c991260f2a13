/** How a fault ended and of what it came, in the words that its documents, its page and every list share. Pure. */

import { spanCell, withNote } from '../../page/value-cell.ts';
import type { Cell } from '../../report/block.ts';
import { deductedText } from '../../wording/durations.ts';
import { MISSING, timeText } from '../../wording/words.ts';
import type { IncidentAssessment } from './judge/clocks.ts';
import { causeChoices } from './kinds/incident/choices.ts';
import type { IncidentRecord } from './kinds/incident.ts';

/** How long a restoration took as it counts, with what was deducted for pauses. @param downtime seconds; null: it was not restored */
export const restorationSpan = (downtime: { gross: number; counted: number } | null): Cell =>
  downtime === null ? spanCell(null) : withNote(spanCell(downtime.counted), deductedText(downtime));

type Ended = Pick<IncidentAssessment, 'closed' | 'restored' | 'requirement' | 'facts'>;

/** What a contract counts as a requirement was never down: it is in hand until it is closed. */
export function handlingText({
  closed,
  restored,
  requirement,
}: Pick<Ended, 'closed' | 'restored' | 'requirement'>): string {
  if (closed) return '已处理完成';
  if (requirement) return '处理中';
  return restored ? '已恢复，未关闭' : '未恢复';
}

/** Beside it, what is still to come of one that was restored; of one that never was, when it was closed. */
export function handlingNote(judged: Ended): string | undefined {
  const { closed, restored, requirement, facts } = judged;
  if (restored) return isUnconfirmed(judged) ? '待⟦采购人⟧确认' : undefined;
  if (!closed) return undefined;
  return `${timeText(facts.closedAt)}${requirement ? '' : '，没有登记恢复时间'}`;
}

/** Only the supplier says that it was restored: whatever is judged by that may change with the word of the purchaser. */
export const isUnconfirmed = ({ facts, requirement }: Pick<Ended, 'facts' | 'requirement'>): boolean =>
  !requirement && facts.restoredBy === 'supplier';

/** Beside what is judged by such a time. */
export const TO_CONFIRM = '恢复时间待⟦采购人⟧确认';

/** Of what it came. Of a requirement nothing is to be found out: without a category nothing is said of it. */
export function causeText({ causeCategory }: IncidentRecord, { requirement }: IncidentAssessment): string {
  if (causeCategory === undefined && requirement) return MISSING;
  return causeChoices[causeCategory ?? 'unknown'];
}
