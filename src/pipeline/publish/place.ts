/** Puts a folder that was made anew in the place of the one that is there: whole, or not at all. */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unlessFault } from '../../workspace/disk/durable.ts';
import { isMissing } from '../../workspace/disk/faults.ts';

/**
 * What a process that died left is cleared away first. Whoever calls it holds a lock against others who build.
 * @param outDir absolute path of the folder; what it held is gone when `make` and the swap succeeded, and stays when they did not
 * @param make fills the folder of which it is told, which is not there yet
 * @returns how many pages (`.html`) it made
 * @throws whatever `make` and the disk throw
 */
export async function putInPlace(outDir: string, make: (fresh: string) => Promise<void>): Promise<number> {
  const fresh = `${outDir}.new-${process.pid}`;
  try {
    await removeLeftovers(outDir);
    await mkdir(dirname(outDir), { recursive: true });
    await make(fresh);
    const pages = await countPages(fresh);
    await swap(fresh, outDir);
    return pages;
  } catch (error) {
    // What the disk does to the cleaning up must not hide what it did to the work; the next build clears it away.
    await rm(fresh, { recursive: true, force: true }).catch(unlessFault);
    throw error;
  }
}

/** Folders of builds whose process died before it could clean up. The lock is held: nobody else is building. */
async function removeLeftovers(outDir: string): Promise<void> {
  const names = await readdir(dirname(outDir)).catch((error: unknown): string[] => {
    if (isMissing(error)) return [];
    throw error;
  });
  const prefix = `${basename(outDir)}.`;
  const stale = names.filter((name) => name.startsWith(prefix) && /^(new|old)-\d+$/.test(name.slice(prefix.length)));
  const current = names.includes(basename(outDir));
  for (const name of stale) {
    const path = join(dirname(outDir), name);
    // A crash between the two renames left only the old site: put it back rather than have none.
    if (!current && name.startsWith(`${prefix}old-`)) await rename(path, outDir);
    else await rm(path, { recursive: true, force: true });
  }
}

async function countPages(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.html')).length;
}

/** Two renames: for an instant there is no site, and a crash there is mended by the next build. */
async function swap(fresh: string, outDir: string): Promise<void> {
  const old = `${outDir}.old-${process.pid}`;
  const existed = await rename(outDir, old).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
  try {
    await rename(fresh, outDir);
  } catch (error) {
    // What keeps the old one from coming back is the same fault; the next build puts it back.
    if (existed) await rename(old, outDir).catch(unlessFault);
    throw error;
  }
  // The new one stands: what is left of the old one, the next build clears away.
  await rm(old, { recursive: true, force: true }).catch(unlessFault);
}
