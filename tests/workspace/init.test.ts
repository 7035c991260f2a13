import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/contract/error.ts';
import { initWorkspace, lastServiceDay } from '../../src/workspace/init.ts';
import { isWorkspace } from '../../src/workspace/is-workspace.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { cleanUp, kinds, makeStarter, makeWorkspace, NOW, tempFolder, writeFiles } from './_starter.ts';

afterEach(cleanUp);

describe('initWorkspace', () => {
  test('copies the starter, without the manual, and commits all of it', async () => {
    const workspace = await makeWorkspace();
    const tree = (await workspace.git.listTree('HEAD')).map((entry) => entry.path);
    expect(tree).toContain('contract/contract.yaml');
    expect(tree).toContain('.schemas/contract.json');
    expect(tree).toContain('knowledge-base/nginx/reload.md');
    expect(tree).toContain('.gitattributes');
    expect(tree.filter((path) => path.includes('manual'))).toEqual([]);
    expect(await workspace.git.isClean()).toBe(true);
    // The time that was given, by the author's date; the committer's is the clock.
    expect(execFileSync('git', ['log', '-1', '--format=%aI'], { cwd: workspace.root, encoding: 'utf8' }).trim()).toBe(
      NOW,
    );
    expect(await readdir(join(workspace.root, '..'))).toEqual(['w']);
  });

  test('sets the service period in the text, leaving comments and layout alone', async () => {
    const { root, contract } = await makeWorkspace();
    expect(contract.contract.servicePeriod).toEqual({ from: '2026-06-01', to: '2027-05-31' });
    const text = await readFile(join(root, 'contract/contract.yaml'), 'utf8');
    expect(text).toContain('  from: 2026-06-01 # 起\n  to: 2027-05-31\n');
    expect(text.startsWith('# 合同\nschema: 1\n')).toBe(true);
  });

  test('starts on the contract date of now when no date is given', async () => {
    const dir = join(await tempFolder(), 'w');
    // 23:30 UTC on the 30th is the 31st in contract time.
    const made = await initWorkspace(dir, { now: '2026-12-30T23:30:00Z', starterDir: await makeStarter() });
    expect(made.servicePeriod).toEqual({ from: '2026-12-31', to: '2027-12-30' });
  });

  test('keeps the one year when it begins on 29 February', () => {
    expect(lastServiceDay('2028-02-29')).toBe('2029-02-28');
    expect(lastServiceDay('2027-03-01')).toBe('2028-02-29');
    expect(lastServiceDay('2026-11-24')).toBe('2027-11-23');
  });

  test('makes an inner repository even below another one, and nothing of the outer is touched', async () => {
    const outer = await tempFolder();
    execFileSync('git', ['init', '-q', outer]);
    await initWorkspace(join(outer, 'w'), { now: NOW, starterDir: await makeStarter() });
    expect(existsSync(join(outer, 'w/.git/HEAD'))).toBe(true);
    expect(execFileSync('git', ['-C', outer, 'diff', '--cached', '--name-only']).toString()).toBe('');
  });

  test('accepts an empty folder that exists', async () => {
    const dir = await tempFolder();
    await initWorkspace(dir, { now: NOW, starterDir: await makeStarter() });
    expect(await isWorkspace(dir)).toBe(true);
    expect((await readdir(dir)).sort()).toEqual(
      '.git .gitattributes .gitignore .schemas contract inbox knowledge-base opsledger.yaml plans'.split(' ').sort(),
    );
  });

  test('refuses a folder with other things in it, and a workspace, and leaves both alone', async () => {
    const dir = await tempFolder();
    await writeFile(join(dir, '论文.docx'), 'x');
    const starterDir = await makeStarter();
    await expect(initWorkspace(dir, { now: NOW, starterDir })).rejects.toThrow(/文件夹不是空的[\s\S]*论文\.docx/);
    expect(await readdir(dir)).toEqual(['论文.docx']);
    const { root } = await makeWorkspace();
    await expect(initWorkspace(root, { now: NOW, starterDir })).rejects.toThrow('此文件夹已是工作区');
  });

  test('leaves nothing behind when the starter is not valid', async () => {
    const parent = await tempFolder();
    const starterDir = await makeStarter();
    await writeFiles(starterDir, { 'data/starters/bureau/contract/assets.yaml': 'schema: 1\nassets: 3\n' });
    const attempt = initWorkspace(join(parent, 'a/b'), { now: NOW, starterDir });
    await expect(attempt).rejects.toBeInstanceOf(UserError);
    expect(await readdir(parent)).toEqual([]);
  });

  test('finishes an init that was interrupted while moving into place', async () => {
    const dir = await tempFolder();
    await initWorkspace(dir, { now: NOW, from: '2026-06-01', starterDir: await makeStarter() });
    // As after a crash between two renames: the tree is whole, part of it has been moved.
    await mkdir(join(dir, '.opsledger-init/tree'), { recursive: true });
    execFileSync('mv', [join(dir, '.git'), join(dir, 'contract'), join(dir, '.opsledger-init/tree')]);
    await writeFile(join(dir, '.opsledger-init/complete'), '');
    expect(await isWorkspace(dir)).toBe(false);
    const made = await initWorkspace(dir, { now: NOW, starterDir: await makeStarter() });
    expect(made.servicePeriod.from).toBe('2026-06-01');
    const workspace = await openWorkspace(dir, { kinds });
    expect(await workspace.git.isClean()).toBe(true);
    expect(existsSync(join(dir, '.opsledger-init'))).toBe(false);
  });

  test('starts anew when an init was interrupted before its tree was whole', async () => {
    const dir = await tempFolder();
    await writeFiles(dir, { '.opsledger-init/tree/contract/half.yaml': 'x' });
    await initWorkspace(dir, { now: NOW, starterDir: await makeStarter() });
    expect(existsSync(join(dir, 'contract/half.yaml'))).toBe(false);
    expect(await isWorkspace(dir)).toBe(true);
  });
});

describe('openWorkspace', () => {
  test('refuses a folder that is no workspace', async () => {
    await expect(openWorkspace(await tempFolder(), { kinds })).rejects.toThrow('不是工作区');
  });

  test('refuses a source whose target is no asset', async () => {
    const { root } = await makeWorkspace();
    const file = join(root, 'opsledger.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('target: app-server-1', 'target: app-server-9'));
    await expect(openWorkspace(root, { kinds })).rejects.toThrow(/sources\[1\]\.target[\s\S]*app-server-9/);
  });
});
