/** Keeps the schedule: cron only nudges; each round looks at the disk and does what is due. */
import cron from 'node-cron';
import { EnvironmentError } from '../../contract/error.ts';
import { CONTRACT_ZONE, secondsBetween } from '../../contract/time.ts';
import type { Say } from '../../wording/log-line.ts';
import { machineNow } from '../clock.ts';
import { discoverUnits } from '../discover.ts';
import { probe } from '../probe/probe-round.ts';
import { remindGate } from '../remind/once.ts';
import type { Beat } from './beat.ts';
import type { Job, JobPipeline } from './job.ts';
import { inOwnProcess } from './own-process.ts';
import { siteLane } from './site-lane.ts';

/** A round of reminders that takes longer hangs: it is ended, and the next one goes on from the ledger. */
const REMIND_LIMIT_MS = 120_000;

export interface Schedule {
  stop(): Promise<void>;
}

/**
 * Runs the jobs of `jobs/` on a workspace until stopped; a job never runs twice at once, and a failing one is reported
 * and tried again at its next time. Building the site has a lane of its own: it takes seconds to minutes, and a document
 * that is due at 17:00 must not wait for it and become late.
 * @param say told in Chinese what was done and what failed
 * @param given other jobs than those of `jobs/`
 * @param beat told of each piece of work
 */
export async function keepSchedule(
  dir: string,
  say: Say,
  given?: ReadonlyMap<string, Job>,
  beat?: Pick<Beat, 'begin'>,
): Promise<Schedule> {
  const jobs = given ?? (await discoverUnits<Job>('jobs'));
  /** Never rejects: what failed is told, and tried again at its next time. */
  const telling = (label: string, work: () => Promise<void>): Promise<void> => {
    const ended = beat?.begin(label);
    return work().then(
      () => ended?.(),
      (error: unknown) => {
        ended?.(reason(error));
        say(`${label}失败：${reason(error)}`, 'error');
      },
    );
  };
  const lane = await siteLane(dir, { say, work: (told) => inOwnProcess<void>({ work: 'publish', dir }, told) });
  const site = latestOnly(() => telling('生成站点', () => lane.build()));
  const running = unbroken();
  const reminders = remindGate(dir);
  const pipeline: JobPipeline = {
    say,
    tick: () => running((since, now) => inOwnProcess({ work: 'tick', dir, times: { runningSince: since, now } }, say)),
    publish() {
      site.ask();
      return Promise.resolve();
    },
    isBehind: () => lane.isBehind(),
    probe: () => probe(dir, machineNow(), say),
    async remind() {
      const now = machineNow();
      if (await reminders.isResting(now)) return;
      const order = { work: 'remind', dir, now } as const;
      await reminders.run(now, () => inOwnProcess<string | null>(order, say, undefined, REMIND_LIMIT_MS));
    },
  };
  let queue: Promise<void> = Promise.resolve();
  const apart = new Set<Promise<void>>();
  const start = (job: Job): Promise<void> => {
    if (job.apart !== true) {
      queue = queue.then(() => telling(job.label, () => job.run(pipeline)));
      return queue;
    }
    const run = telling(job.label, () => job.run(pipeline));
    apart.add(run);
    return run.finally(() => apart.delete(run));
  };
  const tasks = [...jobs.values()].map((job) =>
    cron.schedule(job.schedule, () => start(job), {
      ...{ timezone: CONTRACT_ZONE, noOverlap: true, name: job.id },
      logger: cronLog(job.label, say),
    }),
  );
  return {
    async stop() {
      for (const task of tasks) await task.destroy();
      await Promise.all([queue, ...apart]);
      await site.settled();
    },
  };
}

/** Cron prints nothing by itself: that it nudged, or came while the last one was still at work, is no news; a fault of its own is. */
const cronLog = (label: string, say: Say) => ({
  ...{ info: () => undefined, debug: () => undefined, warn: () => undefined },
  error: (fault: string | Error) => say(`${label}的定时器出错：${reason(fault)}`, 'error'),
});

/** Ticks come each minute: one that comes later than this after the last means that nothing ran between. */
const UNBROKEN_SECONDS = 150;

/**
 * Tells each piece of work since when they have followed each other without a break, so that a document that fell due
 * during a long one is not taken for one that nobody was there to issue. A machine that slept was not running.
 * @param clock this machine's time, ISO
 */
export function unbroken(clock: () => string = machineNow) {
  let since: string | null = null;
  let ended = '';
  return async <T>(work: (since: string, now: string) => Promise<T>): Promise<T> => {
    const now = clock();
    if (since === null || secondsBetween(ended, now) > UNBROKEN_SECONDS) since = now;
    try {
      return await work(since, now);
    } finally {
      ended = clock();
    }
  };
}

export interface LatestOnly {
  /** Asks for one run that begins after now; asking again before it begins asks for the same one. */
  ask(): void;
  /** Resolves when no run is going on or wanted. */
  settled(): Promise<void>;
}

/** Runs `work`, which must not reject, one at a time. */
export function latestOnly(work: () => Promise<void>): LatestOnly {
  let wanted = false;
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    while (wanted) {
      wanted = false;
      await work();
    }
    running = null;
  };
  return {
    ask() {
      wanted = true;
      running ??= run();
    },
    settled: () => running ?? Promise.resolve(),
  };
}

const reason = (error: unknown): string => {
  if (error instanceof EnvironmentError) return error.told;
  return error instanceof Error ? error.message : String(error);
};
