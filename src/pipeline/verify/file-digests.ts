/** Every digest of a file that verification compares, from one reading of it. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { digestFound, type FoundDigests } from '../../archive/digest.ts';
import { isMissing } from '../../workspace/disk/faults.ts';
import { type ObjectStore, readObjectStore } from '../../workspace/git/object-store.ts';
import { ANSWERS, type BlobNames, keepBlobNames } from './blob-names.ts';
import { type Entry, entriesBelow, indexedFiles } from './entries.ts';

export interface FileDigests extends FoundDigests {
  /** git's own name of the bytes: SHA-1 behind a header, lower-case hex. */
  blob: string;
  /** What the system keeps of its kind and rights. */
  mode: number;
}

export interface DigestRequest {
  /** Absolute path of the workspace. */
  root: string;
  withSm3: boolean;
  /** Of the files, told apart by their paths, only this part is read, counted from 0. */
  part: number;
  parts: number;
  /** Absolute path where git's names of contents are kept; undefined: each is made. */
  names: string | undefined;
}

/** By path; without what was gone when its turn came. */
export type DigestsByPath = ReadonlyMap<string, FileDigests>;

/** Documents are smaller; a larger file is read into memory of its own. */
const ROOM = 4 * 1024 * 1024;
/** For fewer files a thread takes longer to start than they take to read. */
const WORTH_A_THREAD = 2000;
/** Fewer are made anew in no time. */
const WORTH_KEEPING = 200;
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
  files: { entries: readonly Entry[]; digests: DigestsByPath /** Names of git that were made. */; made: number };
  /** From the one that reads the last part. */
  store: ObjectStore;
}

export interface HowToRead {
  withSm3: boolean;
  /** true: nothing is taken over of what is kept. */
  anew: boolean;
}

/** As a verification is asked for: whoever asks for everything takes nothing over. */
export const howToRead = ({ deep = false, sm3 = false }: { deep?: boolean; sm3?: boolean }): HowToRead => ({
  withSm3: sm3,
  anew: deep || sm3,
});

/** Files that are being read. */
export interface Reading {
  files: Promise<FilesRead>;
  /** Ends it, whether it is done or not. */
  stop(): void;
}

/**
 * Begins to read every file that git should hold, in threads, while nobody knows yet what they will be held against; undefined where
 * there are so few that they are read in no time.
 * @param root absolute path of what may be a workspace
 */
export function readAhead(root: string, how: HowToRead): Reading | undefined {
  return indexedFiles(root) < WORTH_A_THREAD ? undefined : readInThreads(root, how);
}

/**
 * Reads every file that git should hold; many of them in threads, while this one does something else.
 * @param root absolute path of the workspace
 * @throws the fault of the disk
 */
export async function readFiles(root: string, how: HowToRead): Promise<FilesRead> {
  const reading = readAhead(root, how);
  if (reading !== undefined) return reading.files;
  const read = readHere({ root, withSm3: how.withSm3, part: 0, parts: 1, names: undefined }, new Map());
  return { ...read, store: () => Promise.try(() => readObjectStore(root)) };
}

function readInThreads(root: string, { withSm3, anew }: HowToRead): Reading {
  const given = { root, withSm3, parts: THREADS, names: anew ? undefined : ANSWERS };
  const threads = Array.from({ length: THREADS }, (_, part) => startThread({ ...given, part }));
  const files = Promise.all(threads.map((thread) => thread.answer('files'))).then(async (read) => {
    const digests = new Map(read.flatMap((one) => [...one.digests]));
    const made = read.reduce((sum, one) => sum + one.made, 0);
    if (made >= WORTH_KEEPING)
      await keepBlobNames(ANSWERS, new Map([...digests.values()].map(({ sha256, blob }) => [sha256, blob])));
    const store = () => (threads.at(-1) as (typeof threads)[number]).answer('store');
    return { entries: read[0]?.entries ?? [], digests, store };
  });
  // Whoever waits for them is told.
  files.catch(() => undefined);
  const stop = () => {
    for (const thread of threads) thread.stop();
  };
  return { files, stop };
}

function startThread(request: DigestRequest) {
  const worker = new Worker(new URL('./digest-worker.ts', import.meta.url), { workerData: request });
  const told: Partial<ThreadAnswers> = {};
  const ended = new Promise<never>((_, fail) => {
    worker.once('error', fail);
    worker.once('exit', (code) => fail(new Error(`the thread ended with ${code}`)));
  });
  ended.catch(() => undefined);
  worker.on('message', (given: Partial<ThreadAnswers>) => Object.assign(told, given));
  const come = <K extends keyof ThreadAnswers>(name: K) =>
    new Promise<ThreadAnswers[K]>((done) => {
      const look = () => {
        const found = told[name];
        if (found !== undefined) done(found);
      };
      look();
      worker.on('message', look);
    });
  return {
    answer: <K extends keyof ThreadAnswers>(name: K) => Promise.race([come(name), ended]),
    stop: () => void worker.terminate(),
  };
}

/** The same in this thread. @param known git's names of contents */
export function readHere(request: DigestRequest, known: BlobNames): ThreadAnswers['files'] {
  const entries = entriesBelow(request.root);
  return { entries, ...digestsOf(request, entries, known) };
}

/** Reads one file after the other into the same memory: that of a year of documents would have to be collected again and again. */
function digestsOf({ root, withSm3, part, parts }: DigestRequest, entries: readonly Entry[], known: BlobNames) {
  const room = Buffer.allocUnsafeSlow(ROOM);
  const digests = new Map<string, FileDigests>();
  let made = 0;
  for (const { path, isFile } of entries) {
    if (!isFile || partOf(path, parts) !== part) continue;
    try {
      const { bytes, mode } = readInto(room, join(root, path));
      const found = digestFound(bytes, withSm3);
      const kept = known.get(found.sha256);
      if (kept === undefined) made += 1;
      digests.set(path, { ...found, blob: kept ?? gitBlob(bytes), mode });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return { digests, made };
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
