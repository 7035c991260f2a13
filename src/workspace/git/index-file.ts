/** git's index as a file: kept while a commit is tried, judged, and thrown away, since the last commit says the same. */
import { createHash } from 'node:crypto';
import { link, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessFault } from '../disk/durable.ts';
import { readIfThere } from '../disk/presence.ts';

/** Relative to the workspace. */
export const INDEX = '.git/index';
const KEPT = '.git/index-before';
const CHECKSUM = 20;

export interface KeptIndex {
  /** Makes it the index again; where it could not be kept, there is none. Needs no room on the disk. */
  putBack(): Promise<void>;
  drop(): Promise<void>;
}

/** Gives the index a second name. Nothing of it throws what the disk does. */
export async function keepIndex(root: string): Promise<KeptIndex> {
  const [index, kept] = [join(root, INDEX), join(root, KEPT)];
  const drop = () => rm(kept, { force: true }).catch(unlessFault);
  await drop();
  const isKept = await link(index, kept).then(
    () => true,
    (error: unknown) => {
      unlessFault(error);
      return false;
    },
  );
  return {
    drop,
    async putBack() {
      await (isKept ? rename(kept, index) : dropIndex(root)).catch(unlessFault);
      // When git had not replaced it, both names are of one file, and rename leaves both.
      await drop();
    },
  };
}

export function dropIndex(root: string): Promise<void> {
  return rm(join(root, INDEX), { force: true });
}

/**
 * What is wrong with the index, in Chinese; undefined: nothing. It holds nothing that the last commit does not say, so one that is
 * damaged or gone is made again.
 */
export async function indexProblem(root: string): Promise<string | undefined> {
  const bytes = await readIfThere(join(root, INDEX));
  if (bytes === undefined) return '缺失';
  if (bytes.length < 12 + CHECKSUM || bytes.toString('latin1', 0, 4) !== 'DIRC') return '内容无法识别';
  const sum = bytes.subarray(bytes.length - CHECKSUM);
  // All zero: a git that was told to spare itself the sum.
  if (sum.every((byte) => byte === 0)) return undefined;
  const found = createHash('sha1').update(bytes.subarray(0, -CHECKSUM)).digest();
  return found.equals(sum) ? undefined : '校验值不符';
}
