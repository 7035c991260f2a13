/** Temp files of processes that died, which nobody needs any more. */
import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../disk/alive.ts';
import { isLiveTemp, tempOwner } from '../disk/durable.ts';
import { environmentError, isMissing } from '../disk/faults.ts';
import type { ChangedPath } from '../git/git.ts';
import { LARGE_FOLDER } from '../store/evidence.ts';
import { SPOOL } from '../store/evidence-spool.ts';
import { FOLDER as RECORDS_KEPT } from '../store/record-cache.ts';

/** A temp file of another live process may still be wanted for so long, in milliseconds. */
const TEMP_AGE_MS = 10 * 60 * 1000;

const CACHE = '.opsledger/cache';
/** Where files are written without the lock: originals on their way, what this machine remembers, what can be made again. */
const UNLOCKED = [SPOOL, '.opsledger', CACHE, RECORDS_KEPT];

/**
 * Removes them. The caller holds the lock, so that outside of `.opsledger/` none is another's: only a change makes them. They are
 * seen by git as new files, but for the folders that git does not hold.
 * @returns the removed files, relative to the workspace
 */
export async function removeTemps(root: string, changed: ChangedPath[]): Promise<string[]> {
  const unknown = changed.filter((one) => one.state === 'new').map((one) => one.path);
  const hidden = await Promise.all([
    ...['.opsledger', LARGE_FOLDER].map((folder) => filesBelow(root, folder, CACHE)),
    ...UNLOCKED.filter((folder) => folder.startsWith(CACHE)).map((folder) => filesIn(root, folder)),
  ]);
  const dead: string[] = [];
  for (const path of [...unknown, ...hidden.flat()]) {
    const isDead = path.startsWith('.opsledger/')
      ? await isDeadTemp(root, path)
      : tempOwner(path) !== undefined && !isLiveTemp(join(root, path));
    if (!isDead) continue;
    await rm(join(root, path), { force: true });
    dead.push(path);
  }
  return dead;
}

/** true when a process died while it wrote an original that no change had taken yet, or a file of the program's own: no lock tells. */
export async function isTempLeft(root: string): Promise<boolean> {
  for (const folder of UNLOCKED)
    for (const path of await filesIn(root, folder)) if (await isDeadTemp(root, path)) return true;
  return false;
}

async function isDeadTemp(root: string, path: string): Promise<boolean> {
  const owner = tempOwner(path);
  if (owner === undefined || isLiveTemp(join(root, path))) return false;
  // In a container each run has the same process id, so the own id says nothing about a file that is not live.
  if (owner === process.pid || !isAlive(owner)) return true;
  const { mtimeMs } = await stat(join(root, path));
  return performance.timeOrigin + performance.now() - mtimeMs > TEMP_AGE_MS;
}

async function filesBelow(root: string, folder: string, except: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await entriesOf(root, folder)) {
    const path = `${folder}/${entry.name}`;
    if (path === except) continue;
    if (entry.isDirectory()) found.push(...(await filesBelow(root, path, except)));
    else found.push(path);
  }
  return found;
}

/** Those of a folder alone, and of none below it. */
const filesIn = async (root: string, folder: string): Promise<string[]> =>
  (await entriesOf(root, folder)).flatMap((entry) => (entry.isDirectory() ? [] : [`${folder}/${entry.name}`]));

async function entriesOf(root: string, folder: string): Promise<Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw environmentError(error, folder);
  }
}
