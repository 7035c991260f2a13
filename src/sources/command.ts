/** Runs a program that only reads, and ends it with the deadline. */
import { spawn } from 'node:child_process';
import { SourceError } from './error.ts';
import { endGroup } from './process-group.ts';

export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Runs a program without a shell, in English (LC_ALL=C), without standard input, in its own process group so that what
 * it started ends with it. Only PATH and HOME of our environment go in: secrets stay here.
 * @throws SourceError `缺少命令 apt-get`, 输出过大, or the signal's reason
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<CommandResult> {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, HOME: process.env['HOME'] ?? '/', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const kill = () => endGroup(child);
  signal.addEventListener('abort', kill, { once: true });
  const ended = Promise.withResolvers<number>();
  const fail = (error: unknown) => {
    kill();
    ended.reject(error);
  };
  child.once('error', (error: NodeJS.ErrnoException) => {
    fail(
      error.code === 'ENOENT'
        ? new SourceError(`缺少命令 ${program}`, { fault: 'no-command' })
        : new SourceError(`命令 ${program} 无法运行`, { cause: error }),
    );
  });
  child.once('close', (code) => ended.resolve(code ?? -1));
  const stdout = collectText(child.stdout, fail);
  const stderr = collectText(child.stderr, fail);
  try {
    const code = await ended.promise;
    if (signal.aborted) throw signal.reason;
    return { code, stdout: stdout(), stderr: stderr() };
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

function collectText(stream: NodeJS.ReadableStream, fail: (error: unknown) => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_BYTES) fail(new SourceError('命令输出过大'));
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
