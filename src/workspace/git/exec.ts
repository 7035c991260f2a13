/**
 * Has simple-git start git, and waits for its end. Two things that the library does by itself are kept from it: to wait 50 ms after a git
 * that printed nothing, by an empty chunk; and to leave a promise behind with each call, as it does when it waits for `close` alone.
 * It therefore goes on at `exit`, when the end of what git prints may be yet to come: that is read here.
 */
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { getSystemErrorName } from 'node:util';

/** One start of git, with all that it is given. */
export interface GitStart {
  root: string;
  /** Settings, as `name=value`. */
  config: string[];
  args: string[];
  /** All that it sees of an environment. */
  env: Record<string, string>;
  /** Its standard input. */
  input: string;
}

/** Ours, none of a user's: they switch off what they name, or say where nothing is. */
const ALLOWED = {
  allowUnsafeInclude: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeTemplateDir: true,
};

/** Loaded by the first call: most of what is asked of a repository its files say (`headOf`), and that needs no git. */
let library: Promise<typeof import('simple-git')> | undefined;

/** Files that a start opens: three pipes of two ends, and the one by which the child says that it runs. */
const FILES_OF_A_START = 8;

/**
 * Says stop where the process has no files left to open. The library listens to the pipes of a git that has none then, and the fault
 * of its start, heard by nobody, would end the process. It asks right before it starts git, so nothing comes between.
 */
function roomForPipes(): { signal: AbortSignal; fault?: Error } {
  const room: { signal: AbortSignal; fault?: Error } = { signal: new AbortController().signal };
  const isFull = (): boolean => {
    const opened: number[] = [];
    try {
      while (opened.length < FILES_OF_A_START) opened.push(openSync('/dev/null', 'r'));
    } catch (fault) {
      room.fault = fault as Error;
    } finally {
      for (const file of opened) closeSync(file);
    }
    return room.fault !== undefined;
  };
  Object.defineProperty(room.signal, 'aborted', { get: isFull });
  return room;
}

/** @throws Error with git's own words, or with the fault that kept it from starting */
export async function execGit({ root, config, args, env, input }: GitStart): Promise<Buffer> {
  library ??= import('simple-git');
  const { simpleGit } = await library;
  const said: Buffer[] = [];
  const complained: Buffer[] = [];
  let ended: Promise<unknown> = Promise.resolve();
  /** null: somebody killed it. */
  let exit: number | null = null;
  const room = roomForPipes();
  const git = simpleGit({
    baseDir: root,
    config,
    trimmed: false,
    allowEnvironment: Object.keys(env),
    unsafe: ALLOWED,
    abort: room.signal,
    completion: { onClose: true, onExit: true },
    // Judged below, when all has come: what the library has of it need not be joined and read as text.
    errors: (_error, { exitCode, stdOut, stdErr }) => {
      exit = exitCode;
      stdOut.length = 0;
      stdErr.length = 0;
      return undefined;
    },
    // Of no bytes, too: a string without any would leave it open.
    input: () => Buffer.from(input),
  })
    .env(env)
    .outputHandler((_command, stdout, stderr) => {
      stdout.on('data', (chunk: Buffer) => said.push(chunk));
      stderr.on('data', (chunk: Buffer) => complained.push(chunk));
      ended = Promise.all([once(stdout, 'close'), once(stderr, 'close')]);
      queueMicrotask(() => stdout.emit('data', Buffer.alloc(0)));
    });
  const [command, ...rest] = args;
  await (command === 'cat-file' ? git.binaryCatFile(rest) : git.raw(args));
  await ended;
  if (room.fault !== undefined) throw room.fault;
  if (exit === 0) return Buffer.concat(said);
  throw failure(
    exit,
    Buffer.concat([...complained, ...said])
      .toString('utf8')
      .trim(),
  );
}

function failure(exit: number | null, words: string): Error {
  if (exit === null) return new Error(`git was killed\n${words}`.trim());
  if (exit >= 0) return new Error(words || `git exit code ${exit}`);
  const code = getSystemErrorName(exit);
  return Object.assign(new Error(`spawn git ${code}`), { code });
}
