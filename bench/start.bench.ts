/** `start --once` on a workspace that is set up: wall time and peak memory of the whole process tree. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Figure, median } from './_figure.ts';

const CLI = join(import.meta.dirname, '..', 'src', 'cli.ts');
const ROUNDS = 3;
const SAMPLE_MS = 50;

export default {
  id: 'start',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    try {
      const workspace = join(folder, 'w');
      await startOnce(workspace);
      const runs: Run[] = [];
      for (let i = 0; i < ROUNDS; i += 1) runs.push(await startOnce(workspace));
      return [
        atMost('start --once, workspace set up', median(runs.map((r) => r.seconds)), 's', 15),
        atMost('start --once, peak memory of all processes', Math.max(...runs.map((r) => r.megabytes)), 'MB', 1200),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Run {
  seconds: number;
  megabytes: number;
}

async function startOnce(workspace: string): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, [CLI, 'start', '--once', '--workspace', workspace], { stdio: 'ignore' });
  let peak = 0;
  let sampling: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sampling = residentTree(child.pid ?? 0).then((kb) => {
      peak = Math.max(peak, kb);
    });
  }, SAMPLE_MS);
  await new Promise((done, fail) => child.on('error', fail).on('close', done));
  clearInterval(timer);
  await sampling;
  return { seconds: (performance.now() - started) / 1000, megabytes: peak / 1024 };
}

/** Resident memory of a process and all below it, in KB, as the kernel counts it (shared pages count for each). */
async function residentTree(root: number): Promise<number> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    processes.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      const field = (name: string): number => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
      return { pid: Number(pid), parent: field('PPid'), kb: field('VmRSS') };
    }),
  );
  const inTree = new Set([root]);
  for (let grown = true; grown; ) {
    const more = all.filter((p) => inTree.has(p.parent) && !inTree.has(p.pid));
    for (const p of more) inTree.add(p.pid);
    grown = more.length > 0;
  }
  return all.filter((p) => inTree.has(p.pid)).reduce((sum, p) => sum + p.kb, 0);
}
