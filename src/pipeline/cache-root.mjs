/**
 * Where the program keeps what it can make again: compiled code, the unpacked browser, the site while it is being built.
 *
 * Plain JavaScript on purpose: it is asked before there is a cache of what reading TypeScript gives.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What the place depends on.
 * @typedef {object} CacheOwner
 * @property {string} program Root of the program.
 * @property {number | undefined} uid User id of this process; undefined where there are none.
 * @property {string} caches The user's own folder for caches.
 * @property {string} temporary Folder for temporary files.
 */

/** @param {string} program @returns {CacheOwner} */
const thisUser = (program) => ({
  program,
  uid: process.getuid?.(),
  caches: process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
  temporary: tmpdir(),
});

/**
 * One user's caches, which no other user shares: what another can write, he can put a program into. Beside the program for whom
 * it is installed; below the user's own cache folder for everybody else, and where there is none, below the temporary one.
 * Nothing is made here, and who uses a folder checks whose it is.
 * @param {string} program root of the program
 * @param {CacheOwner} owner
 * @returns {string} absolute path
 */
export function cacheRoot(program, owner = thisUser(program)) {
  const { uid, caches, temporary } = owner;
  const beside = join(program, '.cache');
  const ownerOfIt = ownerOf(beside) ?? (canWrite(program) ? uid : -1);
  if (uid === undefined || ownerOfIt === uid) return beside;
  // Loaded where it is needed alone: a fifth of what `--help` takes.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const install = createHash('sha256').update(program).digest('hex').slice(0, 12);
  return canMake(caches) ? join(caches, 'opsledger', install) : join(temporary, `opsledger-${uid}-${install}`);
}

/** @param {string} path @returns {number | undefined} */
const ownerOf = (path) => statSync(path, { throwIfNoEntry: false })?.uid;

/** @param {string} path */
function canWrite(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * true when the folder is there and may be written to, or may be made in the one above it.
 * @param {string} path
 */
const canMake = (path) => (ownerOf(path) === undefined ? canWrite(join(path, '..')) : canWrite(path));
