/**
 * A small process that starts programs for a large one. Starting a program copies the page tables of the process that starts it,
 * which then faults in page after page: at half a gigabyte that costs more than git itself.
 */
import { type ChildProcess, fork } from 'node:child_process';

interface Request<Work> {
  id: number;
  work: Work;
}

/** Of an error, what says as much elsewhere. */
interface Failure {
  error: string;
  cause?: string;
  code?: string;
}

type Answer<Given> = { id: number } & ({ given: Given } | Failure);

export interface SmallProcess<Work, Given> {
  /** Has the work done there; rejects as it was rejected there, or when the process ended. */
  ask(work: Work): Promise<Given>;
  /** Lets the process go when it has nothing to do: its memory is given back, and the next question starts another one. */
  letGo(): void;
}

interface Waiting<Given> {
  done(given: Given): void;
  fail(error: Error): void;
}

/** A process that starts with the first question and ends with this one, which it does not keep alive. @param program its file */
export function openSmallProcess<Work, Given>(program: string): SmallProcess<Work, Given> {
  const waiting = new Map<number, Waiting<Given>>();
  let child: ChildProcess | undefined;
  let last = 0;

  const settle = (answer: Answer<Given>): void => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) child?.channel?.unref();
    if ('given' in answer) one?.done(answer.given);
    else one?.fail(errorOf(answer));
  };
  const start = (): ChildProcess => {
    const started = fork(program, [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
    });
    started.on('message', (answer) => settle(answer as Answer<Given>));
    started.on('exit', () => {
      if (child === started) child = undefined;
      for (const one of waiting.values()) one.fail(new Error('the small process ended'));
      waiting.clear();
    });
    started.unref();
    return started;
  };
  return {
    ask: (work) =>
      new Promise((done, fail) => {
        child ??= start();
        last += 1;
        const id = last;
        waiting.set(id, { done, fail });
        child.channel?.ref();
        child.send({ id, work } satisfies Request<Work>, (error) => {
          if (error !== null) settle({ id, ...failureOf(error) });
        });
      }),
    letGo() {
      if (waiting.size > 0) return;
      child?.removeAllListeners('exit');
      child?.disconnect();
      child = undefined;
    },
  };
}

/** The program's side: does what it is asked, several things at once, until its parent is gone. */
export function answerParent<Work, Given>(work: (asked: Work) => Promise<Given>): void {
  const answer = (message: Answer<Given>): void => {
    // A parent that is gone has nobody waiting.
    if (process.connected) process.send?.(message);
  };
  process.on('message', ({ id, work: asked }: Request<Work>) => {
    work(asked).then(
      (given) => answer({ id, given }),
      (error: unknown) => answer({ id, ...failureOf(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
}

function failureOf(thrown: unknown): Failure {
  const error: NodeJS.ErrnoException = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { message, code, cause } = error;
  return {
    error: message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(cause instanceof Error ? { cause: cause.message } : {}),
  };
}

function errorOf({ error, cause, code }: Failure): Error {
  const made = cause === undefined ? new Error(error) : new Error(error, { cause: new Error(cause) });
  return code === undefined ? made : Object.assign(made, { code });
}
