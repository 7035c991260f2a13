/** Checksums that were written down at backup time beside a set, and whether its files still have them. Reads only. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileChecksum } from './backup-integrity.ts';
import type { BackupSet } from './backup-sets.ts';
import { SourceError } from './error.ts';

/** One line of `sha256sum`. */
export interface KeptChecksum {
  /** Absolute path of the file that it is of. */
  path: string;
  sha256: string;
}

/** A list of checksums of a terabyte's files is far smaller than this. */
const MAX_LIST = 16 * 1024 * 1024;
const LINE = /^\\?([0-9a-f]{64}) [ *](.+)$/i;

/**
 * What was kept of a set, in the form of `sha256sum`: `<set>.sha256` or `SHA256SUMS` beside it; of a folder also
 * `SHA256SUMS` in it. The first list that names a file of the set counts.
 * @returns empty when nothing was kept
 */
export async function keptChecksums(set: BackupSet): Promise<KeptChecksum[]> {
  const beside = dirname(set.path);
  const lists: [file: string, base: string][] = [
    [`${set.path}.sha256`, beside],
    ...(set.isFolder ? [[join(set.path, 'SHA256SUMS'), set.path] as [string, string]] : []),
    [join(beside, 'SHA256SUMS'), beside],
  ];
  for (const [file, base] of lists) {
    const found = (await linesOf(file)).flatMap((line) => kept(line, base, set));
    if (found.length > 0) return found;
  }
  return [];
}

async function linesOf(file: string): Promise<string[]> {
  try {
    const { size } = await stat(file);
    if (size > MAX_LIST) throw new SourceError('校验值清单过大');
    return (await readFile(file, 'utf8')).split(/\r?\n/);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error instanceof SourceError ? error : new SourceError('校验值清单无法读取', { cause: error });
  }
}

/** Only what belongs to the set: a list may stand beside many sets, and must not lead elsewhere. */
function kept(line: string, base: string, set: BackupSet): KeptChecksum[] {
  // A file that holds the bare hash is meant for the set itself.
  if (/^[0-9a-f]{64}$/i.test(line.trim()) && !set.isFolder)
    return [{ path: set.path, sha256: line.trim().toLowerCase() }];
  const [, hash, name] = LINE.exec(line) ?? [];
  if (hash === undefined || name === undefined) return [];
  const sha256 = hash.toLowerCase();
  // sha256sum was often run with an absolute path, on another machine.
  if (!set.isFolder) return basename(name) === set.name ? [{ path: set.path, sha256 }] : [];
  const inside = [resolve(base, name), resolve(set.path, name)].find((path) => path.startsWith(`${set.path}${sep}`));
  return inside === undefined ? [] : [{ path: inside, sha256 }];
}

/** @returns names of files that differ or are gone; empty when all are as they were. Throws the signal's reason. */
export async function changedFiles(list: readonly KeptChecksum[], signal: AbortSignal): Promise<string[]> {
  const changed: string[] = [];
  for (const { path, sha256 } of list) {
    const now = await fileChecksum(path, signal).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (now !== sha256) changed.push(basename(path));
  }
  return changed;
}
