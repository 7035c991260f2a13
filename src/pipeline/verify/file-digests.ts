/** Every digest of a file that verification compares, from one reading of it. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { digestFound, type FoundDigests } from '../../archive/digest.ts';
import { isMissing } from '../../workspace/disk/faults.ts';
import { type ObjectStore, readObjectStore } from '../../workspace/git/object-store.ts';

export interface FileDigests extends FoundDigests {
  /** git's own name of the bytes: SHA-1 behind a header, lower-case hex. */
  blob: string;
  /** What the system keeps of its kind and rights. */
  mode: number;
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

/** What a thread reads: the files, and then the files of git's objects. */
export interface Reading {
  digests: Promise<DigestsByPath>;
  /** Of a few files it is read when it is asked for. */
  store(): Promise<ObjectStore>;
}

/** Reads the files; many of them in a thread, while this one does something else. Each rejects with the fault of the disk. */
export function startReading(request: DigestRequest): Reading {
  if (request.paths.length < WORTH_A_THREAD) {
    const digests = Promise.try(() => digestsHere(request));
    return { digests, store: () => Promise.try(() => readObjectStore(request.root)) };
  }
  const worker = new Worker(new URL('./digest-worker.ts', import.meta.url), { workerData: request });
  const answer = <K extends keyof ThreadAnswers>(name: K) =>
    new Promise<ThreadAnswers[K]>((done, fail) => {
      worker.on('message', (given: Partial<ThreadAnswers>) => {
        const found = given[name];
        if (found !== undefined) done(found);
      });
      worker.once('error', fail);
      worker.once('exit', (code) => fail(new Error(`the thread ended with ${code}`)));
    });
  const store = answer('store');
  // Whoever asks for it learns what went wrong.
  store.catch(() => undefined);
  return { digests: answer('digests'), store: () => store };
}

/** What the thread sends, one after the other. */
export interface ThreadAnswers {
  digests: DigestsByPath;
  store: ObjectStore;
}

/** Reads one file after the other into the same memory: that of a year of documents would have to be collected again and again. */
export function digestsHere({ root, paths, withSm3 }: DigestRequest): DigestsByPath {
  const room = Buffer.allocUnsafeSlow(ROOM);
  const found = new Map<string, FileDigests>();
  for (const path of paths) {
    try {
      const { bytes, mode } = readInto(room, join(root, path));
      found.set(path, { ...digestFound(bytes, withSm3), blob: gitBlob(bytes), mode });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return found;
}

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
