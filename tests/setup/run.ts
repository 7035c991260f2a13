/**
 * `npm test [-- vitest arguments]`: lint and the tests side by side, both always, so that a format error hides no failing
 * test; what lint says comes after the tests.
 * Where OPSLEDGER_SAMPLES names a folder of real samples, these are read too, as `npm run samples` does.
 * Ends with the line `N passed, N failed` (lint and each row of the samples count as one) and exit code 1 when anything
 * failed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { closingLine, sum, tally, tallyOfOutput, type VitestReport } from './tally.ts';

const root = join(import.meta.dirname, '..', '..');
const reportFile = join(root, '.cache', 'vitest.json');

/** Starts a program. @param shown true: what it prints is seen at once; false: it is kept */
function run(command: string, args: string[], shown: boolean): Promise<{ status: number; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', ...both(shown ? 'inherit' : 'pipe')] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', fail);
    child.on('close', (status) => done({ status: status ?? 1, output }));
  });
}

const both = (stream: 'inherit' | 'pipe') => [stream, stream] as const;

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

const vitestArguments = [
  join(root, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
  ...process.argv.slice(2),
];

await rm(reportFile, { force: true });
const [lint, vitest] = await Promise.all([
  run('npm', ['run', '--silent', 'lint'], false),
  run(process.execPath, vitestArguments, true),
]);
process.stdout.write(lint.output);
if (lint.status !== 0) console.error('lint failed');
const tests = tally(await readReport(), vitest.status);
const folder = process.env['OPSLEDGER_SAMPLES'] ?? '';
const parts = [tests, { passed: Number(lint.status === 0), failed: Number(lint.status !== 0) }];
if (folder !== '') parts.push(samples(folder));
const total = sum(parts);
process.stdout.write(`\n${closingLine(total)}\n`);
process.exitCode = total.failed === 0 && tests.passed > 0 ? 0 : 1;
