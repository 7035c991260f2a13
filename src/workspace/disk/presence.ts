/** Whether something is on the disk, and what, for who expects that it may not be. */
import { access, readFile } from 'node:fs/promises';
import { isMissing } from './faults.ts';

/** true when there is a file or folder at the path. @throws what the system says when that cannot be told */
export async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Bytes of the file at the path; undefined when there is none. @throws what the system says when it cannot be read */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
