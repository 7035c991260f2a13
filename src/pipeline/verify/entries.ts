/** What lies in the folder of a workspace, whatever git or its index says of it. */
import { closeSync, type Dirent, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing, isUnreachable } from '../../workspace/disk/faults.ts';
import { isUnversioned } from '../../workspace/disk/unversioned.ts';

/** A file or whatever else lies in the workspace, a folder excepted; the path is relative to it. */
export interface Entry {
  path: string;
  isFile: boolean;
}

/** Everything in the workspace that is no folder and that git should hold. */
export function entriesBelow(root: string): Entry[] {
  const found: Entry[] = [];
  const add = (folder: string) => {
    for (const one of listed(join(root, folder))) {
      const path = folder === '' ? one.name : `${folder}/${one.name}`;
      if (isUnversioned(path)) continue;
      if (one.isDirectory()) add(path);
      else found.push({ path, isFile: one.isFile() });
    }
  };
  add('');
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Of a folder that went when its turn came nothing is left to be read. */
function listed(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Files in git's index: about as many as a workspace holds, known without a look at them; 0 without one. */
export function indexedFiles(root: string): number {
  try {
    const file = openSync(join(root, '.git', 'index'), 'r');
    try {
      // git's index-format: the signature, the version and the count, of four bytes each.
      const head = Buffer.alloc(INDEX_HEAD);
      return readSync(file, head, 0, INDEX_HEAD, 0) === INDEX_HEAD ? head.readUInt32BE(8) : 0;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isUnreachable(error)) return 0;
    throw error;
  }
}

const INDEX_HEAD = 12;
