/** `npm run bench [-- --json] [ID…]`: runs the benchmarks one after the other and prints their figures as one table. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import stringWidth from 'string-width';
import type { Bench, Figure } from './_figure.ts';

const wanted = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const json = process.argv.includes('--json');

async function benches(): Promise<Bench[]> {
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.bench.ts')).sort();
  const chosen = files.filter((name) => wanted.length === 0 || wanted.includes(name.slice(0, -'.bench.ts'.length)));
  if (chosen.length === 0) throw new Error(`no such benchmark; there are ${files.join(', ')}`);
  const modules = chosen.map((name) => import(pathToFileURL(join(import.meta.dirname, name)).href));
  return (await Promise.all(modules)).map((module: { default: Bench }) => module.default);
}

const shown = (n: number): string => (Math.abs(n) >= 100 ? n.toFixed(0) : n.toFixed(1));

function cells(f: Figure): string[] {
  return [
    f.name,
    `${shown(f.value)} ${f.unit}`,
    f.against === null || f.ratio === null ? '' : `${f.ratio.toFixed(1)} × against ${f.against}`,
    f.target ?? '',
    f.met === null ? '' : f.met ? 'met' : 'NOT MET',
  ];
}

function table(figures: Figure[]): string {
  const rows = [['figure', 'value', 'ratio', 'target', ''], ...figures.map(cells)];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((r) => stringWidth(r[i] ?? '')))) ?? [];
  return rows
    .map((r) =>
      r
        .map((c, i) => c + ' '.repeat((widths[i] ?? 0) - stringWidth(c)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const figures: Figure[] = [];
for (const bench of await benches()) {
  process.stderr.write(`${bench.id} …\n`);
  figures.push(...(await bench.run()));
}
process.stdout.write(`${json ? JSON.stringify(figures, null, 2) : table(figures)}\n`);
process.exitCode = figures.some((f) => f.met === false) ? 1 : 0;
