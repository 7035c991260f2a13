/** 备份汇总: per plan, what was made, verified and kept elsewhere (5.3.8, 5.5.2). Pure. */
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import type { BackupRecord } from '../kinds/backup.ts';
import { isGoodSet } from './backup-state.ts';

export interface BackupPlanSummary {
  plan: string;
  asset: string;
  content: BackupRecord['content'];
  total: number;
  /** Of `total`, and all others: 不完整, 失败, or made and found damaged by the check. */
  success: number;
  failed: number;
  /** 完整性校验: passed, not passed; the rest was never checked. */
  verified: number;
  verifyFailed: number;
  /** Successful sets with a copy elsewhere. */
  offsite: number;
  /** Newest successful set; null when none succeeded. */
  lastSuccess: InstantText | null;
  lastSize: number | null;
}

/** One row a plan and asset, sorted by plan. */
export function summariseBackups(backups: readonly BackupRecord[]): BackupPlanSummary[] {
  const groups = Map.groupBy(backups, (one) => `${one.plan} ${one.asset}`);
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => planSummary(own));
}

function planSummary(own: readonly BackupRecord[]): BackupPlanSummary {
  const first = own[0] as BackupRecord;
  const success = own.filter(isGoodSet).toSorted((a, b) => compareInstants(a.at, b.at));
  const last = success.at(-1);
  return {
    plan: first.plan,
    asset: first.asset,
    content: first.content,
    total: own.length,
    success: success.length,
    failed: own.length - success.length,
    verified: own.filter((one) => one.verified === 'passed').length,
    verifyFailed: own.filter((one) => one.verified === 'failed').length,
    offsite: success.filter((one) => one.offsite !== undefined).length,
    lastSuccess: last?.startedAt ?? null,
    lastSize: last?.size ?? null,
  };
}
