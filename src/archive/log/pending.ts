/** What the log has not signed yet: what was committed since the last head that it accepted. */

import { EnvironmentError } from '../../contract/error.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { parseEntry } from './entry.ts';
import { lastEntry, readCheckpoint, readFrom } from './log-folder.ts';
import { slotsOf } from './slots.ts';

export interface LogState {
  /** Name of the log. */
  origin: string;
  /** Entries that are signed. */
  size: number;
  /** 待签: entries that the next signing will add. */
  pending: number;
}

/** null: the workspace has no log, or one that only `verify` can tell of. Reads the end of the log alone. */
export async function logState({ root, git }: Pick<Workspace, 'root' | 'git'>): Promise<LogState | null> {
  const read = readFrom(root);
  const head = await readCheckpoint(read);
  if (head === undefined || 'fault' in head) return null;
  const { origin, size } = head.checkpoint;
  const bytes = await lastEntry(read, size);
  const last = bytes && parseEntry(bytes);
  if (last?.type !== 'HEAD') return null;
  try {
    const commits = await git.changes(last.commit);
    return { origin, size, pending: commits.reduce((sum, commit) => sum + slotsOf(commit).length, 0) };
  } catch (error) {
    // A history that was rewritten is told by `verify`, and by the signing that refuses it.
    if (error instanceof EnvironmentError) return null;
    throw error;
  }
}
