/** What a git that died leaves in `.git`: locks that nobody holds, half objects, an index that cannot be read. */
import { readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode, isMissing } from '../disk/faults.ts';

/** Longest wait for a git that outlived the process which started it, in ms; then its locks are reported as they are. */
const ORPHAN_MS = 10_000;
const LOOK_EVERY_MS = 20;

/** Waits for such a git: only when it has ended can be told whether its commit was made. */
export async function gitAtRest(root: string): Promise<void> {
  const until = performance.now() + ORPHAN_MS;
  while (performance.now() < until && (await isGitRunning(root))) await sleep(LOOK_EVERY_MS);
}

/** Folders below which git makes no locks of its own, but thousands of files. */
const OBJECTS = /^[0-9a-f]{2}$/;
/** Names that only a git at work has any use for: locks of every file, objects and packs that are being
 * written, and the index that `keepIndex` keeps. */
const PASSING = /\.lock$|^tmp_|^gc\.pid$|^index-before$|^fast_import_crash_\d+$/;

/**
 * Files that only a git at work needs, relative to the workspace, sorted: `index.lock`, `maintenance.lock`, those of refs and
 * logs, half packs. While a git is at work they are its own.
 */
export async function passingFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  const look = async (folder: string): Promise<void> => {
    const entries = (await readdir(join(root, folder), { withFileTypes: true }).catch(unlessMissing)) ?? [];
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!OBJECTS.test(entry.name)) await look(path);
      } else if (PASSING.test(entry.name) || (await isImportKeep(root, path))) found.push(path);
    }
  };
  await look('.git');
  return found.sort();
}

/** The mark by which `git fast-import` keeps a pack until its branch points there; the next one stumbles over one that is left. */
async function isImportKeep(root: string, path: string): Promise<boolean> {
  return path.endsWith('.keep') && (await readFile(join(root, path), 'utf8').catch(unlessGone)) === 'fast-import';
}

/**
 * Removes what a git that died left, unless a git is running in this workspace. One that outlived the process which started it ends
 * by itself, and may leave its locks only then: where they are that young, it is waited for.
 * @returns the removed files, relative to the workspace
 */
export async function removeDeadGitLocks(root: string): Promise<string[]> {
  const seen = await passingFiles(root);
  if (seen.length === 0) return [];
  if (await isGitRunning(root)) {
    if (!(await isYoung(root, seen))) return [];
    await gitAtRest(root);
    if (await isGitRunning(root)) return [];
  }
  const files = await passingFiles(root);
  for (const file of files) await rm(join(root, file), { force: true });
  return files;
}

/**
 * true when one of the locks was written so lately that the git which made it may be about to end. Packs that are being written
 * tell nothing of the kind: the git of a long run holds one from its first commit to its last.
 */
async function isYoung(root: string, files: readonly string[]): Promise<boolean> {
  const now = performance.timeOrigin + performance.now();
  for (const file of files.filter((name) => name.endsWith('.lock'))) {
    const info = await stat(join(root, file)).catch(unlessMissing);
    if (info !== undefined && now - info.mtimeMs < ORPHAN_MS) return true;
  }
  return false;
}

/** Removes objects that a git that died had half written. Nobody reads them; they only take room until git's next housekeeping. */
export async function removeHalfObjects(root: string): Promise<void> {
  const objects = join(root, '.git', 'objects');
  for (const folder of (await readdir(objects).catch(unlessMissing)) ?? []) {
    if (!OBJECTS.test(folder)) continue;
    for (const name of await readdir(join(objects, folder)))
      if (name.startsWith('tmp_obj_')) await rm(join(objects, folder, name), { force: true });
  }
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
