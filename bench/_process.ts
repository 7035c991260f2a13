/** One command of the tool with all processes below it: how long it ran, what it cost, what it held in memory. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..');
/** As `npm run opsledger` starts it: `node`, its options, the file. */
const [, ...START] = (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { opsledger: string } }
).scripts.opsledger.split(' ');
/** Counting the pages of a gigabyte takes a part of a second from those who are measured: not too often. */
const SAMPLE_MS = 500;
/** Clock ticks of /proc, a constant of Linux. */
const TICKS_A_SECOND = 100;

export interface CommandRun {
  /** Wall time. */
  seconds: number;
  /** Processor time of all processes, as last seen before they ended. */
  cpuSeconds: number;
  /** Peak of what all processes held together; of pages that several share, each has its part. */
  megabytes: number;
  /** stdout. */
  output: string;
}

/** @throws Error when the command fails as a program (exit code above 1) */
export async function runCommand(args: readonly string[]): Promise<CommandRun> {
  const started = performance.now();
  const child = spawn(process.execPath, [...START, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  const peak = { kb: 0, ticks: 0 };
  const ended = new AbortController();
  const sampling = sample(child.pid ?? 0, peak, ended.signal);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  const seconds = (performance.now() - started) / 1000;
  ended.abort();
  await sampling;
  if (code === null || code > 1) throw new Error(`opsledger ${args.join(' ')} ended with ${code}`);
  return { seconds, cpuSeconds: peak.ticks / TICKS_A_SECOND, megabytes: peak.kb / 1024, output };
}

async function sample(root: number, peak: { kb: number; ticks: number }, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    const own = await tree(root);
    const kb = await Promise.all(own.map(({ pid }) => proportionalKb(pid)));
    peak.kb = Math.max(
      peak.kb,
      kb.reduce((sum, one) => sum + one, 0),
    );
    peak.ticks = Math.max(
      peak.ticks,
      own.reduce((sum, one) => sum + one.ticks, 0),
    );
    await sleep(SAMPLE_MS, undefined, { signal: ended }).catch(() => undefined);
  }
}

interface Process {
  pid: number;
  parent: number;
  /** Processor time, of children that were waited for, too. */
  ticks: number;
}

/** A process and all below it. */
async function tree(root: number): Promise<Process[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(names.map(processOf))).filter((one) => one !== undefined);
  const inTree = new Set([root]);
  for (let grown = true; grown; ) {
    const more = all.filter((p) => inTree.has(p.parent) && !inTree.has(p.pid));
    for (const p of more) inTree.add(p.pid);
    grown = more.length > 0;
  }
  return all.filter((p) => inTree.has(p.pid));
}

/** What a file of /proc says of a process, which may have ended by now. */
const procText = (pid: number | string, name: string): Promise<string> =>
  readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');

/** Memory of a process; of pages that several share it has its part. */
const proportionalKb = async (pid: number): Promise<number> =>
  Number(/^Pss:\s*(\d+)/m.exec(await procText(pid, 'smaps_rollup'))?.[1] ?? 0);

async function processOf(pid: string): Promise<Process | undefined> {
  const stat = await procText(pid, 'stat');
  if (stat === '') return undefined;
  // After the name, which may hold anything: state, parent … user and system time, own and of children waited for.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, text) => sum + Number(text), 0);
  return { pid: Number(pid), parent: Number(fields[1]), ticks };
}
