/** A disk that is full or read-only: the command says so, exits with 3, and the workspace is as before. */
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { dateOf, toText } from '../../src/contract/time.ts';
import { tempFolder } from '../support/at-end.ts';
import { opsledgerHere } from '../support/command-here.ts';
import { fillIn } from '../support/fill-in.ts';
import { onSmallDisk } from '../workspace/_disk.ts';
import { snapshot } from '../workspace/_starter.ts';

interface Step {
  fault: string;
  command: string;
  code: number;
  stdout: string;
  stderr: string;
  same: boolean;
}

const today = dateOf(toText(Temporal.Now.instant()));

const folder = await tempFolder('faults');
const workspace = join(folder, 'w');
expect((await opsledgerHere(['init', workspace])).code).toBe(0);
await fillIn(workspace, toText(Temporal.Now.instant()));
expect([0, 1]).toContain((await opsledgerHere(['collect', '--workspace', workspace])).code);
await mkdir(join(folder, 'disk'));
const script = `cp -a "${workspace}" "$DISK/w"\nexec "$NODE" "${fileURLToPath(new URL('./_faults.ts', import.meta.url))}" "$DISK" ${today}`;
const steps = onSmallDisk(join(folder, 'disk'), '128m', script).map((line) => JSON.parse(line) as Step);

const stepsOf = (fault: string) => steps.filter((one) => one.fault === fault);

it.each([
  ['full', /磁盘空间/, ['record', 'collect', 'confirm', 'issue', 'start']],
  ['read-only', /只读/, ['record', 'collect', 'confirm']],
])('a disk that is %s fails what writes: exit 3, in Chinese, nothing changed', (fault, words, commands) => {
  expect(stepsOf(fault).map((s) => s.command)).toEqual(commands);
  for (const { command, code, stdout, stderr, same } of stepsOf(fault)) {
    expect([code, stdout, same], `${command}: ${stderr}`).toEqual([3, '', true]);
    expect(stderr, command).toMatch(words);
    expect(stderr, command).not.toMatch(/程序内部错误|at file:|已保存|已签发|已登记/);
  }
});

it('once the disk is well again commands do their work', () => {
  const well = stepsOf('none');
  expect(well.map(({ command }) => command)).toEqual(['record', 'confirm']);
  for (const { command, code, stderr } of well) expect([0, 1], `${command}: ${stderr}`).toContain(code);
  expect(well.at(-1)?.stdout).toContain('已签发');
});

it('a limit on the size of files is told as such: exit 3, in Chinese, nothing changed', async () => {
  const before = await snapshot(workspace);
  const cli = join(import.meta.dirname, '..', '..', 'src', 'opsledger.mjs');
  const command = `ulimit -f 1; exec "${process.execPath}" "${cli}" record note --from - --workspace "${workspace}"`;
  const input = `date: ${today}\ntopic: operation\ntext: ${'清理临时文件'.repeat(200)}\n`;
  const { status, stderr } = spawnSync('sh', ['-c', command], { input, encoding: 'utf8' });
  expect(status).toBe(3);
  expect(stderr).toMatch(/磁盘空间|超过系统允许的文件大小/);
  expect(await snapshot(workspace)).toBe(before);
});
