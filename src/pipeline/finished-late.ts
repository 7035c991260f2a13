/**
 * Changes that a power cut interrupted and that were finished hours later: their files were written when they say so, by the seal that
 * the journal bore then. Whoever puts a journal there, or a commit with its words, has no key to seal it.
 */

import { reignsOf } from '../archive/log/chain.ts';
import { parseEntry } from '../archive/log/entry.ts';
import { readFrom, readLog } from '../archive/log/log-folder.ts';
import { isSealed } from '../archive/log/seal.ts';
import { formatDateTime, type InstantText } from '../contract/time.ts';
import { FINISHED_LATE, sealedText } from '../workspace/change/journal.ts';
import type { Git } from '../workspace/git/git.ts';
import { sha256Of } from '../workspace/store/evidence.ts';
import type { Workspace } from '../workspace/workspace.ts';

type Place = Pick<Workspace, 'root' | 'git'>;

/** @returns when its files were written, and what to say of it; null: it says nothing of the kind, or nobody sealed it */
export async function finishedLate(
  { root, git }: Place,
  commit: string,
): Promise<{ written: InstantText; text: string } | null> {
  const [, written = '', finished = '', seal = ''] = FINISHED_LATE.exec(await git.message(commit)) ?? [];
  if (seal === '') return null;
  const log = await readLog(readFrom(root));
  if (log === undefined || 'fault' in log) return null;
  const keys = reignsOf(log.entries.map(parseEntry)).flatMap(({ key }) => key ?? []);
  const [entry] = (await git.history()).filter((one) => one.commit === commit);
  const sealed = sealedText(written, entry?.parents[0] ?? '', await filesOf(git, commit));
  if (!isSealed(sealed, seal, keys)) return null;
  const text = `补写：提交 ${commit.slice(0, 12)} 的文件写入于 ${formatDateTime(written)}，中断后于 ${formatDateTime(finished)} 完成提交，有本机密钥的印记`;
  return { written, text };
}

async function filesOf(git: Git, commit: string): Promise<{ path: string; sha256: string }[]> {
  const touched = (await git.touched([commit])).get(commit) ?? [];
  return Promise.all(
    touched.map(async ({ path, state }) => {
      const bytes = state === 'deleted' ? undefined : await git.showFile(commit, path);
      return { path, sha256: bytes === undefined ? '' : sha256Of(bytes) };
    }),
  );
}
