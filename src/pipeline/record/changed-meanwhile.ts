/** Two people with the same record: the later one sees what the other did before it is overwritten. */
import { UserError } from '../../contract/error.ts';
import type { StoredRecord } from '../../workspace/store/record-store.ts';

/** The record is not any more what the person began from. */
export class ChangedMeanwhile extends UserError {}

/** @param version SHA-256 of the file when the person began; undefined: nobody asks. @throws ChangedMeanwhile */
export function refuseStale({ record, sha256 }: StoredRecord, version: string | undefined): void {
  if (version === undefined || version === sha256) return;
  const last = record.corrections?.at(-1);
  throw new ChangedMeanwhile(`${record.id} 在填写期间已被修改`, {
    ...(last === undefined ? {} : { found: `${last.by}：${last.what}（${last.reason}）` }),
    expected: '看过别人的改动后再保存',
    hint: '没有保存；刷新后核对再提交',
  });
}
