/** Has every file of the workspace read while something else is done. */
import { Worker } from 'node:worker_threads';
import { answeringOnce } from '../../workspace/git/answering-once.ts';
import { type Git, openGit } from '../../workspace/git/git.ts';
import { type ObjectStore, readObjectStore } from '../../workspace/git/object-store.ts';
import { askAhead } from './asked-ahead.ts';
import { ANSWERS, keepBlobNames } from './blob-names.ts';
import { type Entry, indexedFiles } from './entries.ts';
import { type DigestRequest, type DigestsByPath, readHere, type ThreadAnswers } from './file-digests.ts';

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
  /** Files and folders that are there and could not be read. */
  unread: readonly string[];
  /** The files of git's objects; of a small workspace they are read when they are asked for. */
  store(): Promise<ObjectStore>;
}

export interface HowToRead {
  withSm3: boolean;
  /** true: nothing is taken over of what is kept. */
  anew: boolean;
  /** true: git checks all that it holds itself. */
  deep: boolean;
}

/** As a verification is asked for: whoever asks for everything takes nothing over. */
export const howToRead = ({ deep = false, sm3 = false }: { deep?: boolean; sm3?: boolean }): HowToRead => ({
  withSm3: sm3,
  anew: deep || sm3,
  deep,
});

/** Files that are being read, and what git is asked meanwhile. */
export interface Reading {
  /** The newest commit when it began; undefined: none could be told. */
  head: Promise<string | undefined>;
  files: Promise<FilesRead>;
  /** Answers as of then (`answeringOnce`), of which those of `askAhead` are on their way. */
  git: Git;
  /** Ends when git was asked all of it. */
  asked: Promise<void>;
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

function readInThreads(root: string, { withSm3, anew, deep }: HowToRead): Reading {
  const given = { root, withSm3, parts: THREADS, names: anew ? undefined : ANSWERS };
  const threads = Array.from({ length: THREADS }, (_, part) => startThread({ ...given, part }));
  const files = Promise.all(threads.map((thread) => thread.answer('files'))).then(async (read) => {
    const digests = new Map(read.flatMap((one) => [...one.digests]));
    const made = read.reduce((sum, one) => sum + one.made, 0);
    if (made >= WORTH_KEEPING)
      await keepBlobNames(ANSWERS, new Map([...digests.values()].map(({ sha256, blob }) => [sha256, blob])));
    const store = () => (threads.at(-1) as (typeof threads)[number]).answer('store');
    const entries = read.flatMap((one) => one.entries).sort((a, b) => (a.path < b.path ? -1 : 1));
    return { entries, digests, store, unread: read.flatMap((one) => one.unread) };
  });
  // Whoever waits for them is told.
  files.catch(() => undefined);
  const stop = () => {
    for (const thread of threads) thread.stop();
  };
  const git = answeringOnce(openGit(root));
  const head = git.head().catch(() => undefined);
  return { head, files, git, asked: askAhead(git, { deep }), stop };
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
