/**
 * When the newest commit of a path was made, asked of git once: every command, round and request asks it, and git walks the history
 * for it back to the day of that commit. A commit names all that it goes back to, so the answer holds as long as it is the newest.
 */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isMissing } from '../disk/faults.ts';
import { headOf } from './commit.ts';
import type { HistoryReader } from './history.ts';

interface Known {
  head: string;
  /** Seconds since 1970; undefined: no commit has touched the path. */
  made: number | undefined;
}

/** What is known of the workspaces that this process works with, by root and path. */
const known = new Map<string, Map<string, Known>>();

/** A process that opens one workspace after another, as a test run does, forgets those that it opened first. */
const MOST_ROOTS = 64;

function knownOf(root: string): Map<string, Known> {
  const paths = known.get(root) ?? new Map<string, Known>();
  known.delete(root);
  known.set(root, paths);
  const [oldest] = known.keys();
  if (known.size > MOST_ROOTS && oldest !== undefined) known.delete(oldest);
  return paths;
}

/** @returns the same reader, which asks git for the time of a path once for each newest commit; what failed is asked again */
export function madeAtOnce<Reader extends Pick<HistoryReader, 'madeAt'>>(root: string, reader: Reader): Reader {
  return {
    ...reader,
    async madeAt(path) {
      const paths = knownOf(root);
      const head = await headOf(root);
      const last = paths.get(path);
      if (last !== undefined && last.head === head) return last.made;
      const made = await reader.madeAt(path);
      // Committed meanwhile: nobody knows of which of the two git spoke.
      if (head !== undefined && head === (await headOf(root))) paths.set(path, { head, made });
      return made;
    },
  };
}

/**
 * After a commit of `paths`, files and folders: what is known of other paths holds for it, too, where git's own log of its names says that it follows
 * right upon the commit of which it is known.
 */
export async function stillMadeAt(root: string, made: string, paths: readonly string[]): Promise<void> {
  const before = known.get(root);
  if (before === undefined || before.size === 0) return;
  const parent = await lastMove(root, made);
  for (const [path, { head, made: at }] of before) {
    const isTouched = paths.some((one) => !relative(one, path).startsWith('..'));
    if (head === parent && !isTouched) before.set(path, { head: made, made: at });
  }
}

/** `<old> <new> NAME …`: of the last line. */
const MOVED = /(?:^|\n)([0-9a-f]{40}) ([0-9a-f]{40}) [^\n]*\n?$/;

/** The commit from which the branch was moved to this one, last of all; undefined when git's log does not say it. */
async function lastMove(root: string, to: string): Promise<string | undefined> {
  const log = await readFile(join(root, '.git', 'logs', 'HEAD'), 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    return '';
  });
  const [, old, moved] = MOVED.exec(log.slice(-4096)) ?? [];
  return moved === to ? old : undefined;
}
