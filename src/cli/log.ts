/**
 * What is written to stdout and stderr. A command answers whoever typed it; a service writes a log, of which every line bears its time
 * and its level, whoever of its processes said it.
 */
import { fstatSync } from 'node:fs';
import { machineNow } from '../pipeline/clock.ts';
import { type Level, logLines } from '../wording/log-line.ts';
import { harmless } from './terminal.ts';

type Stream = NodeJS.WriteStream & { fd: number };

let isLog = false;

/** From now on what is written is a log. What Node itself has to say of this process comes into it as well. */
export function beginLog(): void {
  if (isLog) return;
  isLog = true;
  process.removeAllListeners('warning');
  process.on('warning', onWarning);
}

/** Ends it: the next command of this process answers again. */
export function endLog(): void {
  isLog = false;
  process.off('warning', onWarning);
}

/** Types are stripped from our own sources: that this is an experiment is nothing for who reads the log. */
const onWarning = ({ name, message }: Error): void => {
  if (name !== 'ExperimentalWarning') tell(`${name}：${message}`, 'warn');
};

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
