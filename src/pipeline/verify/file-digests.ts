/** Every digest of a file that verification compares, from one reading of it. */
import { createHash } from 'node:crypto';
import { closeSync, type Dirent, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { digestFound, type FoundDigests } from '../../archive/digest.ts';
import { isMissing, isUnreachable } from '../../workspace/disk/faults.ts';
import { isUnversioned } from '../../workspace/disk/unversioned.ts';
import { type ObjectStore, readObjectStore } from '../../workspace/git/object-store.ts';

export interface FileDigests extends FoundDigests {
  /** git's own name of the bytes: SHA-1 behind a header, lower-case hex. */
  blob: string;
  /** What the system keeps of its kind and rights. */
  mode: number;
}

/** A file or whatever else lies in the workspace, a folder excepted; the path is relative to it. */
export interface Entry {
  path: string;
  isFile: boolean;
}

export interface DigestRequest {
  /** Absolute path of the workspace. */
  root: string;
  withSm3: boolean;
  /** Of the files, told apart by their paths, only this part is read, counted from 0. */
  part: number;
  parts: number;
}

/** By path; without what was gone when its turn came. */
export type DigestsByPath = ReadonlyMap<string, FileDigests>;

/** Documents are smaller; a larger file is read into memory of its own. */
const ROOM = 4 * 1024 * 1024;
/** For fewer files a thread takes longer to start than they take to read. */
const WORTH_A_THREAD = 2000;
/** This one waits for most of what they find. */
const THREADS = 2;

/** Everything that lies in the workspace, sorted by path, and what was read of the plain files. */
export interface FilesRead {
  entries: readonly Entry[];
  digests: DigestsByPath;
  /** The files of git's objects; of a small workspace they are read when they are asked for. */
  store(): Promise<ObjectStore>;
}

/** What a thread sends, one after the other. */
export interface ThreadAnswers {
  files: { entries: readonly Entry[]; digests: DigestsByPath };
  /** From the one that reads the last part. */
  store: ObjectStore;
}

/**
 * Reads every file that git should hold; many of them in threads, while this one does something else.
 * @param root absolute path of the workspace
 * @throws the fault of the disk
 */
export async function readFiles(root: string, withSm3: boolean): Promise<FilesRead> {
  const request = { root, withSm3 };
  if (indexedFiles(root) < WORTH_A_THREAD) {
    const read = readHere({ ...request, part: 0, parts: 1 });
    return { ...read, store: () => Promise.try(() => readObjectStore(root)) };
  }
  const parts = Array.from({ length: THREADS }, (_, part) => startThread({ ...request, part, parts: THREADS }));
  const read = await Promise.all(parts.map((thread) => thread.answer('files')));
  return {
    entries: read[0]?.entries ?? [],
    digests: new Map(read.flatMap(({ digests }) => [...digests])),
    store: () => (parts.at(-1) as (typeof parts)[number]).answer('store'),
  };
}

function startThread(request: DigestRequest) {
  const worker = new Worker(new URL('./digest-worker.ts', import.meta.url), { workerData: request });
  const told: Partial<ThreadAnswers> = {};
  worker.on('message', (given: Partial<ThreadAnswers>) => Object.assign(told, given));
  return {
    answer: <K extends keyof ThreadAnswers>(name: K) =>
      new Promise<ThreadAnswers[K]>((done, fail) => {
        const look = () => {
          const found = told[name];
          if (found !== undefined) done(found);
        };
        look();
        worker.on('message', look);
        worker.once('error', fail);
        worker.once('exit', (code) => fail(new Error(`the thread ended with ${code}`)));
      }),
  };
}

/** Files in git's index: about as many as a workspace holds, known without a look at them; 0 without one. */
export function indexedFiles(root: string): number {
  try {
    const file = openSync(join(root, '.git', 'index'), 'r');
    try {
      // git's index-format: the signature, the version and the count, of four bytes each.
      const head = Buffer.alloc(INDEX_HEAD);
      return readSync(file, head, 0, INDEX_HEAD, 0) === INDEX_HEAD ? head.readUInt32BE(8) : 0;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isUnreachable(error)) return 0;
    throw error;
  }
}

const INDEX_HEAD = 12;

/** The same in this thread. */
export function readHere(request: DigestRequest): ThreadAnswers['files'] {
  const entries = entriesBelow(request.root);
  return { entries, digests: digestsOf(request, entries) };
}

/** Everything in the workspace that is no folder and that git should hold. */
function entriesBelow(root: string): Entry[] {
  const found: Entry[] = [];
  const add = (folder: string) => {
    for (const one of listed(join(root, folder))) {
      const path = folder === '' ? one.name : `${folder}/${one.name}`;
      if (isUnversioned(path)) continue;
      if (one.isDirectory()) add(path);
      else found.push({ path, isFile: one.isFile() });
    }
  };
  add('');
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Of a folder that went when its turn came nothing is left to be read. */
function listed(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Reads one file after the other into the same memory: that of a year of documents would have to be collected again and again. */
function digestsOf({ root, withSm3, part, parts }: DigestRequest, entries: readonly Entry[]): DigestsByPath {
  const room = Buffer.allocUnsafeSlow(ROOM);
  const found = new Map<string, FileDigests>();
  for (const { path, isFile } of entries) {
    if (!isFile || partOf(path, parts) !== part) continue;
    try {
      const { bytes, mode } = readInto(room, join(root, path));
      found.set(path, { ...digestFound(bytes, withSm3), blob: gitBlob(bytes), mode });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return found;
}

/** Told by the path alone, so that each file is in one part whatever comes or goes meanwhile. */
function partOf(path: string, parts: number): number {
  let sum = 0;
  for (let n = 0; n < path.length; n += 1) sum += path.charCodeAt(n);
  return sum % parts;
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
