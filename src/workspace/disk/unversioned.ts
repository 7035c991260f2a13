/** What of a workspace git does not hold. */
import { INIT_FOLDER } from './paths.ts';

/** Folders: caches, files to be imported, originals above 20 MB. */
export const UNVERSIONED: readonly string[] = ['.opsledger', 'inbox', 'evidence-large'];

const names: readonly string[] = [...UNVERSIONED, '.git', INIT_FOLDER, 'lost+found'];

/** Databases of the desk; the same that `git/never-versioned` keeps from git. */
const DATABASE = /^state\/[^/]+\.sqlite(-wal|-shm|-journal)?$/;

/**
 * true for what git does not hold of a workspace, and for what git itself or `init` is.
 * @param path relative to the workspace: the name of something at its top, or a file anywhere below
 */
export function isUnversioned(path: string): boolean {
  const end = path.indexOf('/');
  return names.includes(end === -1 ? path : path.slice(0, end)) || DATABASE.test(path);
}
