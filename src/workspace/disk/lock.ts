/**
 * One writer at a time in a workspace: `BEGIN EXCLUSIVE` on a SQLite file, which the kernel gives up when the process
 * dies, however it dies. Held for write and commit only, never while collecting, rendering or serving.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { EnvironmentError } from '../../contract/error.ts';
import { formatDateTimeSeconds, toText } from '../../contract/time.ts';
import { makeFolder, unlessFault } from './durable.ts';
import { environmentError } from './faults.ts';

const POLL_MS = 50;
const TIMEOUT_MS = 10_000;
const SQLITE_BUSY = 5;
/** SQLite's own words for a file that is no database: corrupt, not a database. */
const DAMAGED: readonly number[] = [11, 26];
const FOLDER = '.opsledger';
const lockReasons: Readonly<Record<number, string>> = {
  8: '：文件系统为只读',
  13: '：磁盘空间不足',
  14: '：没有权限或磁盘为只读',
};

export interface LockOptions {
  /** How long to wait for another process, in milliseconds. */
  timeoutMs?: number;
}

export interface WorkspaceLock {
  /**
   * Runs `work` while no other process and no other task of this process holds the lock. Nested calls are refused.
   * @throws EnvironmentError naming the holder when the lock is not free in time
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  /**
   * The same without waiting: undefined, and nothing done, while another process or another task of this one holds the lock.
   * @throws EnvironmentError when the disk does not let anybody lock
   */
  runIfFree<T>(work: () => Promise<T>): Promise<{ value: T } | undefined>;
  /** true within `work`: nobody else writes then. */
  isOurs(): boolean;
}

/** What the holder leaves for the message of those who wait. */
const holderSchema = z.strictObject({ pid: z.int(), command: z.string(), since: z.string() });

/** Roots whose lock the current chain of calls holds. */
const held = new AsyncLocalStorage<ReadonlySet<string>>();
/** Tail of the queue of this process, by root. */
const queues = new Map<string, Promise<unknown>>();

/** The lock of the workspace in `root`. Local disks only: network file systems do not keep such locks. */
export function openLock(root: string, options: LockOptions = {}): WorkspaceLock {
  const key = resolve(root);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const inTurn = <T>(take: Take, work: () => Promise<T>): Promise<{ value: T } | undefined> => {
    const outer = held.getStore() ?? new Set<string>();
    if (outer.has(key)) throw new Error('nested use of the workspace lock');
    const before = queues.get(key) ?? Promise.resolve();
    const turn = before.then(() => held.run(new Set([...outer, key]), () => holding(key, take, work)));
    // The next in the queue waits for the end of this turn, not for its success.
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    queues.set(key, settled);
    void settled.then(() => {
      if (queues.get(key) === settled) queues.delete(key);
    });
    return turn;
  };
  return {
    async run<T>(work: () => Promise<T>) {
      const done = await inTurn(() => acquire(join(key, FOLDER), timeoutMs), work);
      return (done as { value: T }).value;
    },
    isOurs: () => held.getStore()?.has(key) === true,
    runIfFree: (work) =>
      queues.has(key) ? Promise.resolve(undefined) : inTurn(() => tryLock(join(key, FOLDER)), work),
  };
}

/** Names the holder to those who wait; what a process that was killed leaves, so that the next one sees it. */
export const HOLDER = '.opsledger/lock-holder.json';

/** Takes the lock; undefined where it is not free and nobody waits for it. */
type Take = () => Promise<DatabaseSync | undefined>;

async function holding<T>(root: string, take: Take, work: () => Promise<T>): Promise<{ value: T } | undefined> {
  const database = await take();
  if (database === undefined) return undefined;
  const holder = join(root, HOLDER);
  try {
    // Only a name: a disk that has no room for it is told of by the work itself, if that needs any.
    await writeFile(holder, JSON.stringify(self())).catch(unlessFault);
    return { value: await work() };
  } finally {
    // What the disk does to it must not hide what it did to the work.
    await rm(holder, { force: true }).catch(unlessFault);
    database.close();
  }
}

/** Waits for the lock without blocking the event loop, as SQLite's own timeout would. */
async function acquire(folder: string, timeoutMs: number): Promise<DatabaseSync> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const database = await tryLock(folder);
    if (database) return database;
    if (performance.now() >= deadline) throw await busyError(folder, timeoutMs);
    await sleep(POLL_MS);
  }
}

async function tryLock(folder: string): Promise<DatabaseSync | undefined> {
  await makeFolder(folder, FOLDER);
  const file = join(folder, 'lock.db');
  try {
    return lockFile(file);
  } catch (error) {
    if (!DAMAGED.includes(sqliteCode(error) ?? 0)) throw lockError(error);
  }
  try {
    // Nothing is ever written to it: empty is what it is when it is whole. In its place, so that there is one file to lock.
    await truncate(file, 0);
    return lockFile(file);
  } catch (error) {
    throw lockError(error);
  }
}

/** undefined while somebody else holds it. */
function lockFile(file: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    if (sqliteCode(error) === SQLITE_BUSY) return undefined;
    throw error;
  }
}

function sqliteCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}

function lockError(error: unknown): Error {
  if (sqliteCode(error) === undefined) return environmentError(error, '.opsledger');
  const made = new EnvironmentError(`无法锁定工作区${lockReasons[sqliteCode(error) ?? 0] ?? ''}`, {
    file: '.opsledger/lock.db',
    found: error instanceof Error ? error.message : String(error),
    hint: '检查磁盘空间、只读状态与文件夹权限；工作区须在本地磁盘上',
  });
  made.cause = error;
  return made;
}

function self(): z.infer<typeof holderSchema> {
  // The command's name alone: what follows it may be personal.
  const program = basename(process.argv[1] ?? 'node').replace(/^(cli\.ts|opsledger\.mjs)$/, 'opsledger');
  return {
    pid: process.pid,
    command: [program, ...process.argv.slice(2, 3)].join(' '),
    since: toText(Temporal.Now.instant()),
  };
}

async function busyError(folder: string, timeoutMs: number): Promise<EnvironmentError> {
  return new EnvironmentError(`工作区正被其他程序写入，等待 ${timeoutMs / 1000} 秒后放弃`, {
    found: await holderText(join(folder, 'lock-holder.json')),
    expected: '同一时间只有一个程序写入',
    hint: '等它结束后重新执行；确认它已失去响应时，结束该进程即可，锁会自动释放',
  });
}

/** The holder may be between taking the lock and writing its name, so anything unreadable is an unknown holder. */
async function holderText(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const parsed = holderSchema.safeParse(parseOrNull(text));
  if (!parsed.success) return '占用者未知';
  const { pid, command, since } = parsed.data;
  return `进程 ${pid}（${command}），自 ${formatDateTimeSeconds(since)} 起`;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
