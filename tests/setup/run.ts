/**
 * `npm test [-- vitest arguments]`: lint, then the tests, both always, so that a format error hides no failing test.
 * Where OPSLEDGER_SAMPLES names a folder of real samples, these are read too, as `npm run samples` does.
 * Ends with the line `N passed, N failed` (lint and each row of the samples count as one) and exit code 1 when anything
 * failed.
 */
import { spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { closingLine, sum, tally, tallyOfOutput, type VitestReport } from './tally.ts';

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

/** Prints what the command prints, but for its closing line: there is one, at the end. */
function samples(folder: string) {
  const { status, stdout } = spawnSync('npm', ['run', '--silent', 'samples', '--', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const { shown, counted } = tallyOfOutput(stdout ?? '', status ?? 1);
  process.stdout.write(`${shown}\n`);
  return counted;
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
const folder = process.env['OPSLEDGER_SAMPLES'] ?? '';
const parts = [tests, { passed: Number(lint === 0), failed: Number(lint !== 0) }];
if (folder !== '') parts.push(samples(folder));
const total = sum(parts);
process.stdout.write(`\n${closingLine(total)}\n`);
process.exitCode = total.failed === 0 && tests.passed > 0 ? 0 : 1;
