/** Where the program keeps what it can make again: compiled code, the unpacked browser, the site while it is being built. */
import { createHash } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the place depends on. */
export interface CacheOwner {
  /** Root of the program. */
  program: string;
  /** User id of this process; undefined where there are none. */
  uid: number | undefined;
  /** The user's own folder for caches. */
  caches: string;
  /** Folder for temporary files. */
  temporary: string;
}

const thisUser = (program: string): CacheOwner => ({
  program,
  uid: process.getuid?.(),
  caches: process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
  temporary: tmpdir(),
});

/**
 * One user's caches, which no other user shares: what another can write, he can put a program into. Beside the program for whom
 * it is installed; below the user's own cache folder for everybody else, and where there is none, below the temporary one.
 * Nothing is made here, and who uses a folder checks whose it is.
 */
export function cacheRoot(program: string, owner: CacheOwner = thisUser(program)): string {
  const { uid, caches, temporary } = owner;
  const beside = join(program, '.cache');
  const ownerOfIt = ownerOf(beside) ?? (canWrite(program) ? uid : -1);
  if (uid === undefined || ownerOfIt === uid) return beside;
  const install = createHash('sha256').update(program).digest('hex').slice(0, 12);
  return canMake(caches) ? join(caches, 'opsledger', install) : join(temporary, `opsledger-${uid}-${install}`);
}

function ownerOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.uid;
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** true when the folder is there and may be written to, or may be made in the one above it. */
function canMake(path: string): boolean {
  return ownerOf(path) === undefined ? canWrite(join(path, '..')) : canWrite(path);
}
