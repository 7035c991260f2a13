/** What the composed pages are made from, read once: the records of the service year, and the ids of all. */

import type { CheckResult } from '../../assess/inspection/result.ts';
import type { ContractBundle } from '../../contract/bundle.ts';
import type { Obligation } from '../../contract/obligations.ts';
import { dateOf, toDate } from '../../contract/time.ts';
import type { BackupRecord } from '../../records/kinds/backup.ts';
import type { ChangeRecord } from '../../records/kinds/change.ts';
import type { ConsultationRecord } from '../../records/kinds/consultation.ts';
import type { DeviceRepairRecord } from '../../records/kinds/device-repair.ts';
import type { DrillRecord } from '../../records/kinds/drill.ts';
import type { DutyRecord } from '../../records/kinds/duty.ts';
import type { FindingDecisionRecord } from '../../records/kinds/finding-decision.ts';
import type { IncidentRecord } from '../../records/kinds/incident.ts';
import type { MaintenanceWindowRecord } from '../../records/kinds/maintenance-window.ts';
import type { ProbeRecord } from '../../records/kinds/probe.ts';
import type { RenewalRecord } from '../../records/kinds/renewal.ts';
import type { RestoreTestRecord } from '../../records/kinds/restore-test.ts';
import type { ScanRecord } from '../../records/kinds/scan.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { SiteDocument } from '../../report/site-model.ts';
import type { RecordStore } from '../../workspace/store/records.ts';
import type { Mask } from './mask.ts';

export interface SiteRecords {
  incident: IncidentRecord[];
  scan: ScanRecord[];
  'finding-decision': FindingDecisionRecord[];
  change: ChangeRecord[];
  consultation: ConsultationRecord[];
  backup: BackupRecord[];
  'restore-test': RestoreTestRecord[];
  drill: DrillRecord[];
  duty: DutyRecord[];
  renewal: RenewalRecord[];
  'device-repair': DeviceRepairRecord[];
  probe: ProbeRecord[];
  'maintenance-window': MaintenanceWindowRecord[];
}

export type UnmaskedRecords = Pick<SiteRecords, 'scan' | 'finding-decision'>;

export interface SiteFacts {
  /** ISO instant at which everything is judged. */
  now: string;
  today: string;
  /** First day whose records have pages of their own: a year back. What is older is folded by month. */
  yearFrom: string;
  contract: ContractBundle;
  obligations: readonly Obligation[];
  /** Without what the view may not see. */
  records: SiteRecords;
  /**
   * As they were written down: a finding is followed by its port, and a decision found by its target, both of which other
   * views do not see. To judge by, never to show.
   */
  unmasked: UnmaskedRecords;
  /** Ids of all records by kind, sorted. */
  ids: ReadonlyMap<string, readonly string[]>;
  kinds: readonly RecordKind[];
  documents: readonly SiteDocument[];
  /** Titles of the articles of the workspace by their ids. */
  articles: ReadonlyMap<string, string>;
  /** Today's judged inspection rows; empty without an inspection. */
  inspection: readonly CheckResult[];
  mask: Mask;
}

/** Kinds whose whole history decides what is shown (a finding's first sight, the quota); the rest is read for a year. */
const WHOLE: readonly (keyof SiteRecords)[] = [
  'incident',
  'scan',
  'finding-decision',
  'restore-test',
  'drill',
  'renewal',
  'device-repair',
];
const YEAR: readonly (keyof SiteRecords)[] = ['change', 'consultation', 'backup', 'maintenance-window'];
/** Availability covers the last month; duty is today's. */
const PROBED_DAYS = 31;

/** First day of the year that ends today. */
export const yearBefore = (today: string): string => toDate(today).subtract({ years: 1 }).toString();
export const probedFrom = (today: string): string => toDate(today).subtract({ days: PROBED_DAYS }).toString();

/** Reads the records; files that cannot be used are among the problems and nowhere else. */
export async function readSiteRecords(
  store: RecordStore,
  kinds: readonly RecordKind[],
  mask: Mask,
  now: string,
): Promise<{
  records: SiteRecords;
  unmasked: UnmaskedRecords;
  ids: Map<string, string[]>;
  problems: { file: string; message: string }[];
}> {
  const today = dateOf(now);
  const problems: { file: string; message: string }[] = [];
  const unmasked: UnmaskedRecords = { scan: [], 'finding-decision': [] };
  const read = async (kind: keyof SiteRecords, from?: string): Promise<AnyRecord[]> => {
    const unit = kinds.find((one) => one.id === kind);
    if (unit === undefined) return [];
    const list = await store.list(kind, { from, to: today });
    problems.push(...list.problems.map(({ path, message }) => ({ file: path, message })));
    if (kind in unmasked) Object.assign(unmasked, { [kind]: list.records });
    return list.records.map((record) => mask.record(unit, record));
  };
  const windows: [keyof SiteRecords, string | undefined][] = [
    ...WHOLE.map((kind): [keyof SiteRecords, undefined] => [kind, undefined]),
    ...YEAR.map((kind): [keyof SiteRecords, string] => [kind, yearBefore(today)]),
    ['probe', probedFrom(today)],
    ['duty', today],
  ];
  const found: Partial<Record<keyof SiteRecords, AnyRecord[]>> = {};
  for (const [kind, from] of windows) found[kind] = await read(kind, from);
  const ids = new Map<string, string[]>();
  for (const { id } of kinds) ids.set(id, await store.ids(id));
  return { records: found as unknown as SiteRecords, unmasked, ids, problems };
}
