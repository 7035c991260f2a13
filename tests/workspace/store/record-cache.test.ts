/** What earlier commands read of records is what the files say, for as long as they are the same files; else they are read. */
import { mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { NoteRecord } from '../../../src/subjects/work/kinds/note.ts';
import { openRecordCache } from '../../../src/workspace/store/record-cache.ts';
import { openRecords } from '../../../src/workspace/store/record-store.ts';
import { openWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';
import { cleanUp, kinds, makeWorkspace, NOW, noteDraft } from '../_starter.ts';

afterEach(cleanUp);

const COUNT = 70;
const cacheOf = (root: string) => join(root, '.opsledger', 'cache', 'records', 'note');

/** A workspace of so many notes, old enough to be told from their successors. */
async function filled(): Promise<Workspace> {
  const workspace = await makeWorkspace();
  await workspace.change(
    '记',
    async (change) => {
      for (let n = 0; n < COUNT; n += 1) await change.addRecord<NoteRecord>('note', noteDraft(`第 ${n} 条，\t制表`));
    },
    { at: NOW },
  );
  await settled();
  return workspace;
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 30));

/** Lists the notes as a command that tells would. @returns with how many files were read for it */
async function told(root: string) {
  let read = 0;
  const load = (id: string) => {
    read += 1;
    return kinds(id);
  };
  const cache = openRecordCache(root);
  const list = await openRecords(root, load, undefined, cache).list<NoteRecord>('note');
  await cache.save();
  return { list, read };
}

test('gives the same as the files, and reads none of them a second time', async () => {
  const { root, records } = await filled();
  expect(await told(root)).toStrictEqual({ list: await records.list('note'), read: COUNT });
  expect(await told(root)).toStrictEqual({ list: await records.list('note'), read: 0 });
});

test('a file that was edited in its place, replaced or added is read again', async () => {
  const { root, records } = await filled();
  await told(root);
  const { files } = await records.list<NoteRecord>('note');
  const [first, second] = files.map(({ path }) => join(root, path)) as [string, string];
  const edited = (await readFile(first, 'utf8')).replace('第 0 条', '第 9 条');
  await writeFile(first, edited);
  // The same length and the same time: the file is told by the time of its last change, which nobody sets.
  await utimes(first, new Date(0), new Date(0));
  await writeFile(`${second}.new`, (await readFile(second, 'utf8')).replace('第 1 条', '第 8 条'));
  await rename(`${second}.new`, second);
  const { list, read } = await told(root);
  expect(read).toBe(2);
  expect(list.records.slice(0, 2).map(({ text }) => text.slice(0, 5))).toEqual(['第 9 条', '第 8 条']);
  expect(list).toStrictEqual(await records.list('note'));
});

test('one that cannot be read is a problem each time', async () => {
  const { root, records } = await filled();
  const { files } = await records.list('note');
  await writeFile(join(root, files[3]?.path ?? ''), 'schema: 9\n');
  await settled();
  for (let n = 0; n < 2; n += 1) expect((await told(root)).list.problems).toHaveLength(1);
});

test('what was kept by another program, or is damaged, is as good as nothing', async () => {
  const { root } = await filled();
  await told(root);
  const kept = await readFile(cacheOf(root));
  for (const other of [
    kept.subarray(0, -9),
    Buffer.from(kept.toString('utf8').replace('第 0 条', '第 7 条')),
    Buffer.alloc(0),
  ]) {
    await writeFile(cacheOf(root), other);
    const { list, read } = await told(root);
    expect(read).toBe(COUNT);
    expect(list.records[0]?.text).toContain('第 0 条');
  }
});

test('a workspace that is opened to be told of keeps it, and one that is written to neither reads nor keeps it', async () => {
  const { root } = await filled();
  const writing = await openWorkspace(root, { kinds });
  await writing.records.list('note');
  await writing.keepRead();
  await expect(readdir(join(root, '.opsledger', 'cache', 'records'))).rejects.toThrow();
  const telling = await openWorkspace(root, { kinds, tells: true });
  await telling.records.list('note');
  await telling.keepRead();
  expect(await readdir(join(root, '.opsledger', 'cache', 'records'))).toEqual(['note']);
  await mkdir(join(root, 'inbox'), { recursive: true });
  expect(await telling.git.isClean()).toBe(true);
});
