import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { putInPlace } from '../../../src/pipeline/publish/place.ts';
import { writeFiles } from '../../../src/pipeline/publish/site-files.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'opsledger-place-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const bytes = Buffer.from('新');

it('leaves the old folder as it was, and nothing beside it, when the new one cannot be made', async () => {
  const site = join(dir, 'site');
  const make = (text: string) => async (fresh: string) => {
    await mkdir(fresh);
    await writeFile(join(fresh, 'index.html'), text);
    if (text === 'broken') throw new Error(text);
  };
  await expect(putInPlace(site, make('broken'))).rejects.toThrow('broken');
  expect(await readdir(dir)).toEqual([]);
  for (const [text, stands] of [
    ['one', 'one'],
    ['broken', 'one'],
    ['two', 'two'],
  ] as const) {
    if (text === 'broken') await expect(putInPlace(site, make(text))).rejects.toThrow(text);
    else expect(await putInPlace(site, make(text))).toBe(1);
    expect(await readFile(join(site, 'index.html'), 'utf8')).toBe(stands);
    expect(await readdir(dir)).toEqual(['site']);
  }
});

it('puts no file outside of the site, and none beside one that would lie there', async () => {
  const site = join(dir, 'site');
  await mkdir(site);
  for (const url of ['/..%2fescaped.png', '/a/..%2f..%2fescaped.png', '/%2e%2e/escaped.png', '/'])
    await expect(
      writeFiles(site, [
        { url: '/good.png', from: { bytes } },
        { url, from: { bytes } },
      ]),
      url,
    ).rejects.toThrow('outside the site');
  expect([await readdir(dir), await readdir(site)]).toEqual([['site'], []]);
});
