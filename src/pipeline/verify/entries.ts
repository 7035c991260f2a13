/** What lies in the folder of a workspace, whatever git or its index says of it. */
import { closeSync, type Dirent, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { isFileError, isMissing, isUnreachable } from '../../workspace/disk/faults.ts';
import { isUnversioned } from '../../workspace/disk/unversioned.ts';

/** A file or whatever else lies in the workspace, a folder excepted; the path is relative to it. */
export interface Entry {
  path: string;
  isFile: boolean;
}

/** One of `parts` of the files, counted from 0. */
export interface Part {
  part: number;
  parts: number;
}

/** Names of a path, from its first on, by which its part is told: those of an occurrence's folder in the archive. */
const DEPTH = 4;

/**
 * Everything in the workspace that is no folder and that git should hold, sorted by path; of its parts one. Which one a file is in is
 * told by its path alone, so that each is in one whatever comes or goes meanwhile, and by its first names alone, so that nobody looks
 * into the folders of another part.
 * @param root absolute @param unread takes the folders that could not be looked into
 */
export function entriesBelow(
  root: string,
  { part, parts }: Part = { part: 0, parts: 1 },
  unread: string[] = [],
): Entry[] {
  const found: Entry[] = [];
  const isOurs = (path: string) => parts === 1 || sumOf(path) % parts === part;
  const add = (folder: string, depth: number) => {
    for (const one of listed(root, folder, unread)) {
      const path = folder === '' ? one.name : `${folder}/${one.name}`;
      if (isUnversioned(path)) continue;
      // What lies deeper is of the part that its folder is of.
      const isFolder = one.isDirectory();
      if (depth > DEPTH || (isFolder && depth < DEPTH) || isOurs(path)) {
        if (isFolder) add(path, depth + 1);
        else found.push({ path, isFile: one.isFile() });
      }
    }
  };
  add('', 1);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function sumOf(path: string): number {
  let sum = 0;
  for (let n = 0; n < path.length; n += 1) sum += path.charCodeAt(n);
  return sum;
}

/** Of a folder that went when its turn came nothing is left to be read. */
function listed(root: string, folder: string, unread: string[]): Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    // Of the workspace itself nothing is left to be judged.
    if (!isFileError(error) || folder === '') throw error;
    unread.push(folder);
    return [];
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
