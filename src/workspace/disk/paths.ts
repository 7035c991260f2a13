/** Keeps every path inside the workspace, whoever wrote it. */
import { realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { environmentError, isMissing } from './faults.ts';

/** Where a workspace grows while it is made, inside its own folder; nothing of one that is whole. */
export const INIT_FOLDER = '.opsledger-init';

const EXPECTED = '工作区内的相对路径，不含 ..、绝对路径和 .git，用 / 分隔';

/**
 * The path in its one form (`/` between parts, no `.`), checked by its letters alone.
 * @throws UserError for absolute paths, `..`, `.git`, back slashes, control characters and empty parts
 */
export function normalisePath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '.');
  const bad =
    path === '' ||
    parts.length === 0 ||
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
    /[\\\u0000-\u001f\u007f]/.test(path) ||
    parts.some((part) => part === '' || part === '..' || part.toLowerCase() === '.git');
  if (bad) throw new UserError('路径不在工作区内', { found: JSON.stringify(path), expected: EXPECTED });
  return parts.join('/');
}

/**
 * Absolute path of a file or folder of the workspace, which need not exist yet.
 * @throws UserError when the path, or a symbolic link on the way, leads out of the workspace or back to itself;
 * EnvironmentError when the way cannot be walked
 */
export async function insidePath(root: string, path: string): Promise<string> {
  const normal = normalisePath(path);
  const base = realpathSync.native(root);
  const target = join(base, normal);
  const real = realExisting(target, normal);
  const way = relative(base, real);
  if (way === '..' || way.startsWith(`..${sep}`) || way === '.git' || way.startsWith(`.git${sep}`)) {
    throw new UserError('路径经符号链接指向工作区之外', { file: normal, expected: EXPECTED });
  }
  return target;
}

/** The real path of the longest part of `path` that exists. */
function realExisting(path: string, shown: string): string {
  try {
    // Synchronous, as in `readLimited`.
    return realpathSync.native(path);
  } catch (error) {
    if (!isMissing(error)) throw environmentError(error, shown);
    return realExisting(dirname(path), shown);
  }
}
