/// <reference path="./zip-stream.d.ts" />
/** A zip written to disk entry by entry, of any size and with any number of entries (zip64). */
import { once } from 'node:events';
import { access, rename, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import ZipStream from 'zip-stream';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { inContractZone, toInstant } from '../../contract/time.ts';
import { sizeText } from '../../wording/figures.ts';
import { dropTemp, releaseTemp, streamTemp, syncFolder } from '../../workspace/disk/durable.ts';
import { environmentError, isMissing } from '../../workspace/disk/faults.ts';
import { isCompressed } from '../make/pack-paths.ts';

export interface ZipFile {
  /** Adds an entry; waits while the disk is behind. */
  add(path: string, bytes: Uint8Array): Promise<void>;
}

/** @throws UserError when there is a file already: a pack that somebody was given is never written over */
export async function requireFree(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw environmentError(error, file);
    },
  );
  if (isThere)
    throw new UserError('文件已存在，没有改写', {
      file,
      expected: '还没有的文件',
      hint: '换一个文件名，或先移走原有的文件',
    });
}

/**
 * @param needed bytes
 * @throws EnvironmentError when the disk has no room for it: a pack of years is gigabytes, and that is told before it is begun; UserError when
 * the folder is not there
 */
export async function requireRoom(file: string, needed: number): Promise<void> {
  const folder = dirname(file);
  const isFolder = await stat(folder).then(
    (one) => one.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new UserError('要写入的文件夹不存在', { file: folder, hint: '先建立这个文件夹，或换一个位置' });
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed) return;
  throw new EnvironmentError('磁盘空间不足，没有写出', {
    file,
    found: `可用 ${sizeText(free)}`,
    expected: `约 ${sizeText(needed)}`,
    hint: '写到别的磁盘（-o），或用 --from、--to 分几段制作',
  });
}

/**
 * Writes beside the file and gives it its name when all is there: whatever happens, there is a whole pack or none.
 * @param time ISO instant that every entry bears, as the clock of the contract shows it
 * @param fill adds the entries, one after the other
 * @returns bytes of the file
 * @throws EnvironmentError when the disk fails; whatever `fill` throws
 */
export async function writeZip(file: string, time: string, fill: (zip: ZipFile) => Promise<void>): Promise<number> {
  const zip = new ZipStream({ zlib: { level: 6 } });
  const written = streamTemp(file, inLargePieces(zip));
  // What it rejects with is told below, by whoever waits for it first.
  written.catch(() => undefined);
  const date = wallClock(time);
  const add = async (name: string, bytes: Uint8Array): Promise<void> => {
    // Of what the library calls a buffer it wants one of Node.
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const added = new Promise<void>((resolve, reject) => {
      zip.entry(content, { name, date, store: isCompressed(name) }, (error) => (error ? reject(error) : resolve()));
    });
    await Promise.race([added, written]);
    if (zip.writableNeedDrain) await Promise.race([once(zip, 'drain'), written]);
  };
  try {
    await fill({ add });
    zip.finalize();
  } catch (error) {
    zip.destroy(error instanceof Error ? error : new Error(String(error)));
    await written.catch(() => undefined);
    throw error;
  }
  const { temp, size } = await written;
  try {
    await requireFree(file);
    await rename(temp, file);
    releaseTemp(temp);
  } catch (error) {
    await dropTemp(temp);
    throw error instanceof UserError ? error : environmentError(error, file);
  }
  await syncFolder(dirname(file));
  return size;
}

const PIECE = 1024 * 1024;

/** The library gives each field of a header by itself, and each piece is a call to the system. */
async function* inLargePieces(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    waiting.push(piece);
    length += piece.length;
    if (length < PIECE) continue;
    yield Buffer.concat(waiting, length);
    waiting = [];
    length = 0;
  }
  yield Buffer.concat(waiting, length);
}

/** zip knows no time zone: the library writes UTC, so that it is told the clock of the contract as if it were that. */
function wallClock(time: string): Date {
  const { year, month, day, hour, minute, second } = inContractZone(toInstant(time));
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}
