/**
 * `npm test [-- vitest arguments]`: lint, then the tests, both always, so that a format error hides no failing test.
 * Ends with the line `N passed, N failed` (lint counts as one) and exit code 1 when anything failed.
 */
import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { closingLine, tally, type VitestReport } from './tally.ts';

const root = join(import.meta.dirname, '..', '..');
const reportFile = join(root, '.cache', 'vitest.json');

function run(command: string, args: string[]): number {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) throw error;
  return status ?? 1;
}

async function readReport(): Promise<VitestReport | null> {
  try {
    return JSON.parse(await readFile(reportFile, 'utf8')) as VitestReport;
  } catch (error) {
    console.error(`vitest wrote no report: ${(error as Error).message}`);
    return null;
  }
}

const lint = run('npm', ['run', '--silent', 'lint']);
if (lint !== 0) console.error('lint failed; the tests run all the same');

await rm(reportFile, { force: true });
const vitest = run(process.execPath, [
  join(root, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
  ...process.argv.slice(2),
]);
const tests = tally(await readReport(), vitest);
const total = lint === 0 ? { ...tests, passed: tests.passed + 1 } : { ...tests, failed: tests.failed + 1 };
process.stdout.write(`\n${closingLine(total)}\n`);
process.exitCode = total.failed === 0 && total.passed > 1 ? 0 : 1;
