/** What in the records is an operation that depends on permission. Pure. */
import type { ChangeType, PermitOperation } from '../../../contract/terms/permits/permit-terms.ts';
import { compareInstants, dateOf, type InstantText } from '../../../contract/time.ts';
import { requestOperations } from '../../../records/asked-permit.ts';
import { isClaimed } from '../../../records/purchaser.ts';
import type { AnyRecord } from '../../../records/record.ts';
import type { ChangeRecord } from '../../changes/kinds/change.ts';
import type { ScanRecord } from '../../findings/kinds/scan.ts';
import type { InspectionRecord } from '../../inspections/kinds/inspection.ts';
import type { BackupRecord } from '../../recovery/kinds/backup.ts';
import type { DrillRecord } from '../../recovery/kinds/drill.ts';
import type { RestoreTestRecord } from '../../recovery/kinds/restore-test.ts';
import type { ServiceOrderRecord } from '../../requests/kinds/service-order.ts';
import type { ServiceRequestRecord } from '../../requests/kinds/service-request.ts';
import type { NoteRecord } from '../../work/kinds/note.ts';
import type { PermitCondition } from '../kinds/permit.ts';
import type { RemoteSessionRecord } from '../kinds/remote-session.ts';
import { changeNamed } from './change-words.ts';

/** One operation as the permit check sees it. */
export interface Operation {
  /** Id and kind of the record that reports it. */
  record: string;
  kind: string;
  /** null: the record does not say which of the operations it was (a note, a visit). */
  operation: PermitOperation | null;
  /** Kind of the change that it released; null where it is none. */
  changeType: ChangeType | null;
  assets: string[];
  from: InstantText;
  to: InstantText;
  /** The record tells when it was over, and not when it began: `from` is its end. */
  startUnknown?: true;
  permit: string | null;
  /** The record itself says that there was no permission. */
  withoutPermit: string | null;
  /** Had to name its permit or say that there was none, and did neither: none that fits is looked for. */
  unstated?: true;
  /** It is taken for an operation by its words alone: what speaks against it accuses nobody, and is 待核实. */
  byText: boolean;
  /** true: a field of the record says that something was changed, and `changeOf` which; null: no field says. */
  changes: boolean | null;
  changeOf?: string;
  /** What the record tells of it in free words. */
  text: string | null;
  /** Conditions of a permit that such a record tells about, and whether they were kept. */
  kept: Partial<Record<PermitCondition, boolean>>;
  /** Of `kept`: what the purchaser did for it, by the word of the supplier alone. */
  told?: readonly PermitCondition[];
  /** Who did it, when the record says so. */
  person: string | null;
}

/** Conditions that hang on an act of the purchaser's, by the kind of record that tells of it, in the field of the same name. */
const toldConditions = { 'remote-session': ['companion'] } as const satisfies Readonly<
  Record<string, readonly PermitCondition[]>
>;

/** Kinds of record that may tell of such a condition by the supplier's word alone; no other operation has `told`. */
export const toldKinds: readonly string[] = Object.keys(toldConditions);

/** true of a record that does. */
export const tellsConditions = (record: AnyRecord): boolean =>
  Object.entries(toldConditions).some(
    ([kind, fields]) => record.kind === kind && fields.some((field) => isClaimed(record, field)),
  );

type Told = 'changeType' | 'byText' | 'changes' | 'text' | 'kept';
type Extract = (
  record: AnyRecord,
) => (Omit<Operation, 'record' | 'kind' | Told> & Partial<Pick<Operation, Told>>) | null;

const extractors: Readonly<Record<string, Extract>> = {
  inspection(record) {
    const { runs, readings, startedAt, finishedAt } = record as InspectionRecord;
    // What a person looked at is no access by the tool: nothing was collected.
    if (runs.length === 0 && readings.length === 0) return null;
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
    const { asset, startedAt, finishedAt, operator, reviewer, cleanedAt, ...rest } = record as RestoreTestRecord;
    return {
      kept: {
        review: reviewer !== undefined,
        'clean-up': cleanedAt !== undefined && dateOf(cleanedAt) === dateOf(startedAt),
      },
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
    const { assets, startedAt, endedAt, operator, access, change, way, companion, ...rest } =
      record as RemoteSessionRecord;
    return {
      ...changed(access, change),
      text: [rest.purpose, rest.actions ?? ''].join('；'),
      kept: { companion: companion !== undefined, bastion: way === 'bastion' },
      ...(tellsConditions(record) ? { told: toldConditions['remote-session'] } : {}),
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
      kept: {
        'backup-first': rest.backup !== undefined || rest.backupNote !== undefined,
        review: rest.reviewer !== undefined,
      },
      ...span,
      ...permission(rest),
      person: executor ?? null,
    };
  },
  change(record) {
    const { assets, type, startedAt, releasedAt, releasedBy, ...rest } = record as ChangeRecord;
    if (releasedAt === undefined) return null;
    return {
      operation: 'release',
      kept: { 'backup-first': rest.backup !== undefined },
      assets,
      changeType: type,
      from: startedAt ?? releasedAt,
      to: releasedAt,
      ...(startedAt === undefined ? { startUnknown: true } : {}),
      ...permission(rest),
      person: releasedBy ?? null,
    };
  },
  note(record) {
    const { topic, asset, at, permit, person, text } = record as NoteRecord;
    const done = (topic === 'operation' || topic === 'followup') && asset !== undefined && changeNamed(text) !== null;
    if (permit === undefined && !done) return null;
    return untyped({ assets: asset === undefined ? [] : [asset], from: at, to: at, permit, text, person });
  },
  'service-order'(record) {
    const {
      assets = [],
      arrivedAt: from,
      leftAt: to = from,
      permit,
      engineer: person,
      work,
    } = record as ServiceOrderRecord;
    return permit === undefined ? null : untyped({ assets, from, to, permit, text: work, person });
  },
};

/** Work that its record calls none of the operations by name. */
const untyped = (done: {
  assets: string[];
  from: InstantText;
  to: InstantText;
  permit: string | undefined;
  text: string;
  person: string | undefined;
}): ReturnType<Extract> => ({
  operation: null,
  ...done,
  permit: done.permit ?? null,
  withoutPermit: null,
  ...(done.permit === undefined ? { unstated: true as const, byText: true } : {}),
  person: done.person ?? null,
});

/** A session that belongs to a change changed something, whatever it says. */
const changed = (access: 'read' | 'change' | undefined, change: string | undefined) => ({
  changes: change !== undefined || access === 'change' ? true : access === undefined ? null : false,
  ...(change === undefined ? {} : { changeOf: change }),
});

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
      if (onlyOwn) return [];
      const told = { changeType: null, byText: false, changes: null, text: null, kept: {} };
      return [{ record: record.id, kind: record.kind, ...told, ...found, assets }];
    })
    .sort((a, b) => compareInstants(a.from, b.from) || a.record.localeCompare(b.record));
}
