/** How a fault ended and of what it came, in the words that its page, every list and the quota share. Pure. */
import type { IncidentAssessment } from '../../assess/incidents/clocks.ts';
import { causeChoices } from '../../records/incident/choices.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import type { SiteLink } from '../../report/site-model.ts';
import { deductedText, formatDuration } from '../../wording/durations.ts';
import { MISSING, timeText } from '../../wording/words.ts';

/**
 * How long it took to restore, as it counts; pauses that were deducted are said below it, since the times beside it are further apart.
 * @param judged in contract time, at the moment of the page
 */
export function restorationCell({ restored, closed, requirement, facts, downtime }: IncidentAssessment): SiteLink {
  if (!restored) return unrestored({ closed, requirement, facts });
  const deducted = deductedText(downtime);
  return {
    text: formatDuration(downtime.counted),
    sort: downtime.counted,
    ...(deducted === '' ? {} : { sub: deducted }),
  };
}

/** Without a restoration: a requirement has none, and what was closed does not wait for one any more. */
function unrestored({
  closed,
  requirement,
  facts,
}: Pick<IncidentAssessment, 'closed' | 'requirement' | 'facts'>): SiteLink {
  if (!closed) return { text: requirement ? '处理中' : '尚未恢复', sort: '' };
  const text = `处理完成 ${timeText(facts.closedAt)}`;
  return { text, sort: '', ...(requirement ? {} : { sub: '没有登记恢复时间' }) };
}

/** Of what it came. Of a requirement nothing is to be found out: without a category nothing is said of it. */
export function causeText({ causeCategory }: IncidentRecord, { requirement }: IncidentAssessment): string {
  if (causeCategory === undefined && requirement) return MISSING;
  return causeChoices[causeCategory ?? 'unknown'];
}
