/** What in the records is an operation that clause 5.2 makes depend on permission. Pure. */
import { compareInstants, type InstantText } from '../../contract/time.ts';
import type { BackupRecord } from '../../records/kinds/backup.ts';
import type { ChangeRecord } from '../../records/kinds/change.ts';
import type { DrillRecord } from '../../records/kinds/drill.ts';
import type { InspectionRecord } from '../../records/kinds/inspection.ts';
import type { PermitOperation } from '../../records/kinds/permit.ts';
import type { RemoteSessionRecord } from '../../records/kinds/remote-session.ts';
import type { RestoreTestRecord } from '../../records/kinds/restore-test.ts';
import type { ScanRecord } from '../../records/kinds/scan.ts';
import type { ServiceRequestRecord } from '../../records/kinds/service-request.ts';
import type { AnyRecord } from '../../records/record.ts';

/** One operation as the permit check sees it. */
export interface Operation {
  /** Id and kind of the record that reports it. */
  record: string;
  kind: string;
  operation: PermitOperation;
  assets: string[];
  from: InstantText;
  to: InstantText;
  permit: string | null;
  /** The record itself says that there was no permission. */
  withoutPermit: string | null;
  /** Had to name its permit or say that there was none, and did neither: none that fits is looked for. */
  unstated?: true;
  /** Who did it, when the record says so. */
  person: string | null;
}

type Extract = (record: AnyRecord) => Omit<Operation, 'record' | 'kind'> | null;

/** Operations of service requests, by what was done. */
const requestOperations: Record<ServiceRequestRecord['action'], PermitOperation> = {
  'account-reset': 'account',
  'account-enable': 'account',
  'account-disable': 'account',
  'account-create': 'account',
  'account-delete': 'account',
  'permission-change': 'account',
  'data-correct': 'data-modify',
  'data-import': 'data-modify',
  'data-export': 'data-export',
  'data-delete': 'data-delete',
  'interface-config': 'configuration',
  'interface-reconcile': 'data-modify',
};

const extractors: Readonly<Record<string, Extract>> = {
  inspection(record) {
    const { readings, startedAt, finishedAt } = record as InspectionRecord;
    const assets = [...new Set(readings.map((reading) => reading.target))];
    return {
      operation: 'collect',
      assets,
      from: startedAt,
      to: finishedAt,
      permit: null,
      withoutPermit: null,
      person: null,
    };
  },
  backup(record) {
    const { asset, startedAt, finishedAt, permit, operator } = record as BackupRecord;
    const base = { operation: 'backup' as const, assets: [asset], from: startedAt, to: finishedAt ?? startedAt };
    return { ...base, permit: permit ?? null, withoutPermit: null, person: operator ?? null };
  },
  'restore-test'(record) {
    const { asset, startedAt, finishedAt, operator, ...rest } = record as RestoreTestRecord;
    return {
      operation: 'restore',
      assets: [asset],
      from: startedAt,
      to: finishedAt,
      ...permission(rest),
      person: operator,
    };
  },
  drill(record) {
    const { assets, startedAt, finishedAt, ...rest } = record as DrillRecord;
    return {
      operation: 'drill',
      assets,
      from: startedAt,
      to: finishedAt ?? startedAt,
      ...permission(rest),
      person: null,
    };
  },
  scan(record) {
    const { hosts, startedAt, finishedAt, operator, ...rest } = record as ScanRecord;
    const silent = rest.permit === undefined && rest.withoutPermit === undefined;
    const assets = [
      ...new Set(hosts.flatMap((host) => (host.state === 'excluded' || host.asset === undefined ? [] : [host.asset]))),
    ];
    return {
      operation: 'scan',
      assets,
      from: startedAt,
      to: finishedAt,
      ...permission(rest),
      ...(silent && rest.source === 'import' ? { unstated: true } : {}),
      person: operator ?? null,
    };
  },
  'remote-session'(record) {
    const { assets, startedAt, endedAt, operator, ...rest } = record as RemoteSessionRecord;
    return {
      operation: 'remote',
      assets,
      from: startedAt,
      to: endedAt ?? startedAt,
      ...permission(rest),
      person: operator,
    };
  },
  'service-request'(record) {
    const { action, asset, startedAt, finishedAt, executor, ...rest } = record as ServiceRequestRecord;
    if (startedAt === undefined) return null;
    const span = { from: startedAt, to: finishedAt ?? startedAt };
    return {
      operation: requestOperations[action],
      assets: [asset],
      ...span,
      ...permission(rest),
      person: executor ?? null,
    };
  },
  change(record) {
    const { assets, releasedAt, releasedBy, ...rest } = record as ChangeRecord;
    if (releasedAt === undefined) return null;
    return {
      operation: 'release',
      assets,
      from: releasedAt,
      to: releasedAt,
      ...permission(rest),
      person: releasedBy ?? null,
    };
  },
};

const permission = (record: { permit?: string | undefined; withoutPermit?: string | undefined }) => ({
  permit: record.permit ?? null,
  withoutPermit: record.withoutPermit ?? null,
});

/** Kinds of record that report operations. */
export const operationKinds: readonly string[] = Object.keys(extractors);

/**
 * The operations that the records report, in the order of their start; those not begun are none yet.
 * @param ownAssets assets outside the contract (the supplier's own machine): nobody's permission is asked for them
 */
export function operationsOf(records: readonly AnyRecord[], ownAssets: ReadonlySet<string> = new Set()): Operation[] {
  return records
    .flatMap((record) => {
      const found = extractors[record.kind]?.(record) ?? null;
      if (found === null) return [];
      const assets = found.assets.filter((asset) => !ownAssets.has(asset));
      const onlyOwn = assets.length === 0 && found.assets.length > 0;
      return onlyOwn ? [] : [{ record: record.id, kind: record.kind, ...found, assets }];
    })
    .sort((a, b) => compareInstants(a.from, b.from) || a.record.localeCompare(b.record));
}
