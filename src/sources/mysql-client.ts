/** Feeds statements to a scratch server through its own command-line client, which knows DELIMITER and routines. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runCommand } from './command.ts';
import { SourceError } from './error.ts';
import type { MysqlAccess } from './mysql.ts';
import { endGroup } from './process-group.ts';

export interface ClientOutcome {
  /** 0: everything was taken. */
  code: number;
  /** First error of the server, without its words, which may hold data; null when there was none. */
  error: {
    number: number;
    line: number;
    /** true: the server says that its disk is full, whatever the number. */
    diskFull: boolean;
  } | null;
}

export interface Client {
  program: string;
  family: 'MariaDB' | 'MySQL';
}

/** The first of these programs that is there. @throws SourceError `缺少命令 mariadb` when none is, or the signal's reason */
export async function findClient(programs: readonly string[], signal: AbortSignal): Promise<Client> {
  let missing: unknown;
  for (const program of programs) {
    try {
      const { stdout } = await runCommand(program, ['--version'], signal);
      return { program, family: /mariadb/i.test(stdout) ? 'MariaDB' : 'MySQL' };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      missing ??= error;
    }
  }
  throw missing;
}

/**
 * Runs the client until `input` ends or the server refuses a statement. Account and password go into an option file
 * that only we can read, never into arguments or environment.
 * @param client its folder is private, for the option file; `onStart` is told of the process as soon as there is one
 * @throws SourceError when the program cannot be run, what reading the input threw, or the signal's reason
 */
export async function feedClient(
  client: Client & { folder: string; access: MysqlAccess; onStart(pid: number): Promise<void> },
  input: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<ClientOutcome> {
  const file = await writeOptions(client);
  signal.throwIfAborted();
  const args = [`--defaults-file=${file}`, '--binary-mode', '--batch', '--local-infile=0', '--max-allowed-packet=1G'];
  const child = spawn(client.program, args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: client.folder, LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  const kill = () => endGroup(child);
  signal.addEventListener('abort', kill, { once: true });
  const ended = Promise.withResolvers<number>();
  child.once('error', (error) => ended.reject(new SourceError(`命令 ${client.program} 无法运行`, { cause: error })));
  child.once('close', (code) => ended.resolve(code ?? -1));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(0, MAX_SAID);
  });
  try {
    if (child.pid !== undefined) await client.onStart(child.pid);
    const [code, fed] = await Promise.all([ended.promise, feed(input, child.stdin, signal, kill)]);
    signal.throwIfAborted();
    // A client that gave up closed its input, which is no failure of ours; its own exit code says what happened.
    if (fed !== null && code === 0) throw fed;
    return { code, error: errorIn(said) };
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
}

const MAX_SAID = 64 * 1024;

/** @returns null, or what the client did by closing its input; what the source of the bytes throws is thrown */
async function feed(
  input: AsyncIterable<Buffer>,
  stdin: NodeJS.WritableStream,
  signal: AbortSignal,
  kill: () => void,
): Promise<Error | null> {
  try {
    await pipeline(input, stdin, { signal });
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') return error as Error;
    kill();
    throw error;
  }
}

function errorIn(said: string): ClientOutcome['error'] {
  // What the client itself cannot read has a line but no number.
  const [whole = '', number = '0', line] = /^ERROR(?: (\d+)(?: \(\w+\))?)?(?: at line (\d+))?.*/m.exec(said) ?? [];
  if (whole === '') return null;
  const diskFull = /errno: 28\b|No space left on device/.test(whole) || DISK_FULL.has(Number(number));
  return { number: Number(number), line: Number(line ?? 0), diskFull };
}

/** ER_DISK_FULL, ER_RECORD_FILE_FULL. */
const DISK_FULL = new Set([1021, 1114]);

async function writeOptions({
  family,
  folder,
  access,
}: Pick<Client, 'family'> & { folder: string; access: MysqlAccess }): Promise<string> {
  const { host, port, socket, user, password } = access;
  const lines = [
    '[client]',
    ...(socket === undefined ? [`host=${host}`, `port=${port}`, 'protocol=tcp'] : [`socket=${quotedValue(socket)}`]),
    `user=${quotedValue(user)}`,
    ...(password === undefined ? [] : [`password=${quotedValue(password)}`]),
    // The scratch server stands on this machine or in a network of its own, mostly with a certificate nobody signed.
    ...(family === 'MariaDB' ? ['skip-ssl'] : ['ssl-mode=DISABLED', 'get-server-public-key']),
    'init-command="SET SESSION sql_log_bin = 0"',
  ];
  const file = join(folder, 'client.cnf');
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return file;
}

const quotedValue = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
