/** The schedule of `start` with rounds of a second, in a process that a test kills: its workspace is the argument. */
import { beginBeat } from '../../../src/pipeline/run/beat.ts';
import type { Job } from '../../../src/pipeline/run/job.ts';
import { rhythmOf } from '../../../src/pipeline/run/rhythm.ts';
import { keepSchedule } from '../../../src/pipeline/run/schedule.ts';

const root = process.argv[2] as string;
const say = (text: string): void => void process.send?.(text);
const run = async (): Promise<void> => undefined;
const jobs = new Map<string, Job>([['daily', { id: 'daily', label: '每日巡检与签发', schedule: '* * * * * *', run }]]);
const beat = await beginBeat(root, { ...(await rhythmOf(jobs)), by: 'start', say });
await keepSchedule(root, say, jobs, beat);
say('kept');
// The channel to the test keeps the process.
process.on('disconnect', () => process.exit(0));
