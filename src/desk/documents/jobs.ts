/** Work on several documents, one after the other, and how far it has come: kept in the memory of the server for whoever began it. */
import { randomUUID } from 'node:crypto';
import type { Job, JobItem } from '../../server/ports/documents.ts';

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
