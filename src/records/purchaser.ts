/**
 * Who can say what: the purchaser receives, returns, confirms and waives. What the supplier writes down of it counts once the
 * purchaser's own hand is seen: a scan of what they signed, or an entry by their own account. Until then it is 供应商登记，待
 * 采购人确认: told, counted apart, and deciding nothing. Pure.
 */
import { compareInstants, type InstantText } from '../contract/time.ts';
import type { IncidentRecord } from './kinds/incident.ts';
import type { AnyRecord } from './record.ts';

/**
 * true when the record shows the purchaser's hand on what they did at that time: a scan of a paper that was signed earlier
 * proves nothing later.
 */
export function isVouched(record: Pick<AnyRecord, 'attachments' | 'enteredBy'>, at: InstantText): boolean {
  const { enteredBy, attachments = [] } = record;
  if (enteredBy?.channel === 'purchaser' && enteredBy.account !== undefined) return true;
  return attachments.some(
    (one) => one.proof === 'purchaser' && one.withdrawn === undefined && compareInstants(one.takenAt, at) >= 0,
  );
}

/**
 * The incident without the confirmations of restoration, levels and pauses that only the supplier tells of. It is restored
 * no earlier than such a confirmation says: nobody gains by keeping a scan back.
 */
export function vouchedIncident(incident: IncidentRecord): IncidentRecord {
  const stands = (at: InstantText | undefined): boolean => at === undefined || isVouched(incident, at);
  const vouched = <T extends { confirmedAt?: string | undefined; confirmedBy?: string | undefined }>(row: T): T =>
    stands(row.confirmedAt) ? row : { ...row, confirmedAt: undefined, confirmedBy: undefined };
  const { confirmedRestoredAt, levels, pauses } = incident;
  if ([confirmedRestoredAt, ...[...levels, ...(pauses ?? [])].map((row) => row.confirmedAt)].every(stands))
    return incident;
  return {
    ...incident,
    ...(stands(confirmedRestoredAt) ? {} : { confirmedRestoredAt: undefined, restoredAt: laterOf(incident) }),
    levels: levels.map(vouched),
    ...(pauses === undefined ? {} : { pauses: pauses.map(vouched) }),
  };
}

function laterOf({ restoredAt, confirmedRestoredAt }: IncidentRecord): InstantText | undefined {
  if (restoredAt === undefined || confirmedRestoredAt === undefined) return restoredAt ?? confirmedRestoredAt;
  return compareInstants(restoredAt, confirmedRestoredAt) < 0 ? confirmedRestoredAt : restoredAt;
}
