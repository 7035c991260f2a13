/** Runs a piece of the schedule's work in a process of its own; see `round-child.ts`. */
import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { EnvironmentError, type Place, UserError } from '../../contract/error.ts';
import type { Contract } from '../../contract/terms/contract.ts';
import type { Level, Say } from '../../wording/log-line.ts';
import type { TickRequest } from './tick.ts';

export type RoundOrder =
  | { work: 'round'; dir: string; now: string }
  | { work: 'tick'; dir: string; times: Pick<TickRequest, 'now' | 'runningSince'> }
  | { work: 'remind'; dir: string; now: string }
  | { work: 'publish'; dir: string };

/** An error as it crosses to the parent: with `place` it is a message to a person, without it a fault of the program. */
export interface FailureTold {
  message: string;
  place?: Place;
  exitCode?: 2 | 3;
  outcome?: string;
}

/** What a contract says of its own words. */
export type Worded = Pick<Contract, 'parties' | 'requirements'>;

export type RoundTold =
  | { say: string; level?: Level | undefined }
  | { opened: Worded }
  | { result: unknown }
  | { failed: FailureTold };

/** What a process writes to stderr was said by Node or by a fault, and by nobody who gave it a level. */
export function sayLinesOf(stderr: Readable | null, say: Say): void {
  if (stderr !== null) createInterface({ input: stderr }).on('line', (line) => say(line, 'error'));
}

const child = fileURLToPath(new URL('round-child.ts', import.meta.url));

/**
 * @param say told in Chinese what was done
 * @param opened told of the contract, once its workspace is open
 * @param limitMs milliseconds after which the process is ended, should it not have done by itself
 * @returns what the work gives, as plain data
 * @throws the work's own UserError or EnvironmentError; EnvironmentError when the process ended without a word
 */
export function inOwnProcess<T>(
  order: RoundOrder,
  say: Say,
  opened: (contract: Worded) => void = () => undefined,
  limitMs?: number,
): Promise<T> {
  return new Promise((done, fail) => {
    const running = fork(child, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Work that comes each minute beside everything else stays small: young objects get a nursery of 1 MB in place of 16.
      ...(limitMs === undefined
        ? {}
        : { timeout: limitMs, killSignal: 'SIGKILL' as const, execArgv: ['--max-semi-space-size=1'] }),
    });
    sayLinesOf(running.stderr, say);
    running.on('message', (message) => {
      const told = message as RoundTold;
      if ('say' in told) say(told.say, told.level);
      else if ('opened' in told) opened(told.opened);
      else if ('result' in told) done(told.result as T);
      else fail(errorOf(told.failed));
    });
    running.once('error', fail);
    running.once('exit', (code, signal) => {
      // After the answer this says nothing any more.
      fail(
        new EnvironmentError('执行本轮工作的进程意外结束', {
          found: signal ?? `退出码 ${code}`,
          hint: '下一轮会从磁盘上的状态接着做；反复出现的，查看系统日志（内存不足时系统会结束进程）',
        }),
      );
    });
    running.send(order);
  });
}

function errorOf({ message, place, exitCode, outcome }: FailureTold): Error {
  if (place === undefined) return new Error(message);
  if (exitCode === 2) return new UserError(message, place);
  const error = new EnvironmentError(message, place);
  if (outcome !== undefined) error.outcome = outcome;
  return error;
}
