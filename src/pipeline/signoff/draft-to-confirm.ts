/** Whether the log of a day still waits for somebody to confirm it. */

import { dateOf } from '../../contract/time.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import { planAt } from '../plan/plan.ts';
import { isReopened } from '../plan/planned.ts';
import { planSource, type Session } from '../session.ts';

/** @param now ISO instant; its contract date is the day. @returns false when the log was confirmed or issued, unless it was sent back */
export async function hasDraftToConfirm(session: Session, now: string): Promise<boolean> {
  const plan = await planAt(planSource(session), now);
  const day = dateOf(now);
  const item = plan.items.find((one) => isInspectionAlone(one.obligation) && one.occurrence.period === day);
  if (item === undefined || !item.hasEvidence || item.confirmed) return false;
  return item.issued === null || isReopened(item);
}
