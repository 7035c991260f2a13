/**
 * `node tests/setup/_zones.ts FOLDER [--seed N] [--part N] [--each]`: renders the issued documents of a workspace again, in five time
 * zones and in an order that the seed shuffles, and compares them byte for byte. Each document is rendered in one of the zones, with
 * `--each` in every one; `--part N` takes every N-th alone. Ends with 1 when one came out otherwise.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readArchive } from '../../src/archive/store.ts';
import { seeded, shuffled } from '../faults/_seeded.ts';

const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, part: { type: 'string' }, each: { type: 'boolean' } },
});
const program = join(import.meta.dirname, '..', '..', 'src/opsledger.mjs');
const folder = resolve(process.env['INIT_CWD'] ?? '', positionals[0] ?? '');
const { documents } = await readArchive(folder);
const numbers = shuffled(
  documents.map(({ manifest }) => manifest.number),
  seeded(Number(values.seed ?? 1)),
).filter((_, n) => n % Number(values.part ?? 1) === 0);

let failed = numbers.length === 0;
for (const [n, zone] of ZONES.entries()) {
  const own = values.each === true ? numbers : numbers.filter((_, place) => place % ZONES.length === n);
  if (own.length === 0) continue;
  const args = [program, 'verify', '--rerender', '--json', '--workspace', folder, '--document', ...own];
  const { stdout, error } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
    env: { ...process.env, TZ: zone },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error !== undefined) throw error;
  const { problems, notes } = JSON.parse(stdout) as { problems: { path: string; message: string }[]; notes: string[] };
  const isSame = problems.length === 0 && notes.includes(`逐字节重现：${own.length} 份`);
  failed ||= !isSame;
  process.stdout.write(`${zone}: ${own.length} documents, ${isSame ? 'the same bytes' : 'NOT the same bytes'}\n`);
  if (isSame) continue;
  for (const { path, message } of problems) process.stdout.write(`  ${path}: ${message}\n`);
  for (const note of notes.filter((line) => line.endsWith(' 份'))) process.stdout.write(`  ${note}\n`);
}
process.exitCode = failed ? 1 : 0;
