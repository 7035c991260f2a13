/** Exported operation logs are kept for as many months as the contract asks for: looks whether each original is still there. */
import { dateOf, inContractZone, toInstant } from '../../contract/time.ts';
import type { OperationLogRecord } from '../../subjects/operation-logs/kinds/operation-log.ts';
import type { EvidenceStore } from '../../workspace/store/evidence.ts';
import type { RecordStore } from '../../workspace/store/record-store.ts';

export interface KeptLogs {
  asset: string;
  /** Begin of the oldest log whose original, and every later one, is kept; null when the newest is missing. */
  earliest: string | null;
  /** Records of those months whose original is gone. */
  missing: string[];
}

/** One entry an asset that has exported logs. @param now ISO instant @param months that are asked for; null: none are missed */
export async function keptLogs(
  records: RecordStore,
  evidence: EvidenceStore,
  now: string,
  months: number | null,
): Promise<KeptLogs[]> {
  const all = await records.list<OperationLogRecord>('operation-log', { to: dateOf(now) });
  const exported = all.records.filter((one) => one.original !== undefined);
  const limit = inContractZone(toInstant(now))
    .subtract({ months: months ?? 0 })
    .toInstant().epochMilliseconds;
  const found: KeptLogs[] = [];
  for (const [asset, own] of Map.groupBy(exported, (one) => one.asset)) {
    const missing: OperationLogRecord[] = [];
    let earliest: string | null = null;
    for (const one of own.toSorted((a, b) => Date.parse(b.to) - Date.parse(a.to))) {
      if (!(await evidence.hasEvidence(one.original ?? ''))) missing.push(one);
      else if (missing.length === 0) earliest = earlier(earliest, one.from);
    }
    found.push({ asset, earliest, missing: missing.filter((one) => Date.parse(one.to) >= limit).map((one) => one.id) });
  }
  return found.toSorted((a, b) => (a.asset < b.asset ? -1 : 1));
}

const earlier = (a: string | null, b: string): string => (a !== null && Date.parse(a) <= Date.parse(b) ? a : b);
