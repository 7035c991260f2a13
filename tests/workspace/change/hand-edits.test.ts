import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { cleanUp, makeWorkspace, NOW, noteDraft, writeFiles } from '../_starter.ts';

afterEach(cleanUp);

const at = NOW;

describe('handEdits', () => {
  test('commits valid edits as 手工修改, with the files in the body', async () => {
    const workspace = await makeWorkspace();
    const { path } = await workspace.change('记', (change) => change.addRecord('note', noteDraft('甲')), { at });
    const record = join(workspace.root, path);
    await writeFile(record, (await readFile(record, 'utf8')).replace('甲', '乙'));
    await writeFiles(workspace.root, {
      'plans/drill.md': '# 演练方案\n',
      'knowledge-base/a.md': '# 甲\n',
      'inbox/x': '',
      'other/x': '',
    });
    await rm(join(workspace.root, 'knowledge-base/nginx/reload.md'));
    const contract = join(workspace.root, 'contract/contract.yaml');
    await writeFile(contract, (await readFile(contract, 'utf8')).replace('number: 待填写', 'number: HT-2026-01'));
    const edits = await workspace.handEdits({ at });
    expect(edits.refused).toEqual([]);
    expect(edits.committed.sort()).toEqual(
      [
        'contract/contract.yaml',
        'knowledge-base/a.md',
        'knowledge-base/nginx/reload.md',
        'plans/drill.md',
        path,
      ].sort(),
    );
    const log = execFileSync('git', ['-C', workspace.root, 'log', '-1', '--format=%s%n%b'], { encoding: 'utf8' });
    expect(log).toContain('手工修改 5 个文件\n');
    expect(log).toContain(path);
    expect((await workspace.git.changedPaths()).map((one) => one.path)).toEqual(['other/x']);
    const head = await workspace.git.head();
    expect(await workspace.handEdits({ at })).toEqual({ committed: [], refused: [] });
    expect(await workspace.git.head()).toBe(head);
  });

  test('refuses by name what is not valid, and commits the rest', async () => {
    const workspace = await makeWorkspace();
    const add = (text: string) => workspace.change('记', (change) => change.addRecord('note', noteDraft(text)), { at });
    const [wrong, deleted, unknownAsset] = [await add('甲'), await add('乙'), await add('丙')];
    await writeFile(join(workspace.root, wrong.path), 'schema: 1\n');
    await rm(join(workspace.root, deleted.path));
    const file = join(workspace.root, unknownAsset.path);
    await writeFile(file, `${await readFile(file, 'utf8')}asset: app-server-9\n`);
    await writeFiles(workspace.root, {
      'plans/gbk.md': Buffer.from([0xd1, 0xb2, 0xbc, 0xec]),
      'plans/ok.md': '# 好\n',
      'contract/assets.yaml': 'schema: 1\nassets: []\n',
    });
    await symlink('/etc/hostname', join(workspace.root, 'plans/link.md'));
    const { committed, refused } = await workspace.handEdits({ at });
    expect(committed).toEqual(['plans/ok.md']);
    expect(Object.fromEntries(refused.map((one) => [one.path, one.message]))).toEqual({
      'contract/assets.yaml': expect.any(String),
      'plans/gbk.md': expect.stringContaining('GBK'),
      'plans/link.md': expect.stringMatching(/符号链接/),
      [wrong.path]: expect.stringContaining('缺少'),
      [deleted.path]: expect.stringContaining('记录不能删除'),
      // The contract on disk names no assets at all, so the record's asset is unknown as well.
      [unknownAsset.path]: expect.any(String),
    });
    expect(await workspace.git.changedPaths()).toHaveLength(6);
  });

  test('refuses by name a folder, or links to each other, in the place of a file', async () => {
    const { root, handEdits } = await makeWorkspace();
    const [folder, link] = ['knowledge-base/nginx/reload.md', 'knowledge-base/loop.md'];
    await rm(join(root, folder));
    await mkdir(join(root, folder));
    await symlink('loop.md', join(root, link));
    await writeFiles(root, { 'plans/drill.md': '# 演练方案\n' });
    const { committed, refused } = await handEdits({ at });
    expect(committed).toEqual(['plans/drill.md']);
    expect(refused).toEqual([
      { path: link, message: expect.stringContaining('符号链接首尾相接') },
      { path: folder, message: expect.stringContaining('不是普通文件') },
    ]);
  });

  test('checks the rules of a record against the contract', async () => {
    const workspace = await makeWorkspace();
    const { path } = await workspace.change('记', (change) => change.addRecord('note', noteDraft('甲')), { at });
    const file = join(workspace.root, path);
    await writeFile(file, `${await readFile(file, 'utf8')}asset: app-server-9\n`);
    const { refused } = await workspace.handEdits({ at });
    expect(refused).toEqual([{ path, message: expect.stringMatching(/asset（对象）；实际：app-server-9/) }]);
  });

  test('settings and contract stand or fall together', async () => {
    const workspace = await makeWorkspace();
    const settings = join(workspace.root, 'opsledger.yaml');
    await writeFile(
      settings,
      (await readFile(settings, 'utf8')).replace('target: app-server-1', 'target: app-server-2'),
    );
    expect((await workspace.handEdits({ at })).refused.map((one) => one.path)).toEqual(['opsledger.yaml']);
    const assets = join(workspace.root, 'contract/assets.yaml');
    await writeFile(assets, (await readFile(assets, 'utf8')).replaceAll('app-server-1', 'app-server-2'));
    expect(await workspace.handEdits({ at })).toEqual({
      committed: ['contract/assets.yaml', 'opsledger.yaml'],
      refused: [],
    });
  });
});
