/** What nobody foresaw ends a process that goes on with one line of a log, whichever process of it that is. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultLine } from '../../src/wording/fault-line.ts';

const SRC = join(import.meta.dirname, '../../src');
const LINE = /^\d{4}-\d\d-\d\dT\S+\+08:00 错误 程序内部错误：TypeError x is not a function；请把这一行交给维护人员\n$/;

it.each([
  ['thrown', "setTimeout(() => { throw new TypeError('x is not\\na function'); })"],
  ['of a promise', "void Promise.reject(new TypeError('x is not a function'))"],
])('an error %s is one line with time and level', (_, fault) => {
  for (const begin of ['beginLog', 'oneLineOfFaults']) {
    const program = `import { ${begin} } from '${join(SRC, 'cli/log.ts')}'; ${begin}(); ${fault}; setTimeout(() => 0, 5000);`;
    const { NODE_OPTIONS: _options, JOURNAL_STREAM: _j, INVOCATION_ID: _i, ...env } = process.env;
    const done = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', env });
    expect([done.status, done.stdout]).toEqual([3, '']);
    expect(done.stderr).toMatch(LINE);
  }
});

it('names the place in the program, and not where that is installed', () => {
  const error = new Error('x');
  error.stack = 'Error: x\n    at run (file:///opt/ops/src/cli/run.ts:12:3)';
  expect(faultLine(error)).toBe('程序内部错误：Error x（src/cli/run.ts:12）；请把这一行交给维护人员');
});

it('each process that is started for one that goes on has such a last word, or answers each error (those of git)', () => {
  const children = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('-child.ts'));
  expect(children.length).toBeGreaterThan(1);
  for (const one of children)
    expect(readFileSync(join(SRC, one), 'utf8'), one).toMatch(/'uncaughtException'|answerParent\(/);
});
