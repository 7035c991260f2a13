/** Every digest of a file that verification compares, from one reading of it. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { digestFound, type FoundDigests } from '../../archive/digest.ts';
import { isMissing } from '../../workspace/disk/faults.ts';

export interface FileDigests extends FoundDigests {
  /** git's own name of the bytes: SHA-1 behind a header, lower-case hex. */
  blob: string;
}

export interface DigestRequest {
  root: string;
  /** Of plain files, relative to `root`. */
  paths: string[];
  withSm3: boolean;
}

/** By path; without what was gone when its turn came. */
export type DigestsByPath = ReadonlyMap<string, FileDigests>;

/** Documents are smaller; a larger file is read into memory of its own. */
const ROOM = 4 * 1024 * 1024;
/** For fewer files a thread takes longer to start than they take to read. */
const WORTH_A_THREAD = 2000;

/** Reads the files; many of them in a thread, while this one does something else. @throws the fault of the disk */
export function digestsOf(request: DigestRequest): Promise<DigestsByPath> {
  if (request.paths.length < WORTH_A_THREAD) return Promise.resolve(digestsHere(request));
  const worker = new Worker(new URL('./digest-worker.ts', import.meta.url), { workerData: request });
  return new Promise((done, fail) => {
    worker.once('message', done);
    worker.once('error', fail);
    worker.once('exit', (code) => fail(new Error(`the thread ended with ${code}`)));
  });
}

/** Reads one file after the other into the same memory: that of a year of documents would have to be collected again and again. */
export function digestsHere({ root, paths, withSm3 }: DigestRequest): DigestsByPath {
  const room = Buffer.allocUnsafeSlow(ROOM);
  const found = new Map<string, FileDigests>();
  for (const path of paths) {
    try {
      const bytes = readInto(room, join(root, path));
      found.set(path, { ...digestFound(bytes, withSm3), blob: gitBlob(bytes) });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return found;
}

function readInto(room: Buffer, path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    if (fstatSync(file).size >= room.length) return readFileSync(file);
    let length = 0;
    for (let read = -1; read !== 0 && length < room.length; length += read)
      read = readSync(file, room, length, room.length - length, null);
    return room.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function gitBlob(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
