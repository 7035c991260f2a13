/** Which entry of the log speaks of which file of which commit. */

import type { CommitChanges } from '../../workspace/git/commit-changes.ts';
import type { LogEntry } from './entry.ts';
import { type Slot, slotsOf } from './slots.ts';

/** A file that a commit brought, with the entry that speaks of it. */
export interface Pair {
  slot: Slot & { commit: string };
  /** Index of the entry; undefined when the log has none. */
  index: number | undefined;
}

export interface Pairing {
  pairs: Pair[];
  /** Indices of entries that speak of files which no commit brought. */
  unfounded: number[];
  /** Heads that the log accepted and the history does not have. */
  lostHeads: string[];
  /** Entries that the next signing will add. */
  pending: number;
}

/**
 * @param entries undefined ones could not be read. @param commits of the whole history, oldest first
 * @param current by the name of a commit from before an erasure, what it is called now
 */
export function pairUp(
  entries: readonly (LogEntry | undefined)[],
  commits: readonly CommitChanges[],
  current: ReadonlyMap<string, string>,
): Pairing {
  const heads = entries.flatMap((entry) => (entry?.type === 'HEAD' ? [current.get(entry.commit) ?? entry.commit] : []));
  const known = new Set(commits.map(({ commit }) => commit));
  const lostHeads = heads.filter((commit) => !known.has(commit));
  // In a history that was rewritten nobody can tell which signing a commit was in: then a path alone has to do.
  const signingOf = lostHeads.length === 0 ? signings(heads, commits) : undefined;
  const keyOf = (signing: number, path: string) => `${lostHeads.length === 0 ? signing : ''} ${path}`;

  const waiting = new Map<string, number[]>();
  let signing = 0;
  for (const [index, entry] of entries.entries()) {
    if (entry?.type === 'HEAD') signing += 1;
    else if (entry !== undefined && 'path' in entry && !isDecision(entry)) {
      const key = keyOf(signing, entry.path);
      waiting.set(key, [...(waiting.get(key) ?? []), index]);
    }
  }
  const pairs: Pair[] = [];
  let pending = 0;
  for (const commit of commits) {
    const own = signingOf?.get(commit.commit);
    for (const slot of slotsOf(commit)) {
      if (signingOf !== undefined && own === undefined) pending += 1;
      else
        pairs.push({
          slot: { ...slot, commit: commit.commit },
          index: waiting.get(keyOf(own ?? 0, slot.path))?.shift(),
        });
    }
  }
  return { pairs, unfounded: [...waiting.values()].flat(), lostHeads, pending };
}

/** Of a path that another entry speaks of: that it was erased, or in the first form that it does not count any more. */
const isDecision = ({ type, schema }: LogEntry): boolean => type === 'ERASE' || (type === 'VOID' && schema === 1);

/** The signing, counted from 0, that first accepted each commit; none for those that came later. */
function signings(heads: readonly string[], commits: readonly CommitChanges[]): Map<string, number> {
  const parents = new Map(commits.map((one) => [one.commit, one.parents]));
  const found = new Map<string, number>();
  for (const [signing, head] of heads.entries()) {
    const open = [head];
    for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
      if (found.has(commit)) continue;
      found.set(commit, signing);
      open.push(...(parents.get(commit) ?? []));
    }
  }
  return found;
}
