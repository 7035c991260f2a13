/** How a fault ended and of what it came, in the words that its page, every list and the quota share. Pure. */
import type { IncidentAssessment } from '../../assess/incidents/clocks.ts';
import { causeChoices } from '../../records/incident/choices.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import type { RichCell } from '../../report/block.ts';
import { deductedText, formatDuration } from '../../wording/durations.ts';
import { MISSING, timeText } from '../../wording/words.ts';

/**
 * How long it took to restore, as it counts; pauses that were deducted are said below it, since the times beside it are further apart.
 * @param judged in contract time, at the moment of the page
 */
export function restorationCell(judged: IncidentAssessment): RichCell {
  const { restored, closed, requirement, facts, downtime } = judged;
  if (!restored) return unrestored({ closed, requirement, facts });
  const deducted = deductedText(downtime);
  const below = [...(deducted === '' ? [] : [deducted]), ...openText(judged)].join('，');
  return {
    text: formatDuration(downtime.counted),
    sort: downtime.counted,
    ...(below === '' ? {} : { sub: below }),
  };
}

/** What of a fault that was restored is still to come: the word of the purchaser, and its end. */
const openText = (judged: Pick<IncidentAssessment, 'facts' | 'requirement' | 'closed'>): string[] => [
  ...(isUnconfirmed(judged) ? ['待⟦采购人⟧确认'] : []),
  ...(judged.closed ? [] : ['处理中']),
];

/** Only the supplier says that it was restored: whatever is judged by that may change with the word of the purchaser. */
export const isUnconfirmed = ({ facts, requirement }: Pick<IncidentAssessment, 'facts' | 'requirement'>): boolean =>
  !requirement && facts.restoredBy === 'supplier';

/** Beside what is judged by such a time. */
export const TO_CONFIRM = '恢复时间待⟦采购人⟧确认';

/** Without a restoration: a requirement has none, and what was closed does not wait for one any more. */
function unrestored({
  closed,
  requirement,
  facts,
}: Pick<IncidentAssessment, 'closed' | 'requirement' | 'facts'>): RichCell {
  if (!closed) return { text: requirement ? '处理中' : '尚未恢复', sort: '' };
  const text = `处理完成 ${timeText(facts.closedAt)}`;
  return { text, sort: '', ...(requirement ? {} : { sub: '没有登记恢复时间' }) };
}

/** Of what it came. Of a requirement nothing is to be found out: without a category nothing is said of it. */
export function causeText({ causeCategory }: IncidentRecord, { requirement }: IncidentAssessment): string {
  if (causeCategory === undefined && requirement) return MISSING;
  return causeChoices[causeCategory ?? 'unknown'];
}
