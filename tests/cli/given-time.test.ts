/** `--at` outside of a demonstration: it only tells, whatever the command, and a new command falls under it by itself. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { TELLING } from '../../src/cli/given-time.ts';
import { leafCommands, opsledgerProgram } from '../../src/cli/program.ts';
import { machineNow } from '../../src/pipeline/clock.ts';
import { wasBegunAsDemo } from '../../src/pipeline/demo-workspace.ts';
import { openSession } from '../../src/pipeline/session.ts';
import { DEMO_MARK, demoHistory } from '../../src/workspace/store/demo-mark.ts';
import { asDemo } from '../support/as-demo.ts';
import { tempFolder } from '../support/at-end.ts';
import { opsledgerHere } from '../support/command-here.ts';
import { copyFolder } from '../support/made.ts';
import { filledWorkspace } from '../support/new-workspace.ts';

const TIMES = ['2026-11-24 09:27'];
const leaves = leafCommands(await opsledgerProgram()).filter(({ command }) =>
  command.options.some(({ long }) => long === '--at'),
);
const NOTE = 'topic: other\ntext: 巡视机房，一切正常\n';

const folder = await tempFolder('at');
const root = join(folder, 'w');
await copyFolder(await filledWorkspace('2026-11-23', '08:00'), root);
await writeFile(join(folder, 'note.yaml'), NOTE);

const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' });
/** All that a command could have left in the workspace, but for what it keeps of what it read. */
const state = () => [git('rev-parse', 'HEAD'), git('status', '--porcelain')];

/** What has to stand on the line for the command to begin at all. */
function demanded(command: Command): string[] {
  const args = command.registeredArguments.filter(({ required }) => required).map(() => 'note');
  const options = command.options.filter(({ mandatory }) => mandatory);
  return [...args, ...options.flatMap(({ long, required }) => [long ?? '', ...(required ? ['甲'] : [])])];
}

describe.each(TIMES)('with --at %s', (time) => {
  const line = (name: string, command: Command) => [
    ...name.split(' '),
    ...demanded(command),
    ...['--workspace', root, '--at', time],
  ];

  const writing = leaves.filter(({ name }) => !TELLING.has(name)).map(({ name, command }) => [name, command] as const);
  it.each(writing)('%s is refused and writes nothing', async (name, command) => {
    const before = state();
    const { code, stdout, stderr } = await opsledgerHere(line(name, command), { cwd: folder });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/--at 只用于查看[\s\S]*应为：不写 --at；本机时间[\s\S]*处理：/);
    expect(state()).toEqual(before);
  });
});

// The others draw, or look at the whole machine: what they call is held to writing nothing by `readOnly`.
it.each(['due', 'status', 'search', 'remind calendar'])('%s tells of that time, and writes nothing', async (name) => {
  const before = state();
  const { code } = await opsledgerHere(
    [...name.split(' '), ...(name === 'search' ? ['备份'] : []), '--workspace', root, '--at', TIMES[0] ?? ''],
    {
      cwd: folder,
    },
  );
  expect([0, 1]).toContain(code);
  expect(state()).toEqual(before);
});

it('names only commands that there are', () => {
  expect([...TELLING].filter((name) => !leaves.some((leaf) => leaf.name === name))).toEqual([]);
});

it('is refused where the change is made, too, so that a command that is listed wrongly writes nothing', async () => {
  const session = await openSession(root, { readOnly: () => new Error('given') as never });
  const write = () =>
    session.workspace.change('x', (change) => change.writeFile('plans/x.md', 'x'), { at: machineNow() });
  await expect(write()).rejects.toThrow('given');
  await expect(session.workspace.handEdits({ at: machineNow() })).rejects.toThrow('given');
  await expect(session.workspace.recover({ at: machineNow() })).rejects.toThrow('given');
  await session.close();
});

it('about now is the machine’s own time', async () => {
  const soon = Temporal.Now.instant().subtract({ minutes: 9 }).toString({ smallestUnit: 'second', timeZone: '+08:00' });
  const args = ['record', 'note', '--from', join(folder, 'note.yaml'), '--by', '甲', '--workspace', root, '--at', soon];
  const { stdout } = await opsledgerHere([...args, '--json'], { cwd: folder });
  const path = join(root, (JSON.parse(stdout) as { path: string }).path);
  const entered = /enteredAt: (\S+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
  expect(Date.parse(entered) - Date.parse(soon)).toBeGreaterThan(8 * 60_000);
});

describe('the mark of a demonstration', () => {
  it('lets a time be given where it came before the first record, and every record says so', async () => {
    const demo = join(folder, 'demo');
    await copyFolder(await filledWorkspace('2026-11-23', '08:00'), demo);
    await asDemo(demo, '2026-11-23T08:30:00+08:00');
    const args = ['record', 'note', '--from', join(folder, 'note.yaml'), '--workspace', demo, '--at', TIMES[0] ?? ''];
    const { code, stdout } = await opsledgerHere([...args, '--json'], { cwd: folder });
    const path = (JSON.parse(stdout) as { path: string }).path;
    expect([code, readFileSync(join(demo, path), 'utf8')]).toEqual([0, expect.stringContaining('simulated: true')]);
    const session = await openSession(demo);
    const history = () => demoHistory(demo, session.workspace.git);
    expect([await history(), await wasBegunAsDemo(demo), await wasBegunAsDemo(root)]).toEqual(['begun', true, false]);
    await rm(join(demo, DEMO_MARK));
    expect(await history()).toBe('went');
    await session.close();
  });

  it('does nothing where it came later, committed or not', async () => {
    await writeFile(join(root, DEMO_MARK), '"prepared"\n').catch(() => undefined);
    const session = await openSession(root);
    const marked = () =>
      session.workspace.change('演示', (change) => change.writeState('demo', 'x'), { at: machineNow() });
    await marked();
    expect(await demoHistory(root, session.workspace.git)).toBe('came-later');
    await session.close();
    const args = ['record', 'note', '--from', join(folder, 'note.yaml'), '--workspace', root, '--at', TIMES[0] ?? ''];
    expect((await opsledgerHere(args, { cwd: folder })).code).toBe(2);
  });
});
