/** Git started by a small process for a large one answers, and fails, as git that is started directly. */
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { execGit, type GitStart } from '../../../src/workspace/git/exec.ts';
import { execThere } from '../../../src/workspace/git/exec-there.ts';

const env = { PATH: process.env['PATH'] ?? '' };
const start = (args: string[], more: Partial<GitStart> = {}): GitStart => ({
  root: tmpdir(),
  args,
  env,
  input: '',
  ...more,
});
const told = async (answer: Promise<Buffer>) => {
  try {
    return (await answer).toString('hex');
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return { message, code };
  }
};

it.each([
  ['what it printed', start(['--version'])],
  ['bytes that are no text', start(['hash-object', '--stdin'], { input: '\u0000\uffff巡检' })],
  ['a long answer', start(['stripspace'], { input: 'a long line of text\n'.repeat(50_000) })],
  ['its words of refusal', start(['no-such-command'])],
  ['that there is no git', start(['--version'], { env: { PATH: '/nowhere' } })],
  ['that there is no folder', start(['--version'], { root: '/nowhere' })],
])('%s', async (_what, given) => {
  const direct = await told(execGit(given));
  expect(await told(execThere(given))).toEqual(direct);
  expect(await Promise.all([1, 2, 3].map(() => told(execThere(given))))).toEqual([direct, direct, direct]);
});
