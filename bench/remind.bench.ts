/**
 * A round of reminders on a year of data, in a process of its own as the schedule runs it: processor time and memory, with a mail
 * server on loopback. OPSLEDGER_BENCH_YEAR as for `demo`.
 */
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { machineNow } from '../src/pipeline/clock.ts';
import { mailServer } from '../tests/notify/_servers.ts';
import { atMost, type Figure, median } from './_figure.ts';
import { runCommand } from './_process.ts';
import { makeYear } from './_year.ts';

const ROUNDS = 5;
const MOST_SECONDS = 1;
const MOST_MB = 150;

const settings = (port: number): string => `
notify:
  channels:
    - { name: mail, type: mail, host: 127.0.0.1, port: ${port}, security: none, from: ops@example.internal }
  addresses:
    - { role: engineer, channel: mail, address: engineer@example.internal }
    - { role: duty, channel: mail, address: duty@example.internal }
    - { role: manager, channel: mail, address: manager@example.internal }
`;

/** One round, and what it cost: processor seconds and the most memory it held, in MB. */
const program = (dir: string, now: string): string => `
const { remindOnce } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../src/pipeline/remind/once.ts')).href)});
await remindOnce(${JSON.stringify(dir)}, ${JSON.stringify(now)}, () => undefined);
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 }));
`;

/** @param compiled where Node keeps what it compiled, as it does for the schedule */
async function round(dir: string, compiled: string): Promise<{ seconds: number; megabytes: number }> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-semi-space-size=1', '--input-type=module', '-e', program(dir, machineNow())],
    { env: { ...process.env, NODE_COMPILE_CACHE: compiled } },
  );
  return JSON.parse(stdout) as { seconds: number; megabytes: number };
}

export default {
  id: 'remind',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    const server = await mailServer();
    try {
      const year = join(folder, 'year');
      await makeYear(year);
      await appendFile(join(year, 'opsledger.yaml'), settings(server.port));
      // What was read of the archive of a year is kept by whoever reads it first.
      await runCommand(['status', '--workspace', year]);
      const rounds: { seconds: number; megabytes: number }[] = [];
      for (let n = 0; n < ROUNDS; n += 1) rounds.push(await round(year, join(folder, 'compiled')));
      return [
        atMost(
          'a round of reminders on a year, processor time',
          median(rounds.map((one) => one.seconds)),
          's',
          MOST_SECONDS,
        ),
        atMost('its memory', median(rounds.map((one) => one.megabytes)), 'MB', MOST_MB),
      ];
    } finally {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
