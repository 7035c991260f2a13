/** Which backup set a test restores: the newest complete one, or the one that was named. */
import type { Baseline } from '../../../collectors/parts/backup-baseline.ts';
import { baselinePath, readBaseline } from '../../../collectors/parts/backup-baseline.ts';
import { UserError } from '../../../contract/error.ts';
import { toText } from '../../../contract/time.ts';
import { checkIntegrity } from '../../../sources/backup-integrity.ts';
import { changedFiles, keptChecksums } from '../../../sources/backup-kept-checksums.ts';
import type { BackupSet } from '../../../sources/backup-sets.ts';
import { SourceError } from '../../../sources/error.ts';
import type { BackupRecord } from '../../../subjects/recovery/kinds/backup.ts';
import type { Session } from '../../session.ts';
import { backupPlans, type PlanOfSettings, setsOf } from '../plans.ts';

export interface ChosenSet {
  of: PlanOfSettings;
  set: BackupSet;
  /** `complete`, or the short Chinese reason why not. */
  integrity: string;
  /** Files that are not as they were at backup time. */
  changed: string[];
  baseline: Baseline | null;
  /** Its backup record; null when it is not recorded yet. */
  record: BackupRecord | null;
  /** ISO instant of the data in the set: a dump's as it began, a physical backup's as it ended. */
  restorePoint: string;
}

interface Candidate {
  of: PlanOfSettings;
  set: BackupSet;
}

/**
 * @param named id of a backup record, or name of a set; undefined: the newest complete set of a database
 * @param now milliseconds since 1970
 * @throws UserError when there is none, or the name fits several
 */
export async function chooseSet(
  session: Session,
  named: string | undefined,
  now: number,
  signal: AbortSignal,
): Promise<ChosenSet> {
  const plans = backupPlans(session).filter(({ plan }) => plan.type === 'mysqldump' || plan.type === 'mariadb-backup');
  const all: Candidate[] = [];
  for (const of of plans) all.push(...(await setsOf(of, now, signal)).sets.map((set) => ({ of, set })));
  const recorded = (await session.workspace.records.list<BackupRecord>('backup')).records;
  if (named === undefined) return await newestComplete(all, recorded, signal);
  return await described(namedSet(all, recorded, named), recorded, signal);
}

async function newestComplete(all: readonly Candidate[], recorded: readonly BackupRecord[], signal: AbortSignal) {
  for (const candidate of all.toSorted((a, b) => b.set.changedAt - a.set.changedAt)) {
    const found = await described(candidate, recorded, signal);
    if (found.integrity === 'complete' && found.changed.length === 0) return found;
  }
  throw new UserError('没有可以恢复的完整备份集', {
    found: all.length === 0 ? '数据库的备份计划下没有备份集' : `${all.length} 个备份集均不完整`,
    expected: '至少一个完整的数据库备份集',
    hint: '用 opsledger backup check 查看各备份集的情况；写明备份集名称可对不完整的备份集做测试',
  });
}

function namedSet(all: readonly Candidate[], recorded: readonly BackupRecord[], named: string): Candidate {
  const record = recorded.find(({ id }) => id === named);
  const fitting = all.filter(({ of, set }) =>
    record === undefined
      ? set.name === named
      : set.name === record.set && of.id === record.plan && of.asset === record.asset,
  );
  const [only, another] = fitting;
  if (only !== undefined && another === undefined) return only;
  throw new UserError(only === undefined ? '没有这个备份集' : '有几个备份集叫这个名称', {
    found: named,
    expected:
      only === undefined
        ? '数据库备份计划目录中的备份集名称，或备份记录编号（BF-…）'
        : `用备份记录编号指明：${fitting.map(({ of }) => `${of.plan.name}（${of.asset}）`).join('、')}`,
    hint: 'opsledger backup check 列出全部备份集；刚写完不到一分钟的视为正在写入',
  });
}

async function described(
  { of, set }: Candidate,
  recorded: readonly BackupRecord[],
  signal: AbortSignal,
): Promise<ChosenSet> {
  const record = recorded.find((one) => one.plan === of.id && one.asset === of.asset && one.set === set.name) ?? null;
  const baseline = (await readBaseline(baselinePath(set.path)).catch(asUserError(set))) ?? null;
  const physical = of.plan.type === 'mariadb-backup';
  return {
    of,
    set,
    // Whether it is prepared does not matter here: the copy will be.
    integrity: await checkIntegrity(set, of.plan.type, false, signal),
    changed: await changedFiles(await keptChecksums(set), signal),
    baseline,
    record,
    restorePoint: instantOf(physical ? set.changedAt : set.begunAt),
  };
}

const instantOf = (milliseconds: number): string =>
  toText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(milliseconds)));

/** A broken baseline is not the same as none. */
const asUserError = (set: BackupSet) => (error: unknown) => {
  if (!(error instanceof SourceError)) throw error;
  throw new UserError(error.reason, {
    file: baselinePath(set.path),
    expected: 'opsledger backup baseline 写出的基线文件',
    hint: '恢复原来的基线文件；没有的，移走这个文件后测试，结论为未采集基线',
  });
};
