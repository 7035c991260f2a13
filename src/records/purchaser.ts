/**
 * Who can say what: the purchaser receives, returns, confirms and waives. What the supplier writes down of it counts once the
 * purchaser's own hand is seen: a scan of what they signed, or an entry by their own account. Until then it is 供应商登记，待
 * 采购人确认: told, counted apart, and deciding nothing. Pure.
 */
import { compareInstants, type InstantText } from '../contract/time.ts';
import type { IncidentRecord } from './kinds/incident.ts';
import type { AnyRecord } from './record.ts';
import { isVouchedByChange } from './vouched-changes.ts';

/**
 * true when the record shows the purchaser's hand on what they did at that time: their account wrote it, or put it into the
 * supplier's record; or a scan of a paper that was not signed earlier.
 */
export function isVouched(
  record: Pick<AnyRecord, 'attachments' | 'enteredBy' | 'corrections'>,
  at: InstantText,
): boolean {
  const { enteredBy, attachments = [] } = record;
  if (enteredBy?.channel === 'purchaser' && enteredBy.account !== undefined) return true;
  if (isVouchedByChange(record, at)) return true;
  return attachments.some(
    (one) => one.proof === 'purchaser' && one.withdrawn === undefined && compareInstants(one.takenAt, at) >= 0,
  );
}

/** Fields in which a record tells of an act of the purchaser: who, and when; without a time of its own at that of the record. */
interface PurchaserAct {
  by: string;
  at?: string;
}

/** By kind; what is told of an incident is judged row by row (`vouchedIncident`), a signoff by its action. */
const ACTS: Readonly<Record<string, readonly PurchaserAct[]>> = {
  permit: [{ by: 'grantedBy', at: 'grantedAt' }],
  change: [
    { by: 'agreedBy', at: 'agreedAt' },
    { by: 'confirmedBy', at: 'confirmedAt' },
  ],
  'service-order': [{ by: 'signedBy', at: 'signedAt' }],
  satisfaction: [{ by: 'respondent' }],
  drill: [{ by: 'planApprovedBy', at: 'planApprovedAt' }],
  'device-repair': [{ by: 'decidedBy', at: 'decidedAt' }],
  'maintenance-window': [{ by: 'approvedBy', at: 'approvedAt' }],
  'finding-decision': [{ by: 'approver' }],
  expense: [{ by: 'approvedBy' }],
  assessment: [{ by: 'assessedBy' }],
  'remote-session': [{ by: 'companion', at: 'startedAt' }],
};

const toldActs = (record: AnyRecord): PurchaserAct[] =>
  (ACTS[record.kind] ?? []).filter(({ by }) => (record as unknown as Record<string, unknown>)[by] !== undefined);

const actTime = (record: AnyRecord, { at }: PurchaserAct): InstantText =>
  ((at === undefined ? undefined : (record as unknown as Record<string, unknown>)[at]) as InstantText | undefined) ??
  record.at;

/** Times of the purchaser's acts that a record tells of, in the order of its fields. */
export const purchaserActTimes = (record: AnyRecord): InstantText[] =>
  toldActs(record).map((act) => actTime(record, act));

/** true when the field names somebody of the purchaser's who did something by the supplier's word alone. */
export const isClaimed = (record: AnyRecord, field: string): boolean =>
  toldActs(record).some((act) => act.by === field && !isVouched(record, actTime(record, act)));

/** true when the record tells of an act of the purchaser by the supplier's word alone: it decides nothing yet. */
export const hasClaims = (record: AnyRecord): boolean =>
  record.kind === 'incident'
    ? vouchedIncident(record as IncidentRecord) !== record
    : toldActs(record).some((act) => !isVouched(record, actTime(record, act)));

/** true when the purchaser's hand is seen on one of the acts that the record tells of. */
export const showsPurchaser = (record: AnyRecord): boolean =>
  toldActs(record).some((act) => isVouched(record, actTime(record, act)));

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
