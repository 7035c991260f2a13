/**
 * `npm run nightly [-- FOLDER]`: what takes too long for each change. Draws the whole demo year, counts the figures of its
 * documents again, verifies it, renders each document again, looks for what breaks the program
 * (`npm run faults`), and tries the costly properties of the tests many times. FOLDER keeps the year (default `.cache/nightly`, made anew). Ends with 1 when a step failed.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const folder = process.argv[2];
// Typed in whatever folder npm was called in.
const year = folder === undefined ? join(root, '.cache', 'nightly') : resolve(process.env['INIT_CWD'] ?? '', folder);

/** Tests with properties that ask `runs` (tests/support/runs.ts) how often they are tried, and how much more often that is here. */
const tests = join(root, 'tests');
const properties = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && readFileSync(join(tests, name), 'utf8').includes('/support/runs.ts'))
  .map((name) => join('tests', name));
const MORE = '25';

const steps: readonly [string, string[]][] = [
  ['the demo year', ['src/opsledger.mjs', 'demo', '--workspace', year, '--once']],
  ['its figures, counted again', ['src/recount/main.ts', '--workspace', year]],
  ['its documents and records, verified', ['src/opsledger.mjs', 'verify', '--workspace', year]],
  ['its documents, rendered again in five time zones', ['tests/setup/_zones.ts', year]],
  ['faults of disk, time and input', ['tests/faults/run.ts']],
  [
    'the costly properties, tried many times',
    ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=7200000', ...properties],
  ],
];

const env = { ...process.env, OPSLEDGER_TEST_RUNS: MORE };
if (folder === undefined) await rm(year, { recursive: true, force: true });
const failed = steps.filter(([name, args]) => {
  process.stdout.write(`\n== ${name}\n`);
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  if (error !== undefined) throw error;
  return status !== 0;
});
process.stdout.write(
  failed.length === 0 ? '\nnightly: all passed\n' : `\nnightly: failed: ${failed.map(([name]) => name).join(', ')}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
