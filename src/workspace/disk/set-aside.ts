/** Files of the program's own that cannot be used: kept for who wants to know why, out of the way of everybody else. */
import { readdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makeFolder, syncFolder } from './durable.ts';
import { isMissing } from './faults.ts';

const FOLDER = '.opsledger/set-aside';

/** A file that was moved out of the way. */
export interface SetAside {
  /** Where it was, relative to the workspace; so is `to`. */
  path: string;
  to: string;
  /** What is wrong with it, in Chinese. */
  why: string;
}

/**
 * Moves a file out of the way, under a number of its own. @param path relative to the workspace
 * @returns undefined when there is no such file (any more)
 */
export async function setAside(root: string, path: string, why: string): Promise<SetAside | undefined> {
  await makeFolder(join(root, FOLDER), FOLDER);
  const to = `${FOLDER}/${(await readdir(join(root, FOLDER))).length + 1}-${basename(path)}`;
  try {
    await rename(join(root, path), join(root, to));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  await syncFolder(join(root, FOLDER));
  return { path, to, why };
}
