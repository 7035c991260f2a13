/**
 * The one step by which a workspace is put right after a crash, a kill, a full disk, a damaged disk or a restore. Every command
 * goes through it when it opens a workspace (`recoverInterrupted`), and `start` always does all of it (`recover`).
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessFault } from '../disk/durable.ts';
import { environmentError } from '../disk/faults.ts';
import { HOLDER, type WorkspaceLock } from '../disk/lock.ts';
import { INIT_FOLDER } from '../disk/paths.ts';
import { isThere } from '../disk/presence.ts';
import { type SetAside, setAside } from '../disk/set-aside.ts';
import type { ChangedPath, Git } from '../git/git.ts';
import { INDEX, indexProblem } from '../git/index-file.ts';
import { gitAtRest, passingFiles, removeDeadGitLocks, removeHalfObjects } from '../git/leftovers.ts';
import type { FileProblem } from '../store/record-store.ts';
import { ADOPTED, type AdoptContext, judge } from './adopt.ts';
import { isBulkRunLeft, unmarkBulkRun } from './bulk-mark.ts';
import { isErasingLeft, settleErasing } from './erasing.ts';
import { damagedJournals, journalWay, readJournal } from './journal.ts';
import { keepMade } from './made.ts';
import { type Settled, settleJournal } from './settle.ts';
import { isTempLeft, removeTemps } from './temps.ts';

export interface Recovery {
  /** Dead temp files and git locks that were removed, relative to the workspace. */
  removed: string[];
  /** The interrupted change that was finished or undone; null when there was none. */
  settled: Settled | null;
  /** Files that were whole but not committed, and now are. */
  committed: string[];
  /** Files left as they are because they cannot be trusted. */
  problems: FileProblem[];
  /** Files of the program's own that could not be used and are out of the way now. */
  setAside: SetAside[];
}

export interface RecoverContext extends AdoptContext {
  git: Git;
  lock: WorkspaceLock;
}

/** What opening a workspace found of an operation that was interrupted. */
export interface Interrupted {
  /** null: nothing was interrupted, or it could not be put right. */
  recovery: Recovery | null;
  /** Why it could not be put right, in one Chinese line; null: it was, or there was nothing. */
  fault: string | null;
  /** Files of the interrupted change while it is not put right, relative to the workspace. */
  pending: string[];
}

/**
 * Recovers the workspace under the lock. Changed or missing files that were committed before are none of its business,
 * except that such a file in evidence/ or archive/, which are write-once, is reported.
 * @param at ISO instant: the date of the commit, if one is needed
 * @throws EnvironmentError when disk, lock or git fail
 */
export function recover(context: RecoverContext, at: string): Promise<Recovery> {
  return context.lock.run(async () => {
    const { recovery, changed } = await putRight(context);
    await adopt(context, changed, recovery, at);
    return recovery;
  });
}

const NOTHING: Interrupted = { recovery: null, fault: null, pending: [] };

/**
 * Puts right what an interrupted operation left, when there is any trace of one and nobody is at work; a look at a dozen
 * folders otherwise. Files that people placed or changed stay as they are; only where the journal itself was lost is every
 * uncommitted file looked at, because some of them may be the change's.
 * @param at ISO instant: the date of the commit, if one is needed
 * @returns also when disk, lock or git fail: who only reads can go on, and who writes is told by the change itself
 */
export async function recoverInterrupted(context: RecoverContext, at: () => string): Promise<Interrupted> {
  const { root, lock } = context;
  try {
    if (!(await hasTraces(root))) return NOTHING;
    const done = await lock.runIfFree(async () => {
      // Another may have put it right while this one came to the lock.
      if (!(await hasTraces(root))) return null;
      const { recovery, changed } = await putRight(context);
      if (recovery.setAside.some(({ path }) => path !== INDEX)) await adopt(context, changed, recovery, at());
      return recovery;
    });
    return { ...NOTHING, recovery: done?.value ?? null };
  } catch (error) {
    unlessFault(error);
    return { recovery: null, fault: environmentError(error, '工作区').summary, pending: await pendingPaths(root) };
  }
}

async function hasTraces(root: string): Promise<boolean> {
  if (await isThere(join(root, HOLDER))) return true;
  if (await isThere(join(root, INIT_FOLDER))) return true;
  if (await isErasingLeft(root)) return true;
  if ((await journalWay(root)) !== undefined || (await isBulkRunLeft(root))) return true;
  if ((await passingFiles(root)).length > 0 || (await isTempLeft(root))) return true;
  return (await indexProblem(root)) !== undefined;
}

interface PutRight {
  recovery: Recovery;
  /** What is not committed now. */
  changed: ChangedPath[];
}

/** The caller holds the lock. */
async function putRight({ root, git }: RecoverContext): Promise<PutRight> {
  const recovery: Recovery = { removed: [], settled: null, committed: [], problems: [], setAside: [] };
  const aside = async (path: string, why: string): Promise<void> => {
    const moved = await setAside(root, path, why);
    if (moved !== undefined) recovery.setAside.push(moved);
  };
  for (const path of await damagedJournals(root)) await aside(path, '内容无法识别');
  recovery.removed.push(...(await removeDeadGitLocks(root)));
  await removeHalfObjects(root);
  // Its `init` had made it whole, and was stopped before the last of its traces.
  if (await isThere(join(root, INIT_FOLDER))) {
    await rm(join(root, INIT_FOLDER), { recursive: true, force: true });
    recovery.removed.push(INIT_FOLDER);
  }
  const wrong = await indexProblem(root);
  if (wrong !== undefined) {
    await gitAtRest(root);
    await aside(INDEX, wrong);
    await git.rebuildIndex();
  }
  recovery.settled = (await settleJournal(root, git)) ?? null;
  await settleErasing(root, git);
  const changed = await cleanIndex(git);
  if (await isBulkRunLeft(root)) await unmarkBulkRun(root);
  const temps = await removeTemps(root, changed);
  recovery.removed.push(...temps);
  return { recovery, changed: changed.filter(({ path }) => !temps.includes(path)) };
}

/** Commits what is whole, and names what is not. */
async function adopt(context: RecoverContext, changed: ChangedPath[], recovery: Recovery, at: string): Promise<void> {
  const left = changed.filter((one) => ADOPTED.includes(one.path.split('/')[0] ?? ''));
  await judge(context, left, recovery);
  if (recovery.committed.length === 0) return;
  const subject = `补充提交上次中断或手工放入的 ${recovery.committed.length} 个文件`;
  await context.git.commitPaths(recovery.committed, subject, { at, body: recovery.committed.join('\n') });
  keepMade(context.root, subject);
}

/** Uncommitted files, once what an interrupted commit had staged is out of the index. */
async function cleanIndex(git: Git): Promise<ChangedPath[]> {
  const changed = await git.everyChangedPath();
  const staged = changed.filter((one) => one.staged).map((one) => one.path);
  if (staged.length === 0) return changed;
  await git.unstage(staged);
  return git.everyChangedPath();
}

async function pendingPaths(root: string): Promise<string[]> {
  const left = await readJournal(root).catch(() => undefined);
  return left?.journal.entries.map((entry) => entry.path) ?? [];
}
