/**
 * One writer at a time in a workspace: `BEGIN EXCLUSIVE` on a SQLite file, which the kernel gives up when the process
 * dies, however it dies. Held for write and commit only, never while collecting, rendering or serving.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { EnvironmentError } from '../../contract/error.ts';
import { formatDateTimeSeconds, toText } from '../../contract/time.ts';
import { makeFolder } from './durable.ts';
import { environmentError } from './faults.ts';

const POLL_MS = 50;
const TIMEOUT_MS = 10_000;
const SQLITE_BUSY = 5;
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
  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      const outer = held.getStore() ?? new Set<string>();
      if (outer.has(key)) throw new Error('nested use of the workspace lock');
      const before = queues.get(key) ?? Promise.resolve();
      const turn = before.then(() => held.run(new Set([...outer, key]), () => holding(key, timeoutMs, work)));
      // The next in the queue waits for the end of this turn, not for its success.
      const settled = turn.then(
        () => undefined,
        () => undefined,
      );
      queues.set(key, settled);
      return turn;
    },
  };
}

async function holding<T>(root: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const folder = join(root, '.opsledger');
  const database = await acquire(folder, timeoutMs);
  const holder = join(folder, 'lock-holder.json');
  try {
    await writeFile(holder, JSON.stringify(self())).catch((error: unknown) => {
      throw environmentError(error, '.opsledger/lock-holder.json');
    });
    return await work();
  } finally {
    await rm(holder, { force: true });
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
  let database: DatabaseSync | undefined;
  try {
    await makeFolder(folder, '.opsledger');
    database = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    if (sqliteCode(error) === SQLITE_BUSY) return undefined;
    throw lockError(error);
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
  const program = basename(process.argv[1] ?? 'node').replace(/^cli\.ts$/, 'opsledger');
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
