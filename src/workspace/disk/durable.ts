/**
 * Files written once, whole or not at all: temp file in the same folder → all bytes, checked → fsync → rename → fsync
 * of the folder. Libraries for this report success after a short write on a full disk, so it is done by hand.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { EnvironmentError } from '../../contract/error.ts';
import { environmentError, errorCode } from './faults.ts';

/** Begins the name of every temporary file that this tool leaves in a folder of data, so that recovery knows it. */
const TEMP_PREFIX = '.opsledger-tmp-';
const TEMP_NAME = /^\.opsledger-tmp-(\d+)-[0-9a-f]+$/;

/** Temp files of this process that are still wanted; recovery leaves them alone. */
const liveTemps = new Set<string>();

/** A fresh temp path beside `path`; the name carries the process id, so that leftovers of dead processes can be told. */
export function tempPath(path: string): string {
  return join(dirname(path), `${TEMP_PREFIX}${process.pid}-${randomBytes(6).toString('hex')}`);
}

/** The process id in the name of a temp file; undefined when the name is not one of ours. */
export function tempOwner(path: string): number | undefined {
  const match = TEMP_NAME.exec(basename(path));
  return match ? Number(match[1]) : undefined;
}

/** true while this process still works with the temp file. */
export function isLiveTemp(path: string): boolean {
  return liveTemps.has(resolve(path));
}

/** Marks a temp file as no longer wanted by this process, once it was renamed or removed. */
export function releaseTemp(path: string): void {
  liveTemps.delete(resolve(path));
}

/** Removes a temp file, which may be gone already. @throws what the system says; recovery removes it then */
export async function discardTemp(path: string): Promise<void> {
  releaseTemp(path);
  await rm(path, { force: true });
}

/**
 * The same where something has failed already: that is what the person is told, and what the disk does to the temp file, too, is
 * left to recovery.
 */
export async function dropTemp(path: string): Promise<void> {
  await discardTemp(path).catch(unlessFault);
}

/** Lets go what the disk did, and nothing else. */
export function unlessFault(error: unknown): void {
  if (errorCode(error) === undefined && !(error instanceof EnvironmentError)) throw error;
}

/**
 * Writes `bytes` to a new temp file beside `path` and makes them durable; the file at `path` is not touched.
 * @param shown path as the person knows it
 * @returns path of the temp file
 * @throws EnvironmentError when not every byte reached the disk; the temp file is gone then
 */
export async function writeTemp(path: string, bytes: Uint8Array, shown = path): Promise<string> {
  const temp = tempPath(path);
  liveTemps.add(resolve(temp));
  try {
    const file = await open(temp, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
      const { size } = await file.stat();
      if (size !== bytes.length) throw new Error(`${size} of ${bytes.length} bytes written`);
    } finally {
      await file.close();
    }
    return temp;
  } catch (error) {
    await dropTemp(temp);
    throw environmentError(error, shown);
  }
}

/**
 * Writes to a new temp file beside `path` what comes, piece by piece, and makes it durable.
 * @param shown path as the person knows it
 * @returns path of the temp file and its bytes
 * @throws EnvironmentError when not every byte reached the disk, and whatever the pieces throw; the temp file is gone then
 */
export async function streamTemp(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  shown = path,
): Promise<{ temp: string; size: number }> {
  const temp = tempPath(path);
  liveTemps.add(resolve(temp));
  try {
    const file = await open(temp, 'wx');
    let written = 0;
    try {
      for await (const piece of pieces) {
        await file.writeFile(piece);
        written += piece.length;
      }
      await file.sync();
      const { size } = await file.stat();
      if (size !== written) throw environmentError(new Error(`${size} of ${written} bytes written`), shown);
    } finally {
      await file.close();
    }
    return { temp, size: written };
  } catch (error) {
    await dropTemp(temp);
    throw errorCode(error) === undefined ? error : environmentError(error, shown);
  }
}

/**
 * Moves a temp file beside another path of the same disk; its folder must be there.
 * @returns its new path
 * @throws EnvironmentError; the temp file is gone then
 */
export async function moveTemp(from: string, path: string, shown = path): Promise<string> {
  const temp = tempPath(path);
  liveTemps.add(resolve(temp));
  try {
    await rename(from, temp);
    releaseTemp(from);
    return temp;
  } catch (error) {
    await dropTemp(from);
    releaseTemp(temp);
    throw environmentError(error, shown);
  }
}

/** Makes names in a folder durable: what was created, renamed or removed there. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a folder and the missing ones above it, durably.
 * @param shown path as the person knows it
 * @returns the folders that were made, outermost first; empty when all were there
 * @throws EnvironmentError
 */
export async function makeFolder(folder: string, shown = folder): Promise<string[]> {
  try {
    return await makeMissing(resolve(folder));
  } catch (error) {
    throw environmentError(error, shown);
  }
}

/**
 * Not `mkdir` with `recursive`, which says ENOENT where the disk is read-only, and tries for ever where the folder above is there and
 * takes nothing (/proc).
 * @param isRetried true: the folder above is there
 */
async function makeMissing(folder: string, isRetried = false): Promise<string[]> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await stat(folder)).isDirectory()) return [];
    if (errorCode(error) !== 'ENOENT' || isRetried || dirname(folder) === folder) throw error;
    return [...(await makeMissing(dirname(folder))), ...(await makeMissing(folder, true))];
  }
  await syncFolder(dirname(folder));
  return [folder];
}

/**
 * Writes a file durably and atomically, making its folder when needed. An existing file is replaced only when all
 * bytes of the new one are on disk.
 * @param shown path as the person knows it
 * @throws EnvironmentError (disk full, read-only, no permission …); the old file is as before and no temp file is left
 */
export async function writeDurable(path: string, bytes: Uint8Array | string, shown = path): Promise<void> {
  await makeFolder(dirname(path), shown);
  const temp = await writeTemp(path, typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes, shown);
  try {
    await rename(temp, path);
    releaseTemp(temp);
    await syncFolder(dirname(path));
  } catch (error) {
    await dropTemp(temp);
    throw environmentError(error, shown);
  }
}
