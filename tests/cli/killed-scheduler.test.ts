/** `kill -9` of the scheduler: three rounds later every command that people look at says so, and the next start since when. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { machineNow } from '../../src/pipeline/clock.ts';
import { doctor } from '../../src/pipeline/doctor/doctor.ts';
import { thisMachine } from '../../src/pipeline/doctor/machine.ts';
import { schedulerState } from '../../src/pipeline/heartbeat.ts';
import { type Heartbeat, readHeartbeat } from '../../src/workspace/store/heartbeat.ts';
import { makeWorkspace } from '../pipeline/_workspace.ts';
import { until } from '../support/collect.ts';
import { opsledgerHere } from '../support/command-here.ts';

const CHILD = join(import.meta.dirname, '../pipeline/run/_scheduler-child.ts');
let running: ChildProcess;
let told: string[];
async function start(): Promise<void> {
  told = [];
  running = fork(CHILD, [root], { execArgv: [] });
  running.on('message', (text) => told.push(String(text)));
  await until(async () => told.includes('kept') && (await beat())?.ended != null);
}
async function beat(): Promise<Heartbeat | null> {
  const found = await readHeartbeat(root);
  return found === 'unreadable' ? null : found;
}
const stateNow = async () => schedulerState(await beat(), machineNow());
const root = await makeWorkspace();
await mkdir(join(root, '.opsledger'), { recursive: true });
afterAll(() => running?.kill('SIGKILL'));

const here = (...args: string[]) => opsledgerHere([...args, '--workspace', root]);
const found = async () => {
  // The browser is no part of what is asked.
  const machine = {
    ...thisMachine,
    startBrowser: async () => ({ version: '', network: 'namespace', sandbox: true }) as const,
  };
  return (await doctor({ root, machine })).checks.find(({ id }) => id === 'scheduler');
};

it('is told from one that never ran, seen alive, missed after three rounds, and its gap kept by the next start', async () => {
  expect((await stateNow()).state).toBe('never');
  await start();
  expect((await stateNow()).state).toBe('alive');
  running.kill('SIGKILL');
  const DEAD = /调度.*没有运行：最后一次活动 \d{4}-\d\d-\d\d \d\d:\d\d.*每轮 1 秒/;
  await until(async () => (await stateNow()).state === 'dead');
  const status = await here('status');
  expect([status.code, status.stdout]).toEqual([1, expect.stringMatching(DEAD)]);
  const due = await here('due');
  expect([due.code, due.stderr]).toEqual([1, expect.stringMatching(DEAD)]);
  expect(await found()).toMatchObject({ state: 'wrong', remedy: expect.stringContaining('opsledger start') });
  await start();
  expect(told[0]).toMatch(/至 .* 调度没有运行，其间到期的在恢复后补做，过期的记为补报/);
  expect(await stateNow()).toMatchObject({ state: 'alive', notes: [told[0]] });
});
