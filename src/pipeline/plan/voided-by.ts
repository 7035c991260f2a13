/** What a change of the evidence did to confirmations: whoever makes it hears at once which count no more, and what brings them back. */
import { periodText } from '../../contract/calendar/period-text.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { Session } from '../session.ts';
import { planSource } from '../session.ts';
import { voidedText } from './confirmed.ts';
import { planAt } from './plan.ts';
import type { PlannedOccurrence } from './planned.ts';

/** @param id of the record that was just written, corrected or withdrawn @param now ISO instant of that */
export async function voidedBy(session: Session, id: string, now: string): Promise<string[]> {
  const { items } = await planAt(planSource(session), now);
  return items.filter(({ voided }) => voided?.changed.some((one) => one.id === id) === true).map(voidedNotice);
}

function voidedNotice({ obligation, occurrence, voided }: PlannedOccurrence): string {
  const what = voided === undefined ? '' : voidedText(voided, formatDateTime(voided.at));
  return `${obligation.name} ${periodText(occurrence)}：${what}，须重新确认：opsledger confirm ${obligation.id} ${occurrence.period} --by 姓名`;
}
