/** What makes a folder a workspace. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SETTINGS_FILE } from './disk/areas.ts';
import { environmentError, isMissing } from './disk/faults.ts';

/** true when `dir` is a workspace. @throws EnvironmentError when that cannot be told */
export async function isWorkspace(dir: string): Promise<boolean> {
  return (await isOnDisk(join(dir, SETTINGS_FILE))) && (await isOnDisk(join(dir, '.git')));
}

/** true for the repository of a workspace, whatever is gone of its settings or its contract. */
export async function wasWorkspace(dir: string): Promise<boolean> {
  const has = (name: string): Promise<boolean> => isOnDisk(join(dir, name));
  return (await has('.git')) && (await has('records')) && ((await has('contract')) || (await has('archive')));
}

/** true when there is a file or folder at the path. @throws EnvironmentError when that cannot be told */
export async function isOnDisk(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw environmentError(error, path);
  }
}
