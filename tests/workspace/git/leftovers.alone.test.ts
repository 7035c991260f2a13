/** Locks of a git that died are removed; those of one that is about to end, once it has. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openGit } from '../../../src/workspace/git/git.ts';
import { removeDeadGitLocks } from '../../../src/workspace/git/leftovers.ts';

vi.mock('node:timers/promises', async (original) => {
  const real = await original<typeof import('node:timers/promises')>();
  return { ...real, setTimeout: vi.fn(real.setTimeout) };
});

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'opsledger-leftovers-'));
  await openGit(root).init();
  await writeFile(join(root, '.git', 'HEAD.lock'), '');
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A git that works in the folder until its input ends. */
const atWork = () => spawn('git', ['hash-object', '--stdin'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });

it('of a dead git at once', async () => {
  expect(await removeDeadGitLocks(root)).toEqual(['.git/HEAD.lock']);
  expect(await removeDeadGitLocks(root)).toEqual([]);
});

it('of one that outlives its parent when it has ended', async () => {
  const git = atWork();
  const gone = once(git, 'exit');
  const removed = removeDeadGitLocks(root);
  await expect.poll(() => vi.mocked(sleep).mock.calls.length, { timeout: 30_000 }).toBeGreaterThan(0);
  git.stdin.end('x');
  await gone;
  expect(await removed).toEqual(['.git/HEAD.lock']);
});

it('of one that goes on for long never, and nobody waits for it', async () => {
  const git = atWork();
  const old = new Date('2026-01-01T00:00:00Z');
  await utimes(join(root, '.git', 'HEAD.lock'), old, old);
  expect(await removeDeadGitLocks(root)).toEqual([]);
  git.stdin.end('x');
  await once(git, 'exit');
});

it('of a long run, whose git writes a pack from its first commit to its last, nobody waits for either', async () => {
  await rm(join(root, '.git', 'HEAD.lock'));
  await mkdir(join(root, '.git', 'objects', 'pack'), { recursive: true });
  await writeFile(join(root, '.git', 'objects', 'pack', 'tmp_pack_x'), '');
  const git = atWork();
  vi.mocked(sleep).mockClear();
  expect(await removeDeadGitLocks(root)).toEqual([]);
  expect(sleep).not.toHaveBeenCalled();
  git.stdin.end('x');
  await once(git, 'exit');
  expect(await removeDeadGitLocks(root)).toEqual(['.git/objects/pack/tmp_pack_x']);
});
