/**
 * What is written to stdout and stderr. A command answers whoever typed it; a service writes a log, of which every line bears its time
 * and its level, whoever of its processes said it.
 */
import { fstatSync } from 'node:fs';
import { machineNow } from '../pipeline/clock.ts';
import { faultLine } from '../wording/fault-line.ts';
import { type Level, logLines } from '../wording/log-line.ts';
import { endAtOnce } from './exit-codes.ts';
import { harmless } from './terminal.ts';

type Stream = NodeJS.WriteStream & { fd: number };

let isLog = false;

/** From now on what is written is a log. What Node itself has to say of this process comes into it as well. */
export function beginLog(): void {
  if (isLog) return;
  isLog = true;
  process.removeAllListeners('warning');
  process.on('warning', onWarning);
  oneLineOfFaults();
}

/** Ends it: the next command of this process answers again. */
export function endLog(): void {
  isLog = false;
  process.off('warning', onWarning);
  process.off('uncaughtException', onFault);
}

/** Types are stripped from our own sources: that this is an experiment is nothing for who reads the log. */
const onWarning = ({ name, message }: Error): void => {
  if (name !== 'ExperimentalWarning') tell(`${name}：${message}`, 'warn');
};

/** From now on what nobody foresaw ends the process with a line of a log: Node's own has neither time nor level, and is a trace. */
export function oneLineOfFaults(): void {
  process.removeListener('uncaughtException', onFault);
  process.on('uncaughtException', onFault);
}

const onFault = (error: unknown): void => {
  write(process.stderr as Stream, faultLine(error), 'error');
  endAtOnce(3);
};

/** An error of the program itself: to whoever typed the command with its trace, in a log in one line. */
export function tellFault(error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell(isLog ? faultLine(error) : `程序内部错误，未完成本次操作；请把下列内容交给维护人员\n${detail}`, 'error');
}

/** Writes a remark to stderr. */
export function tell(text: string, level: Level): void {
  write(process.stderr as Stream, text, isLog ? level : null);
}

/** Writes the answer to stdout. Whoever sits before a terminal reads it as it is, with the address to open on a line of its own. */
export function answer(text: string): void {
  const stream = process.stdout as Stream;
  write(stream, text, isLog && !stream.isTTY ? 'info' : null);
}

function write(stream: Stream, text: string, level: Level | null): void {
  const shown = harmless(text);
  const lines = level === null ? shown : logLines(shown, level, isJournal(stream, process.env) ? null : machineNow());
  if (level === null || lines !== '') stream.write(`${lines}\n`);
}

/** systemd's variables are inherited by what writes elsewhere, too: a file or a terminal has no time of its own. */
function isJournal(stream: Stream, env: NodeJS.ProcessEnv): boolean {
  if (!(env.JOURNAL_STREAM || env.INVOCATION_ID) || stream.isTTY) return false;
  return !fstatSync(stream.fd).isFile();
}
