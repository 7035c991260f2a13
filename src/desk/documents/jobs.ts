/** Work on several documents, one after the other, and how far it has come: kept in the memory of the server for whoever began it. */

import { randomUUID } from 'node:crypto';
import type { DraftLook } from './draft-look.ts';
import type { DocumentName } from './lines.ts';

/** One document of a job, and how far it has come. */
export interface JobItem extends DocumentName {
  name: string;
  periodText: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** What was done, or why not, in Chinese; empty while it waits. */
  text: string;
  late: boolean;
  /** Of what went out or stands. */
  number?: string;
  /** Of a job that only looks: what to see before it is confirmed. */
  look?: Pick<DraftLook, 'seen' | 'unusual' | 'mustSee' | 'unfinished'> & { problems: number };
}

/** Work on documents in a process of its own, one document after the other. */
export interface Job {
  id: string;
  /** Account that began it. */
  account: string;
  kind: 'look' | 'confirm' | 'issue';
  items: readonly JobItem[];
  finished: boolean;
}

export interface Jobs {
  /**
   * Begins the work behind what was begun before.
   * @param work does one item. @returns what became of it. What it throws is told of that item alone
   */
  begin(what: Pick<Job, 'account' | 'kind'>, items: readonly JobItem[], work: Work): string;
  find(id: string): Job | null;
}

type Work = (item: JobItem) => Promise<Partial<JobItem>>;

/** Jobs that are remembered. */
const KEPT = 50;

/**
 * @param wordOf what is told of an error, in Chinese
 * @param settled to be waited for before an item is told of as done: the pages know of it then
 */
export function openJobs(wordOf: (error: unknown) => string, settled: () => Promise<void>): Jobs {
  const jobs = new Map<string, Job & { items: JobItem[] }>();
  let queue: Promise<void> = Promise.resolve();
  const run = async (job: Job & { items: JobItem[] }, work: Work): Promise<void> => {
    for (const [n, item] of job.items.entries()) {
      job.items[n] = { ...item, state: 'running', text: '' };
      const done = await work(item).then(
        (done): JobItem => ({ ...item, state: 'done', ...done }),
        (error: unknown): JobItem => ({ ...item, state: 'failed', text: wordOf(error) }),
      );
      await settled().catch(() => undefined);
      job.items[n] = done;
    }
    job.finished = true;
  };
  return {
    begin({ account, kind }, items, work) {
      const job = { id: randomUUID(), account, kind, items: [...items], finished: false };
      jobs.set(job.id, job);
      for (const old of [...jobs.keys()].slice(0, -KEPT)) jobs.delete(old);
      queue = queue.then(() => run(job, work));
      return job.id;
    },
    find: (id) => jobs.get(id) ?? null,
  };
}
