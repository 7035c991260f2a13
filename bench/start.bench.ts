/** `start --once` on a workspace that is set up: wall time and peak memory of the whole process tree. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Figure, median } from './_figure.ts';
import { type CommandRun, runCommand } from './_process.ts';

const ROUNDS = 3;

export default {
  id: 'start',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    try {
      const workspace = join(folder, 'w');
      await startOnce(workspace);
      const runs: CommandRun[] = [];
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

const startOnce = (workspace: string): Promise<CommandRun> => runCommand(['start', '--once', '--workspace', workspace]);
