/** One command of the tool with all processes below it: how long it ran, what it cost, what it held in memory. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '..', 'src', 'cli.ts');
const SAMPLE_MS = 100;
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
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const peak = { kb: 0, ticks: 0 };
  let sampling: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sampling = sampling.then(async () => {
      const { kb, ticks } = await tree(child.pid ?? 0);
      peak.kb = Math.max(peak.kb, kb);
      peak.ticks = Math.max(peak.ticks, ticks);
    });
  }, SAMPLE_MS);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  const seconds = (performance.now() - started) / 1000;
  clearInterval(timer);
  await sampling;
  if (code === null || code > 1) throw new Error(`opsledger ${args.join(' ')} ended with ${code}`);
  return { seconds, cpuSeconds: peak.ticks / TICKS_A_SECOND, megabytes: peak.kb / 1024, output };
}

interface Process {
  pid: number;
  parent: number;
  kb: number;
  ticks: number;
}

/** Memory (proportional set size) and processor time of a process and all below it, those included that have ended and were waited for. */
async function tree(root: number): Promise<{ kb: number; ticks: number }> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(names.map(processOf))).filter((one) => one !== undefined);
  const inTree = new Set([root]);
  for (let grown = true; grown; ) {
    const more = all.filter((p) => inTree.has(p.parent) && !inTree.has(p.pid));
    for (const p of more) inTree.add(p.pid);
    grown = more.length > 0;
  }
  const own = all.filter((p) => inTree.has(p.pid));
  return { kb: own.reduce((sum, p) => sum + p.kb, 0), ticks: own.reduce((sum, p) => sum + p.ticks, 0) };
}

async function processOf(pid: string): Promise<Process | undefined> {
  // It may have ended between the two.
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
  const [stat, memory] = await Promise.all([read('stat'), read('smaps_rollup')]);
  if (stat === '') return undefined;
  // After the name, which may hold anything: state, parent … user and system time, own and of children waited for.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, text) => sum + Number(text), 0);
  const kb = Number(/^Pss:\s*(\d+)/m.exec(memory)?.[1] ?? 0);
  return { pid: Number(pid), parent: Number(fields[1]), kb, ticks };
}
