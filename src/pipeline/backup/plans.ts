/** The backup plans of the settings with the sets that lie in their folders; for checking and for restoring them. */
import { resolve } from 'node:path';
import { type BackupPlan, backupOptions, planId } from '../../collectors/parts/backup-plan.ts';
import { UserError } from '../../contract/error.ts';
import { type BackupSet, findSets } from '../../sources/backup-sets.ts';
import { SourceError } from '../../sources/error.ts';
import { SETTINGS_FILE } from '../../workspace/disk/areas.ts';
import { parseWith } from '../../workspace/text/parse.ts';
import type { Session } from '../session.ts';

export interface PlanOfSettings {
  /** Name of the source. */
  source: string;
  /** Asset id of what is backed up. */
  asset: string;
  /** Name of the plan in records. */
  id: string;
  plan: BackupPlan;
  /** Absolute. */
  folder: string;
}

/** @throws UserError when the settings name no backup folder, or one of a wrong form */
export function backupPlans(session: Session): PlanOfSettings[] {
  const { root, settings } = session.workspace;
  const sources = settings.sources.filter((one) => one.type === 'backup');
  if (sources.length === 0) {
    throw new UserError('设置中没有备份目录', {
      file: SETTINGS_FILE,
      at: 'sources',
      expected: '至少一个 type: backup 的数据源',
      hint: '写法见使用手册“业务数据源配置”的“备份目录”一节',
    });
  }
  return sources.flatMap(({ name, target, options }) => {
    const { plans } = parseWith(backupOptions, options, { file: SETTINGS_FILE, at: `数据源 ${name}` });
    return plans.map((plan, index) => ({
      source: name,
      asset: target,
      id: planId(plan, index, plans.length, name),
      plan,
      folder: resolve(root, plan.folder),
    }));
  });
}

/** A set that changed this recently may still be written. */
const SETTLED_MS = 60_000;

export interface PlanSets {
  /** Newest first. */
  sets: BackupSet[];
  /** Sets that are still being written. */
  writing: BackupSet[];
  /** Chinese; null when the folder could be read. */
  reason: string | null;
}

/** @param now milliseconds since 1970 */
export async function setsOf(one: PlanOfSettings, now: number, signal: AbortSignal): Promise<PlanSets> {
  try {
    const all = await findSets(one.folder, one.plan.pattern, signal);
    const settled = (set: BackupSet) => now - set.changedAt >= SETTLED_MS;
    return { sets: all.filter(settled), writing: all.filter((set) => !settled(set)), reason: null };
  } catch (error) {
    if (!(error instanceof SourceError) || signal.aborted) throw error;
    return { sets: [], writing: [], reason: error.reason };
  }
}
