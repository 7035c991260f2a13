/**
 * A small process that runs git for a large one. Starting a program copies the page tables of the process that starts it:
 * at half a gigabyte that costs more than git itself, two thousand times in a simulated year.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { GitCall, GitRunner } from './git-run.ts';

export interface HelperRequest {
  id: number;
  root: string;
  args: string[];
  call: GitCall;
}

export type HelperAnswer = { id: number; text: string } | { id: number; error: string; cause: string | null };

interface Waiting {
  done(text: string): void;
  fail(error: Error): void;
}

/** A runner whose process starts with the first call and ends with this one. */
export function helperRunner(): GitRunner {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let last = 0;

  const settle = (answer: HelperAnswer): void => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    // An idle helper must not keep this process alive.
    if (waiting.size === 0) child?.channel?.unref();
    if ('text' in answer) one?.done(answer.text);
    else
      one?.fail(
        answer.cause === null ? new Error(answer.error) : new Error(answer.error, { cause: new Error(answer.cause) }),
      );
  };
  const start = (): ChildProcess => {
    const started = fork(join(import.meta.dirname, 'git-child.ts'), [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    started.on('message', (answer) => settle(answer as HelperAnswer));
    started.on('exit', () => {
      child = undefined;
      for (const one of waiting.values()) one.fail(new Error('the git helper ended'));
      waiting.clear();
    });
    started.unref();
    return started;
  };

  return (root, args, call) =>
    new Promise((done, fail) => {
      child ??= start();
      last += 1;
      waiting.set(last, { done, fail });
      child.channel?.ref();
      const request: HelperRequest = { id: last, root, args, call };
      child.send(request, (error) => {
        if (error !== null) settle({ id: request.id, error: error.message, cause: null });
      });
    });
}
