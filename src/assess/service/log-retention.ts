/** Are the operation logs of a system backed up, and kept for at least six months (5.5.3)? Pure. */

import { compareInstants, dateOf, type InstantText, toDate } from '../../contract/time.ts';
import type { OperationLogRecord } from '../../records/kinds/operation-log.ts';
import { MISSING } from '../../wording/words.ts';

export const RETENTION_MONTHS = 6;

/** Only `kept` is passing. `building`: kept from the begin of service on, which is not yet six months. */
export const retentionStates = {
  kept: '不少于六个月',
  building: '自服务期起留存，未满六个月',
  short: '不足六个月',
  unrecorded: MISSING,
} as const;
export type RetentionState = keyof typeof retentionStates;

export interface Retention {
  asset: string;
  /** Newest record that names the oldest log kept. */
  earliest: InstantText | null;
  /** End of the newest log. */
  newest: InstantText;
  /** Whole months from the oldest log kept to the newest. */
  months: number | null;
  state: RetentionState;
  records: number;
  /** Records without a backup time. */
  notBackedUp: number;
  lastBackup: { at: InstantText; location: string | null } | null;
}

/** By system, in the order of their ids. @param serviceFrom first day of service: logs from before it are not the supplier's */
export function logRetention(records: readonly OperationLogRecord[], serviceFrom: string): Retention[] {
  return [...Map.groupBy(records, (record) => record.asset)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([asset, own]) => retentionOf(asset, own, serviceFrom));
}

function retentionOf(asset: string, own: readonly OperationLogRecord[], serviceFrom: string): Retention {
  const ordered = own.toSorted((a, b) => compareInstants(a.to, b.to));
  const newest = (ordered.at(-1) as OperationLogRecord).to;
  const earliest = ordered.findLast((record) => record.earliest !== undefined)?.earliest ?? null;
  const backup = ordered.findLast((record) => record.backedUpAt !== undefined);
  return {
    asset,
    earliest,
    newest,
    months: earliest === null ? null : monthsBetween(earliest, newest),
    state: retentionState(earliest, newest, serviceFrom),
    records: own.length,
    notBackedUp: own.filter((record) => record.backedUpAt === undefined).length,
    lastBackup:
      backup?.backedUpAt === undefined ? null : { at: backup.backedUpAt, location: backup.backupLocation ?? null },
  };
}

function retentionState(earliest: InstantText | null, newest: InstantText, serviceFrom: string): RetentionState {
  if (earliest === null) return 'unrecorded';
  const needed = toDate(dateOf(newest)).subtract({ months: RETENTION_MONTHS }).toString();
  if (dateOf(earliest) <= needed) return 'kept';
  return serviceFrom > needed && dateOf(earliest) <= serviceFrom ? 'building' : 'short';
}

const monthsBetween = (from: InstantText, to: InstantText): number =>
  toDate(dateOf(from)).until(toDate(dateOf(to)), { largestUnit: 'month' }).months;
