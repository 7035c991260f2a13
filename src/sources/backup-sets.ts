/** Backup sets in a folder: files or folders whose names fit a pattern, newest first. Looks only. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from './error.ts';

export interface BackupSet {
  path: string;
  name: string;
  isFolder: boolean;
  /** Bytes; of a folder all files in it. */
  size: number;
  /** Milliseconds since 1970: last change of the file, or of the newest file in the folder. */
  changedAt: number;
  /**
   * When it was begun, as far as files tell: birth of the file, where the file system knows one that lies within a day
   * before its last change (a copied file is younger than its content); else the last change itself.
   */
  begunAt: number;
  files: number;
}

const DAY_MS = 86_400_000;
const begun = (birth: number, changed: number): number =>
  birth > 0 && birth <= changed && changed - birth <= DAY_MS ? birth : changed;

/** Files that stand beside a set and speak of it: checksums, and what was counted at backup time. */
const COMPANION = /(\.sha256|\.tables\.json|(^|\/)SHA256SUMS)$/;

/** `*` stands for any text, `?` for one character; everything else for itself. */
export function fits(name: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(name);
}

/** @returns newest first @throws SourceError when the folder cannot be read */
export async function findSets(folder: string, pattern: string, signal: AbortSignal): Promise<BackupSet[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new SourceError(error.code === 'ENOENT' ? '备份目录不存在' : '备份目录无法读取', { cause: error });
  });
  const chosen = entries.filter(
    (entry) => (entry.isDirectory() || (entry.isFile() && !COMPANION.test(entry.name))) && fits(entry.name, pattern),
  );
  const sets = await Promise.all(chosen.map((entry) => measure(join(folder, entry.name), entry.name, signal)));
  return sets.toSorted((a, b) => b.changedAt - a.changedAt);
}

async function measure(path: string, name: string, signal: AbortSignal): Promise<BackupSet> {
  signal.throwIfAborted();
  const own = await stat(path);
  if (!own.isDirectory()) {
    const begunAt = begun(own.birthtimeMs, own.mtimeMs);
    return { path, name, isFolder: false, size: own.size, changedAt: own.mtimeMs, begunAt, files: 1 };
  }
  const files = (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const stats = await Promise.all(files.map((entry) => stat(join(entry.parentPath, entry.name))));
  const changedAt = Math.max(own.mtimeMs, ...stats.map((one) => one.mtimeMs));
  return {
    path,
    name,
    isFolder: true,
    size: stats.reduce((sum, one) => sum + one.size, 0),
    changedAt,
    begunAt: begun(own.birthtimeMs, changedAt),
    files: stats.length,
  };
}
