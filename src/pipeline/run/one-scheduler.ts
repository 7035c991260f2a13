/** One scheduler a workspace: two would collect, probe and remind twice. Whoever holds it is named; one that is gone is taken over. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from '../../workspace/disk/alive.ts';
import { errorCode } from '../../workspace/disk/faults.ts';
import { isWorkspace } from '../../workspace/is-workspace.ts';

/** Relative to the workspace; a fact of this machine, in no version. */
const FILE = '.opsledger/scheduler.json';

export interface Holder {
  host: string;
  pid: number;
  /** ISO. */
  since: string;
  /** When the process began, by the kernel: an id comes again, above all in a container. */
  began: string;
}

export type Taken = { release(): void } | { holder: Holder };

/** Whoever holds it touches the file so often, in milliseconds: of another machine, or container, nothing else tells whether it lives. */
const TOUCH_MS = 20_000;

/** @returns how to let go; or who holds it. @param patience milliseconds for which one of another machine is watched */
export const takeSchedule = (root: string, now: string, patience?: number): Promise<Taken> =>
  takeFile(join(root, FILE), now, patience);

async function takeFile(path: string, now: string, patience = 2 * TOUCH_MS + 5_000): Promise<Taken> {
  const me: Holder = { host: hostname(), pid: process.pid, since: now, began: beganAt(process.pid) };
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(me), { flag: 'wx' });
      return { release: held(path) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    const holder = holderIn(path);
    if (holder !== null && (await isThere(path, holder, me, patience))) return { holder };
    rmSync(path, { force: true });
  }
}

/** Where a place is kept of a workspace that is only being made: beside it, since its folder has to be empty for that. */
const placeBeside = (root: string): string =>
  join(
    tmpdir(),
    `opsledger-start-${userInfo().uid}-${createHash('sha256').update(root).digest('hex').slice(0, PLACE_DIGITS)}.json`,
  );
const PLACE_DIGITS = 16;

/** A place to begin from: held until `sit`, where there is no workspace yet, and from then on in it. `made`: there is one that can be shown. */
export type Beginning = { holder: Holder; made: boolean } | { sit(): Promise<Taken>; release(): void };

/**
 * To be asked before anything is done. Of two that begin where there is no workspace one alone makes it: it keeps its place beside the
 * folder until the schedule is its own, so that there is no moment at which another finds neither.
 */
export async function takePlace(root: string, now: string): Promise<Beginning> {
  const beside = await takeFile(placeBeside(root), now);
  if ('holder' in beside) return { ...beside, made: await isWorkspace(root) };
  if (!(await isWorkspace(root))) {
    let inside: Taken | null = null;
    return {
      async sit() {
        inside = await takeSchedule(root, now);
        beside.release();
        return inside;
      },
      release() {
        beside.release();
        if (inside !== null && 'release' in inside) inside.release();
      },
    };
  }
  try {
    const inside = await takeSchedule(root, now);
    return 'holder' in inside
      ? { ...inside, made: true }
      : { sit: () => Promise.resolve(inside), release: inside.release };
  } finally {
    beside.release();
  }
}

/** null: it is gone by now, or was cut off as it was written. */
function holderIn(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Keeps touching it. @returns how to let go */
function held(path: string): () => void {
  const timer = setInterval(() => {
    const at = new Date();
    utimes(path, at, at, () => undefined);
  }, TOUCH_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    rmSync(path, { force: true });
  };
}

async function isThere(path: string, { host, pid, began }: Holder, me: Holder, patience: number): Promise<boolean> {
  if (host === me.host) return isAlive(pid) && beganAt(pid) === began;
  const touched = () => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  const before = touched();
  await wait(patience);
  const after = touched();
  return after !== undefined && after !== before;
}

/** Ticks since the machine began, field 22 of proc(5); empty where there is no such process, or no such file. */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** What whoever comes second is told. @param serves it opens the site all the same */
export const heldText = ({ host, pid, since }: Holder, serves: boolean): string =>
  `这个工作区已有一个调度在运行：主机 ${host}，进程 ${pid}，自 ${since}；本次不执行巡检与签发，不写心跳${serves ? '，只打开站点' : ''}。要换到这里运行的，先停下那一个`;
