/** Keeps the schedule: cron only nudges; each round looks at the disk and does what is due. */
import cron from 'node-cron';
import { CONTRACT_ZONE } from '../contract/time.ts';
import { discoverUnits } from './discover.ts';
import type { Job, JobPipeline } from './job.ts';
import { publish } from './publish.ts';
import { machineNow, openSession } from './session.ts';
import { changedSomething } from './start.ts';
import { tick } from './tick.ts';

export interface Schedule {
  stop(): Promise<void>;
}

/**
 * Runs the jobs of `jobs/` on a workspace until stopped; a job never runs twice at once, and a failing one is reported
 * and tried again at its next time.
 * @param say told in Chinese what was done and what failed
 */
export async function keepSchedule(dir: string, say: (text: string) => void): Promise<Schedule> {
  const jobs = await discoverUnits<Job>('jobs');
  const pipeline = jobPipeline(dir, say);
  let queue: Promise<void> = Promise.resolve();
  const tasks = [...jobs.values()].map((job) =>
    cron.schedule(
      job.schedule,
      () => {
        queue = queue
          .then(() => job.run(pipeline))
          .catch((error: unknown) => say(`${job.label}失败：${reason(error)}`));
        return queue;
      },
      { timezone: CONTRACT_ZONE, noOverlap: true, name: job.id },
    ),
  );
  return {
    async stop() {
      for (const task of tasks) await task.destroy();
      await queue;
    },
  };
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function jobPipeline(dir: string, say: (text: string) => void): JobPipeline {
  return {
    say,
    async tick() {
      const session = await openSession(dir);
      try {
        const done = await tick(session, { now: machineNow() });
        for (const d of done.issued.issued) say(`已签发 ${d.number}`);
        for (const f of done.issued.failed) say(`未签发 ${f.obligation} ${f.period}：${f.reason}`);
        return changedSomething(done);
      } finally {
        await session.close();
      }
    },
    async publish() {
      const session = await openSession(dir);
      try {
        await publish(session, machineNow());
      } finally {
        await session.close();
      }
    },
  };
}
