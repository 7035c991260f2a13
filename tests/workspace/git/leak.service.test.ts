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

test('asking git leaves nothing behind in memory', async () => {
  const root = await mkdtemp(join(tmpdir(), 'opsledger-leak-'));
  execFileSync('git', ['init', '-q', root]);
  const git = openGit(root);
  const ask = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) await git.changedPaths();
  };
  await ask(3);
  // Counts what is left after a collection of garbage, which it does itself.
  const before = Number(queryObjects(Promise, { format: 'count' }));
  await ask(20);
  expect(Number(queryObjects(Promise, { format: 'count' })) - before).toBeLessThan(10);
  await rm(root, { recursive: true });
});
