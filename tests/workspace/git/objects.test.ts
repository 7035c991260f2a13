/** Contents of objects through one git: whatever their size, in whatever order they arrive. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../../src/contract/error.ts';
import { openGit } from '../../../src/workspace/git/git.ts';
import { runGit } from '../../../src/workspace/git/run.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'opsledger-objects-'));
  await openGit(root).init();
});
afterEach(() => rm(root, { recursive: true, force: true }));

const put = async (text: string): Promise<string> => {
  const file = join(root, 'one');
  await writeFile(file, text);
  return (await runGit(root, ['hash-object', '-w', file], {})).trim();
};

describe('objects', () => {
  it('come whole: empty, with line ends, as long as many pieces of a pipe, and asked for at once', async () => {
    const texts = ['', '\n', '一行\n两行\n', `${'0123456789abcde\n'.repeat(40_000)}`, 'x'.repeat(65_536), 'last'];
    const names: string[] = [];
    for (const text of texts) names.push(await put(text));
    const objects = openGit(root).objects();
    try {
      const all = await Promise.all(names.map((name) => objects.bytes(name)));
      expect(all.map((bytes) => Buffer.from(bytes ?? []).toString())).toEqual(texts);
      for (const [n, name] of names.entries())
        expect(Buffer.from((await objects.bytes(name)) ?? []).toString() === texts[n]).toBe(true);
    } finally {
      objects.close();
    }
  });

  it('that are not there are none, among others that are', async () => {
    const name = await put('there');
    const objects = openGit(root).objects();
    try {
      const [before, missing, after] = await Promise.all([name, '0'.repeat(40), name].map((one) => objects.bytes(one)));
      expect(missing).toBeUndefined();
      expect([before, after].map((bytes) => Buffer.from(bytes ?? []).toString())).toEqual(['there', 'there']);
      await expect(objects.bytes('HEAD:a path\nwith two lines')).rejects.toThrow('版本库操作失败');
    } finally {
      objects.close();
    }
  });

  it('of no repository are refused in git’s own words', async () => {
    await rm(join(root, '.git'), { recursive: true });
    const objects = openGit(root).objects();
    const refused = objects.bytes('0'.repeat(40));
    await expect(refused).rejects.toThrow(EnvironmentError);
    await expect(refused).rejects.toThrow('工作区没有版本库');
    objects.close();
  });
});
