/** Are the operation logs of a system backed up, and kept for as many months as the contract asks for? Pure. */

import { type Asking, requirementsOf } from '../../../contract/terms/requirements.ts';
import { compareInstants, dateOf, type InstantText, toDate } from '../../../contract/time.ts';
import { MISSING } from '../../../wording/words.ts';
import type { OperationLogRecord } from '../kinds/operation-log.ts';

/** Only `kept` is passing. `building`: kept from the begin of service on, which is not yet so many months. */
export type RetentionState = 'kept' | 'building' | 'short' | 'unrecorded';

/** `不少于六个月`. @param months that the contract asks for */
export function retentionText(state: RetentionState, months: number): string {
  const word = `${DIGITS[months] ?? ` ${months} `}个月`;
  return { kept: `不少于${word}`, building: `自服务期起留存，未满${word}`, short: `不足${word}`, unrecorded: MISSING }[
    state
  ];
}

const DIGITS = ['', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** Months for which the contract asks to keep operation logs; null where it asks for none. */
export const logMonths = (contract: Asking): number | null =>
  requirementsOf(contract).retention.find((one) => one.of === 'logs')?.months ?? null;

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

/**
 * By system, in the order of their ids.
 * @param serviceFrom first day of service: logs from before it are not the supplier's
 * @param needed months that the contract asks for; 0 judges nothing short
 */
export function logRetention(records: readonly OperationLogRecord[], serviceFrom: string, needed: number): Retention[] {
  return [...Map.groupBy(records, (record) => record.asset)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([asset, own]) => retentionOf(asset, own, { serviceFrom, needed }));
}

interface Asked {
  serviceFrom: string;
  needed: number;
}

function retentionOf(asset: string, own: readonly OperationLogRecord[], asked: Asked): Retention {
  const ordered = own.toSorted((a, b) => compareInstants(a.to, b.to));
  const newest = (ordered.at(-1) as OperationLogRecord).to;
  const earliest = ordered.findLast((record) => record.earliest !== undefined)?.earliest ?? null;
  const backup = ordered.findLast((record) => record.backedUpAt !== undefined);
  return {
    asset,
    earliest,
    newest,
    months: earliest === null ? null : monthsBetween(earliest, newest),
    state: retentionState(earliest, newest, asked),
    records: own.length,
    notBackedUp: own.filter((record) => record.backedUpAt === undefined).length,
    lastBackup:
      backup?.backedUpAt === undefined ? null : { at: backup.backedUpAt, location: backup.backupLocation ?? null },
  };
}

function retentionState(
  earliest: InstantText | null,
  newest: InstantText,
  { serviceFrom, needed: months }: Asked,
): RetentionState {
  if (earliest === null) return 'unrecorded';
  const needed = toDate(dateOf(newest)).subtract({ months }).toString();
  if (dateOf(earliest) <= needed) return 'kept';
  return serviceFrom > needed && dateOf(earliest) <= serviceFrom ? 'building' : 'short';
}

const monthsBetween = (from: InstantText, to: InstantText): number =>
  toDate(dateOf(from)).until(toDate(dateOf(to)), { largestUnit: 'month' }).months;
