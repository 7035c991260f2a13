/** The record (备份记录) of one backup set that was looked into. Pure. Clauses 5.3.8, 5.5.2. */
import { toText } from '../../contract/time.ts';
import type { BackupSet } from '../../sources/backup-sets.ts';
import type { ProposedRecord } from '../_collector.ts';
import type { Baseline } from './backup-baseline.ts';

/** What is backed up, with the words of the record kind `backup`. */
export const contents = {
  database: '数据库',
  attachments: '附件文件',
  config: '配置',
  redis: 'Redis',
  'operation-log': '操作日志',
  system: '系统',
} as const;

const contentOfType = {
  mysqldump: 'database',
  'mariadb-backup': 'database',
  'redis-rdb': 'redis',
  archive: 'attachments',
} as const;

export interface CheckedSet {
  set: BackupSet;
  /** `complete`, or the short Chinese reason why not. */
  state: string;
  /** SHA-256 of the file; null when it was not computed. */
  checksum: string | null;
  /** What was counted at backup time; null when nobody did. */
  baseline: Baseline | null;
  /** What the checksum kept at backup time says; absent: there was none to compare with. */
  kept?: 'same' | 'changed';
}

const NOTE = '采集时检查备份集是否完整；起止时间取自文件时间';
/** Of a set whose bytes are not those of backup time. */
export const CHECKSUM_CHANGED = '校验值与备份时不一致，备份集在备份后被改动或损坏';
const KEPT = { same: '校验值与备份时一致', changed: CHECKSUM_CHANGED } as const;

/** @param plan its id is the plan's name in records @param now ISO instant of the check */
export function backupProposal(
  plan: { id: string; folder: string; type: keyof typeof contentOfType; content?: keyof typeof contents | undefined },
  { set, state, checksum, baseline, kept }: CheckedSet,
  asset: string,
  now: string,
): ProposedRecord {
  const complete = state === 'complete';
  const finishedAt = instantOf(set.changedAt);
  return {
    kind: 'backup',
    fields: {
      at: instantOf(set.begunAt),
      plan: plan.id,
      asset,
      content: plan.content ?? contentOfType[plan.type],
      method: plan.type,
      set: set.name,
      startedAt: instantOf(set.begunAt),
      finishedAt,
      result: complete ? 'success' : 'incomplete',
      ...(!complete && { reason: state }),
      size: set.size,
      files: set.files,
      ...(checksum !== null && { sha256: checksum }),
      location: `${plan.folder}/${set.name}`,
      ...(baseline !== null && baseline.tables.length > 0 && { tables: countedTables(baseline) }),
      verified: complete && kept !== 'changed' ? 'passed' : 'failed',
      verifiedAt: now,
      verifyNote: kept === undefined ? NOTE : `${NOTE}；${KEPT[kept]}`,
    },
  };
}

const countedTables = ({ tables }: Baseline) =>
  tables.map(({ schema, table, rows, checksum }) => ({ schema, table, rows, ...(checksum !== null && { checksum }) }));

const instantOf = (milliseconds: number): string =>
  toText(Temporal.Instant.fromEpochMilliseconds(Math.trunc(milliseconds)));
