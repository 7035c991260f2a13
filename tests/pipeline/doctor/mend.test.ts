/** What `doctor --fix` gives back to a workspace, and what it says without it. */
import { chmod, lchown, lstat, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { mend, putRight } from '../../../src/pipeline/doctor/mend.ts';
import { makeUnfilledWorkspace, newFolder, open } from '../_workspace.ts';

let root: string;
beforeEach(async () => {
  root = await makeUnfilledWorkspace();
});

const uid = process.getuid?.();
const look = (fix: boolean, as = uid) => mend(root, { fix, uid: as });
const file = (path: string) => join(root, path);
const mode = async (path: string) => (await stat(file(path))).mode & 0o777;

it('says nothing of a workspace in order, nor of what is none', async () => {
  await mkdir(file('.opsledger'), { recursive: true });
  await mkdir(file('plans'), { recursive: true });
  await mkdir(file('records'), { recursive: true });
  expect(await look(true)).toEqual([]);
  root = await newFolder();
  expect(await look(true)).toEqual([]);
});

it('gives rights back and takes those that nobody should have, each told; without --fix it only says so', async () => {
  await chmod(file('contract/assets.yaml'), 0o755);
  await chmod(file('opsledger.yaml'), 0o666);
  await chmod(file('contract/contract.yaml'), 0o044);
  await chmod(file('knowledge-base'), 0o500);
  const said = await look(false);
  expect(said.filter(({ id }) => id === 'rights').map(({ found, state }) => [state, found])).toEqual([
    ['possible', '有 2 个文件或文件夹连所有者也不能读写（如 contract/contract.yaml）'],
    ['possible', '有 1 个文件或文件夹被设为可执行（如 contract/assets.yaml）'],
    ['possible', '有 1 个文件或文件夹允许本机任何用户改写（如 opsledger.yaml）'],
  ]);
  expect(await mode('contract/assets.yaml')).toBe(0o755);
  const done = await look(true);
  expect(done.filter(({ id }) => id === 'rights').map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  expect(
    await Promise.all(['contract/assets.yaml', 'opsledger.yaml', 'contract/contract.yaml', 'knowledge-base'].map(mode)),
  ).toEqual([0o644, 0o664, 0o644, 0o700]);
  expect((await look(true)).filter(({ id }) => id === 'rights')).toEqual([]);
  // What git holds is as it was.
  const session = await open(root);
  expect(await session.workspace.git.isClean()).toBe(true);
  await session.close();
});

it('leaves the rights alone where a file system shows all files alike', async () => {
  const session = await open(root);
  for (const { path } of await session.workspace.git.listTree('HEAD')) await chmod(file(path), 0o777);
  await session.close();
  expect((await look(false)).filter(({ id }) => id === 'rights')).toEqual([]);
});

it('makes the folders that are missing, and removes a cache that is none', async () => {
  await rm(file('inbox'), { recursive: true });
  await mkdir(file('.opsledger'), { recursive: true });
  await rm(file('.opsledger/cache'), { recursive: true, force: true });
  await writeFile(file('.opsledger/cache'), 'x');
  const done = await look(true);
  expect(done.map(({ id, state }) => [id, state])).toContainEqual(['cache', 'done']);
  expect(done.map(({ found }) => found)).toContain('没有文件夹 inbox/');
  expect((await lstat(file('inbox'))).isDirectory()).toBe(true);
  expect(await lstat(file('.opsledger/cache')).catch(() => null)).toBeNull();
  expect(await look(true)).toEqual([]);
});

it('tells of the locks and temporary files that opening it puts right', async () => {
  await writeFile(file('.git/index.lock'), '');
  expect((await putRight(root)).join()).toMatch(/中断/);
  expect(await lstat(file('.git/index.lock')).catch(() => null)).toBeNull();
  expect(await putRight(root)).toEqual([]);
  expect(await putRight(await newFolder())).toEqual([]);
});

it('gives files of another user back as root, and says what to run to anybody else', async () => {
  if (uid === 0) await lchown(file('contract/assets.yaml'), 4242, 4242);
  // The folder of a user, with files of root in it, seen by that user.
  else await chmod(file('contract/assets.yaml'), 0o644);
  const owned = uid === 0 ? await look(false, 1000) : [];
  const told = owned.filter(({ id }) => id === 'owner').map(({ state, remedy }) => `${state} ${remedy}`);
  expect(told).toEqual(
    uid === 0 ? [expect.stringMatching(/^refused 以 root 执行 opsledger doctor --fix，或 chown -R/)] : [],
  );
  const done = (await look(true)).filter(({ id }) => id === 'owner');
  expect(done.map(({ state }) => state)).toEqual(uid === 0 ? ['done'] : []);
  expect((await stat(file('contract/assets.yaml'))).uid).toBe((await stat(root)).uid);
});
