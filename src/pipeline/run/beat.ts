/** The heart of whatever keeps the schedule: writes each round that it lives and what it does, and tells systemd and a monitor. */
import { secondsBetween } from '../../contract/time.ts';
import type { Say } from '../../wording/log-line.ts';
import { type Heartbeat, readHeartbeat, writeHeartbeat } from '../../workspace/store/heartbeat.ts';
import { machineNow } from '../clock.ts';
import { gapText, publicHeartbeat, ROUNDS_MISSED, schedulerState } from '../heartbeat.ts';
import { siteFolder } from '../publish/site-folder.ts';
import type { Systemd } from './systemd.ts';

export interface Beat {
  /** Work begins. @returns to be called when it ended, with the reason where it failed */
  begin(what: string): (failure?: string) => void;
  /** A line that a person was told. */
  said(text: string): void;
  /** From now on systemd may count on it; until then it is starting. */
  ready(): Promise<void>;
  /** The last beat. @param end `stopped`: nobody is meant to run any more; `between`: the next round is started from outside */
  stop(end: 'stopped' | 'between'): Promise<void>;
}

export interface BeatOptions extends Pick<Heartbeat, 'by' | 'roundSeconds' | 'siteSeconds'> {
  /** This machine's time, ISO. */
  clock?: () => string;
  /** Told in Chinese what a person should know. */
  say: Say;
  systemd?: Systemd;
  /** Tells the monitor; see `tellMonitor`. */
  tell?: () => Promise<string | null>;
}

/** Lines that are kept. */
const SAID = 5;
/** Between two beats systemd's patience is used up to half at most. */
const PATIENCE = 2;
/** What is stuck for so long, systemd shall end and start anew: the longest that a source may take, twice. */
const HOPELESS_SECONDS = 7200;
/** What a start is given again at each beat. */
const START_ROUNDS = 5;

/** Begins to beat, with the first beat written when it returns. Nothing that fails in it ends the work that it tells of. */
export async function beginBeat(root: string, options: BeatOptions): Promise<Beat> {
  const { by, roundSeconds, siteSeconds, clock = machineNow, say, systemd, tell = async () => null } = options;
  const startedAt = clock();
  const beat: Heartbeat = {
    ...{ schema: 1, by, startedAt, livedAt: startedAt, roundSeconds, siteSeconds, stoppedAt: null },
    ...{ running: [], ended: null, failed: [], said: [], unreached: null },
    gap: gapBefore(await readHeartbeat(root), startedAt, say),
  };
  let isReady = false;
  let fault = '';
  const write = async (): Promise<boolean> => {
    const sites = (['supplier', 'purchaser', 'audit'] as const).map((view) => siteFolder(root, view));
    try {
      const isThere = await writeHeartbeat(root, beat, { sites, told: publicHeartbeat(beat) });
      fault = '';
      return isThere;
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
      if (reason !== fault) say(`心跳没有写入：${reason}`, 'error');
      fault = reason;
      return true;
    }
  };
  const tellSystemd = async (): Promise<void> => {
    if (systemd === undefined) return;
    if (!isReady) await systemd.starting(START_ROUNDS * roundSeconds);
    else if (!isHopeless(beat)) await systemd.alive();
  };
  const tellOthers = async (): Promise<void> => {
    // A monitor is told that all is well, not that a process is there.
    if (schedulerState(beat, beat.livedAt).state !== 'alive' || beat.failed.length > 0) return;
    const reason = await tell();
    if (reason !== null && beat.unreached?.reason !== reason)
      say(`监控地址（heartbeat.url）没有送达：${reason}`, 'warn');
    beat.unreached = reason === null ? null : { since: beat.unreached?.since ?? beat.livedAt, reason };
  };
  const once = async (): Promise<void> => {
    beat.livedAt = clock();
    await write();
    await tellSystemd();
    await tellOthers();
  };
  let beating: Promise<void> | null = null;
  const seconds = Math.min(roundSeconds, (systemd?.watchdogSeconds ?? Number.POSITIVE_INFINITY) / PATIENCE);
  const waiting = (await write()) ? null : untilWritten(write);
  // One that waits for a slow monitor is not overtaken; the next finds it done.
  const timer = setInterval(() => {
    beating ??= once().finally(() => {
      beating = null;
    });
  }, seconds * 1000);
  // What it beats for keeps the process, never the heart alone.
  timer.unref();
  return {
    begin(what) {
      const work = { what, since: clock() };
      beat.running.push(work);
      return (failure) => {
        const at = clock();
        beat.running.splice(beat.running.indexOf(work), 1);
        beat.ended = { what, at };
        beat.failed = beat.failed.filter((one) => one.what !== what);
        if (failure !== undefined) beat.failed.push({ what, at, reason: failure });
      };
    },
    said(text) {
      beat.said = [...beat.said, { at: clock(), text }].slice(-SAID);
    },
    async ready() {
      isReady = true;
      await systemd?.ready();
    },
    async stop(end) {
      clearInterval(timer);
      waiting?.stop();
      await beating;
      beat.livedAt = clock();
      beat.stoppedAt = end === 'stopped' ? beat.livedAt : null;
      await write();
      if (end === 'stopped') await systemd?.stopping();
      else await tellOthers();
    },
  };
}

/** A workspace is made in the first round, whose pages shall say already that a scheduler runs. */
function untilWritten(write: () => Promise<boolean>): { stop(): void } {
  const timer = setInterval(async () => {
    if (await write()) clearInterval(timer);
  }, 1000);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

function isHopeless({ running, livedAt }: Heartbeat): boolean {
  return running.some(({ since }) => secondsBetween(since, livedAt) > HOPELESS_SECONDS);
}

/** The time in which nothing ran although something was meant to; that of before while there is no newer one. */
function gapBefore(before: Heartbeat | null | 'unreadable', now: string, say: Say): Heartbeat['gap'] {
  if (before === null || before === 'unreadable') return null;
  const { livedAt, stoppedAt, roundSeconds } = before;
  if (stoppedAt !== null || secondsBetween(livedAt, now) <= ROUNDS_MISSED * roundSeconds) return before.gap;
  const gap = { from: livedAt, to: now };
  say(gapText(gap), 'warn');
  return gap;
}
