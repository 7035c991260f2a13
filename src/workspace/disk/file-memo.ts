/**
 * What was made of a file's bytes, kept for as long as the file is the same. For one long run over one workspace (the
 * simulated year plans 365 times); an ordinary command reads each file once and needs none. Nothing outlives the process.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isUnreachable } from './faults.ts';

export interface FileMemo {
  /**
   * The value made of a file.
   * @param path relative to the workspace
   * @param use what is made of it, such as `record`; one file may serve several uses
   * @param make reads the file and makes the value; called when the file is not the one that the kept value was made of
   */
  of<T>(path: string, use: string, make: () => Promise<T>): Promise<T>;
  /** true when `of` would give the kept value. */
  has(path: string, use: string): boolean;
  /** Keeps the value of a file that this process has just written: it need not rest first, its bytes are known. */
  keep(path: string, use: string, value: unknown): void;
}

/**
 * File times move in ticks of a few milliseconds. A file changed this shortly before it was looked at could change again
 * without another time, so nothing is kept of it yet.
 */
const SETTLED_MS = 20;

/** @param root absolute path of the workspace */
export function openFileMemo(root: string): FileMemo {
  const kept = new Map<string, { stamp: string; value: Promise<unknown> }>();
  return {
    has(path, use) {
      const now = stampOf(join(root, path));
      return now !== undefined && kept.get(`${use} ${path}`)?.stamp === now.stamp;
    },
    keep(path, use, value) {
      const now = stampOf(join(root, path));
      if (now !== undefined) kept.set(`${use} ${path}`, { stamp: now.stamp, value: Promise.resolve(value) });
    },
    of<T>(path: string, use: string, make: () => Promise<T>): Promise<T> {
      const key = `${use} ${path}`;
      const now = stampOf(join(root, path));
      const known = kept.get(key);
      if (now !== undefined && known?.stamp === now.stamp) return known.value as Promise<T>;
      const value = make();
      if (now === undefined || now.isFresh) kept.delete(key);
      else {
        kept.set(key, { stamp: now.stamp, value });
        value.catch(() => kept.delete(key));
      }
      return value;
    },
  };
}

/**
 * Identity of a file's present content, and whether it is too fresh to be told from its successor.
 * @param path absolute
 * @returns undefined when it is gone
 */
export function stampOf(path: string): { stamp: string; isFresh: boolean } | undefined {
  try {
    // Synchronous: a look at the directory cache takes 3 µs, a turn of the thread pool ten times as much.
    const { dev, ino, size, mtimeMs, ctimeMs } = statSync(path);
    return {
      stamp: `${dev} ${ino} ${size} ${mtimeMs} ${ctimeMs}`,
      isFresh: Date.now() - Math.max(mtimeMs, ctimeMs) < SETTLED_MS,
    };
  } catch (error) {
    if (isUnreachable(error)) return undefined;
    throw error;
  }
}

/** Makes plain data unchangeable, because a kept value is handed to many. @returns the same value */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const one of Object.values(value)) frozen(one);
  return Object.freeze(value);
}
