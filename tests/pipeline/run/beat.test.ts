/** What the heart of the schedule writes and tells, by a clock of the test. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toInstant, toText } from '../../../src/contract/time.ts';
import { siteFolder } from '../../../src/pipeline/publish/site-folder.ts';
import { type Beat, type BeatOptions, beginBeat } from '../../../src/pipeline/run/beat.ts';
import type { Systemd } from '../../../src/pipeline/run/systemd.ts';
import { HEARTBEAT_FILE, type Heartbeat, readHeartbeat } from '../../../src/workspace/store/heartbeat.ts';
import { newFolder } from '../_workspace.ts';

const START = '2026-11-24T10:00:00+08:00';
let root: string;
let clock: string;
let said: string[];
let beats: Beat[];
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  root = await newFolder();
  await mkdir(join(root, '.opsledger'));
  [clock, said, beats] = [START, [], []];
});
afterEach(async () => {
  for (const one of beats) await one.stop('stopped');
  vi.useRealTimers();
});

const options = (changes: Partial<BeatOptions> = {}): BeatOptions => ({
  ...{ by: 'start', roundSeconds: 60, siteSeconds: 3600, clock: () => clock, say: (text) => said.push(text) },
  ...changes,
});
async function begin(changes: Partial<BeatOptions> = {}): Promise<Beat> {
  const beat = await beginBeat(root, options(changes));
  beats.push(beat);
  return beat;
}
/** Seconds pass; what a beat writes is on the disk when it returns. */
async function pass(seconds: number): Promise<Heartbeat> {
  clock = toText(toInstant(clock).add({ seconds }));
  const [due] = [clock];
  vi.advanceTimersByTime(seconds * 1000);
  await expect.poll(async () => (await written()).livedAt).toBe(due);
  return written();
}
async function written(): Promise<Heartbeat> {
  const found = await readHeartbeat(root);
  if (found === null || found === 'unreadable') throw new Error(String(found));
  return found;
}

describe('the heartbeat', () => {
  it('is there at once, and again each round with what goes on and what ended', async () => {
    const beat = await begin();
    expect(await written()).toMatchObject({ livedAt: START, roundSeconds: 60, running: [], stoppedAt: null });
    const ended = beat.begin('每日巡检与签发');
    expect((await pass(60)).running).toEqual([{ what: '每日巡检与签发', since: START }]);
    ended('磁盘空间不足');
    beat.said('已签发 HQSF-XJ-20261124-r1');
    const after = await pass(60);
    expect(after).toMatchObject({ running: [], ended: { what: '每日巡检与签发' } });
    expect(after.failed.map(({ reason }) => reason)).toEqual(['磁盘空间不足']);
    expect(after.said.map(({ text }) => text)).toEqual(['已签发 HQSF-XJ-20261124-r1']);
    beat.begin('每日巡检与签发')();
    expect((await pass(60)).failed).toEqual([]);
  });

  it('stands beside the pages of each site that is built, without a word of what was done', async () => {
    for (const view of ['supplier', 'audit'] as const) await mkdir(siteFolder(root, view), { recursive: true });
    const beat = await begin();
    beat.said('内部的话');
    await pass(60);
    for (const view of ['supplier', 'audit'] as const) {
      const text = () => readFile(join(siteFolder(root, view), 'heartbeat.json'), 'utf8');
      const livedAt = '2026-11-24T10:01:00+08:00';
      await expect.poll(async () => JSON.parse(await text())).toMatchObject({ livedAt });
      expect(await text()).not.toContain('内部');
    }
    await expect(readFile(join(siteFolder(root, 'purchaser'), 'heartbeat.json'))).rejects.toThrow('ENOENT');
  });

  it('makes no folder where a workspace is still to be made', async () => {
    await rm(join(root, '.opsledger'), { recursive: true });
    await begin();
    expect(await readHeartbeat(root)).toBeNull();
    // It is there soon after the first round has made one: the pages of that round tell of it.
    await mkdir(join(root, '.opsledger'));
    vi.advanceTimersByTime(1000);
    await expect.poll(async () => (await written()).livedAt).toBe(START);
  });

  it('says once when the disk does not take it, and goes on', async () => {
    await mkdir(join(root, HEARTBEAT_FILE));
    await begin();
    vi.advanceTimersByTime(60_000);
    await expect.poll(() => said).toHaveLength(1);
    expect(said[0]).toMatch(/^心跳没有写入：/);
  });

  it('stopped in order is stopped; between two rounds of a timer it is not', async () => {
    await (await begin()).stop('stopped');
    expect((await written()).stoppedAt).toBe(START);
    await (await begin({ by: 'timer', roundSeconds: 600 })).stop('between');
    expect(await written()).toMatchObject({ by: 'timer', stoppedAt: null, roundSeconds: 600 });
  });
});

describe('a scheduler that was killed', () => {
  it('is noticed by the next one, which says since when nothing ran and keeps it', async () => {
    await begin();
    await pass(60);
    beats = [];
    clock = '2026-11-24T11:00:00+08:00';
    await begin();
    const gap = { from: '2026-11-24T10:01:00+08:00', to: clock };
    expect(said).toEqual([expect.stringMatching(/2026-11-24 10:01 至 2026-11-24 11:00 调度没有运行/)]);
    expect((await written()).gap).toEqual(gap);
  });

  it('leaves no such time when it was stopped, or started again within three rounds', async () => {
    await (await begin()).stop('stopped');
    clock = '2026-11-24T11:00:00+08:00';
    await begin();
    clock = '2026-11-24T11:03:00+08:00';
    await begin();
    expect([said, (await written()).gap]).toEqual([[], null]);
  });

  it('whose file is no heartbeat any more is not taken for one that ran', async () => {
    await writeFile(join(root, HEARTBEAT_FILE), '{"schema":1');
    expect(await readHeartbeat(root)).toBe('unreadable');
    await begin();
    expect(await written()).toMatchObject({ gap: null, livedAt: START });
  });
});

it('a monitor is told each round, not while something failed, and that it is not reached is said once', async () => {
  const answers = [null, '应答 HTTP 500', '应答 HTTP 500', null];
  let asked = 0;
  const tell = async () => {
    asked += 1;
    return answers.shift() ?? null;
  };
  const beat = await begin({ tell });
  for (let n = 1; n <= 4; n += 1) {
    await pass(60);
    await expect.poll(() => asked).toBe(n);
  }
  expect(said).toEqual(['监控地址（heartbeat.url）没有送达：应答 HTTP 500']);
  beat.begin('生成站点')('磁盘空间不足');
  await pass(60);
  expect(asked).toBe(4);
});

describe('systemd', () => {
  const stub = () => {
    const told: string[] = [];
    const tell = (word: string) => async () => void told.push(word);
    const systemd: Systemd = {
      watchdogSeconds: 100,
      ...{ ready: tell('ready'), alive: tell('alive'), stopping: tell('stopping'), starting: tell('starting') },
    };
    return { told, systemd };
  };

  it('is asked for patience until the service is ready, then told within half of it that it lives', async () => {
    const { told, systemd } = stub();
    const beat = await begin({ systemd });
    await pass(50);
    await expect.poll(() => told).toEqual(['starting']);
    await beat.ready();
    await pass(50);
    await expect.poll(() => told).toEqual(['starting', 'ready', 'alive']);
    await beat.stop('stopped');
    expect(told.at(-1)).toBe('stopping');
  });

  it('is not told that it lives when a piece of work has not ended for two hours', async () => {
    const { told, systemd } = stub();
    const beat = await begin({ systemd });
    await beat.ready();
    const ended = beat.begin('每日巡检与签发');
    clock = toText(toInstant(clock).add({ hours: 3 }));
    await pass(50);
    expect(told).toEqual(['ready']);
    ended();
    await pass(50);
    await expect.poll(() => told).toEqual(['ready', 'alive']);
  });
});
