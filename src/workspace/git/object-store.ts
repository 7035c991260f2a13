/** The files in which git holds its objects, as they are: what they give by name is the same as long as they are. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing } from '../disk/faults.ts';
import { filesBelow } from '../disk/files-below.ts';

/** SHA-256 of each file by its path below `.git/objects`. */
export type ObjectStore = Readonly<Record<string, string>>;

const ROOM = 4 * 1024 * 1024;

/** @param root absolute path of the workspace. What is gone when its turn comes is left out. */
export function readObjectStore(root: string): ObjectStore {
  const folder = join(root, '.git', 'objects');
  const room = Buffer.allocUnsafeSlow(ROOM);
  const found: Record<string, string> = {};
  for (const path of filesBelow(folder, '')) {
    try {
      found[path] = digestInPasses(join(folder, path), room);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return found;
}

function digestInPasses(path: string, room: Buffer): string {
  const file = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    for (let read = -1; read !== 0; ) {
      read = readSync(file, room, 0, room.length, null);
      hash.update(room.subarray(0, read));
    }
    return hash.digest('hex');
  } finally {
    closeSync(file);
  }
}
