/** Whether something is on the disk. */
import { access } from 'node:fs/promises';
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
