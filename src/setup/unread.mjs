/**
 * Removes from the installed packages what no run of ours reads: a third of an installation for use. npm cannot leave files
 * of a package out. What goes is the folders of `unread.json`, and of the font packages the weights that no document is set
 * in (`fonts.json`), so that a weight taken into use stays by that.
 */
import { lstatSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './machine.mjs';

const read = (/** @type {string} */ path) => JSON.parse(readFileSync(join(root, 'src', path), 'utf8'));

/** Does something that may be forbidden to this user, and needs not be done then. @param {() => void} act */
export function unlessForbidden(act) {
  try {
    act();
  } catch (error) {
    const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error);
    if (!['EACCES', 'EPERM', 'EROFS'].includes(code)) throw error;
  }
}

/** Folders of fonts that are not in use, beside those that are. @param {string} modules @param {string[]} fonts in use */
function unusedWeights(modules, fonts) {
  const used = fonts.map(dirname);
  return [...new Set(used.map(dirname))]
    .flatMap((place) =>
      (isFolder(join(modules, place)) ? readdirSync(join(modules, place)) : []).map((name) => `${place}/${name}`),
    )
    .filter((path) => /\/\d{3}[A-Z][A-Za-z]*$/.test(path) && !used.includes(path));
}

const isFolder = (/** @type {string} */ path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** true when each step down to the folder is a folder itself: behind a link lies what is not ours. */
const isOwnFolder = (/** @type {string} */ modules, /** @type {string} */ path) =>
  path
    .split('/')
    .every((step, n, steps) => /^[\w@-][\w.@-]*$/.test(step) && isFolder(join(modules, ...steps.slice(0, n + 1))));

/**
 * @param {string} modules the folder node_modules
 * @param {{ unread?: { path: string }[], fonts?: string[] }} lists those of the program without it
 */
export function removeUnread(
  modules,
  { unread = read('setup/unread.json'), fonts = read('render/chromium/fonts.json') } = {},
) {
  if (!isFolder(modules)) return;
  const paths = [...unread.map(({ path }) => path), ...unusedWeights(modules, fonts)];
  const there = paths.filter((path) => isOwnFolder(modules, path));
  if (there.length === 0) return;
  unlessForbidden(() => {
    for (const path of there) rmSync(join(modules, path), { recursive: true });
    // npm believes its note of what it installed as long as no folder of a package is younger.
    const note = join(modules, '.package-lock.json');
    const now = new Date();
    if (lstatSync(note, { throwIfNoEntry: false }) !== undefined) utimesSync(note, now, now);
  });
}
