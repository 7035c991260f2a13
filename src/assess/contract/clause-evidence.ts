/**
 * What proves a clause: records of the kinds that are evidence for it, about the assets that it names, and where they come
 * from. A record about nothing that the clause names, or an inspection that read nothing of it, proves nothing. Pure.
 */
import type { Asset } from '../../contract/assets.ts';
import { expandClauses } from '../../contract/clauses.ts';
import type { Clause } from '../../contract/contract.ts';
import type { ChangeRecord } from '../../records/kinds/change.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import type { InspectionRecord } from '../../records/kinds/inspection.ts';
import type { PermitRecord } from '../../records/kinds/permit.ts';
import type { ProbeRecord } from '../../records/kinds/probe.ts';
import type { RenewalRecord } from '../../records/kinds/renewal.ts';
import type { ScanRecord } from '../../records/kinds/scan.ts';
import type { ServiceOrderRecord } from '../../records/kinds/service-order.ts';
import type { SignoffRecord } from '../../records/kinds/signoff.ts';
import { isVouched, vouchedIncident } from '../../records/purchaser.ts';
import type { AnyRecord } from '../../records/record.ts';

/** A kind as far as evidence is concerned. */
export interface EvidenceKind {
  id: string;
  label: string;
  clauses: readonly string[];
}

export interface ClauseEvidence {
  clause: Clause;
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

export interface EvidenceInput {
  clauses: readonly Clause[];
  assets: readonly Asset[];
  kinds: readonly EvidenceKind[];
  /** Records of the period, all kinds together. */
  records: readonly AnyRecord[];
}

/** Evidence of every clause, in the order of the contract. */
export function clauseEvidence(input: EvidenceInput): ClauseEvidence[] {
  const byKind = Map.groupBy(input.records, (one) => one.kind);
  const assetsOf = new Map<string, Set<string>>();
  for (const asset of input.assets.filter((one) => one.contract)) {
    for (const clause of expandClauses([asset.clause], input)) {
      assetsOf.set(clause.id, (assetsOf.get(clause.id) ?? new Set<string>()).add(asset.id));
    }
  }
  const named = new Map(
    input.kinds.map((kind) => [kind.id, new Set(expandClauses(kind.clauses, input).map((one) => one.id))]),
  );
  return input.clauses.map((clause) => {
    const assets = assetsOf.get(clause.id);
    const wanted = assets === undefined ? undefined : aspectOf(clause);
    const kinds = input.kinds
      .filter(({ id }) => (wanted === undefined ? named.get(id)?.has(clause.id) : id in wanted))
      .map((kind) => ({ kind, records: (byKind.get(kind.id) ?? []).filter((one) => proves(one, assets, wanted)) }));
    const found = kinds.filter((one) => one.records.length > 0);
    const all = found.flatMap((one) => one.records);
    return {
      clause,
      kinds: found,
      total: all.length,
      automatic: all.filter((one) => one.source === 'auto').length,
      imported: all.filter((one) => one.source === 'import').length,
      purchaser: all.filter(byPurchaser).length,
      candidates: kinds.map((one) => one.kind.id),
    };
  });
}

/** For a clause about assets: which kinds prove this side of it, and which records of a kind do; `null` takes all. */
type Aspect = Readonly<Record<string, ((record: AnyRecord) => boolean) | null>>;

const typed =
  (...types: ChangeRecord['type'][]) =>
  (record: AnyRecord) =>
    types.includes((record as ChangeRecord).type);
const tuned = (record: AnyRecord): boolean =>
  (record as ChangeRecord).type === 'database' || ((record as ChangeRecord).effects ?? []).length > 0;
const yearly = (record: AnyRecord): boolean => (record as RenewalRecord).type === 'mini-program';

/** By the words that the contract's own labels use for each side; the first that occurs decides. */
const aspects: readonly (readonly [RegExp, Aspect])[] = [
  [/认证|年检/, { renewal: yearly }],
  [/备份/, { backup: null, 'restore-test': null }],
  [/补丁/, { scan: null, 'finding-decision': null, change: typed('patch') }],
  [/数据优化/, { change: tuned }],
  [/监控$|资源监控|运行监控/, { probe: null, inspection: null, 'alert-proposal': null }],
  [/数据(采集|推送|接收)/, { inspection: null, 'device-repair': null }],
  [/维护、功能优化|界面调整/, { change: null, 'service-request': null, consultation: null }],
  [
    /运行保障|日常运维/,
    {
      inspection: null,
      probe: null,
      incident: null,
      'device-repair': null,
      'alert-proposal': null,
      renewal: null,
      note: null,
    },
  ],
];

/** Clauses whose label names no known side: everything that was done about the assets. */
const anything: Aspect = {
  inspection: null,
  probe: null,
  incident: null,
  change: null,
  'service-request': null,
  'alert-proposal': null,
  'device-repair': null,
};

function aspectOf({ label }: Clause): Aspect {
  const side = label.split('：').at(-1) ?? label;
  return aspects.find(([words]) => words.test(side))?.[1] ?? anything;
}

function proves(record: AnyRecord, assets: ReadonlySet<string> | undefined, aspect: Aspect | undefined): boolean {
  if (assets === undefined) return true;
  const also = aspect?.[record.kind];
  return targetsOf(record).some((one) => assets.has(one)) && (also === null || also === undefined || also(record));
}

/** Assets that a record is about. An asset whose reading failed was not observed, and is left out. */
export function targetsOf(record: AnyRecord): string[] {
  switch (record.kind) {
    case 'inspection': {
      const { readings, manual } = record as InspectionRecord;
      const read = readings.filter((one) => one.value !== null).map((one) => one.target);
      return [...new Set([...read, ...manual.map((one) => one.target)])];
    }
    case 'probe':
      return (record as ProbeRecord).series.filter(({ states }) => /[ud]/.test(states)).map((one) => one.target);
    case 'scan':
      return (record as ScanRecord).hosts.flatMap((one) =>
        one.state === 'scanned' && one.asset !== undefined ? [one.asset] : [],
      );
    case 'finding-decision':
      return [(record as unknown as { target: string }).target];
    default: {
      const { asset, assets } = record as { asset?: string; assets?: readonly string[] };
      return [...(asset === undefined ? [] : [asset]), ...(assets ?? [])];
    }
  }
}

/** The purchaser's side put its name to it: a grant, a signature, a confirmation, an opinion. */
function byPurchaser(record: AnyRecord): boolean {
  switch (record.kind) {
    case 'permit':
      return (record as PermitRecord).grantedBy !== '';
    case 'service-order':
      return (record as ServiceOrderRecord).signedBy !== undefined;
    case 'satisfaction':
      return true;
    case 'signoff':
      return isVouched(record, record.at) && ['receive', 'return'].includes((record as SignoffRecord).action);
    case 'incident':
      return vouchedIncident(record as IncidentRecord).confirmedRestoredAt !== undefined;
    default: {
      const { confirmedBy, agreedBy, decidedBy } = record as unknown as Record<string, unknown>;
      const decided = record.kind === 'device-repair' ? decidedBy : undefined;
      return [confirmedBy, agreedBy, decided].some((one) => one !== undefined);
    }
  }
}
