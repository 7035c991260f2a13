/** How the files are read: before anybody knows what they are held against, and with what is known of their contents. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepBlobNames, readBlobNames } from '../../../src/pipeline/verify/blob-names.ts';
import { entriesBelow, indexedFiles } from '../../../src/pipeline/verify/entries.ts';
import { readHere } from '../../../src/pipeline/verify/file-digests.ts';
import { readFiles } from '../../../src/pipeline/verify/reading.ts';
import { answeringOnce } from '../../../src/workspace/git/answering-once.ts';
import { openGit } from '../../../src/workspace/git/git.ts';
import { cleanUp, newFolder } from '../_workspace.ts';
import { edit, found, fresh, git, NOTE, prepare, root } from './_tampered.ts';

const anew = { withSm3: false, anew: true, deep: false };
const ahead = () => ({
  head: Promise.resolve(git(['rev-parse', 'HEAD'])),
  files: readFiles(root, anew),
  git: answeringOnce(openGit(root)),
  asked: Promise.resolve(),
  stop: () => undefined,
});

describe('files that were read ahead', () => {
  beforeAll(prepare);
  afterAll(cleanUp);

  it('and changed in good order since are no problem', async () => {
    await fresh();
    const reading = ahead();
    await reading.files;
    await edit('opsledger.yaml', (text) => `${text}# checked\n`);
    git(['commit', '-qam', 'a person changed a plan']);
    expect((await found({ ahead: reading })).problems).toEqual([]);
  });

  it('are as many as git’s index counts, where there is one', async () => {
    await fresh();
    expect(indexedFiles(await newFolder())).toBe(0);
    expect(indexedFiles(root)).toBe(git(['ls-files', '-z']).split('\0').length - 1);
  });

  it('and tampered with are told', async () => {
    await fresh();
    await edit(NOTE, (text) => text.replace('清理', '清扫'));
    expect((await found({ ahead: ahead() })).problems.map(({ path }) => path)).toContain(NOTE);
  });
});

describe('what is read', () => {
  afterAll(cleanUp);

  const request = { withSm3: false, parts: 1, part: 0, names: undefined };
  const filled = async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'records', 'a'), { recursive: true });
    await mkdir(join(folder, 'inbox'));
    for (const [path, text] of [
      ['records/a/1.json', 'one'],
      ['records/a/2.json', 'two'],
      ['opsledger.yaml', 'three'],
      ['inbox/x', 'no'],
    ] as const)
      await writeFile(join(folder, path), text);
    return folder;
  };

  it('is every file that git should hold, once, whatever the number of parts', async () => {
    const folder = await filled();
    expect(entriesBelow(folder).map(({ path }) => path)).toEqual([
      'opsledger.yaml',
      'records/a/1.json',
      'records/a/2.json',
    ]);
    for (const deep of ['archive/2026/log/2026-01-01/r1/a', 'archive/2026/log/2026-01-02/r1/deeper/b', 'plans/x']) {
      await mkdir(dirname(join(folder, deep)), { recursive: true });
      await writeFile(join(folder, deep), deep);
    }
    const whole = readHere({ ...request, root: folder }, new Map());
    expect(entriesBelow(folder)).toEqual(whole.entries);
    for (const count of [1, 2, 3, 7]) {
      const read = Array.from({ length: count }, (_, part) => entriesBelow(folder, { part, parts: count })).flat();
      expect(read.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual(whole.entries);
    }
    const parts = [0, 1, 2].map((part) => readHere({ ...request, root: folder, part, parts: 3 }, new Map()).digests);
    const sorted = (all: Iterable<readonly [string, unknown]>) => [...all].toSorted(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted(parts.flatMap((one) => [...one]))).toEqual(sorted(whole.digests));
    expect(whole.made).toBe(6);
  });

  it('takes git’s name of known bytes over, and of no others', async () => {
    const folder = await filled();
    const first = readHere({ ...request, root: folder }, new Map()).digests;
    const names = new Map([...first.values()].map(({ sha256, blob }) => [sha256, blob]));
    const place = await newFolder();
    await keepBlobNames(place, names);
    const known = await readBlobNames(place);
    expect(known).toEqual(names);
    await writeFile(join(folder, 'opsledger.yaml'), 'changed');
    const again = readHere({ ...request, root: folder }, known);
    expect(again.made).toBe(1);
    const expected = createHash('sha1').update('blob 7\0changed').digest('hex');
    expect(again.digests.get('opsledger.yaml')?.blob).toBe(expected);
    expect(again.digests.get('records/a/1.json')).toEqual(first.get('records/a/1.json'));
    // A damaged file is as good as none.
    const path = join(place, 'blobs');
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(path, bytes);
    expect((await readBlobNames(place)).size).toBe(0);
  });
});
