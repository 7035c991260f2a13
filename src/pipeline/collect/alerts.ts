/** Alerts of monitoring (监控告警) as proposals: each once, however often it is seen, and over when its monitor says so. */
import type { ProposedRecord, StandingAlerts } from '../../collectors/_collector.ts';
import { compareInstants, dateOf, toDate } from '../../contract/time.ts';
import type { AlertProposalRecord } from '../../subjects/incidents/kinds/alert-proposal.ts';
import type { Change } from '../../workspace/change/change.ts';
import type { RecordStore } from '../../workspace/store/record-store.ts';

export interface AlertContext {
  records: RecordStore;
  /** ISO instant: time of entry. */
  enteredAt: string;
}

/** So long before an alert an undecided one with its fingerprint still speaks for it. */
const UNDECIDED_DAYS = 90;
/** So long an alert may go on and still be seen to end: longer than a year of service. */
const ONGOING_DAYS = 400;

/**
 * An alert that goes on, or comes back while the first is still undecided, is no second proposal. One that was called 无需处理
 * is not offered again while its monitor holds it, though a monitor that was restarted gives it a new beginning; nor is one whose
 * beginning nobody knows, whatever was decided of it.
 * @returns path of the record that was added or changed; null when it stands as it is
 */
export async function saveAlert(
  change: Change,
  { fields, undated }: ProposedRecord & { kind: 'alert-proposal' },
  context: AlertContext,
): Promise<string | null> {
  const records = await since(context.records, fields.firedAt, UNDECIDED_DAYS);
  const known = records.find(
    (one) =>
      one.fingerprint === fields.fingerprint &&
      (one.decision === 'pending' ||
        isPutAside(one) ||
        (undated === true ? one.resolvedAt === undefined : one.firedAt === fields.firedAt)),
  );
  if (known === undefined) {
    const draft = { source: 'auto' as const, enteredAt: context.enteredAt, ...fields };
    return (await change.addRecord<AlertProposalRecord>('alert-proposal', draft)).path;
  }
  if (known.resolvedAt === undefined) return null;
  const { resolvedAt: _resolvedAt, ...again } = known;
  return await replace(change, { ...again, enteredAt: context.enteredAt }, '告警再次触发');
}

/** Nobody wants to hear of it while it goes on. */
const isPutAside = ({ decision, resolvedAt }: AlertProposalRecord): boolean =>
  resolvedAt === undefined && (decision === 'dismissed' || decision === 'duplicate');

/**
 * Proposals of a monitor that it does not hold any more are over; when, is known no closer than the run that found it.
 * @returns paths of the records that were changed
 */
export async function resolveAlerts(
  change: Change,
  standing: StandingAlerts,
  context: AlertContext,
): Promise<string[]> {
  const firing = new Set(standing.fingerprints);
  const over = (await since(context.records, context.enteredAt, ONGOING_DAYS)).filter(
    (one) =>
      one.monitor === standing.monitor &&
      one.resolvedAt === undefined &&
      one.fingerprint !== undefined &&
      !firing.has(one.fingerprint) &&
      compareInstants(one.firedAt, context.enteredAt) <= 0,
  );
  const paths: string[] = [];
  for (const one of over) {
    const resolved = { ...one, resolvedAt: context.enteredAt, enteredAt: context.enteredAt };
    paths.push(await replace(change, resolved, '监控中已无此告警'));
  }
  return paths;
}

async function since(records: RecordStore, at: string, days: number): Promise<AlertProposalRecord[]> {
  const from = toDate(dateOf(at)).subtract({ days }).toString();
  return (await records.list<AlertProposalRecord>('alert-proposal', { from })).records;
}

const replace = async (change: Change, record: AlertProposalRecord, reason: string): Promise<string> =>
  (await change.remeasureRecord<AlertProposalRecord>(record.id, record, reason)).path;
