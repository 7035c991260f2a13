/** Assets that a record is about, as far as it proves something. Pure. */
import type { Asset } from '../../contract/terms/assets.ts';
import { assetsByClause, clausesOf } from '../../contract/terms/clauses.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import type { Topic } from '../../contract/terms/topics.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { FindingDecisionRecord } from '../../subjects/findings/kinds/finding-decision.ts';
import type { ScanRecord } from '../../subjects/findings/kinds/scan.ts';
import type { InspectionRecord } from '../../subjects/inspections/kinds/inspection.ts';
import type { ProbeRecord } from '../../subjects/inspections/kinds/probe.ts';
import { isGoodSet } from '../../subjects/recovery/judge/backup-state.ts';
import type { BackupRecord } from '../../subjects/recovery/kinds/backup.ts';

/**
 * Assets that a record is about. One whose reading failed was not observed, and is left out; of an inspection only the
 * readings about backups prove a backup.
 */
export function targetsOf(record: AnyRecord, topic?: Topic): string[] {
  switch (record.kind) {
    case 'inspection':
      return inspected(record as InspectionRecord, topic);
    case 'probe':
      return (record as ProbeRecord).series.filter(({ states }) => /[ud]/.test(states)).map((one) => one.target);
    case 'scan':
      return (record as ScanRecord).hosts.flatMap((one) =>
        one.state === 'scanned' && one.asset !== undefined ? [one.asset] : [],
      );
    case 'finding-decision':
      return [(record as FindingDecisionRecord).target];
    case 'backup':
      return isGoodSet(record as BackupRecord) ? [(record as BackupRecord).asset] : [];
    default: {
      const { asset, assets } = record as { asset?: string; assets?: readonly string[] };
      return [...(asset === undefined ? [] : [asset]), ...(assets ?? [])];
    }
  }
}

/** 配套设备: the assets whose data the contract wants collected, pushed or received. */
export function devicesOf(bundle: { contract: { clauses: readonly Clause[] }; assets: readonly Asset[] }): Asset[] {
  const assets = assetsByClause(bundle);
  return [...new Set(clausesOf(bundle.contract, 'device-data').flatMap(({ id }) => assets.get(id) ?? []))];
}

/** true when the inspection read at least one value of the metrics that begin so. */
export const readsOf = (record: AnyRecord, metrics: string): boolean =>
  (record as InspectionRecord).readings.some((one) => one.value !== null && one.metric.startsWith(metrics));

function inspected({ readings, manual }: InspectionRecord, topic: Topic | undefined): string[] {
  const read = readings.filter((one) => one.value !== null);
  if (topic === 'backup') {
    const backups = read.filter((one) => one.metric.startsWith('backup.'));
    return [...new Set(backups.map((one) => one.target))];
  }
  return [...new Set([...read, ...manual].map((one) => one.target))];
}
