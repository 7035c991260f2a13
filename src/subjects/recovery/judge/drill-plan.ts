/** Was the plan of a drill there in time: 10 working days before it (5.3.9, 双方约定)? Pure. */

import type { IssuedSummary } from '../../../contract/calendar/occurrence.ts';
import { workingDaysBefore } from '../../../contract/calendar/working-days.ts';
import type { Obligation } from '../../../contract/terms/obligations.ts';
import { at, compareInstants, dateOf, type InstantText, toText } from '../../../contract/time.ts';
import type { DrillRecord } from '../kinds/drill.ts';

export interface DrillPlan {
  /** By when it ought to have been there; inclusive. Null when the contract's data set no such time. */
  dueAt: InstantText | null;
  /** The plan as it was issued, when its number is that of a document. */
  issued: IssuedSummary | null;
  /** `unknown`: it is none of the documents issued, and its approval is not written down either. */
  state: 'in-time' | 'late' | 'unknown';
  /** Approved before the drill began. */
  approved: boolean;
}

/** @param rule the obligation of the plan ; its `workingDays` are counted back from the drill */
export function drillPlan(
  drill: DrillRecord,
  rule: Pick<Obligation, 'due'> | undefined,
  issued: readonly IssuedSummary[],
  isWorkingDay: (date: string) => boolean,
): DrillPlan {
  const dueAt = dueOf(drill, rule, isWorkingDay);
  const found = issued.find((one) => one.number === drill.plan) ?? null;
  const there = found?.issuedAt ?? drill.planApprovedAt ?? null;
  const approved = drill.planApprovedAt !== undefined && compareInstants(drill.planApprovedAt, drill.startedAt) <= 0;
  if (there === null || dueAt === null) return { dueAt, issued: found, state: 'unknown', approved };
  return { dueAt, issued: found, state: compareInstants(there, dueAt) <= 0 ? 'in-time' : 'late', approved };
}

function dueOf(
  drill: DrillRecord,
  rule: Pick<Obligation, 'due'> | undefined,
  isWorkingDay: (date: string) => boolean,
): InstantText | null {
  const due = rule?.due;
  if (due?.before === undefined || due.workingDays === undefined) return null;
  const day = workingDaysBefore({ isWorkingDay }, dateOf(drill.startedAt), due.workingDays);
  return toText(at(day, due.time ?? '23:59:59'));
}
