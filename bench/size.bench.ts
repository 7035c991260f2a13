/** What a year weighs, by what it consists of. OPSLEDGER_BENCH_YEAR as for `demo`. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { atMost, type Figure, told } from './_figure.ts';
import { makeYear } from './_year.ts';

const MB = 1_000_000;
/** As the issue asks. */
const LIMITS = { pdf: 180, all: 560 };

export default {
  id: 'size',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    try {
      const year = join(folder, 'year');
      await makeYear(year);
      return await figuresOf(year);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function figuresOf(year: string): Promise<Figure[]> {
  const sums = new Map<string, number>();
  for (const [path, size] of await sizesBelow(year, ['archive', 'records', 'evidence', '.git'])) {
    const kind = kindOf(path);
    sums.set(kind, (sums.get(kind) ?? 0) + size / MB);
  }
  const whole = (...kinds: string[]) =>
    [...sums].filter(([kind]) => kinds.some((one) => kind.startsWith(one))).reduce((sum, [, size]) => sum + size, 0);
  const git = execFileSync('git', ['-C', year, 'count-objects', '-v'], { encoding: 'utf8' });
  const loose = /^size: (\d+)$/m.exec(git)?.[1] ?? '0';
  return [
    atMost('PDFs of a year', whole('archive .pdf'), 'MB', LIMITS.pdf),
    atMost('archive, records and git of a year', whole('archive', 'records', '.git'), 'MB', LIMITS.all),
    ...[...sums].sort(([, a], [, b]) => b - a).map(([kind, size]) => told(kind, size, 'MB')),
    told('of git, not packed yet', (Number(loose) * 1024) / MB, 'MB'),
  ];
}

/** `archive .pdf`, `archive inputs`, `records`, `.git`. */
function kindOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (top !== 'archive') return top;
  return /^\d{4}$/.test(second)
    ? `archive ${path.endsWith('manifest.json') ? 'manifest.json' : extname(path)}`
    : `archive ${second}`;
}

async function sizesBelow(root: string, folders: readonly string[]): Promise<[path: string, size: number][]> {
  const found: [string, number][] = [];
  for (const folder of folders)
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      found.push([path.slice(root.length + 1), (await stat(path)).size]);
    }
  return found;
}
