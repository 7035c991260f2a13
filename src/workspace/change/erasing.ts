/**
 * An erasure (清除) under way: the history is written anew beside the old one, then all names move to it at once, then the files on
 * the disk follow and the old objects are destroyed. The trace says how far that is, so that whoever opens the workspace next ends it.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EnvironmentError } from '../../contract/error.ts';
import { writeDurable } from '../disk/durable.ts';
import { isMissing } from '../disk/faults.ts';
import { normalisePath } from '../disk/paths.ts';
import { isThere } from '../disk/presence.ts';
import { markOf } from '../git/erased.ts';
import type { Git } from '../git/git.ts';
import { jsonOf } from '../text/json.ts';

const TRACE = '.opsledger/erasing.json';
const CACHE = '.opsledger/cache';

const name = z.string().regex(/^[0-9a-f]{40}$/);
const path = z.string().refine((one) => normalisePath(one) === one);

const traceSchema = z.strictObject({
  schema: z.literal(1),
  /** Newest commit before, and after: the one that holds the entries of the log, too. */
  from: name,
  to: name,
  /** Files that are to be as the newest commit has them: written anew, or gone. */
  files: z.array(path),
  /** Files that git does not hold, each with the name of its content; they become marks. */
  large: z.array(z.strictObject({ path, blob: name })),
  /** Contents that must not be left. */
  blobs: z.array(name),
});

export type Erasing = z.infer<typeof traceSchema>;

/** true when an erasure was begun and did not end. */
export const isErasingLeft = (root: string): Promise<boolean> => isThere(join(root, TRACE));

/** Makes the trace durable; all objects of the new history are there. The caller holds the lock until the erasure is settled. */
export async function beginErasing(root: string, erasing: Erasing): Promise<void> {
  await writeDurable(join(root, TRACE), JSON.stringify(erasing), TRACE);
}

/**
 * Ends what was begun: nothing happened where the names had not moved, everything where they had. The caller holds the lock.
 * @returns undefined when nothing was begun
 * @throws EnvironmentError when disk or git fail, or the repository shows neither history; the trace stays
 */
export async function settleErasing(root: string, git: Git): Promise<'undone' | 'finished' | undefined> {
  const erasing = await readTrace(root);
  if (erasing === undefined) return undefined;
  const head = await git.head();
  if (head === erasing.from) {
    await endTrace(root);
    return 'undone';
  }
  if (!(await git.isAncestor(erasing.to)))
    throw new EnvironmentError('清除没有完成，而版本库停在别处', {
      file: TRACE,
      found: head.slice(0, 12),
      expected: `${erasing.from.slice(0, 12)} 或 ${erasing.to.slice(0, 12)} 之后的提交`,
      hint: '用 opsledger verify 核对，从备份恢复整个 .git 文件夹后重新执行',
    });
  await finish(root, git, erasing);
  return 'finished';
}

async function finish(root: string, git: Git, { files, large, blobs }: Erasing): Promise<void> {
  for (const file of files) {
    const bytes = await git.showFile('HEAD', file);
    if (bytes === undefined) await rm(join(root, file), { force: true });
    else await writeDurable(join(root, file), bytes, file);
  }
  for (const { path: file, blob } of large) await writeDurable(join(root, file), markOf(blob), file);
  await git.rebuildIndex();
  // Pages, indexes and what was read of records: whatever is in it is made again.
  await rm(join(root, CACHE), { recursive: true, force: true });
  await git.purge();
  await requireGone(git, blobs);
  await endTrace(root);
}

/** @throws EnvironmentError when git still gives one of the contents */
async function requireGone(git: Git, blobs: readonly string[]): Promise<void> {
  const objects = git.objects();
  try {
    for (const blob of blobs) {
      if ((await objects.bytes(blob)) === undefined) continue;
      throw new EnvironmentError('已清除的内容还能从版本库取得', {
        file: '.git',
        found: blob.slice(0, 12),
        hint: '版本库借用了另一处的对象，或正被另一个程序使用：处理后重新执行 opsledger erase --finish',
      });
    }
  } finally {
    objects.close();
  }
}

const endTrace = (root: string): Promise<void> => rm(join(root, TRACE), { force: true });

async function readTrace(root: string): Promise<Erasing | undefined> {
  const text = await readFile(join(root, TRACE), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const parsed = traceSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new EnvironmentError('清除的进度文件无法识别', {
    file: TRACE,
    hint: '由更新的 opsledger 写下；请升级后再执行',
  });
}
