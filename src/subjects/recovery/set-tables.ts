/** 备份集 as tables: all of them, and those that cannot be relied on. Pure. */

import { secondsBetween } from '../../contract/time.ts';
import { idCell } from '../../page/field-cell.ts';
import type { Naming } from '../../page/naming.ts';
import { idColumn, type RecordTable } from '../../page/record-table.ts';
import { stateColumn, type TableColumn, type TableDefinition } from '../../page/table.ts';
import { momentCell, sizeCell, spanCell } from '../../page/value-cell.ts';
import { type BackupSetState, backupSets, setChecks } from '../../states/backup-set.ts';
import { flaggedCell } from '../../states/look.ts';
import { MISSING } from '../../wording/words.ts';
import { backupFault, isBadSet } from './judge/backup-state.ts';
import backup, { type BackupRecord } from './kinds/backup.ts';

type Column = TableColumn<BackupRecord>;

export const setState = (one: BackupRecord): BackupSetState => backupFault(one) ?? 'success';

/** Why it cannot be relied on, as far as anybody wrote it down. */
const reasonOf = ({ reason, verifyNote }: BackupRecord): string | undefined => reason ?? verifyNote;

const id: Column = { label: '记录编号', weight: 1.3, only: 'paper', value: idCell };
const set: Column = { label: '备份集', weight: 1.5, title: true, value: (one) => one.set, sub: (one) => one.id };
const started: Column = {
  ...{ label: '开始时间', type: 'datetime', weight: 1.2, short: true },
  value: ({ startedAt }) => momentCell(startedAt),
};
const result = stateColumn<BackupRecord>('结果', (one) => backupSets[one.result]);
const checkLook = (one: BackupRecord) => setChecks[one.verified];
const verified: Column = {
  ...{ label: '完整性校验', short: true, look: checkLook },
  value: (one) => flaggedCell(checkLook(one)),
};
/** Both in one word, where a row is a card. */
const state = stateColumn<BackupRecord>('结果', (one) => backupSets[setState(one)]);

const assetColumn = ({ asset }: Naming, weight: number): Column => ({
  ...{ label: '备份对象', weight, value: (one) => asset(one.asset) },
});

/** Each set, with what it is and where it lies. */
export const setTable = (naming: Naming): TableDefinition<BackupRecord> => ({
  title: '备份集清单',
  columns: {
    id,
    asset: assetColumn(naming, 1.2),
    set,
    started,
    took: {
      ...{ label: '用时', align: 'right', only: 'paper' },
      value: ({ startedAt, finishedAt }) =>
        spanCell(finishedAt === undefined ? null : secondsBetween(startedAt, finishedAt)),
    },
    size: { label: '大小', align: 'right', short: true, value: ({ size }) => sizeCell(size ?? null) },
    sha256: {
      ...{ label: '校验值（SHA-256 前 16 位）', weight: 1.3, only: 'paper' },
      value: (one) => one.sha256?.slice(0, 16) ?? null,
    },
    location: { label: '存放位置', weight: 1.5, wide: true, value: (one) => one.location ?? null },
    offsite: {
      ...{ label: '异地存放位置', weight: 1.5, wide: true },
      value: (one) => one.offsite ?? { text: MISSING, tone: 'attention' },
    },
    result: { ...result, only: 'paper' },
    verified,
    state: { ...state, only: 'site', sub: ({ reason }) => reason },
  },
  tone: (one) => (isBadSet(one) ? 'abnormal' : undefined),
  empty: '统计区间内没有登记备份。',
});

/** Those that cannot be relied on, each with the reason. */
export const badSetTable = (naming: Naming): TableDefinition<BackupRecord> => ({
  title: '未成功或校验未通过的备份集',
  columns: {
    id,
    asset: assetColumn(naming, 1.3),
    set: { ...set, href: (one) => naming.href?.(one.id) },
    started,
    result: { ...result, only: 'paper', value: (one) => backupSets[one.result].word },
    verified: { ...verified, only: 'paper' },
    reason: { label: '原因', weight: 2, wide: true, value: (one) => reasonOf(one) ?? MISSING },
    state: { ...state, only: 'site' },
  },
  tone: () => 'abnormal',
  empty: '没有登记备份。',
});

/** The same beside the plans, in the words of the record. */
export const failedSets: Omit<RecordTable<BackupRecord>, 'assetNames'> = {
  title: '未成功或校验未通过的备份',
  kind: backup,
  columns: [
    idColumn,
    'asset',
    'content',
    'startedAt',
    'result',
    'verified',
    { field: 'reason', label: '原因', weight: 2, value: (one: BackupRecord) => reasonOf(one) ?? '未登记原因' },
  ],
  tone: () => 'abnormal',
};
