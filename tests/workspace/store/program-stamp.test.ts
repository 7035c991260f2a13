/** The stamp of the program tells every change of it, and none is given to a process that runs what the disk no longer has. */
import { mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { programStamp, stampOfProgram } from '../../../src/workspace/store/program-stamp.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'opsledger-stamp-'));
  await mkdir(join(root, 'src', 'deep'), { recursive: true });
  await writeFile(join(root, 'src', 'deep', 'a.ts'), 'export const a = 1;\n');
  await writeFile(join(root, 'package-lock.json'), '{}\n');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const LATER = Date.now() + 3_600_000;
const stamp = (begun = LATER) => stampOfProgram([join(root, 'src'), join(root, 'package-lock.json')], begun);

test('is the same of the same files, and another of each change', async () => {
  const first = stamp();
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(stamp()).toBe(first);
  const file = join(root, 'src', 'deep', 'a.ts');
  const { atime, mtime } = await stat(file);
  await writeFile(file, 'export const a = 2;\n');
  // The same length, and the time that it had.
  await utimes(file, atime, mtime);
  const second = stamp();
  expect(second).not.toBe(first);
  await writeFile(join(root, 'src', 'b.ts'), '');
  expect(stamp()).not.toBe(second);
});

test('is none where a file was changed after the process began', async () => {
  const { ctimeMs } = await stat(join(root, 'package-lock.json'));
  expect(stamp(ctimeMs + 1000)).not.toBeNull();
  await writeFile(join(root, 'src', 'b.ts'), '');
  const { ctimeMs: later } = await stat(join(root, 'src', 'b.ts'));
  expect(stamp(later)).toBeNull();
});

test('of this program there is one', () => expect(programStamp()).toMatch(/^[0-9a-f]{64}$/));
