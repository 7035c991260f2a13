/** Every digest of a file that verification compares, from one reading of it. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { digestFound, type FoundDigests } from '../../archive/digest.ts';
import { errorCode, isMissing } from '../../workspace/disk/faults.ts';
import type { ObjectStore } from '../../workspace/git/object-store.ts';
import type { BlobNames } from './blob-names.ts';
import { type Entry, entriesBelow, type Part } from './entries.ts';

export interface FileDigests extends FoundDigests {
  /** git's own name of the bytes: SHA-1 behind a header, lower-case hex. */
  blob: string;
  /** What the system keeps of its kind and rights. */
  mode: number;
}

export interface DigestRequest extends Part {
  /** Absolute path of the workspace. */
  root: string;
  withSm3: boolean;
  /** Absolute path where git's names of contents are kept; undefined: each is made. */
  names: string | undefined;
}

/** By path; without what was gone when its turn came. */
export type DigestsByPath = ReadonlyMap<string, FileDigests>;

/** Documents are smaller; a larger file is read into memory of its own. */
const ROOM = 4 * 1024 * 1024;

/** What a thread sends, one after the other. */
export interface ThreadAnswers {
  files: {
    entries: readonly Entry[];
    digests: DigestsByPath;
    /** Names of git that were made. */
    made: number;
    /** Files and folders that are there and could not be read. */
    unread: readonly string[];
  };
  /** From the one that reads the last part. */
  store: ObjectStore;
}

/** Reads one part of the files. @param known git's names of contents */
export function readHere(request: DigestRequest, known: BlobNames): ThreadAnswers['files'] {
  const unread: string[] = [];
  const entries = entriesBelow(request.root, request, unread);
  return { entries, unread, ...digestsOf(request, entries, known, unread) };
}

/** Reads one file after the other into the same memory: that of a year of documents would have to be collected again and again. */
function digestsOf({ root, withSm3 }: DigestRequest, entries: readonly Entry[], known: BlobNames, unread: string[]) {
  const room = Buffer.allocUnsafeSlow(ROOM);
  const digests = new Map<string, FileDigests>();
  let made = 0;
  for (const { path, isFile } of entries) {
    if (!isFile) continue;
    try {
      const { bytes, mode } = readInto(room, join(root, path));
      const found = digestFound(bytes, withSm3);
      const kept = known.get(found.sha256);
      if (kept === undefined) made += 1;
      digests.set(path, { ...found, blob: kept ?? gitBlob(bytes), mode });
    } catch (error) {
      if (isMissing(error)) continue;
      if (!isFaultOfFile(error)) throw error;
      unread.push(path);
    }
  }
  return { digests, made };
}

/** What the system says when it may not, or cannot, read one file; of what it says of all of them nothing can be judged. */
const FAULTS = ['EACCES', 'EPERM', 'EIO', 'EISDIR', 'ELOOP', 'ENXIO'];
const isFaultOfFile = (error: unknown): boolean => FAULTS.includes(errorCode(error) ?? '');

function readInto(room: Buffer, path: string): { bytes: Uint8Array; mode: number } {
  const file = openSync(path, 'r');
  try {
    const { size, mode } = fstatSync(file);
    if (size >= room.length) return { bytes: readFileSync(file), mode };
    let length = 0;
    for (let read = -1; read !== 0 && length < room.length; length += read)
      read = readSync(file, room, length, room.length - length, null);
    return { bytes: room.subarray(0, length), mode };
  } finally {
    closeSync(file);
  }
}

function gitBlob(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
