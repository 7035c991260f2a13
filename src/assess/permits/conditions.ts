/** Conditions that a permit sets in a form that can be compared, and whether an operation kept them. Pure. */
import type { OfficeTime } from '../../contract/calendar/office.ts';
import type { PermitCondition } from '../../records/kinds/permit.ts';
import type { Operation } from './operations.ts';

/**
 * true or false: kept or not; null: the record of such an operation does not tell.
 * @param office null: the contract's office hours are not at hand
 */
export function keepsCondition(
  operation: Operation,
  condition: PermitCondition,
  office: OfficeTime | null,
): boolean | null {
  if (condition !== 'off-hours') return operation.kept[condition] ?? null;
  return office === null ? null : !office.holds(operation.from) && !office.holds(operation.to);
}
