/**
 * Audit packs (查验包) at the desk, by the same call as the command `pack`, in the process for work on documents. The file lies in the
 * workspace's cache until it is fetched, an hour at most; what a server that ended left there goes when the next one begins.
 */

import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { dateOf } from '../../contract/time.ts';
import { daysOfMonth } from '../../pipeline/clock.ts';
import type { Plan } from '../../pipeline/plan/plan.ts';
import type { Actor } from '../actor.ts';
import type { DeskSession } from '../desk-session.ts';
import { shownPlan } from '../kept-plan.ts';
import { wordOf } from './document-calls.ts';
import { intervalOf, type MadeFile, readOnce } from './made-file.ts';
import type { Results } from './work.ts';
import { type DocumentWorker, openDocumentWorker, workingHere } from './worker.ts';

/** A pack that somebody asked for. */
export interface PackJob {
  id: string;
  /** Account that asked for it. */
  account: string;
  /** First and last day. */
  from: string;
  to: string;
  /** `gone`: it was fetched, or nobody came for it in time. */
  state: 'running' | 'made' | 'failed' | 'gone';
  /** Documents that are in it, of how many. */
  done: number;
  total: number;
  /** What is in it, or why it was not made, in Chinese. */
  text: string;
  /** What should be in it and is not, and what was owed and not issued, in Chinese. */
  lacks: readonly string[];
  /** Of the file, in bytes; 0 before it was made. */
  size: number;
}

export interface PackOrderOfDesk {
  actor: Actor;
  /** Days as they were typed. */
  from: string;
  to: string;
  /** ISO instant. */
  now: string;
}

/** Below the workspace. */
const FOLDER = join('.opsledger', 'cache', 'desk-packs');
const KEPT_MS = 3_600_000;
/** Packs that are remembered, and lacks that a page names. */
const REMEMBERED = 20;
const NAMED = 20;

/** @param keptMs how long a file waits to be fetched */
export function packsCalls(desk: DeskSession, keptMs = KEPT_MS) {
  const folder = join(desk.root, FOLDER);
  const fileOf = (id: string): string => join(folder, `${id}.zip`);
  const jobs = new Map<string, PackJob>();
  const cleared = rm(folder, { recursive: true, force: true });
  let worker: DocumentWorker | undefined;
  const set = (id: string, changes: Partial<PackJob>): void => {
    const before = jobs.get(id);
    if (before !== undefined) jobs.set(id, { ...before, ...changes });
  };
  const lose = async (id: string): Promise<void> => {
    if (jobs.get(id)?.state === 'made') set(id, { state: 'gone' });
    await rm(fileOf(id), { force: true });
  };
  const make = async ({ id, from, to }: PackJob, now: string): Promise<void> => {
    await cleared;
    await mkdir(folder, { recursive: true });
    worker ??= desk.drawsHere ? workingHere(desk) : openDocumentWorker(desk.root);
    const order = { work: 'pack' as const, from, to, now, file: fileOf(id) };
    const made = await worker.ask(order, ({ done, total }) => set(id, { done, total }));
    set(id, { state: 'made', size: made.bytes, ...told(made) });
    setTimeout(() => void lose(id).catch(() => undefined), keptMs).unref();
  };
  const find = (id: string, account: string): PackJob | null => {
    const found = jobs.get(id);
    return found?.account === account ? found : null;
  };
  return {
    /** Days that the form proposes, the newest month in which something was issued, and the first of all; null: nothing was issued. */
    proposed: (now: string) => desk.use(async (session) => proposed(await shownPlan(session, now))),
    /** @throws UserError in the words of the form, or while one is being made for the account. @returns id of the job */
    async begin(order: PackOrderOfDesk): Promise<string> {
      const days = intervalOf(order);
      const { account } = order.actor;
      if ([...jobs.values()].some((one) => one.account === account && one.state === 'running'))
        throw new UserError('您的上一个查验包还在制作', {
          expected: '制作完后再要下一个',
          hint: '到“查验包”查看进度',
        });
      const job: PackJob = {
        ...{ id: randomUUID(), account, ...days, state: 'running', done: 0, total: 0, text: '', lacks: [], size: 0 },
      };
      jobs.set(job.id, job);
      for (const old of [...jobs.values()].slice(0, -REMEMBERED).filter(({ state }) => state !== 'running')) {
        jobs.delete(old.id);
        await rm(fileOf(old.id), { force: true });
      }
      make(job, order.now).catch(async (error: unknown) => {
        set(job.id, { state: 'failed', text: wordOf(error) });
        await rm(fileOf(job.id), { force: true }).catch(() => undefined);
      });
      return job.id;
    },
    /** Those of an account that can still be looked at, newest first. */
    of: (account: string): readonly PackJob[] => [...jobs.values()].filter((one) => one.account === account).reverse(),
    /** null: there is none of the account, or the server was started anew since. */
    find,
    /** The file, once: it is gone when it was sent. null: there is none. */
    async take(id: string, account: string): Promise<MadeFile | null> {
      const job = find(id, account);
      if (job?.state !== 'made') return null;
      set(id, { state: 'gone' });
      try {
        return { ...(await readOnce(fileOf(id))), name: `查验包_${job.from}_${job.to}.zip` };
      } finally {
        await rm(fileOf(id), { force: true });
      }
    },
  };
}

function told({ documents, records, evidence, missing, notIssued }: Results['pack']): Pick<PackJob, 'text' | 'lacks'> {
  const lacks = [
    ...missing.map(({ what, why }) => `未入包或不符：${what}（${why}）`),
    ...notIssued.map((one) => `应交而没有签发：${one}`),
  ];
  const more = lacks.length > NAMED ? [`……共 ${lacks.length} 项，见包内目录`] : [];
  return {
    text: `文档 ${documents} 份，记录 ${records} 条，原始材料 ${evidence} 份`,
    lacks: [...lacks.slice(0, NAMED), ...more],
  };
}

function proposed({ documents }: Plan) {
  const days = documents.map(({ manifest }) => manifest.from).sort();
  const last = documents
    .map(({ manifest }) => dateOf(manifest.times.issued))
    .sort()
    .at(-1);
  const [first] = days;
  if (first === undefined || last === undefined) return null;
  return { first, ...daysOfMonth(last.slice(0, 'yyyy-mm'.length)) };
}
