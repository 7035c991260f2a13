/** Each user of one install has caches of his own. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheRoot } from '../../src/pipeline/cache-root.mjs';
import { tempFolder } from '../support/at-end.ts';

const folder = await tempFolder('caches');
const program = join(folder, 'program');
await mkdir(join(program, '.cache'), { recursive: true });

const mine = () => process.getuid?.() ?? 0;
const rootOf = (uid: number | undefined, caches = join(folder, 'caches'), of = program) =>
  cacheRoot(of, { program: of, uid, caches, temporary: '/tmp' });

test('beside the program for whom it is installed', () => {
  expect(rootOf(mine())).toBe(join(program, '.cache'));
  expect(rootOf(undefined)).toBe(join(program, '.cache'));
});

test('beside the program for the first user, before there are any', () => {
  expect(rootOf(mine(), undefined, folder)).toBe(join(folder, '.cache'));
});

test('of his own for any other user, apart for each install', () => {
  const other = rootOf(mine() + 1);
  expect(other).toMatch(new RegExp(`^${join(folder, 'caches')}/opsledger/[0-9a-f]{12}$`));
  expect(rootOf(mine() + 1)).toBe(other);
});

test('below the temporary folder, by user, where he has no folder of his own', () => {
  const [one, two] = [mine() + 1, mine() + 2].map((uid) => rootOf(uid, '/nonexistent/home/.cache'));
  expect(one).toMatch(new RegExp(`^/tmp/opsledger-${mine() + 1}-[0-9a-f]{12}$`));
  expect(two).not.toBe(one);
});
