/** What git says comes whole, and what kept it from saying it is told; from a small process for a large one as from this one. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { execGit, type GitStart } from '../../../src/workspace/git/exec.ts';
import { execThere } from '../../../src/workspace/git/exec-there.ts';
import { tempFolder } from '../../support/at-end.ts';

const folder = await tempFolder('exec');

const PATH = process.env['PATH'] ?? '';
const start = (args: string[], more: Partial<GitStart> = {}): GitStart => ({
  root: folder,
  config: [],
  args,
  env: { PATH },
  input: '',
  ...more,
});
/** A git that does this. */
function doing(script: string): GitStart {
  const bin = mkdtempSync(join(folder, 'bin-'));
  writeFileSync(join(bin, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return start(['any'], { env: { PATH: `${bin}:${PATH}` } });
}
const told = async (answer: Promise<Buffer>) => {
  try {
    return (await answer).toString('latin1');
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return code === undefined ? { message } : { message, code };
  }
};
const bytes = 'a\u0000\uffff巡检\n';
const long = 'a long line of text\n'.repeat(200_000);

it.each<[string, GitStart, unknown]>([
  ['nothing, of no input', start(['stripspace']), ''],
  ['bytes that are no text', start(['stripspace'], { input: bytes }), Buffer.from(bytes).toString('latin1')],
  ['a long answer', start(['stripspace'], { input: long }), long],
  ['what comes after its exit', doing('(sleep 0.2; printf late) &'), 'late'],
  ['its words of refusal', start(['no-such']), { message: expect.stringMatching(/^git: 'no-such' is not/) }],
  ['that it failed without a word', doing('exit 3'), { message: 'git exit code 3' }],
  ['that it was killed', doing('printf half; kill -9 $$'), { message: 'git was killed\nhalf' }],
  ['that there is none', start(['any'], { env: { PATH: '/no' } }), { message: 'spawn git ENOENT', code: 'ENOENT' }],
  ['that there is no folder', start(['any'], { root: '/no' }), { message: expect.stringContaining('not exist') }],
])('%s', async (_what, given, expected) => {
  // With no clock: whoever waits for one waits for ever.
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    expect(await told(execGit(given))).toEqual(expected);
  } finally {
    vi.useRealTimers();
  }
  expect(await Promise.all([1, 2, 3].map(() => told(execThere(given))))).toEqual([expected, expected, expected]);
});

it('that the process can open no more files, and lives on', () => {
  const program = join(folder, 'starved.ts');
  writeFileSync(
    program,
    `import { openSync } from 'node:fs';
    import { execGit } from '${join(import.meta.dirname, '../../../src/workspace/git/exec.ts')}';
    const given = { root: '.', config: [], args: ['stripspace'], env: { PATH: process.env.PATH }, input: 'x' };
    await execGit(given);
    const opened = [];
    try { for (;;) opened.push(openSync('/dev/null')); } catch {}
    await execGit(given).catch(({ code }) => console.log(code));
    setTimeout(() => console.log('alive'));`,
  );
  const printed = execFileSync('sh', ['-c', 'ulimit -n 64; exec "$0" "$1"', process.execPath, program], {
    encoding: 'utf8',
    cwd: folder,
  });
  expect(printed).toBe('EMFILE\nalive\n');
});
