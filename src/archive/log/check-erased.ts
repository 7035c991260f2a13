/** What the log says was erased (清除): by the record that decided it, exactly so far, and nothing of it is left in the repository. */

import { UserError } from '../../contract/error.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { ErasureRecord } from '../../subjects/erasures/kinds/erasure.ts';
import type { CommitChanges } from '../../workspace/git/commit-changes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ErasedEntry } from './entry.ts';
import { type Erased, toldOf } from './erasures.ts';
import { isOfLog } from './log-folder.ts';
import type { LogProblem } from './problem.ts';

/** @param commits of the whole history, oldest first @returns problems, and a line for each file that was erased */
export async function checkErased(
  workspace: Workspace,
  { entries, problems: broken }: Erased,
  commits: readonly CommitChanges[],
): Promise<{ problems: LogProblem[]; notes: string[] }> {
  const problems = [...broken, ...(await notCarriedOut(workspace, entries))];
  if (entries.length === 0) return { problems, notes: [] };
  for (const [id, own] of Map.groupBy(entries, ({ record }) => record)) {
    const wrong = await decisionProblem(workspace, id, own);
    if (wrong !== null) problems.push(wrong);
  }
  problems.push(...neverThere(entries, commits), ...(await stillThere(workspace, entries)));
  const notes = toldOf(entries).map(
    ({ path, at, reason, approvedBy, record }) =>
      `已依规清除 ${path}：${formatDateTime(at)} ${approvedBy} 批准，${reason}（清除记录 ${record}）`,
  );
  return { problems, notes };
}

/** Decisions whose content is still in the history. */
async function notCarriedOut({ records }: Workspace, entries: readonly ErasedEntry[]): Promise<LogProblem[]> {
  const carriedOut = new Set(entries.map(({ record }) => record));
  const { files } = await records.list<ErasureRecord>('erasure');
  return files
    .filter(({ record }) => !carriedOut.has(record.id))
    .map(({ path, record }) => ({
      path,
      property: '安全性',
      message: `清除 ${record.id} 已决定而没有完成，内容仍在版本库的历史中：在签名的机器上执行 opsledger erase --finish`,
    }));
}

/** What contradicts the record that decided it: another reason or approver, or files that it does not name. */
async function decisionProblem(
  { records }: Workspace,
  id: string,
  entries: readonly ErasedEntry[],
): Promise<LogProblem | null> {
  const [{ path }] = entries as [ErasedEntry];
  const say = (message: string): LogProblem => ({ path, property: '真实性', message });
  const stored = await records.onFile<ErasureRecord>(id).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  if (stored?.record.kind !== 'erasure') return say(`存证条目称内容已依规清除，而没有它所说的清除记录 ${id}`);
  const { record } = stored;
  if (entries.some(({ reason, approvedBy }) => record.reason !== reason || record.approvedBy !== approvedBy))
    return say(`存证条目的清除原因或批准人与清除记录 ${id} 不一致`);
  const named = new Set(record.targets.map((one) => one.path));
  const other = entries.find((one) => !named.has(one.path) && !isOfLog(one.path));
  return other === undefined
    ? null
    : { path: other.path, property: '真实性', message: `存证条目称内容已依规清除，而清除记录 ${id} 没有列出这个文件` };
}

/** Entries that say of a file that it was erased, while the history has no mark of it. */
function neverThere(entries: readonly ErasedEntry[], commits: readonly CommitChanges[]): LogProblem[] {
  const known = new Set(commits.flatMap(({ files }) => files.map(({ path }) => path)));
  return entries
    .filter(({ path, blobs }) => blobs.length > 0 && !known.has(path) && !path.startsWith('evidence-large/'))
    .map(({ path }) => ({ path, property: '真实性', message: '存证条目称内容已依规清除，而历史中没有这个文件' }));
}

/** A repository that still gives what was destroyed: an erasure that did not end, or objects from an older copy. */
async function stillThere({ git }: Workspace, entries: readonly ErasedEntry[]): Promise<LogProblem[]> {
  const objects = git.objects();
  try {
    const found: string[] = [];
    for (const { path, blobs } of entries)
      for (const blob of blobs) if ((await objects.bytes(blob)) !== undefined) found.push(path);
    const [first] = found;
    if (first === undefined) return [];
    const message = `已依规清除的内容还能从版本库取得（${first}${found.length > 1 ? ` 等 ${found.length} 份` : ''}）：清除没有完成，或混入了旧副本的对象；执行 opsledger erase --finish`;
    return [{ path: '.git', property: '安全性', message }];
  } finally {
    objects.close();
  }
}
