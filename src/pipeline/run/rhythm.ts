/** How often the jobs come round: the longest time for which each may be silent, by node-cron's own reading of its schedule. */
import cron from 'node-cron';
import { CONTRACT_ZONE, DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from '../../contract/time.ts';
import { discoverUnits } from '../discover.ts';
import type { Job } from './job.ts';

/** What a heartbeat says of the jobs: the time of a round, and how often the site is built anew at least. */
export interface Rhythm {
  roundSeconds: number;
  /** null: no job promises it. */
  siteSeconds: number | null;
}

/** @param given other jobs than those of `jobs/` */
export async function rhythmOf(given?: ReadonlyMap<string, Job>): Promise<Rhythm> {
  const jobs = [...(given ?? (await discoverUnits<Job>('jobs'))).values()];
  const shortest = (some: readonly Job[]): number => Math.min(...some.map(({ schedule }) => longestGap(schedule)));
  const publishing = jobs.filter(({ publishes }) => publishes === true);
  return { roundSeconds: shortest(jobs), siteSeconds: publishing.length === 0 ? null : shortest(publishing) };
}

/** Days looked at on which a job fires: those of a year at least. */
const FIRED_DAYS = 366;

/**
 * The longest time between two firings of a job. The zone of the contract knows no summer time, so each day on which it fires has the
 * same times.
 * @param expression as node-cron takes it
 * @returns seconds
 * @throws Error for an expression that is none, or never fires
 */
export function longestGap(expression: string): number {
  const { hour, minute, second } = cron.parse(expression);
  const times = hour
    .flatMap((h) => minute.flatMap((m) => second.map((s) => h * HOUR_SECONDS + m * MINUTE_SECONDS + s)))
    .toSorted((a, b) => a - b);
  const overnight = longestDays(expression) * DAY_SECONDS - (times.at(-1) ?? 0) + (times[0] ?? 0);
  return Math.max(overnight, longest(times));
}

/** Days from one on which it fires to the next, at most. */
function longestDays(expression: string): number {
  const days = expression.trim().split(/\s+/).slice(-3).join(' ');
  if (days === '* * *') return 1;
  const task = cron.createTask(`0 0 ${days}`, () => undefined, { timezone: CONTRACT_ZONE });
  try {
    return longest(task.getNextRuns(FIRED_DAYS).map((run) => run.getTime() / 1000 / DAY_SECONDS));
  } finally {
    void task.destroy();
  }
}

const longest = (times: readonly number[]): number =>
  times.reduce((most, time, n) => Math.max(most, time - (times[n - 1] ?? time)), 0);
