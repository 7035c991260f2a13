/**
 * The schedule asks git several times a minute, for years. In a process of its own: what is counted is counted over the whole heap, and that
 * of a process which other tests share is a hundred times as large.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queryObjects } from 'node:v8';
import { expect, test } from 'vitest';
import { openGit } from '../../../src/workspace/git/git.ts';

test('asking git leaves nothing behind: no promise, no buffer, nothing that is open', async () => {
  const root = await mkdtemp(join(tmpdir(), 'opsledger-leak-'));
  execFileSync('git', ['init', '-q', root]);
  const git = openGit(root);
  const ask = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      await git.changedPaths();
      await git.commitTime('HEAD').catch(() => undefined);
      await git.showFile('HEAD', 'none').catch(() => undefined);
    }
  };
  /** Counts what is left after a collection of garbage, which it does itself. */
  const left = () => ({
    promises: Number(queryObjects(Promise, { format: 'count' })),
    buffers: Number(queryObjects(Buffer as never, { format: 'count' })),
    open: process.getActiveResourcesInfo().length,
  });
  await ask(3);
  const before = left();
  await ask(10);
  const after = left();
  for (const what of ['promises', 'buffers', 'open'] as const)
    expect(after[what] - before[what], what).toBeLessThan(10);
  await rm(root, { recursive: true });
});
