/**
 * Fifteen years of documents: how long until the whole is verified, for the first time and again, and how long until one that only tells
 * how things stand answers. OPSLEDGER_BENCH_YEAR names a workspace beside which, in `data`, the keys of its log lie.
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheRoot } from '../src/pipeline/cache-root.mjs';
import { atMost, type Figure, told } from './_figure.ts';
import { makeYears } from './_many-years.ts';
import { runCommand } from './_process.ts';
import { makeYear } from './_year.ts';

const YEARS = 15;
const MOST_SECONDS = 60;

export default {
  id: 'years',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    const before = process.env['XDG_DATA_HOME'];
    process.env['XDG_DATA_HOME'] = join(folder, 'data');
    try {
      const root = join(folder, 'w');
      await takeKeys(folder, root);
      await makeYear(root);
      const documents = await makeYears(root, YEARS);
      await rm(join(cacheRoot(join(import.meta.dirname, '..')), 'verified'), { recursive: true, force: true });
      const first = await runCommand(['verify', '--json', '--workspace', root]);
      const again = await runCommand(['verify', '--json', '--workspace', root]);
      const status = await runCommand(['status', '--json', '--workspace', root]);
      const { problems } = JSON.parse(again.output) as { problems: unknown[] };
      return [
        told('documents of fifteen years', documents, 'documents'),
        atMost('problems found in them', problems.length, 'problems', 0),
        atMost('verify, fifteen years, the first time', first.seconds, 's', MOST_SECONDS),
        told('verify, fifteen years, the first time, memory', first.megabytes, 'MB'),
        atMost('verify, fifteen years, again', again.seconds, 's', MOST_SECONDS),
        told('status at fifteen years, the first time', status.seconds, 's'),
        told('status at fifteen years', (await runCommand(['status', '--json', '--workspace', root])).seconds, 's'),
      ];
    } finally {
      if (before === undefined) delete process.env['XDG_DATA_HOME'];
      else process.env['XDG_DATA_HOME'] = before;
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The keys of a finished year, as those of its copy. */
async function takeKeys(folder: string, root: string): Promise<void> {
  const given = process.env['OPSLEDGER_BENCH_YEAR'];
  if (given === undefined || given === '') return;
  await cp(join(dirname(given), 'data'), join(folder, 'data'), { recursive: true });
  const keys = join(folder, 'data', 'opsledger', 'keys');
  for (const name of await readdir(keys)) {
    const file = join(keys, name, 'workspace');
    const home = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...home, root }));
  }
}
