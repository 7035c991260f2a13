/** At the start of a run: whatever a crash, a power cut or a restore left behind is put right, or named. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { readLimited } from '../disk/decode.ts';
import { isLiveTemp, tempOwner } from '../disk/durable.ts';
import { environmentError, errorCode, isMissing } from '../disk/faults.ts';
import type { WorkspaceLock } from '../disk/lock.ts';
import type { ChangedPath, Git } from '../git/git.ts';
import { EVIDENCE_FOLDER, evidenceProblem, LARGE_FOLDER } from '../store/evidence.ts';
import { type FileProblem, fileProblem, type RecordStore } from '../store/records.ts';
import { parseData } from '../text/yaml.ts';
import { removeDeadGitLocks, type Settled, settleJournal } from './settle.ts';

export interface Recovery {
  /** Dead temp files and git locks that were removed, relative to the workspace. */
  removed: string[];
  /** The interrupted change that was finished or undone; null when there was none. */
  settled: Settled | null;
  /** Files that were whole but not committed, and now are. */
  committed: string[];
  /** Files left as they are because they cannot be trusted. */
  problems: FileProblem[];
}

export interface RecoverContext {
  root: string;
  git: Git;
  lock: WorkspaceLock;
  records: RecordStore;
  /**
   * What is wrong with an uncommitted folder of the archive, or undefined. Without it, a folder with a manifest that
   * can be read is taken as whole.
   */
  archiveProblem?: (folder: string, files: string[]) => Promise<string | undefined>;
}

const FOLDERS = ['records', EVIDENCE_FOLDER, 'archive', 'state'];
/** A temp file of another live process may still be wanted for so long, in milliseconds. */
const TEMP_AGE_MS = 10 * 60 * 1000;

/**
 * Recovers the workspace under the lock. Changed or missing files that were committed before are none of its business,
 * except that such a file in evidence/ or archive/, which are write-once, is reported.
 * @param at ISO instant: the date of the commit, if one is needed
 * @throws EnvironmentError when disk, lock or git fail
 */
export function recover(context: RecoverContext, at: string): Promise<Recovery> {
  const { root, git } = context;
  return context.lock.run(async () => {
    const locks = await removeDeadGitLocks(root);
    const settled = (await settleJournal(root, git)) ?? null;
    const changed = await cleanIndex(git);
    const temps = await removeTemps(root, changed);
    const recovery: Recovery = { removed: [...locks, ...temps], settled, committed: [], problems: [] };
    const left = changed.filter((one) => FOLDERS.includes(one.path.split('/')[0] ?? '') && !temps.includes(one.path));
    await judge(context, left, recovery);
    if (recovery.committed.length > 0) {
      const subject = `补充提交上次中断或手工放入的 ${recovery.committed.length} 个文件`;
      await git.commitPaths(recovery.committed, subject, { at, body: recovery.committed.join('\n') });
    }
    return recovery;
  });
}

/** Sorts uncommitted files into those to commit and those to report. */
async function judge(context: RecoverContext, changed: ChangedPath[], recovery: Recovery): Promise<void> {
  const archived = new Map<string, string[]>();
  for (const { path, state } of changed) {
    const [top = ''] = path.split('/');
    if (top === 'archive' && state === 'new') {
      const folder = revisionFolder(path);
      archived.set(folder, [...(archived.get(folder) ?? []), path]);
    } else if ((top === 'archive' || top === EVIDENCE_FOLDER) && state !== 'new') {
      const word = state === 'deleted' ? '被删除' : '被改动';
      recovery.problems.push({ path, message: `只写一次的文件${word}，未提交；请从备份恢复` });
    } else if (top === 'state' ? state !== 'deleted' : state === 'new') {
      await accept(recovery, [path], () => problemOf(context, path, top));
    }
  }
  const archiveProblem = context.archiveProblem ?? ((folder: string) => manifestProblem(context.root, folder));
  for (const [folder, files] of archived) await accept(recovery, files, () => archiveProblem(folder, files), folder);
}

async function accept(
  recovery: Recovery,
  paths: string[],
  find: () => Promise<string | undefined>,
  shown = paths[0] ?? '',
): Promise<void> {
  try {
    const message = await find();
    if (message === undefined) recovery.committed.push(...paths);
    else recovery.problems.push({ path: shown, message });
  } catch (error) {
    recovery.problems.push(fileProblem(shown, error));
  }
}

/** Throws, or says, what is wrong with an uncommitted file of records/, evidence/ or state/. */
async function problemOf(context: RecoverContext, path: string, top: string): Promise<string | undefined> {
  if (top === 'records') {
    await context.records.readFile(path);
    return undefined;
  }
  const bytes = await readLimited(join(context.root, path), path, Number.POSITIVE_INFINITY);
  if (top === EVIDENCE_FOLDER) return evidenceProblem(path, bytes);
  parseData(bytes, path);
  return undefined;
}

/** `archive/2026/inspection-log/2026-11-24/r1` of a file in it; the file's own folder for the log. */
function revisionFolder(path: string): string {
  return /^archive\/\d{4}\/[^/]+\/[^/]+\/r\d+(?=\/)/.exec(path)?.[0] ?? path.slice(0, path.lastIndexOf('/'));
}

async function manifestProblem(root: string, folder: string): Promise<string | undefined> {
  if (folder === 'archive/log' || folder.startsWith('archive/log/')) return undefined;
  try {
    const path = `${folder}/manifest.json`;
    parseData(await readLimited(join(root, path), path), path);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return '归档文件夹不完整（没有可读的 manifest.json），未提交';
    throw error;
  }
}

/** Uncommitted files, once what an interrupted commit had staged is out of the index. */
async function cleanIndex(git: Git): Promise<ChangedPath[]> {
  const changed = await git.changedPaths();
  const staged = changed.filter((one) => one.staged).map((one) => one.path);
  if (staged.length === 0) return changed;
  await git.unstage(staged);
  return git.changedPaths();
}

/** Temp files are seen by git as new files, but for the folders that git does not hold. */
async function removeTemps(root: string, changed: ChangedPath[]): Promise<string[]> {
  const unknown = changed.filter((one) => one.state === 'new').map((one) => one.path);
  const hidden = await Promise.all(
    ['.opsledger', LARGE_FOLDER].map((folder) => filesBelow(root, folder, '.opsledger/cache')),
  );
  const dead: string[] = [];
  for (const path of [...unknown, ...hidden.flat()]) {
    if (!(await isDeadTemp(root, path))) continue;
    await rm(join(root, path), { force: true });
    dead.push(path);
  }
  return dead;
}

async function isDeadTemp(root: string, path: string): Promise<boolean> {
  const owner = tempOwner(path);
  if (owner === undefined || isLiveTemp(join(root, path))) return false;
  // In a container each run has the same process id, so the own id says nothing about a file that is not live.
  if (owner === process.pid || !isAlive(owner)) return true;
  const { mtimeMs } = await stat(join(root, path));
  return performance.timeOrigin + performance.now() - mtimeMs > TEMP_AGE_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

async function filesBelow(root: string, folder: string, except: string): Promise<string[]> {
  try {
    const found: string[] = [];
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (path === except) continue;
      if (entry.isDirectory()) found.push(...(await filesBelow(root, path, except)));
      else found.push(path);
    }
    return found;
  } catch (error) {
    if (isMissing(error)) return [];
    throw environmentError(error, folder);
  }
}
