/**
 * A small process that runs git for a large one. Starting a program copies the page tables of the process that starts it:
 * at half a gigabyte that costs more than git itself, two thousand times in a simulated year.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Commit } from './commit.ts';
import type { GitCall, GitRunner } from './run.ts';

/** One call of git, a commit, or bringing the index up to the commits. */
export type HelperWork = { args: string[]; call: GitCall } | { commit: Commit } | { catchUp: true };

export type HelperRequest = { id: number; root: string } & HelperWork;

export type HelperAnswer = { id: number; text: string } | { id: number; error: string; cause: string | null };

interface Waiting {
  done(text: string): void;
  fail(error: Error): void;
}

export interface GitHelper {
  run: GitRunner;
  /** As a long run commits; see `openImporter`. Rejects with git's own words. */
  commit(root: string, commit: Commit): Promise<string>;
  /** See `Git.catchUp`. */
  catchUp(root: string): Promise<void>;
}

/** A helper whose process starts with the first call and ends with this one. */
export function openHelper(): GitHelper {
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

  const ask = (root: string, work: HelperWork): Promise<string> =>
    new Promise((done, fail) => {
      child ??= start();
      last += 1;
      waiting.set(last, { done, fail });
      child.channel?.ref();
      const request: HelperRequest = { id: last, root, ...work };
      child.send(request, (error) => {
        if (error !== null) settle({ id: request.id, error: error.message, cause: null });
      });
    });

  return {
    run: (root, args, call) => ask(root, { args, call }),
    commit: (root, commit) => ask(root, { commit }),
    async catchUp(root) {
      await ask(root, { catchUp: true });
      if (waiting.size > 0) return;
      // The long run is over as far as anybody knows: its memory is given back. The next call starts another process.
      child?.removeAllListeners('exit');
      child?.disconnect();
      child = undefined;
    },
  };
}
