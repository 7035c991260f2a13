/**
 * What the workspace itself remembers of its log, beside the log: the heads that issued documents print, and those of commits to which
 * the newest one does not go back, which a branch, a mirror or git's own record of its heads still names. A log that was begun anew, or
 * put back, is none that continues them.
 */
import { EnvironmentError } from '../../contract/error.ts';
import { toHex } from '../../proof/bytes.ts';
import { parseCheckpoint } from '../../proof/checkpoint.ts';
import { parseNote } from '../../proof/note.ts';
import { parsePrinted } from '../../proof/printed-head.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ArchivedDocument } from '../store.ts';
import { CHECKPOINT, type LogFiles } from './log-folder.ts';

/** A head that something names: hex of its root, or the beginning of it. */
interface Remembered {
  whence: string;
  size: number;
  root: string;
}

/** Commits that are looked into, the newest first. */
const MOST = 50;

/**
 * @param log undefined: the workspace has none
 * @returns why the log is not the one that was, in Chinese; undefined: nothing says so
 */
export async function contradictedByMemory(
  { git }: Pick<Workspace, 'git'>,
  log: Pick<LogFiles, 'tree'> | undefined,
  documents: readonly ArchivedDocument[],
): Promise<string | undefined> {
  const found = [...printedHeads(documents), ...(await headsBesides(git))].filter((one) => !continued(log, one));
  const [first] = found.toSorted((a, b) => b.size - a.size);
  if (first === undefined) return undefined;
  const { whence, size } = first;
  const now = log === undefined ? '现在没有存证日志' : `现在的日志（${log.tree.size} 条）不是它的接续`;
  const more = found.length === 1 ? '' : `（这样的另有 ${found.length - 1} 处）`;
  return `${whence}的校验点有 ${size} 条，${now}${more}`;
}

function continued(log: Pick<LogFiles, 'tree'> | undefined, { size, root }: Remembered): boolean {
  return log !== undefined && size <= log.tree.size && toHex(log.tree.root(size)).startsWith(root);
}

/** Of many documents of one round one. */
function printedHeads(documents: readonly ArchivedDocument[]): Remembered[] {
  const heads = new Map<string, Remembered>();
  for (const { manifest } of documents) {
    const printed = manifest.checkpoint === undefined ? undefined : parsePrinted(manifest.checkpoint);
    if (printed !== undefined && !heads.has(manifest.checkpoint ?? ''))
      heads.set(manifest.checkpoint ?? '', { whence: `文档 ${manifest.number} 所印`, ...printed });
  }
  return [...heads.values()];
}

async function headsBesides(git: Workspace['git']): Promise<Remembered[]> {
  const heads: Remembered[] = [];
  try {
    for (const commit of (await git.besides(CHECKPOINT)).slice(0, MOST)) {
      const bytes = await git.showFile(commit, CHECKPOINT);
      const head = parseCheckpoint(parseNote(Buffer.from(bytes ?? []).toString('utf8'))?.text ?? '');
      if (head !== undefined)
        heads.push({
          whence: `版本库中不在当前历史里的提交 ${commit.slice(0, 12)}`,
          size: head.size,
          root: toHex(head.root),
        });
    }
  } catch (error) {
    // What of it git has thrown away cannot be asked for; what it should have and has not is told elsewhere.
    if (!(error instanceof EnvironmentError)) throw error;
  }
  return heads;
}
