/** What `verify` says of rights, hooks, submodules and commits by others, and that it says nothing of a workspace in order. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { committed, file, found, fresh, git, prepare, put } from './_tampered.ts';

beforeAll(prepare);

const ABOUT = /可执行|任何用户|钩子|子模块|不是本程序所作/;

it('says nothing of a workspace in order', async () => {
  await fresh();
  const { problems, notes } = await found();
  expect(problems).toEqual([]);
  // Who filled in the contract did so with git, under a name of his own.
  expect(notes.filter((line) => ABOUT.test(line))).toEqual([
    expect.stringMatching(/^版本库中有 1 次提交不是本程序所作（/),
  ]);
});

it('names rights, hooks and commits of other names as notes', async () => {
  await fresh();
  await chmod(file('contract/assets.yaml'), 0o755);
  await chmod(file('opsledger.yaml'), 0o666);
  await mkdir(file('.git/hooks'), { recursive: true });
  await writeFile(file('.git/hooks/post-commit'), '#!/bin/sh\n');
  await writeFile(file('.git/hooks/pre-push.sample'), '#!/bin/sh\n');
  git(['config', 'core.hooksPath', '/tmp/hooks']);
  await committed(put('plans/二.md', '# 二\n'), { name: 'zhang' })();
  const { problems, notes } = await found();
  expect(problems).toEqual([]);
  expect(notes.filter((line) => ABOUT.test(line))).toEqual([
    '有 1 个文件被设为可执行（如 contract/assets.yaml）：程序写入的文件不会这样；执行 opsledger doctor --fix 改回',
    '有 1 个文件允许本机任何用户改写（如 opsledger.yaml）：程序写入的文件不会这样；执行 opsledger doctor --fix 改回',
    expect.stringMatching(/^\.git\/hooks 中有钩子程序 post-commit：本程序从不执行/),
    expect.stringMatching(/^\.git\/config 指定了另外的钩子程序文件夹 \/tmp\/hooks：/),
    expect.stringMatching(
      /^版本库中有 2 次提交不是本程序所作（[0-9a-f]{12}、[0-9a-f]{12}；署名 zhang <zhang@localhost>、t <t@localhost>）/,
    ),
  ]);
});

it('finds an entry of which the repository holds no content', async () => {
  await fresh();
  git(['update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},records/other`]);
  git(['commit', '-q', '-m', '调整'], { name: 'OpsLedger' });
  const { problems } = await found();
  expect(problems).toContainEqual({
    path: 'records/other',
    property: '真实性',
    message: expect.stringMatching(/另一个版本库（子模块）/),
  });
});
