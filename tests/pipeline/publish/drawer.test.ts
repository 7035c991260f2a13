import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { drawer } from '../../../src/pipeline/publish/drawer.ts';
import { tempFolder } from '../../support/at-end.ts';

const dir = await tempFolder('drawer');

let place: string;
let made: number;
beforeEach(() => {
  place = mkdtempSync(join(dir, 'place-'));
  made = 0;
});

const make = async (fresh: string) => {
  made += 1;
  for (const part of ['draw', 'shared']) mkdirSync(join(fresh, part));
  writeFileSync(join(fresh, 'draw', 'prerender-entry.A.mjs'), 'program');
  writeFileSync(join(fresh, 'shared', 'a.css'), 'style');
};
const kept = () => readdirSync(join(place, 'drawers'));
const folder = () => join(place, 'drawers', String(kept()[0]));

test('it is made once, by whoever asks first, and where it is there nothing is written', async () => {
  const [one, two] = await Promise.all([drawer(place, make), drawer(place, make)]);
  expect(one).toEqual(two);
  expect(readFileSync(one.program, 'utf8') + readFileSync(join(one.shared, 'a.css'), 'utf8')).toBe('programstyle');
  // Who cannot even lock, as on a disk that is read-only, reads it all the same.
  rmSync(join(place, '.opsledger'), { recursive: true });
  writeFileSync(join(place, '.opsledger'), '');
  expect(await drawer(place, make)).toEqual(one);
  expect(made).toBe(1);
  writeFileSync(one.program, 'programme');
  await expect(drawer(place, make)).rejects.toMatchObject({ exitCode: 3 });
});

test.each<[string, () => void]>([
  ['damaged', () => writeFileSync(join(folder(), 'shared', 'a.css'), 'stylo')],
  ['short of a file', () => rmSync(join(folder(), 'draw/prerender-entry.A.mjs'))],
  ['joined by a file', () => writeFileSync(join(folder(), 'shared', 'b.js'), '')],
  ['half written', () => writeFileSync(join(folder(), 'files.json'), '{"draw/p')],
  ['without its list', () => rmSync(join(folder(), 'files.json'))],
])('one that is %s is made anew, and what is left of others goes', async (_, damage) => {
  const whole = await drawer(place, make);
  damage();
  for (const name of [`${kept()[0]}.new`, '0123456789abcdef']) mkdirSync(join(place, 'drawers', name));
  expect(await drawer(place, make)).toEqual(whole);
  expect(readFileSync(join(whole.shared, 'a.css'), 'utf8')).toBe('style');
  expect(kept()).toHaveLength(1);
  expect(made).toBe(2);
});

test('of one that failed nothing is used, and none is taken from a folder that others may write to', async () => {
  const fails = async (fresh: string) => {
    await make(fresh);
    throw new Error('planted');
  };
  await expect(drawer(place, fails)).rejects.toThrow('planted');
  await drawer(place, make);
  expect(made).toBe(2);
  chmodSync(join(place, 'drawers'), 0o777);
  await expect(drawer(place, make)).rejects.toThrow('缓存目录不可信');
});
