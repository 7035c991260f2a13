/**
 * What proves a clause: records of the kinds that are evidence for its topics, about the assets that it names, and where they
 * come from. A record about nothing that the clause names, or an inspection that read nothing of it, proves nothing. Pure.
 */
import type { Asset } from '../../contract/terms/assets.ts';
import { assetsByClause } from '../../contract/terms/clauses.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import { type Asking, isForClause } from '../../contract/terms/requirements.ts';
import { faultTopics, type Topic } from '../../contract/terms/topics.ts';
import { isVouched, showsPurchaser, vouchedIncident } from '../../records/purchaser.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { ChangeRecord } from '../../subjects/changes/kinds/change.ts';
import type { DeviceRepairRecord } from '../../subjects/devices/kinds/device-repair.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import type { ServiceRequestRecord } from '../../subjects/requests/kinds/service-request.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { devicesOf, readsOf, targetsOf } from './evidence-targets.ts';

/** A kind as far as evidence is concerned. */
export interface EvidenceKind {
  id: string;
  label: string;
  topics: readonly Topic[];
}

/** Kinds that prove nothing: the tool's own reminders, what the purchaser does without, what was agreed, scored or handed over for a payment, what was done away with. */
export const provesNothing: ReadonlySet<string> = new Set([
  'notification',
  'waiver',
  'interpretation-decision',
  'assessment',
  'objection',
  'payment-paper',
  'close-out',
  'backup-deletion',
  'account-event',
  'erasure',
]);

export interface ClauseEvidence {
  clause: Clause;
  /** The assets that the clause is about; empty when it is about none in particular. */
  assets: readonly Asset[];
  /** Records by kind, in the order of the kinds; none for kinds without any. */
  kinds: { kind: EvidenceKind; records: AnyRecord[] }[];
  total: number;
  /** 独立来源: not from the supplier's own pen. */
  automatic: number;
  imported: number;
  /** Signed or granted by the purchaser's side. */
  purchaser: number;
  /** Kinds that could have proved it. */
  candidates: readonly string[];
}

export interface EvidenceInput extends Asking {
  clauses: readonly Clause[];
  assets: readonly Asset[];
  kinds: readonly EvidenceKind[];
  /** Records of the period, all kinds together. */
  records: readonly AnyRecord[];
  /** Incidents to which the clause applies; of a clause about faults only they are evidence. */
  incidentsOf(clause: Clause): ReadonlySet<string>;
  /** Obligations that name the clause by itself: only their receipts are evidence that it was handed in. */
  documentsOf(clause: Clause): ReadonlySet<string>;
}

/** Evidence of every clause, in the order of the contract. */
export function clauseEvidence(input: EvidenceInput): ClauseEvidence[] {
  const byKind = Map.groupBy(input.records, (one) => one.kind);
  const assetsOf = assetsByClause({ contract: input, assets: input.assets });
  const devices = new Set(devicesOf({ contract: input, assets: input.assets }).map((one) => one.id));
  return input.clauses.map((clause) => {
    const assets = assetsOf.get(clause.id) ?? [];
    const named = new Set(assets.map((one) => one.id));
    const proves = prover(input, clause, clause.topics.includes('device') ? devices : named);
    const kinds = input.kinds
      .filter(({ topics }) => topics.some((topic) => clause.topics.includes(topic)))
      .map((kind) => ({ kind, records: (byKind.get(kind.id) ?? []).filter((one) => proves(one, kind)) }));
    const found = kinds.filter((one) => one.records.length > 0);
    const all = found.flatMap((one) => one.records);
    return {
      clause,
      assets,
      kinds: found,
      total: all.length,
      automatic: all.filter((one) => one.source === 'auto').length,
      imported: all.filter((one) => one.source === 'import').length,
      purchaser: all.filter(byPurchaser).length,
      candidates: kinds.map((one) => one.kind.id),
    };
  });
}

function prover(input: EvidenceInput, clause: Clause, assets: ReadonlySet<string>) {
  const incidents = input.incidentsOf(clause);
  const documents = input.documentsOf(clause);
  return (record: AnyRecord, kind: EvidenceKind): boolean =>
    kind.topics.some((topic) => {
      if (!clause.topics.includes(topic) || only[topic]?.(record) === false) return false;
      if (!isForClause(input, clause.id, record)) return false;
      if (record.kind === 'incident' && faultTopics.includes(topic)) return incidents.has(record.id);
      if (record.kind === 'signoff') return documents.has((record as SignoffRecord).obligation);
      return assets.size === 0 || targetsOf(record, topic).some((one) => assets.has(one));
    });
}

const change =
  (test: (record: ChangeRecord) => boolean) =>
  (record: AnyRecord): boolean =>
    record.kind !== 'change' || test(record as ChangeRecord);
const request =
  (category: ServiceRequestRecord['category']) =>
  (record: AnyRecord): boolean =>
    record.kind !== 'service-request' || (record as ServiceRequestRecord).category === category;

/** Of a kind that may prove the topic, the records that do: what was done tells, not that something was. */
const only: Partial<Record<Topic, (record: AnyRecord) => boolean>> = {
  patch: change(({ type }) => type === 'patch'),
  tuning: change(({ type, effects }) => type === 'database' || (effects ?? []).length > 0),
  account: request('account'),
  'data-processing': request('data'),
  backup: (record) => record.kind !== 'inspection' || readsOf(record, 'backup.'),
  // Only a device found beyond repair asks for the written report.
  'device-report': (record) => (record as DeviceRepairRecord).irreparableAt !== undefined,
  protection: (record) => record.kind !== 'inspection' || readsOf(record, 'protection.'),
};

/** The purchaser's hand is seen on it: a grant, a signature, a confirmation, an opinion. */
function byPurchaser(record: AnyRecord): boolean {
  switch (record.kind) {
    case 'signoff':
      return isVouched(record, record.at) && ['receive', 'return'].includes((record as SignoffRecord).action);
    case 'incident':
      return vouchedIncident(record as IncidentRecord).confirmedRestoredAt !== undefined;
    default:
      return showsPurchaser(record);
  }
}
