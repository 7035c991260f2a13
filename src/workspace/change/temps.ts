/** Temp files of processes that died, which nobody needs any more. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../disk/alive.ts';
import { isLiveTemp, tempOwner } from '../disk/durable.ts';
import { environmentError, isMissing } from '../disk/faults.ts';
import type { ChangedPath } from '../git/git.ts';
import { LARGE_FOLDER } from '../store/evidence.ts';

/** A temp file of another live process may still be wanted for so long, in milliseconds. */
const TEMP_AGE_MS = 10 * 60 * 1000;

/**
 * Removes them. They are seen by git as new files, but for the folders that git does not hold.
 * @returns the removed files, relative to the workspace
 */
export async function removeTemps(root: string, changed: ChangedPath[]): Promise<string[]> {
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
