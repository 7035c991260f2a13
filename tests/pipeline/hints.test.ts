/** Users never see git: no message tells a person to use it, only `doctor` and a missing git tell how to install it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const FOLDERS = ['src', 'reports', 'jobs', 'templates'];
/** git as a word beside Chinese, inside a quoted text; `.git` is a folder that a path may not name. */
const TOLD = /(['"`])[^'"`]*(?:[\p{Script=Han}，；、：（] ?git\b|(?<![.\w])git ?[\p{Script=Han}，；、：）])[^'"`]*\1/u;
const NEEDED = /安装(新版)? git|(未|没有)找到 git/;

async function textsOf(folder: string): Promise<{ file: string; line: string }[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  const files = names.filter((name) => /\.(ts|mjs|astro|hbs)$/.test(name)).map((name) => join(folder, name));
  const read = files.map(async (file) =>
    (await readFile(join(root, file), 'utf8')).split('\n').map((line) => ({ file, line })),
  );
  return (await Promise.all(read)).flat();
}

describe('messages', () => {
  it('tell nobody to use git', async () => {
    const lines = (await Promise.all(FOLDERS.map(textsOf))).flat();
    expect(lines.length).toBeGreaterThan(10_000);
    // The words of the search are what people type, not what they are told.
    const told = lines.filter(({ file, line }) => TOLD.test(line) && !file.startsWith('src/search/'));
    expect(told.some(({ line }) => NEEDED.test(line))).toBe(true);
    expect(told.filter(({ line }) => !NEEDED.test(line))).toEqual([]);
  });

  it('that name a withdrawal name all that it requires', async () => {
    const lines = (await Promise.all(FOLDERS.map(textsOf))).flat();
    const named = lines.filter(({ line }) => /opsledger withdraw /.test(line));
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter(({ line }) => !(line.includes('--by ') && line.includes('--reason ')))).toEqual([]);
  });
});
