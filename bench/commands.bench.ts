/**
 * Short commands on a year of data, as `npm run opsledger` starts them: wall time of the whole process, and the processor time of it
 * and all below it, which a busy machine changes less. OPSLEDGER_BENCH_YEAR as for `demo`.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Figure, median, told } from './_figure.ts';
import { runCommand } from './_process.ts';
import { makeYear } from './_year.ts';

const ROUNDS = 5;
/** Milliseconds, as the issues ask. */
const MOST_HELP = 200;
const MOST_LIST = 800;
const MOST_SEARCH = 1000;

export default {
  id: 'commands',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    try {
      const year = join(folder, 'year');
      await makeYear(year);
      const of = ['--workspace', year];
      const search = ['search', '磁盘写满', ...of];
      // Of a copied year git knows no file by its time until the first commit.
      await record(folder, of, 0);
      // The first of each keeps what the later ones read; the first question builds the site.
      for (const args of [['--help'], ['due', ...of], ['status', ...of], search]) await runCommand(args);
      return [
        ...(await timed('opsledger --help', MOST_HELP, ['--help'])),
        ...(await timed('opsledger due, a year', MOST_LIST, ['due', ...of])),
        ...(await timed('opsledger status, a year', MOST_LIST, ['status', ...of])),
        ...(await timed('opsledger search, a year', MOST_SEARCH, search)),
        ...(await timed('opsledger search, first after a new record', MOST_SEARCH, search, (n) =>
          record(folder, of, n),
        )),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function record(folder: string, of: readonly string[], n: number): Promise<void> {
  const file = join(folder, 'note.yaml');
  await writeFile(file, `topic: other\ntext: 测速第 ${n} 条\n`);
  await runCommand(['record', 'note', '--from', file, ...of]);
}

async function timed(
  name: string,
  most: number,
  args: readonly string[],
  before: (n: number) => Promise<void> = () => Promise.resolve(),
): Promise<Figure[]> {
  const runs: { ms: number; cpu: number }[] = [];
  for (let n = 1; n <= ROUNDS; n += 1) {
    await before(n);
    const used = childrenMs();
    const { seconds } = await runCommand(args);
    runs.push({ ms: seconds * 1000, cpu: childrenMs() - used });
  }
  return [
    atMost(name, median(runs.map(({ ms }) => ms)), 'ms', most),
    told(`${name}, processor time`, median(runs.map(({ cpu }) => cpu)), 'ms'),
  ];
}

/** Milliseconds of a clock tick of /proc, a constant of Linux. */
const TICK_MS = 10;

/** Processor time of all children of this process that have ended. */
function childrenMs(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}
