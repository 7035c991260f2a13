/** Finishes or undoes what a process that died left in the middle of a change. The caller holds the lock. */
import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentError, errorCode, isMissing } from '../disk/faults.ts';
import type { Git } from '../git/git.ts';
import { canRollForward, closeJournal, readJournal, rollBack, rollForward } from './journal.ts';
import { cleanIndex, commitJournal } from './staging.ts';

/** What became of an interrupted change. */
export interface Settled {
  subject: string;
  paths: string[];
  /** `finished`: committed as it was meant to be. `undone`: everything is as before it. */
  outcome: 'finished' | 'undone';
}

/**
 * Removes git's dead locks and settles the journal of an interrupted change; undefined when there was none.
 * @throws EnvironmentError when disk or git fail again; the journal stays for the next time
 */
export async function settleJournal(root: string, git: Git): Promise<Settled | undefined> {
  try {
    const left = await readJournal(root);
    if (left) await gitAtRest(root);
    await removeDeadGitLocks(root);
    if (!left) return undefined;
    const { journal, undoing } = left;
    const paths = journal.entries.map((entry) => entry.path);
    if ((await git.head()) !== journal.head) {
      // Committed already; what the files are by now is no longer this change's business.
      await closeJournal(root, journal);
      return { subject: journal.subject, paths, outcome: 'finished' };
    }
    if (undoing || !(await canRollForward(root, journal))) {
      await rollBack(root, journal);
      await cleanIndex(git, journal);
      return { subject: journal.subject, paths, outcome: 'undone' };
    }
    await rollForward(root, journal);
    await commitJournal(git, journal);
    await closeJournal(root, journal);
    return { subject: journal.subject, paths, outcome: 'finished' };
  } catch (error) {
    throw environmentError(error, '.opsledger/journal.json');
  }
}

/** Longest wait for a git that outlived the process which started it, in ms; then its locks are reported as they are. */
const ORPHAN_MS = 10_000;
const LOOK_EVERY_MS = 20;

/** Waits for such a git: only when it has ended can be told whether its commit was made. */
async function gitAtRest(root: string): Promise<void> {
  const until = performance.now() + ORPHAN_MS;
  while (performance.now() < until && (await isGitRunning(root))) await sleep(LOOK_EVERY_MS);
}

/**
 * Removes the lock files of a git that died, unless a git is running in this workspace.
 * @returns the removed files, relative to the workspace
 */
export async function removeDeadGitLocks(root: string): Promise<string[]> {
  const locks: string[] = [];
  for (const folder of ['.git', '.git/refs/heads']) {
    const names = await readdir(join(root, folder)).catch(unlessMissing);
    locks.push(...(names ?? []).filter((name) => name.endsWith('.lock')).map((name) => `${folder}/${name}`));
  }
  if (locks.length === 0 || (await isGitRunning(root))) return [];
  for (const lock of locks) await rm(join(root, lock), { force: true });
  return locks;
}

/** true when a process named git works in the workspace. Where /proc does not exist, none can be seen. */
async function isGitRunning(root: string): Promise<boolean> {
  const pids = ((await readdir('/proc').catch(unlessMissing)) ?? []).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(unlessGone);
    if (!name?.startsWith('git')) continue;
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(unlessGone);
    if (cwd === root || cwd?.startsWith(`${root}/`)) return true;
  }
  return false;
}

function unlessMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

/** The process ended in between, or belongs to another user, whose git cannot write here either. */
function unlessGone(error: unknown): undefined {
  if (!isMissing(error) && !['ESRCH', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
}
