/** Conditions that a permit sets in a form that can be compared, and whether an operation kept them. Pure. */
import { dateOf, type InstantText } from '../../contract/time.ts';
import type { PermitCondition } from '../../records/kinds/permit.ts';
import type { Operation } from './operations.ts';

export interface ConditionContext {
  /** `hh:mm` of the office day. */
  officeHours: { from: string; to: string };
  isWorkingDay(date: string): boolean;
}

/** true or false: kept or not; null: the record of such an operation does not tell. */
export function keepsCondition(
  operation: Operation,
  condition: PermitCondition,
  { officeHours, isWorkingDay }: ConditionContext,
): boolean | null {
  if (condition !== 'off-hours') return operation.kept[condition] ?? null;
  const inside = (time: InstantText): boolean => {
    const clock = time.slice(11, 16);
    return isWorkingDay(dateOf(time)) && clock >= officeHours.from && clock < officeHours.to;
  };
  return !inside(operation.from) && !inside(operation.to);
}
