/** Lanes of the schedule: building the site apart, sampling apart, and since when nothing broke the row of ticks. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import daily from '../../../jobs/daily.ts';
import probeJob from '../../../jobs/probe.ts';
import { dateOf, toText } from '../../../src/contract/time.ts';
import { initialise } from '../../../src/pipeline/init.ts';
import { readSamples, type Sample } from '../../../src/pipeline/probe/spool.ts';
import type { Job } from '../../../src/pipeline/run/job.ts';
import { keepSchedule, latestOnly, unbroken } from '../../../src/pipeline/run/schedule.ts';
import { until } from '../../support/collect.ts';
import { newFolder } from '../_workspace.ts';

function stage() {
  const log: string[] = [];
  const gates: (() => void)[] = [];
  const lane = latestOnly(async () => {
    log.push('begin');
    await new Promise<void>((done) => gates.push(done));
    log.push('end');
  });
  const finishOne = async () => {
    gates.shift()?.();
    await new Promise((done) => setImmediate(done));
  };
  return { log, lane, finishOne };
}

describe('a lane', () => {
  it('runs once for a single asking, at once', async () => {
    const { log, lane, finishOne } = stage();
    lane.ask();
    expect(log).toEqual(['begin']);
    await finishOne();
    await lane.settled();
    expect(log).toEqual(['begin', 'end']);
  });

  it('runs once more for all that asked during a run: what they changed came after it began', async () => {
    const { log, lane, finishOne } = stage();
    lane.ask();
    lane.ask();
    lane.ask();
    await finishOne();
    expect(log).toEqual(['begin', 'end', 'begin']);
    await finishOne();
    await lane.settled();
    expect(log).toEqual(['begin', 'end', 'begin', 'end']);
  });

  it('is ready again after it settled', async () => {
    const { log, lane, finishOne } = stage();
    for (const _ of [1, 2]) {
      lane.ask();
      await finishOne();
      await lane.settled();
    }
    expect(log).toEqual(['begin', 'end', 'begin', 'end']);
  });
});

describe('jobs in real time', () => {
  /** Cron counts seconds, too: nobody waits a minute for a test. */
  const eachSecond = '* * * * * *';
  const now = () => toText(Temporal.Now.instant());

  async function probing(): Promise<string> {
    const root = join(await newFolder(), 'w');
    await initialise(root, { now: now(), from: dateOf(now()) });
    const probe = { everySeconds: 60, targets: [{ target: 'ops-host', type: 'local' }] };
    const settings = { schema: 1, timeZone: 'Asia/Shanghai', inspection: { opensAt: '09:00' }, sources: [], probe };
    await writeFile(join(root, 'opsledger.yaml'), JSON.stringify(settings));
    return root;
  }
  /** Of today, or of yesterday when the test began before midnight. */
  async function samples(root: string, since: string): Promise<Sample[]> {
    const dates = [...new Set([dateOf(since), dateOf(now())])];
    return (await Promise.all(dates.map((date) => readSamples(root, date)))).flat();
  }

  it('samples in time while a tick is still at work, once a slot, and stops with the schedule', async () => {
    const root = await probing();
    const began = now();
    const gate = Promise.withResolvers<void>();
    const log: string[] = [];
    const slow: Job = {
      ...daily,
      schedule: eachSecond,
      async run() {
        log.push('tick begins');
        await gate.promise;
        log.push('tick ends');
      },
    };
    const said: string[] = [];
    const jobs = new Map<string, Job>([
      ['daily', slow],
      ['probe', { ...probeJob, apart: true, schedule: eachSecond }],
    ]);
    const schedule = await keepSchedule(root, (text) => said.push(text), jobs);
    try {
      await until(async () => log.length > 0 && (await samples(root, began)).length > 0);
      // Seconds later it still runs, and has nothing more to sample in this slot.
      await new Promise((resolve) => setTimeout(resolve, 2200));
      expect(log).toEqual(['tick begins']);
      const taken = await samples(root, began);
      expect(new Set(taken.map((one) => one.slot)).size).toBe(taken.length);
      expect(taken[0]?.series).toEqual([{ target: 'ops-host', probe: 'local', state: 'up' }]);
    } finally {
      gate.resolve();
      await schedule.stop();
    }
    expect(log.at(-1)).toBe('tick ends');
    expect(said).toEqual([]);
    const count = log.length;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(log).toHaveLength(count);
  });

  it('a job that fails is named and tried again; jobs of one lane never run at once', async () => {
    const root = await probing();
    let running = 0;
    let most = 0;
    let runs = 0;
    const job = (id: string): Job => ({
      id,
      label: `任务 ${id}`,
      schedule: eachSecond,
      async run() {
        running += 1;
        runs += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 150));
        running -= 1;
        if (id === 'b') throw new Error('坏了');
      },
    });
    const said: string[] = [];
    const jobs = new Map([
      ['a', job('a')],
      ['b', job('b')],
    ]);
    const schedule = await keepSchedule(root, (text) => said.push(text), jobs);
    await until(() => said.length >= 2);
    await schedule.stop();
    expect(new Set(said)).toEqual(new Set(['任务 b失败：坏了']));
    expect([most, running]).toEqual([1, 0]);
    expect(runs).toBeGreaterThan(2);
  });

  it('the probe’s own job is the one that runs beside the others', () => {
    expect(probeJob).toMatchObject({ apart: true, schedule: '* * * * *' });
    expect(daily).not.toHaveProperty('apart');
  });
});

describe('the row of ticks', () => {
  const at = (time: string) => `2026-11-24T${time}+08:00`;

  it('is unbroken through a long one, and begins anew after a sleep', async () => {
    const times = ['16:58:00', '17:03:00', '17:03:05', '17:03:06', '17:50:00', '17:50:01'].map(at);
    const running = unbroken(() => times.shift() ?? '');
    const told: string[][] = [];
    for (let n = 0; n < 3; n += 1) await running((since, now) => Promise.resolve(told.push([since, now])));
    expect(told).toEqual([
      [at('16:58:00'), at('16:58:00')],
      [at('16:58:00'), at('17:03:05')],
      [at('17:50:00'), at('17:50:00')],
    ]);
  });
});
