/** What is said while nobody has inspected today: of the period in which the contract asks for an inspection. Pure. */

import type { DateText } from '../../contract/time.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';

export interface NoInspection {
  text: string;
  /** false: the inspection that the contract asks for in this period was made on another day of it. */
  owed: boolean;
}

/** Where every day has its inspection, and where no document tells of them. */
export const OF_DAY: NoInspection = { text: '今日尚无巡检记录', owed: true };

/**
 * A contract that wants one inspection a week or a month is not short of one each day.
 * @param items of the plan
 * @param today contract date
 */
export function noInspection(
  items: readonly Pick<PlannedOccurrence, 'obligation' | 'occurrence' | 'hasEvidence'>[],
  today: DateText,
): NoInspection {
  const running = items.filter(
    ({ obligation, occurrence: { from, to } }) => isInspectionAlone(obligation) && from <= today && today <= to,
  );
  // Of several the shortest asks the most of this day.
  const [item] = running.toSorted((one, other) => daysOf(one) - daysOf(other));
  if (item === undefined || daysOf(item) === 1) return OF_DAY;
  const period = `本期（${item.occurrence.from} 至 ${item.occurrence.to}）`;
  return item.hasEvidence
    ? { text: `今日没有巡检，${period}已有巡检记录`, owed: false }
    : { text: `${period}尚无巡检记录`, owed: true };
}

const daysOf = ({ occurrence: { from, to } }: Pick<PlannedOccurrence, 'occurrence'>): number =>
  Temporal.PlainDate.from(from).until(to).days + 1;
