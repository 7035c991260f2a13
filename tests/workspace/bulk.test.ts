/** A workspace opened for one long run: what is kept of files is theirs, and the helper's git is the same git. */
import { statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openFileMemo } from '../../src/workspace/disk/file-memo.ts';
import { openGit } from '../../src/workspace/git/git.ts';
import { runGit } from '../../src/workspace/git/run.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { cleanUp, kinds, makeWorkspace, NOW, noteDraft, tempFolder } from './_starter.ts';

afterEach(cleanUp);

describe('file memo', () => {
  /** The clock stands so long after the last writing of the file: as it happens to run, a loaded machine decides. */
  const clockAfter = (path: string, ms: number) => {
    const { mtimeMs, ctimeMs } = statSync(path);
    vi.spyOn(Date, 'now').mockReturnValue(Math.max(mtimeMs, ctimeMs) + ms);
  };
  const justWritten = (path: string) => clockAfter(path, 5);
  const settled = (path: string) => clockAfter(path, 60);
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('makes a value once while the file is the same, and anew when it changed', async () => {
    const root = await tempFolder();
    const file = join(root, 'a');
    const memo = openFileMemo(root);
    let made = 0;
    const value = () =>
      memo.of('a', 'use', () => {
        made += 1;
        return Promise.resolve(made);
      });
    await writeFile(file, '1');
    settled(file);
    expect([await value(), await value(), memo.has('a', 'use'), memo.has('a', 'other')]).toEqual([1, 1, true, false]);
    await writeFile(file, '22');
    justWritten(file);
    expect(memo.has('a', 'use')).toBe(false);
    expect(await value()).toBe(2);
    settled(file);
    expect([await value(), await value()]).toEqual([3, 3]);
  });

  it('keeps nothing of a file that was just written, is gone, or could not be read', async () => {
    const root = await tempFolder();
    const memo = openFileMemo(root);
    await writeFile(join(root, 'a'), '1');
    justWritten(join(root, 'a'));
    await memo.of('a', 'use', () => Promise.resolve(1));
    expect(memo.has('a', 'use')).toBe(false);
    settled(join(root, 'a'));
    await expect(memo.of('a', 'use', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await memo.of('a', 'use', () => Promise.resolve(2))).toBe(2);
    expect(await memo.of('gone', 'use', () => Promise.resolve(3))).toBe(3);
    expect(memo.has('gone', 'use')).toBe(false);
  });
});

describe('a bulk workspace', () => {
  it('answers a change before git has it, in order, and is settled when git has all', async () => {
    const { root } = await makeWorkspace();
    const bulk = await openWorkspace(root, { kinds, bulk: true });
    const before = await bulk.git.head();
    const commitPaths = bulk.git.commitPaths;
    const { promise: asked, resolve: goOn } = Promise.withResolvers<void>();
    bulk.git.commitPaths = async (...call) => {
      await asked;
      return commitPaths(...call);
    };
    await bulk.change('一', (change) => change.addRecord('note', noteDraft('甲')), { at: NOW });
    expect(await bulk.git.head()).toBe(before);
    expect((await bulk.records.list('note')).records).toHaveLength(1);
    const next = bulk.change('二', (change) => change.addRecord('note', noteDraft('乙')), { at: NOW });
    goOn();
    await next;
    await bulk.settled();
    expect(await bulk.git.isClean()).toBe(true);
    expect((await bulk.git.listTree('HEAD', 'records/')).map((one) => one.path.slice(-8))).toEqual([
      '001.yaml',
      '002.yaml',
    ]);
  });

  it('undoes a change whose commit fails after the answer, and takes none after it', async () => {
    const { root } = await makeWorkspace();
    const bulk = await openWorkspace(root, { kinds, bulk: true });
    bulk.git.commitPaths = () => Promise.reject(new Error('磁盘坏了'));
    await bulk.change('一', (change) => change.addRecord('note', noteDraft('甲')), { at: NOW });
    await expect(bulk.settled()).rejects.toThrow('磁盘坏了');
    expect((await bulk.records.list('note')).records).toEqual([]);
    const late = bulk.change('二', (change) => change.addRecord('note', noteDraft('乙')), { at: NOW });
    await expect(late).rejects.toThrow('磁盘坏了');
    expect(await bulk.git.isClean()).toBe(true);
  });

  it('refuses a change that fails before its files are durable to the one who asked', async () => {
    const { root } = await makeWorkspace();
    const bulk = await openWorkspace(root, { kinds, bulk: true });
    const refused = bulk.change(
      '一',
      () => {
        throw new Error('不做了');
      },
      { at: NOW },
    );
    await expect(refused).rejects.toThrow('不做了');
    await bulk.settled();
  });

  it('keeps of a record that it saved what reading its file gives', async () => {
    const { root } = await makeWorkspace();
    const bulk = await openWorkspace(root, { kinds, bulk: true });
    await bulk.change('登记', (change) => change.addRecord('note', noteDraft('甲')), { at: NOW });
    const [kept] = (await bulk.records.list('note')).files;
    expect((await bulk.records.list('note')).files[0]).toBe(kept);
    const plain = await openWorkspace(root, { kinds });
    expect((await plain.records.list('note')).files).toStrictEqual([kept]);
    await bulk.settled();
  });

  it('gives the same records and commits as any other, and hands out what nobody can change', async () => {
    const { root } = await makeWorkspace();
    const bulk = await openWorkspace(root, { kinds, bulk: true });
    for (const text of ['甲', '乙']) {
      await bulk.change('登记', (change) => change.addRecord('note', noteDraft(text)), { at: NOW });
    }
    await bulk.settled();
    const [first, again] = [await bulk.records.list('note'), await bulk.records.list('note')];
    expect(first.records.map((one) => one.id)).toEqual(['JS-20261124-001', 'JS-20261124-002']);
    expect(again.records[0]).toBe(first.records[0]);
    expect(Object.isFrozen(first.records[0])).toBe(true);
    const plain = await openWorkspace(root, { kinds });
    expect((await plain.records.list('note')).records).toEqual(first.records);
    expect(await plain.git.head()).toBe(await bulk.git.head());
    expect(await plain.git.isClean()).toBe(true);
    await bulk.git.pack();
    expect(await plain.git.listTree('HEAD', 'records/')).toHaveLength(2);
  });

  it('commits as any other does: new, changed and deleted files, the same tree and message, and nothing that is no change', async () => {
    const heads: string[] = [];
    for (const bulk of [true, false]) {
      const { root } = await makeWorkspace();
      const git = openGit(root, { bulk });
      const commit = (paths: string[], subject: string, body?: string) =>
        git.commitPaths(paths, subject, { at: NOW, body });
      await writeFile(join(root, 'plans', '甲 乙.md'), '一');
      await writeFile(join(root, 'plans', 'b.md'), '二');
      await writeFile(join(root, 'not-named.md'), '三');
      const first = await commit(['plans/甲 乙.md', 'plans/b.md'], '新 的\n两个', '第一行\n第二行');
      expect(await commit(['plans/b.md'], '没有变')).toBe(first);
      await writeFile(join(root, 'plans', 'b.md'), '四');
      await rm(join(root, 'plans', '甲 乙.md'));
      const second = await commit(['plans/甲 乙.md', 'plans/b.md'], '改一删一');
      expect(await git.head()).toBe(second);
      expect((await git.changedPaths()).map((one) => one.path)).toEqual(['not-named.md']);
      const said = await runGit(root, ['log', '-2', '--format=%T %at %an%n%B', '--name-status'], {});
      heads.push(said);
    }
    expect(heads[0]).toBe(heads[1]);
  });

  it('commits only what is named when somebody has staged something', async () => {
    const { root } = await makeWorkspace();
    await writeFile(join(root, 'staged.md'), '一');
    await writeFile(join(root, 'plans', 'b.md'), '二');
    await runGit(root, ['add', 'staged.md'], {});
    const git = openGit(root, { bulk: true });
    const made = await git.commitPaths(['plans/b.md'], '一个', { at: NOW });
    expect(await git.showFile(made, 'staged.md')).toBeUndefined();
    expect(await git.showFile(made, 'plans/b.md')).toBeDefined();
  });

  it('reports what git says in the same words', async () => {
    const { root } = await makeWorkspace();
    const wrong = (bulk: boolean) => openGit(root, { bulk }).commitTime('nonsense');
    const said = await wrong(false).catch((error: Error) => error.message);
    await expect(wrong(true)).rejects.toThrow(String(said));
  });
});
