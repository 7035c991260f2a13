/** When `start` beats: from before its first round to its end, and for a single round only when it says how soon the next one comes. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { type HeartOptions, withHeart } from '../../src/cli/heart.ts';
import { machineNow } from '../../src/pipeline/clock.ts';
import { schedulerState } from '../../src/pipeline/heartbeat.ts';
import { type Heartbeat, readHeartbeat } from '../../src/workspace/store/heartbeat.ts';
import { newFolder } from '../pipeline/_workspace.ts';
import { opsledgerHere } from '../support/command-here.ts';

let workspace: string;
beforeEach(async () => {
  workspace = await newFolder();
  await mkdir(join(workspace, '.opsledger'));
});
const options = (changes: Partial<HeartOptions> = {}): HeartOptions => ({
  ...{ workspace, once: false, every: undefined },
  ...changes,
});
const left = async () => (await readHeartbeat(workspace)) as Heartbeat | null;

it('is seen during the work, with what goes on, and was stopped when it ended', async () => {
  const result = await withHeart(options(), async (heart) => {
    expect(schedulerState(await left(), machineNow()).state).toBe('alive');
    return heart.during('首轮', Promise.resolve('做完'));
  });
  expect([result, (await left())?.by, (await left())?.ended?.what]).toEqual(['做完', 'start', '首轮']);
  expect(schedulerState(await left(), machineNow()).state).toBe('stopped');
});

it('was not stopped when the work failed: it should run, and does not', async () => {
  const failing = withHeart(options(), (heart) => heart.during('首轮', Promise.reject(new Error('端口被占用'))));
  await expect(failing).rejects.toThrow('端口被占用');
  expect(await left()).toMatchObject({ stoppedAt: null, failed: [{ what: '首轮', reason: '端口被占用' }] });
});

it('of a timer waits for the next round as long as it says, and promises its pages by it', async () => {
  await withHeart(options({ once: true, every: '10m' }), async () => undefined);
  expect(await left()).toMatchObject({ by: 'timer', roundSeconds: 600, siteSeconds: 600, stoppedAt: null });
});

it('of a single round that somebody starts is none', async () => {
  await withHeart(options({ once: true }), async (heart) => heart.during('首轮', Promise.resolve()));
  expect(await left()).toBeNull();
});

it.each([
  [['start', '--every', '10m'], /--every 只与 --once 同用/],
  [['start', '--once', '--every', '10'], /间隔格式不对[\s\S]*10m（分钟）/],
  [['start', '--once', '--every', '0m'], /间隔格式不对/],
])('%j is refused, and nothing is changed', async (args, message) => {
  const { code, stderr } = await opsledgerHere([...args, '--workspace', workspace]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  expect(await left()).toBeNull();
});
