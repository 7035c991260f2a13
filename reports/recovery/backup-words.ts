/** What may be said of backups none of which failed: whole only those that were checked. Pure. */
import type { BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';

type Backup = Pick<BackupRecord, 'result' | 'verified'>;

/** Succeeded, and nobody checked whether they are whole. */
export const uncheckedSets = (backups: readonly Backup[]): number =>
  backups.filter(({ result, verified }) => result === 'success' && verified === 'not-checked').length;

/** `均成功，完整性校验均通过` of backups that succeeded without one that failed its check, or what of them is not known. */
export function soundText(backups: readonly Backup[]): string {
  const open = uncheckedSets(backups);
  return open === 0
    ? '均成功，完整性校验均通过'
    : `均成功；完整性校验没有未通过的，其中 ${open} 份未校验，不能说明是否完整`;
}
