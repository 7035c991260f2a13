/**
 * git writes a commit into its own log of names before the name is moved to it: where the disk fails between the two, the log tells of a
 * commit that never was the newest, as after a reset by hand. Whoever has seen it fail takes that line out, and no other.
 */
import { readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../disk/faults.ts';

/** git's logs of the names that a commit moves, each with its length in bytes. */
export type NamesLogged = Readonly<Record<string, number>>;

/** To be asked before the commit, while nobody else may write. */
export async function namesLogged(root: string): Promise<NamesLogged> {
  const sizes: Record<string, number> = {};
  for (const name of await logsOf(root))
    sizes[name] = (await stat(join(root, '.git', name)).catch(unlessGone))?.size ?? 0;
  return sizes;
}

async function logsOf(root: string): Promise<string[]> {
  const branch = /^ref: (refs\/heads\/[\w./-]+)\n$/.exec(String(await bytesOf(root, 'HEAD')))?.[1];
  return ['logs/HEAD', ...(branch === undefined ? [] : [`logs/${branch}`])];
}

/**
 * Takes out what a commit that failed has written since.
 * @param head the newest commit, before and now @param logged as they were before it; absent: nothing is known of it
 */
export async function forgetUnmade(
  root: string,
  { head, logged = {} }: { head: string; logged?: NamesLogged | undefined },
): Promise<void> {
  for (const name of await logsOf(root)) {
    const length = logged[name];
    if (length === undefined) continue;
    const added = (await bytesOf(root, name))?.subarray(length).toString('latin1') ?? '';
    const lines = added.split('\n').filter((line) => line !== '');
    if (lines.length > 0 && lines.every((line) => line.startsWith(`${head} `)))
      await truncate(join(root, '.git', name), length);
  }
}

const bytesOf = (root: string, name: string): Promise<Buffer | undefined> =>
  readFile(join(root, '.git', name)).catch(unlessGone);

function unlessGone(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
