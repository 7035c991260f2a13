/**
 * Says that a long run is going on, whose commits pass git's index by. Without it nobody could tell an index that is behind
 * because such a run was killed from files that somebody staged.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../disk/alive.ts';
import { writeDurable } from '../disk/durable.ts';
import { environmentError } from '../disk/faults.ts';
import { readIfThere } from '../disk/presence.ts';

const BULK_MARK = '.opsledger/bulk-run';

/** @throws EnvironmentError when the disk does not take it */
export function markBulkRun(root: string): Promise<void> {
  return writeDurable(join(root, BULK_MARK), String(process.pid), BULK_MARK);
}

/** Once git's index is up to the last commit. @throws EnvironmentError when the disk does not let it go */
export async function unmarkBulkRun(root: string): Promise<void> {
  await rm(join(root, BULK_MARK), { force: true }).catch((error: unknown) => {
    throw environmentError(error, BULK_MARK);
  });
}

/** true when a long run ended without having caught up. */
export async function isBulkRunLeft(root: string): Promise<boolean> {
  const pid = (await readIfThere(join(root, BULK_MARK)))?.toString('utf8');
  return pid !== undefined && !isAlive(Number(pid));
}
