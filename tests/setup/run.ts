/**
 * `npm test [-- vitest arguments]`: lint and the tests side by side, both always, so that a format error hides no failing
 * test; what lint says comes after the tests.
 * Where OPSLEDGER_SAMPLES names a folder of real samples, these are read after lint, as `npm run samples` does.
 * Ends with the line `N passed, N failed` (lint and each row of the samples count as one) and exit code 1 when anything
 * failed.
 */
import { spawn } from 'node:child_process';
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

/** What goes on while the tests run, one after the other: they have the cores nearly to themselves. */
async function besideTests() {
  const lint = await run('npm', ['run', '--silent', 'lint'], false);
  return {
    lint,
    samples: folder === '' ? null : await run('npm', ['run', '--silent', 'samples', '--', folder], false),
  };
}

const vitestArguments = [
  join(root, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
  ...process.argv.slice(2),
];

const folder = process.env['OPSLEDGER_SAMPLES'] ?? '';
await rm(reportFile, { force: true });
const [beside, vitest] = await Promise.all([besideTests(), run(process.execPath, vitestArguments, true)]);
const { lint, samples } = beside;
process.stdout.write(lint.output);
if (lint.status !== 0) console.error('lint failed');
const tests = tally(await readReport(), vitest.status);
const parts = [tests, { passed: Number(lint.status === 0), failed: Number(lint.status !== 0) }];
if (samples !== null) {
  // But for its closing line: there is one, at the end.
  const { shown, counted } = tallyOfOutput(samples.output, samples.status);
  process.stdout.write(`${shown}\n`);
  parts.push(counted);
}
const total = sum(parts);
process.stdout.write(`\n${closingLine(total)}\n`);
process.exitCode = total.failed === 0 && tests.passed > 0 ? 0 : 1;
