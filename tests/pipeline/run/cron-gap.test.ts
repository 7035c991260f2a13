/** How often a job comes round, by its schedule. */
import { expect, it } from 'vitest';
import { discoverUnits } from '../../../src/pipeline/discover.ts';
import { longestGap } from '../../../src/pipeline/run/cron-gap.ts';
import type { Job } from '../../../src/pipeline/run/job.ts';
import { rhythmOf } from '../../../src/pipeline/run/schedule.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

it.each([
  ['* * * * *', 60],
  ['* * * * * *', 1],
  ['*/20 * * * * *', 20],
  ['5 * * * *', HOUR],
  ['*/25 * * * *', 25 * 60],
  ['50 8 * * *', DAY],
  ['50 8,16 * * *', 16 * HOUR],
  ['0 9-17 * * *', 16 * HOUR],
  ['0 9 * * 1', 7 * DAY],
  ['0 9 * * 1-5', 3 * DAY],
  ['0 0 31 * *', 61 * DAY],
])('%s is silent for %i seconds at most', (schedule, seconds) => {
  expect(longestGap(schedule)).toBe(seconds);
});

it('does not guess at what it does not understand', () => {
  expect(() => longestGap('0 9 * * MON')).toThrow(/MON/);
});

it('is known of every job; a round is the shortest, and the site is built at least each hour', async () => {
  const jobs = await discoverUnits<Job>('jobs');
  for (const { schedule } of jobs.values()) expect(longestGap(schedule)).toBeGreaterThan(0);
  expect(await rhythmOf()).toEqual({ roundSeconds: 60, siteSeconds: HOUR });
});
