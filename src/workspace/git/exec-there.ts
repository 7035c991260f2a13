/**
 * A small process that starts git for a large one. Starting a program copies the page tables of the process that starts it, which
 * then faults in page after page: at a gigabyte that costs more than git itself.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { GitStart } from './exec.ts';

export interface ExecRequest {
  id: number;
  start: GitStart;
}

export type ExecAnswer = { id: number; bytes: Uint8Array } | { id: number; error: string; code: string | undefined };

interface Waiting {
  done(bytes: Buffer): void;
  fail(error: Error): void;
}

/** From this size on, in bytes, the small process is quicker. */
const LARGE = 400 * 1024 * 1024;

let child: ChildProcess | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/** true for a process that is better off when another one starts its programs. */
export const isLarge = (): boolean => process.memoryUsage.rss() > LARGE;

/** Runs git through the small process, which starts with the first call and ends with this one. Rejects as `execGit` does. */
export function execThere(given: GitStart): Promise<Buffer> {
  return new Promise((done, fail) => {
    child ??= start();
    last += 1;
    const id = last;
    waiting.set(id, { done, fail });
    child.channel?.ref();
    child.send({ id, start: given } satisfies ExecRequest, (error) => {
      if (error !== null) settle({ id, error: error.message, code: (error as NodeJS.ErrnoException).code });
    });
  });
}

function start(): ChildProcess {
  const started = fork(join(import.meta.dirname, 'exec-child.ts'), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
    execArgv: [],
  });
  started.on('message', (answer) => settle(answer as ExecAnswer));
  started.on('exit', () => {
    child = undefined;
    for (const one of waiting.values()) one.fail(new Error('the process that starts git ended'));
    waiting.clear();
  });
  started.unref();
  started.channel?.unref();
  return started;
}

function settle(answer: ExecAnswer): void {
  const one = waiting.get(answer.id);
  waiting.delete(answer.id);
  // An idle one must not keep this process alive.
  if (waiting.size === 0) child?.channel?.unref();
  if ('bytes' in answer) one?.done(Buffer.from(answer.bytes));
  else
    one?.fail(
      answer.code === undefined
        ? new Error(answer.error)
        : Object.assign(new Error(answer.error), { code: answer.code }),
    );
}
