/** When a path was last committed is asked of git once, and is what git would say, whatever was committed how. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openGit } from '../../../src/workspace/git/git.ts';
import type { HistoryReader } from '../../../src/workspace/git/history.ts';
import { madeAtOnce } from '../../../src/workspace/git/made-at.ts';

const PATH = 'archive/log/checkpoint';
const AT = '2026-11-24T09:00:00+08:00';

async function repository() {
  const root = await mkdtemp(join(tmpdir(), 'opsledger-made-at-'));
  const git = openGit(root);
  await git.init();
  let seconds = 1_800_000_000;
  /** Somebody's own git, at a time of its own. */
  const byHand = (...args: string[]) => {
    seconds += 100;
    const env = { ...process.env, GIT_COMMITTER_DATE: `${seconds} +0800` };
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@localhost'];
    return execFileSync('git', ['-C', root, ...who, ...args], { encoding: 'utf8', env });
  };
  let written = 0;
  const write = async (path: string) => {
    await mkdir(join(root, path, '..'), { recursive: true });
    written += 1;
    await writeFile(join(root, path), `${written}`);
  };
  let asked = 0;
  const reader = madeAtOnce<Pick<HistoryReader, 'madeAt'>>(root, {
    madeAt: async () => {
      asked += 1;
      return said();
    },
  });
  const known = () => reader.madeAt(PATH);
  const said = (): number | undefined => {
    const text = byHand('log', '-1', '--format=%ct', '--', PATH).trim();
    return text === '' ? undefined : Number(text);
  };
  return { git, byHand, write, known, said, asked: () => asked };
}

it('is asked once for each newest commit, and not again after our own commits of other files', async () => {
  const { git, write, known, said, asked } = await repository();
  await write('a');
  await git.commitPaths(['a'], 'a', { at: AT });
  expect([await known(), await known(), asked()]).toEqual([undefined, undefined, 1]);
  await write(PATH);
  await git.commitPaths([PATH], 'b', { at: AT });
  expect([await known(), await known(), asked()]).toEqual([said(), said(), 2]);
  for (const path of ['a', 'archive/log.json', 'archive/log/checkpoint-2']) {
    await write(path);
    await git.commitPaths([path], 'c', { at: AT });
    expect([await known(), asked()]).toEqual([said(), 2]);
  }
  await git.commitPaths(['a'], 'nothing differs', { at: AT });
  expect([await known(), asked()]).toEqual([said(), 2]);
});

it.each([PATH, 'archive/log', 'archive/', '.', './archive/log', 'archive/log/../log'])(
  'is asked again after a commit of %s',
  async (named) => {
    const { git, byHand, write, known, said, asked } = await repository();
    await write(PATH);
    byHand('add', '.');
    byHand('commit', '-m', 'by hand');
    const before = await known();
    await write(PATH);
    await git.commitPaths([named], 'b', { at: AT });
    expect(await known()).toBe(said());
    expect([said() === before, asked()]).toEqual([false, 2]);
  },
);

it('is asked again after a commit or a reset by hand, also where one of ours follows at once', async () => {
  const { git, byHand, write, known, said, asked } = await repository();
  await write(PATH);
  await git.commitPaths([PATH], 'a', { at: AT });
  await known();
  await write(PATH);
  byHand('commit', '-am', 'by hand');
  await write('b');
  await git.commitPaths(['b'], 'b', { at: AT });
  expect([await known(), asked()]).toEqual([said(), 2]);
  byHand('reset', '--hard', 'HEAD~2');
  expect([await known(), asked()]).toEqual([said(), 3]);
  byHand('pack-refs', '--all');
  expect([await known(), await known(), asked()]).toEqual([said(), said(), 5]);
});
