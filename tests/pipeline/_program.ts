/** A copy of this program that a test may change. */
import { appendFile, cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder } from './_workspace.ts';

export const REPO = join(import.meta.dirname, '..', '..');

/** Its folder, which `cleanUp` removes. It runs with the packages that are installed here. */
export async function copyProgram(): Promise<string> {
  const copy = join(await newFolder(), 'program');
  await mkdir(copy);
  for (const part of ['src', 'reports', 'templates', 'data', 'package.json', 'package-lock.json'])
    await cp(join(REPO, part), join(copy, part), { recursive: true });
  await symlink(join(REPO, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** A change that changes nothing. */
export const touch = (program: string, path: string): Promise<void> =>
  appendFile(join(program, path), '\n// touched\n');
