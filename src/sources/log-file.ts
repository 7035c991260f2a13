/** Reads a growing text file from where it was left, across rotation by renaming. */
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SourceError } from './error.ts';

export interface FileCursor {
  /** Inode of the file that was read. */
  inode: number;
  /** Bytes of it that were read: up to the end of a line. */
  offset: number;
}

export interface NewLines {
  lines: string[];
  cursor: FileCursor;
  /** false: the file was replaced and the old one is gone, so lines may be missing. */
  continuous: boolean;
}

/**
 * @param cursor null for the first run: then the whole file is new
 * @param maxBytes most that is taken in one run; the rest comes with the next
 * @throws SourceError when the file cannot be read
 */
export async function readNewLines(path: string, cursor: FileCursor | null, maxBytes: number): Promise<NewLines> {
  const now = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new SourceError(error.code === 'ENOENT' ? '日志文件不存在' : '日志文件无法读取', { cause: error });
  });
  if (cursor === null) return await readFrom(path, now.ino, 0, maxBytes, true);
  if (now.ino === cursor.inode && now.size >= cursor.offset)
    return await readFrom(path, now.ino, cursor.offset, maxBytes, true);
  // The same inode but shorter: cut to nothing and written anew (copytruncate); what stood there is not ours to find.
  const old = now.ino === cursor.inode ? null : await findRotated(path, cursor.inode);
  if (old === null) return await readFrom(path, now.ino, 0, maxBytes, false);
  const rest = await readFrom(old, cursor.inode, cursor.offset, maxBytes, true);
  const size = (await stat(old)).size;
  // A rotated file gets no further lines: once its last whole line is read, the new one begins.
  if (rest.cursor.offset < size && rest.lines.length > 0) return rest;
  const fresh = await readFrom(path, now.ino, 0, Math.max(0, maxBytes - (size - cursor.offset)), true);
  return { ...fresh, lines: [...rest.lines, ...fresh.lines] };
}

/** The file of this inode beside the log, such as `operation.log.1`. */
async function findRotated(path: string, inode: number): Promise<string | null> {
  const folder = dirname(path);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(basename(path).replace(/\.[^.]*$/, ''))) continue;
    const candidate = join(folder, name);
    if ((await stat(candidate)).ino === inode) return candidate;
  }
  return null;
}

async function readFrom(
  path: string,
  inode: number,
  offset: number,
  maxBytes: number,
  continuous: boolean,
): Promise<NewLines> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.max(0, Math.min(size - offset, maxBytes)));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
    // A line without its end is still being written: it comes with the next run.
    const end = bytes.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
    const lines = bytes
      .subarray(0, end)
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    return { lines, cursor: { inode, offset: offset + end }, continuous };
  } finally {
    await file.close();
  }
}
