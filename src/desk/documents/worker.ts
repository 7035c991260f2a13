/**
 * Keeps a process for work on documents: begun when there is something to do, ended when it has had nothing to do for a while, so
 * that what it loaded and drew is given back. Like the process that answers HTTP it is given nothing of anybody's secrets.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EnvironmentError } from '../../contract/error.ts';
import { entryClock } from '../../workspace/git/commit-changes.ts';
import type { DeskSession } from '../desk-session.ts';
import { harmlessEnvironment } from '../environment.ts';
import { errorOf, type FailureTold } from './crossing.ts';
import type { Order, Progress, Results } from './work.ts';

export interface DocumentWorker {
  /** One order after the other. @throws whatever the work throws; EnvironmentError when the process ended without a word */
  ask<W extends Order['work']>(
    order: Extract<Order, { work: W }>,
    progress?: (told: Progress) => void,
  ): Promise<Results[W]>;
}

/** To the child: what to do, or that nothing more comes. */
export type Asked = { id: number; order: Order } | { end: true };
export type Answered =
  | { id: number; result: unknown }
  | { id: number; failed: FailureTold }
  | { id: number; progress: Progress };

const child = fileURLToPath(new URL('worker-child.ts', import.meta.url));

/** Tests tell a story of another day in the child as well. */
export const STORY = 'story';

/** How long it waits for something to do: a person reads a draft and confirms it. */
const IDLE_MS = 60_000;

interface Waiting {
  done(result: unknown): void;
  progress?: ((told: Progress) => void) | undefined;
  fail(error: Error): void;
}

/** @param root folder of the workspace; @param idleMs without work after which the process ends */
export function openDocumentWorker(root: string, idleMs = IDLE_MS): DocumentWorker {
  let running: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let count = 0;
  const waiting = new Map<number, Waiting>();

  const begin = (): ChildProcess => {
    const started = fork(child, [root, ...(entryClock.believed ? [] : [STORY])], {
      env: harmlessEnvironment(process.env),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.on('message', (message: Answered) => {
      const one = waiting.get(message.id);
      if ('progress' in message) {
        one?.progress?.(message.progress);
        return;
      }
      waiting.delete(message.id);
      if ('failed' in message) one?.fail(errorOf(message.failed));
      else one?.done(message.result);
      if (waiting.size === 0) idle = setTimeout(() => end(started), idleMs).unref();
    });
    started.once('error', (error) => lost(started, error));
    started.once('exit', (code, signal) => lost(started, ended(signal ?? `退出码 ${code}`)));
    // The server may end while it waits; the child ends by itself when nobody is there to hear it.
    started.unref();
    started.channel?.unref();
    return started;
  };
  const lost = (which: ChildProcess, error: Error): void => {
    if (running !== which) return;
    running = undefined;
    for (const one of waiting.values()) one.fail(error);
    waiting.clear();
  };
  const end = (which: ChildProcess): void => {
    if (waiting.size > 0 || running !== which) return;
    running = undefined;
    which.send({ end: true } satisfies Asked);
  };
  return {
    ask<W extends Order['work']>(order: Extract<Order, { work: W }>, progress?: (told: Progress) => void) {
      clearTimeout(idle);
      running ??= begin();
      count += 1;
      const id = count;
      const process_ = running;
      return new Promise<Results[W]>((done, fail) => {
        waiting.set(id, { done: done as Waiting['done'], fail, progress });
        process_.send({ id, order } satisfies Asked, (error) => {
          if (error !== null) lost(process_, error);
        });
      });
    },
  };
}

/**
 * Where the renderer was given, as in tests: the same work in this process, one order after the other, too. Loaded only then: the
 * process that answers HTTP holds no browser's library for it.
 */
export function workingHere(desk: DeskSession): DocumentWorker {
  let queue: Promise<unknown> = Promise.resolve();
  return {
    ask(order, progress) {
      const done = queue.then(async () => {
        const { perform } = await import('./work.ts');
        return desk.use((session) => perform(session, order, progress));
      });
      queue = done.catch(() => undefined);
      return done as never;
    },
  };
}

const ended = (how: string): EnvironmentError =>
  new EnvironmentError('编制和签发文档的进程意外结束', {
    found: how,
    hint: '已保存的确认不受影响，到期文档由定时任务接着签发；请重新打开草稿再办理，反复出现的查看系统日志',
  });
