/** What verification takes over of earlier ones: the same answers, of the same bytes alone. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTHING_KNOWN, statementOf } from '../../../src/archive/known.ts';
import { openKnown } from '../../../src/pipeline/verify/known.ts';
import { readObjectStore } from '../../../src/workspace/git/object-store.ts';
import { cleanUp, newFolder } from '../_workspace.ts';
import { edit, file, found, fresh, git, NOTE, prepare, root } from './_tampered.ts';

const TAKEN_OVER = /沿用上次的/;

describe('of a workspace that was verified before', () => {
  beforeAll(prepare);
  afterAll(cleanUp);

  it('the answer is the same, and says that it was taken over in part', async () => {
    await fresh();
    const anew = await found({ deep: true });
    const again = await found();
    expect(again.problems).toEqual(anew.problems);
    expect(again.checked).toEqual(anew.checked);
    expect(again.notes.filter((note) => TAKEN_OVER.test(note))).toHaveLength(1);
    expect(anew.notes.filter((note) => TAKEN_OVER.test(note))).toEqual([]);
  });

  it('what somebody changed is told each time, and no more once it is put back', async () => {
    await fresh();
    const before = await readFile(file(NOTE), 'utf8');
    await edit(NOTE, (text) => text.replace('清理', '清扫'));
    for (let n = 0; n < 2; n += 1) expect((await found()).problems.map(({ path }) => path)).toContain(NOTE);
    await writeFile(file(NOTE), before);
    expect((await found()).problems).toEqual([]);
  });

  it('git may pack its objects anew', async () => {
    await fresh();
    git(['repack', '-a', '-d', '-q']);
    expect((await found()).problems).toEqual([]);
    expect(Object.keys(readObjectStore(root)).some((path) => path.endsWith('.pack'))).toBe(true);
  });
});

describe('what is kept', () => {
  const store = { 'pack/pack-1.pack': 'a', '0f/12': 'b' };
  const opened = async (folder: string, now: Readonly<Record<string, string>> = store, worth = 0) => {
    const known = await openKnown('first', { folder, worth });
    await known.holds(() => Promise.resolve(now));
    return known;
  };
  const keeping = async (worth = 0) => {
    const folder = await newFolder();
    const known = await opened(folder, store, worth);
    known.bytes.keep('bytes', '7');
    known.objects.keep('objects');
    await known.save();
    return folder;
  };
  const answers = async (folder: string, now?: Readonly<Record<string, string>>) => {
    const { bytes, objects } = await opened(folder, now);
    return [bytes.of('bytes'), objects.of('objects')];
  };

  it('stands for the files of git that it was found with: more single objects may have come, nothing else', async () => {
    const folder = await keeping();
    expect(await answers(folder)).toEqual(['7', '']);
    expect(await answers(folder, { ...store, '0f/13': 'c' })).toEqual(['7', '']);
    expect(await answers(folder, { ...store, 'pack/pack-2.pack': 'c' })).toEqual(['7', undefined]);
    expect(await answers(folder, { ...store, '0f/12': 'c' })).toEqual(['7', undefined]);
    expect(await answers(folder, { 'pack/pack-1.pack': 'a' })).toEqual(['7', undefined]);
    expect(await answers(folder, { ...store, 'pack/pack-1.pack': 'c' })).toEqual(['7', undefined]);
  });

  it('is nothing where it is damaged, or too little to be worth it', async () => {
    const folder = await keeping();
    const path = join(folder, 'first');
    const bytes = await readFile(path);
    for (const at of [3, 70, bytes.length - 2]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      await writeFile(path, damaged);
      expect(await answers(folder)).toEqual([undefined, undefined]);
    }
    expect(await readdir(await keeping(3))).toEqual([]);
  });

  it('is of the newest workspaces alone', async () => {
    const folder = await newFolder();
    for (let n = 0; n < 20; n += 1) {
      const known = await openKnown(`w${n}`, { folder, worth: 0 });
      await known.holds(() => Promise.resolve(store));
      known.bytes.keep('one');
      await known.save();
    }
    const names = await readdir(folder);
    expect(names).toHaveLength(12);
    expect(names).toContain('w19');
  });

  it('forgets what nobody asked for', async () => {
    const folder = await keeping();
    const known = await opened(folder);
    known.bytes.keep('another');
    await known.save();
    expect(await answers(folder)).toEqual([undefined, undefined]);
  });
});

it('a statement is of all its parts, whichever way they are cut', () => {
  const all = [['a', 'b', 'c'], ['ab', 'c'], ['a', 'bc'], ['abc'], ['a 1 b', 'c'], ['', 'abc']].map((parts) =>
    statementOf('x', ...parts),
  );
  expect(new Set(all).size).toBe(all.length);
  expect(statementOf('x', new Uint8Array([97]))).toBe(statementOf('x', 'a'));
  expect(NOTHING_KNOWN.bytes.of(all[0] ?? '')).toBeUndefined();
});
