/** Files of a form for calls that take files by their names, as commands do. */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Gives files that came in under names of the server's the names that they had, for a call that goes by them. */
export async function withNames<T>(
  files: readonly { path: string; name: string }[],
  use: (paths: readonly string[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'opsledger-scan-'));
  try {
    const paths: string[] = [];
    for (const [n, { path, name }] of files.entries()) {
      const own = join(folder, String(n));
      await mkdir(own);
      paths.push(join(own, basename(name) || `扫描件${n + 1}`));
      await copyFile(path, paths[n] as string);
    }
    return await use(paths);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
