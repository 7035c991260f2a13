/** Records that were withdrawn (作废): they are named, and the list of their ids must be that of the records themselves. */
import { formatDateTime } from '../../contract/time.ts';
import { statePath } from '../../workspace/store/state.ts';
import { WITHDRAWN_STATE, withdrawnIds } from '../../workspace/store/withdrawn-ids.ts';
import type { Session } from '../session.ts';
import type { Problem } from './problem.ts';
import type { RecordFacts } from './record-facts.ts';

/** @returns a line for each; what contradicts the list goes to `problems` */
export async function withdrawnRecords(
  { workspace }: Session,
  records: readonly RecordFacts[],
  problems: Problem[],
): Promise<string[]> {
  const withdrawn = records.filter((one) => one.withdrawn !== null);
  const listed = await withdrawnIds(workspace.root);
  const there = new Set(withdrawn.map(({ id }) => id));
  const path = statePath(WITHDRAWN_STATE);
  for (const id of there)
    if (!listed.has(id))
      problems.push({
        path,
        property: '完整性',
        message: `没有列出已作废的记录 ${id}；执行 opsledger start --once 会按记录重建`,
      });
  for (const id of listed)
    if (!there.has(id)) problems.push({ path, property: '真实性', message: `列出的 ${id} 没有作废` });
  return withdrawn.map(
    ({ id, withdrawn: one }) =>
      `已作废 ${id}：${one === null ? '' : `${formatDateTime(one.at)} ${one.by}，${one.reason}`}`,
  );
}
