/** A workspace opened for one long run: what is kept of files is theirs, and the helper's git is the same git. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openFileMemo } from '../../src/workspace/file-memo.ts';
import { openGit } from '../../src/workspace/git.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { cleanUp, kinds, makeWorkspace, NOW, noteDraft, tempFolder } from './_starter.ts';

afterEach(cleanUp);

/** Longer than a file must be at rest before anything is kept of it. */
const settle = () => new Promise((done) => setTimeout(done, 60));

describe('file memo', () => {
  it('makes a value once while the file is the same, and anew when it changed', async () => {
    const root = await tempFolder();
    const memo = openFileMemo(root);
    let made = 0;
    const value = () =>
      memo.of('a', 'use', () => {
        made += 1;
        return Promise.resolve(made);
      });
    await writeFile(join(root, 'a'), '1');
    await settle();
    expect([await value(), await value(), memo.has('a', 'use'), memo.has('a', 'other')]).toEqual([1, 1, true, false]);
    await writeFile(join(root, 'a'), '2');
    expect(memo.has('a', 'use')).toBe(false);
    expect(await value()).toBe(2);
    await settle();
    expect([await value(), await value()]).toEqual([3, 3]);
  });

  it('keeps nothing of a file that was just written, is gone, or could not be read', async () => {
    const root = await tempFolder();
    const memo = openFileMemo(root);
    await writeFile(join(root, 'a'), '1');
    await memo.of('a', 'use', () => Promise.resolve(1));
    expect(memo.has('a', 'use')).toBe(false);
    await settle();
    await expect(memo.of('a', 'use', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await memo.of('a', 'use', () => Promise.resolve(2))).toBe(2);
    expect(await memo.of('gone', 'use', () => Promise.resolve(3))).toBe(3);
    expect(memo.has('gone', 'use')).toBe(false);
  });
});

describe('a bulk workspace', () => {
  it('gives the same records and commits as any other, and hands out what nobody can change', async () => {
    const { root } = await makeWorkspace();
    const bulk = await openWorkspace(root, { kinds, bulk: true });
    for (const text of ['甲', '乙']) {
      await bulk.change('登记', (change) => change.addRecord('note', noteDraft(text)), { at: NOW });
    }
    await settle();
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

  it('reports what git says in the same words', async () => {
    const { root } = await makeWorkspace();
    const wrong = (bulk: boolean) => openGit(root, { bulk }).commitTime('nonsense');
    const said = await wrong(false).catch((error: Error) => error.message);
    await expect(wrong(true)).rejects.toThrow(String(said));
  });
});
