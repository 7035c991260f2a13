/** A server of our own on a private data folder: no network, a socket that only we can reach, gone when it is stopped. */
import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { pause } from './deadline.ts';
import { SourceError } from './error.ts';
import { type MysqlAccess, withMysql } from './mysql.ts';
import { TableFailure, tableOfFile } from './physical-copy.ts';
import { endGroup } from './process-group.ts';

export interface OwnServer {
  access: MysqlAccess;
  pid: number;
  /** Ends it at once: its data are a copy that is thrown away. */
  stop(): Promise<void>;
}

export interface OwnServerOptions {
  /** mariadbd or mysqld. */
  program: string;
  dataFolder: string;
  /** Private and short: a socket's path may have 107 letters. */
  runFolder: string;
  options: readonly string[];
  /** Called as soon as there is a process to look after. */
  onStart(pid: number): Promise<void>;
}

/**
 * Starts it and waits until it answers. Nobody needs a password, because nobody but us reaches the socket; events,
 * replication and the binary log stay off.
 * @throws TableFailure when the server ends instead, SourceError when the program is missing, the signal's reason
 */
export async function startOwnServer(given: OwnServerOptions, signal: AbortSignal): Promise<OwnServer> {
  const socket = join(given.runFolder, 's');
  const logFile = join(given.runFolder, 'server.log');
  const log = await open(logFile, 'a', 0o600);
  const child = spawn(given.program, [...argumentsOf(given, socket)], {
    cwd: given.dataFolder,
    env: { PATH: process.env['PATH'] ?? '', HOME: given.runFolder, LC_ALL: 'C' },
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
  });
  await log.close();
  const ended = Promise.withResolvers<void>();
  child.once('close', () => ended.resolve());
  let failure: Error | null = null;
  child.once('error', (error: NodeJS.ErrnoException) => {
    failure =
      error.code === 'ENOENT'
        ? new SourceError(`缺少命令 ${given.program}`, { fault: 'no-command' })
        : new SourceError(`命令 ${given.program} 无法运行`);
    ended.resolve();
  });
  const stop = async () => {
    endGroup(child);
    await ended.promise;
  };
  const access: MysqlAccess = { host: '', port: 0, socket, user: 'root' };
  try {
    if (child.pid !== undefined) await given.onStart(child.pid);
    while (!(await answers(access, signal))) {
      signal.throwIfAborted();
      if (failure !== null) throw failure;
      if (child.exitCode !== null || child.signalCode !== null) throw await refusal(logFile);
      await pause(POLL_MS, signal);
    }
    return { access, pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const POLL_MS = 100;

const argumentsOf = ({ dataFolder, runFolder, options }: OwnServerOptions, socket: string): string[] => [
  '--no-defaults',
  `--datadir=${dataFolder}`,
  `--socket=${socket}`,
  `--pid-file=${join(runFolder, 'pid')}`,
  `--tmpdir=${runFolder}`,
  `--user=${userInfo().username}`,
  '--skip-networking',
  '--skip-grant-tables',
  '--skip-log-bin',
  '--loose-skip-slave-start',
  '--loose-skip-replica-start',
  '--event-scheduler=DISABLED',
  '--loose-mysqlx=OFF',
  '--local-infile=0',
  `--secure-file-priv=${runFolder}`,
  ...options,
];

async function answers(access: MysqlAccess, signal: AbortSignal): Promise<boolean> {
  try {
    await withMysql(access, signal, (query) => query('SELECT 1'));
    return true;
  } catch (error) {
    // Refused while it starts; the caller looks whether the process is still there.
    if (error instanceof SourceError && !signal.aborted) return false;
    throw error;
  }
}

async function refusal(logFile: string): Promise<TableFailure> {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter((line) => /\[ERROR\]|fatal/i.test(line));
  const full = lines.some((line) => /no space left|disk (?:is )?full|OS error 28/i.test(line));
  const table = lines.map(tableOfFile).find((one) => one !== null) ?? null;
  return new TableFailure(full ? '磁盘已满' : '数据库不能在恢复出的数据上启动', table, {
    cause: new SourceError(lines.slice(0, 5).join(' ')),
  });
}
