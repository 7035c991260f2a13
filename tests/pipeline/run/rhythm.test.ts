/** How often a job comes round, by its schedule. */
import { expect, it } from 'vitest';
import { discoverUnits } from '../../../src/pipeline/discover.ts';
import type { Job } from '../../../src/pipeline/run/job.ts';
import { longestGap, rhythmOf } from '../../../src/pipeline/run/rhythm.ts';

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
  ['0 9 * * MON', 7 * DAY],
  ['0 9 * JAN,Jul Mon-Fri', 157 * DAY],
  ['0 0 31 * *', 61 * DAY],
  ['0 0 L * *', 31 * DAY],
  // From 2096 to 2104: 2100 has none.
  ['0 0 29 2 *', 2921 * DAY],
])('%s is silent for %i seconds at most', (schedule, seconds) => expect(longestGap(schedule)).toBe(seconds));

it('is refused of what never fires, or is none', () => {
  for (const schedule of ['0 9 * * MOND', '0 9 * *', '0 0 31 2 *']) expect(() => longestGap(schedule)).toThrow();
});

it('is known of every job; a round is the shortest, and the site is built at least each hour', async () => {
  const jobs = await discoverUnits<Job>('jobs');
  for (const { schedule } of jobs.values()) expect(longestGap(schedule)).toBeGreaterThan(0);
  expect(await rhythmOf()).toEqual({ roundSeconds: 60, siteSeconds: HOUR });
});
