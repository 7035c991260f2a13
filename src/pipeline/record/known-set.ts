/** A restore test proves something of a backup set that there is: the set that it names has a backup record, or it is no test of one. */
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import type { RecordKind } from '../../records/record.ts';
import type { BackupRecord } from '../../subjects/recovery/kinds/backup.ts';
import type { RecordStore } from '../../workspace/store/record-store.ts';

type Given = Readonly<Record<string, unknown>>;

/** Sets that a message names. */
const NAMED = 4;

/** Fields that say what was restored. */
const SAY_WHICH = ['set', 'asset', 'backup'];

/**
 * @param given a record of any kind, as it was typed: a whole one, or what of one is to be another
 * @param before the record that it changes
 * @returns the same; a restore test with the backup record of its set, which nobody has to look up
 * @throws UserError when no backup record lists the set of that asset, or the named one lists another
 */
export async function withKnownSet(
  records: RecordStore,
  kind: RecordKind,
  given: Given,
  { shown, before = {} }: { shown: string; before?: Given | undefined },
): Promise<Given> {
  const changed = SAY_WHICH.filter((key) => given[key] !== undefined && given[key] !== before[key]);
  if (kind.id !== 'restore-test' || changed.length === 0) return given;
  // The record of the set before is none of another set.
  const { set, asset, backup }: Given = { ...before, backup: undefined, ...given };
  if (typeof set !== 'string' || typeof asset !== 'string') return given;
  const all = (await records.list<BackupRecord>('backup')).records;
  const named = all.find(({ id }) => id === backup);
  // One that names no record is told by its own check.
  if (backup !== undefined && named === undefined) return given;
  const own = all.filter((one) => one.asset === asset);
  const found = named ?? own.findLast((one) => one.set === set);
  if (found !== undefined && found.set === set && found.asset === asset) return { ...given, backup: found.id };
  const sets = own.map((one) => one.set);
  const close = nearest(set, sets, (one) => one, 2);
  throw new UserError('恢复测试的备份集没有备份记录', {
    file: shown,
    at: 'set（备份集）',
    found:
      named === undefined
        ? `${asset} 的 ${set}`
        : `${named.id} 记的是 ${named.asset} 的 ${named.set}，不是 ${asset} 的 ${set}`,
    expected:
      sets.length === 0
        ? `${asset} 有备份记录的备份集，现在一份也没有`
        : `${asset} 有备份记录的备份集：${sets.slice(-NAMED).join('、')}`,
    hint:
      close.length > 0
        ? `您是不是要 ${close.join('、')}`
        : '先登记这份备份（opsledger record backup，或由备份数据源采集），再登记恢复测试',
  });
}
