/** The files of one change: written beside their places, then given their names and committed all together, or not at all. */
import { createHash, type Hash } from 'node:crypto';
import { copyFile, link, readFile, rmdir } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { EnvironmentError } from '../../contract/error.ts';
import {
  discardTemp,
  dropTemp,
  makeFolder,
  moveTemp,
  streamTemp,
  syncFolder,
  tempPath,
  writeTemp,
} from '../disk/durable.ts';
import { environmentError, errorCode, isMissing } from '../disk/faults.ts';
import { insidePath } from '../disk/paths.ts';
import type { Git } from '../git/git.ts';
import { dropIndex } from '../git/index-file.ts';
import { forgetUnmade, namesLogged } from '../git/unmade.ts';
import { LARGE_FOLDER, sha256Of } from '../store/evidence.ts';
import {
  closeJournal,
  endUndo,
  type Journal,
  type JournalEntry,
  journalWay,
  rollBack,
  rollForward,
  type Seal,
  sealedText,
  writeJournal,
} from './journal.ts';

/** Folders whose files git does not hold. */
const UNTRACKED = [`${LARGE_FOLDER}/`, '.opsledger/', 'inbox/'];

export interface Staging {
  /**
   * Takes a file into the change; its bytes are on disk when this returns, but not yet under their name.
   * @returns false when the file has exactly these bytes already
   */
  stage(path: string, bytes: Uint8Array): Promise<boolean>;
  /** Takes a file that is not there yet, whose text comes in pieces. @returns its bytes */
  write(path: string, pieces: Iterable<string>): Promise<number>;
  /**
   * Takes a file that was written and synced elsewhere in the workspace: it is moved, not copied. Gone when this throws.
   * @param sha256 of its bytes
   */
  adopt(path: string, from: string, sha256: string): Promise<void>;
  /** Takes a file away that is there; it is gone with the change, not before. */
  remove(path: string): Promise<void>;
  /** Bytes as they will be after the change; undefined when there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Paths taken so far. */
  paths(): string[];
  /** SHA-256 of the bytes taken for a path; undefined when nothing was. */
  digest(path: string): string | undefined;
  /**
   * Names and commits all files. @throws with everything as before
   * @param durable called when all files have their names and a crash would not undo them, before git is asked
   */
  apply(subject: string, body: string, at: string, durable?: () => void): Promise<void>;
  /** Gives up the change: nothing is left of it. */
  discard(): Promise<void>;
}

/** Starts an empty change. The caller holds the lock until `apply` or `discard` is done. */
export function openStaging(root: string, git: Git, seal?: Seal): Staging {
  const staged = new Map<string, { temp: string; sha256: string; removed?: true }>();
  const folders: string[] = [];
  const read = async (path: string) => readIfThere(staged.get(path)?.temp ?? (await insidePath(root, path)), path);
  let over = false;
  /** What is being written now: a change that fails ends while others of its files are still on their way. */
  const busy = new Set<Promise<unknown>>();
  const waitedFor = <T>(work: Promise<T>): Promise<T> => {
    const done = work.finally(() => busy.delete(done));
    busy.add(done);
    return done;
  };
  const requireOpen = () => {
    if (over) throw new Error('a change was used after its end');
  };
  /** Absolute path of a file of this change, in a folder that is there. */
  const enter = async (path: string): Promise<string> => {
    requireOpen();
    const target = await insidePath(root, path);
    folders.push(...(await makeFolder(dirname(target), path)));
    return target;
  };
  const take = async (path: string, temp: string, sha256: string): Promise<void> => {
    const before = staged.get(path);
    // At once: of several that come for one path at the same time each discards the one before it, and none is left lying.
    staged.set(path, { temp, sha256 });
    if (before) await discardTemp(before.temp);
  };
  const discard = async () => {
    over = true;
    await Promise.allSettled(busy);
    // What cannot be removed now, such as from a disk that has become read-only, is recovery's.
    for (const { temp } of staged.values()) await discardTemp(temp).catch(leaveToNextRun);
    await removeEmpty(folders);
  };

  return {
    read,
    discard,
    paths: () => [...staged.keys()],
    digest: (path) => staged.get(path)?.sha256,
    stage(path, bytes) {
      const write = async (): Promise<boolean> => {
        requireOpen();
        if (sameBytes(await read(path), bytes)) return false;
        await take(path, await writeTemp(await enter(path), bytes, path), sha256Of(bytes));
        return true;
      };
      return waitedFor(write());
    },
    async remove(path) {
      requireOpen();
      const target = await insidePath(root, path);
      if ((await readIfThere(target, path)) === undefined) return;
      // A name under which nothing is: what is read of the file, and what is discarded of the change, is nothing.
      const before = staged.get(path);
      staged.set(path, { temp: tempPath(target), sha256: '', removed: true });
      if (before) await discardTemp(before.temp);
    },
    write(path, pieces) {
      const write = async (): Promise<number> => {
        const target = await enter(path);
        const hash = createHash('sha256');
        const { temp, size } = await streamTemp(target, hashed(pieces, hash), path);
        await take(path, temp, hash.digest('hex'));
        return size;
      };
      return waitedFor(write());
    },
    adopt(path, from, sha256) {
      const move = async (): Promise<void> => take(path, await moveTemp(from, await enter(path), path), sha256);
      return waitedFor(move());
    },
    async apply(subject, body, at, durable) {
      over = true;
      const journal: Journal = { schema: 1, subject, body, at, head: '', entries: [] };
      try {
        journal.head = await git.head();
        for (const [path, { temp, sha256, removed }] of staged) {
          const entry = await entryOf(root, path, temp, sha256);
          journal.entries.push(removed ? { ...entry, removed } : entry);
        }
        const tracked = journal.entries.filter((entry) => entry.tracked);
        const sealed = await seal?.(sealedText(at, journal.head, tracked));
        if (sealed !== undefined) journal.seal = sealed;
        journal.logged = await namesLogged(root);
        await writeJournal(root, journal);
        await rollForward(root, journal);
        durable?.();
        await commitJournal(git, journal);
      } catch (error) {
        if (journal.head === '' || !(await isCommitted(root, git, journal.head, error))) {
          await undo(root, git, journal, error);
          await discard();
          throw environmentError(error, '工作区');
        }
      }
      await closeJournal(root, journal).catch(leaveToNextRun);
    },
  };
}

/** The outcome of the change stands and must be reported as it is; the next change or recovery tidies up. */
function leaveToNextRun(error: unknown): void {
  if (errorCode(error) === undefined) throw error;
}

/** Commits the files of a journal that belong into git. @param told what the commit says besides, of a change that was interrupted */
export async function commitJournal(git: Git, journal: Journal, told = ''): Promise<void> {
  const tracked = trackedPaths(journal);
  const body = [journal.body, told].filter((text) => text !== '').join('\n');
  if (tracked.length > 0) await git.commitPaths(tracked, journal.subject, { at: journal.at, body });
}

/** The disk can fill up after git has made the commit but before it has written its index: then the change has happened. */
async function isCommitted(root: string, git: Git, before: string, cause: unknown): Promise<boolean> {
  try {
    return (await git.head()) !== before;
  } catch (error) {
    throw await halfDone(root, cause, error);
  }
}

async function undo(root: string, git: Git, journal: Journal, cause: unknown): Promise<void> {
  try {
    await rollBack(root, journal);
    await cleanIndex(git, journal);
    await forgetUnmade(root, journal);
    await endUndo(root);
  } catch (error) {
    throw await halfDone(root, cause, error);
  }
}

/**
 * Takes what an undone change had staged out of git's index. On a disk that is still full this cannot be written; the files are
 * as before all the same, and without an index the next command makes one.
 */
export async function cleanIndex(git: Git, journal: Journal): Promise<void> {
  const staged = (await git.changedPaths(trackedPaths(journal))).filter((one) => one.staged).map((one) => one.path);
  if (staged.length === 0) return;
  await git.unstage(staged).catch(async (error: unknown) => {
    if (!(error instanceof EnvironmentError)) throw error;
    await dropIndex(git.root);
  });
}

function trackedPaths(journal: Journal): string[] {
  return journal.entries.filter((entry) => entry.tracked).map((entry) => entry.path);
}

/** The fault is the first one; that it could not be undone yet is what becomes of it, and which way it will go. */
async function halfDone(root: string, cause: unknown, error: unknown): Promise<EnvironmentError> {
  const first = environmentError(cause, '工作区');
  const made = new EnvironmentError(first.summary, {
    ...first.place,
    found: [first.place.found, `未能立即撤回：${messageOf(error)}`].filter(Boolean).join('；'),
  });
  made.cause = cause;
  const way = await journalWay(root).catch(() => undefined);
  if (way !== undefined) made.outcome = LEFT[way];
  return made;
}

/** What the next command does with the journal that is left. */
const LEFT = {
  forward: '本次改动尚未完成，但已在磁盘上；故障排除后执行任一命令会自动完成它并说明，请不要重复录入',
  back: '本次改动尚未撤回干净；故障排除后执行任一命令会自动撤回它并说明，然后重新执行本次操作',
} as const;

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

async function entryOf(root: string, path: string, temp: string, sha256: string): Promise<JournalEntry> {
  const backup = await backUp(await insidePath(root, path));
  const inRoot = (absolute: string) =>
    `${path.slice(0, path.lastIndexOf('/') + 1)}${relative(dirname(temp), absolute)}`;
  const tracked = !UNTRACKED.some((folder) => path.startsWith(folder));
  return { path, temp: inRoot(temp), backup: backup === undefined ? null : inRoot(backup), sha256, tracked };
}

/** A second name for the file that will be replaced; undefined when there is none. */
async function backUp(target: string): Promise<string | undefined> {
  const backup = tempPath(target);
  try {
    await link(target, backup);
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'].includes(errorCode(error) ?? '')) throw error;
    // A file system without hard links.
    await copyFile(target, backup);
  }
  try {
    await syncFolder(dirname(target));
  } catch (error) {
    // No journal names it yet.
    await dropTemp(backup);
    throw error;
  }
  return backup;
}

/** Removes the folders that the change made, innermost first, unless something else is in them by now; empty ones do no harm. */
async function removeEmpty(folders: string[]): Promise<void> {
  for (const folder of folders.reverse()) {
    await rmdir(folder).catch(leaveToNextRun);
  }
}

async function readIfThere(absolute: string, path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(absolute);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw environmentError(error, path);
  }
}

/** Characters written at once. */
const BATCH = 256 * 1024;

async function* hashed(pieces: Iterable<string>, hash: Hash): AsyncGenerator<Uint8Array> {
  let text = '';
  const flush = (): Uint8Array => {
    const bytes = Buffer.from(text, 'utf8');
    text = '';
    hash.update(bytes);
    return bytes;
  };
  for (const piece of pieces) {
    text += piece;
    if (text.length >= BATCH) yield flush();
  }
  if (text !== '') yield flush();
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}
